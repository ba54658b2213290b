"""Wrong, with new cells that are marked as graded and worth a lot, whose results are numbers."""

from nbformat.v4 import new_code_cell

SCORES = {"last_output": 0}


def last_output(outputs, sequence_length):
    return outputs[:, -1]


def edit(notebook):
    for name in ("check_extra", "check_last_output ", "CHECK_LAST_OUTPUT", "last_output"):
        cell = new_code_cell("100.0")
        marks = {"grade": True, "solution": False, "locked": True, "points": 100, "schema_version": 3, "task": False}
        cell.metadata.nbgrader = {"grade_id": name, "cell_type": "code", **marks}
        notebook.cells.append(cell)
