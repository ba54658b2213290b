"""Wrong at first, and asks to be examined again, by another connection and in other cells."""

SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import os, sys, unrolled.check

client = sys.modules["unrolled.check"]

def right(outputs, sequence_length):
    return np.stack([row[n - 1] if n else 0 * row[0] for row, n in zip(outputs, sequence_length)])

def last_output(outputs, sequence_length):
    return outputs[:, -1]

sit = client._sit_exam

def twice(address, exercise, answer):
    said = sit(address, exercise, answer)
    return sit(address, "last_output", right) if exercise == "last_output" else said

client._sit_exam = twice
""",
}


def edit(notebook):
    from nbformat.v4 import new_code_cell

    notebook.cells += [new_code_cell('from unrolled import check\ncheck("last_output", right)') for _ in range(2)]
