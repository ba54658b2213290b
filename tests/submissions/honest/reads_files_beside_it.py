"""Right, with a module, a table and a folder of its own beside the notebook, and a file that it writes."""

TEXT = {
    "last_output": """
import helpers

np.save("written here.npy", np.loadtxt("data/my table.csv", delimiter=","))
assert np.load("written here.npy").sum() == 6

def last_output(outputs, sequence_length):
    return helpers.last(outputs, sequence_length)
""",
}

HELPERS = """
import numpy as np

def last(outputs, lengths):
    return np.stack([row[n - 1] if n else 0 * row[0] for row, n in zip(outputs, lengths)])
"""


def hand_in(folder):
    (folder / "helpers.py").write_text(HELPERS)
    (folder / "data").mkdir()
    (folder / "data" / "my table.csv").write_text("1,2,3\n")
