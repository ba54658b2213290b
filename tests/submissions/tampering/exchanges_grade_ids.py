"""Wrong in one exercise, whose check has the name of another exercise's, and the other way round."""

SCORES = {"last_output": 0}


def last_output(outputs, sequence_length):
    return outputs[:, -1]


def edit(notebook):
    marks = {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    }
    marks["check_last_output"].grade_id = "check_rnn_step"
    marks["check_rnn_step"].grade_id = "check_last_output"
