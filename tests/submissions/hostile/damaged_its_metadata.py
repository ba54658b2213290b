"""Right, in a notebook whose metadata are of the wrong types everywhere, and whose code cells became text."""


def edit(notebook):
    notebook.nbformat_minor = "five"
    notebook.metadata = {"nbgrader": 5, "unrolled_remarks": {"not": "a list"}, "kernelspec": 7}
    for cell in notebook.cells:
        cell.metadata |= {"tags": 5, "collapsed": "x", "jupyter": [1], "name": 3}
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader |= {"schema_version": 99, "points": {"a": 1000}, "grade": "no", "checksum": [1]}
            cell.cell_type = "markdown"
            cell.attachments = {"a": {"text/html": "<script>"}, "b": 5}
            cell.source += "\ud800" if cell.metadata.nbgrader.grade_id == "vanishing_explained" else ""
