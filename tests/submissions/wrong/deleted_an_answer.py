"""One answer cell is gone, and so is what was in it."""

SCORES = {"last_output": 0}
REMARK = "put back: last_output"


def edit(notebook):
    notebook.cells = [
        cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") != "last_output"
    ]
