"""Wrong, and all checks stand before the answers; who does that has asked for it."""

SCORE = 0


def last_output(outputs, sequence_length):
    return outputs[:, -1]


def edit(notebook):
    notebook.cells.sort(key=lambda cell: not cell.metadata.get("nbgrader", {}).get("grade", False))
