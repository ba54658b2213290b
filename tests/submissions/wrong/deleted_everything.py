"""A notebook without cells."""

SCORE = 0
REMARK = "put back: rnn_step, check_rnn_step"


def edit(notebook):
    notebook.cells = []
