"""Right; headings, explanations and the statements of the exercises are gone or other ones."""


def edit(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and "nbgrader" not in cell.metadata:
            cell.source = "# " + "mine " * 50
    notebook.metadata.title = "My solution"
