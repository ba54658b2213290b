"""Right, with tags and flags on each cell which other tools take for an order not to run it."""


def edit(notebook):
    for cell in notebook.cells:
        cell.metadata.tags = ["skip-execution", "raises-exception", "remove-cell", "parameters"]
        cell.metadata |= {"editable": False, "deletable": False, "frozen": True, "init_cell": True}
        cell.metadata.jupyter = {"source_hidden": True, "outputs_hidden": True}
