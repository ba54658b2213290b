"""Wrong in the first of two cells that claim to be the answer: the first is the answer, the second is a cell."""

import copy

SCORES = {"last_output": 0}


def last_output(outputs, sequence_length):
    return outputs[:, -1]


def edit(notebook):
    (answer,) = (cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "last_output")
    second = copy.deepcopy(answer)
    second.source = "raise ValueError('this cell is nobody'+chr(39)+'s')"
    notebook.cells.insert(notebook.cells.index(answer) + 1, second)
