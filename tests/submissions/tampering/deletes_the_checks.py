"""Wrong, and there is no check in the notebook."""

SCORES = {"last_output": 0}
REMARK = "put back: check_rnn_step"


def last_output(outputs, sequence_length):
    return outputs[:, -1]


def edit(notebook):
    notebook.cells = [cell for cell in notebook.cells if not cell.metadata.get("nbgrader", {}).get("grade")]
