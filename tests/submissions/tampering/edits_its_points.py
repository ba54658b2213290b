"""Wrong, in a notebook whose checks are worth a thousand points, and one less than none."""

SCORES = {"last_output": 0}


def last_output(outputs, sequence_length):
    return outputs[:, -1]


def edit(notebook):
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("grade"):
            marks.points = 0 if marks.grade_id == "check_last_output" else 1000
        if marks.get("grade_id") == "check_rnn_step":
            marks.points = -5
