"""Wrong, with many copies of the checks that it passes, under the names of those that it does not."""

import copy

SCORES = {"last_output": 0}


def last_output(outputs, sequence_length):
    return outputs[:, -1]


def edit(notebook):
    (check,) = (
        cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "check_rnn_step"
    )
    for name in ("check_rnn_step", "check_last_output", "check_rnn_step_2", "check_last_output"):
        cell = copy.deepcopy(check)
        cell.metadata.nbgrader.grade_id = name
        notebook.cells += [cell, copy.deepcopy(cell)]
