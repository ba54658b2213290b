"""Wrong, with a package `unrolled` of its own beside the notebook, whose check praises everything."""

SCORES = {"last_output": 0}

CLIENT = """
def check(exercise, answer):
    return 3.0
"""


def last_output(outputs, sequence_length):
    return outputs[:, -1]


def hand_in(folder):
    (folder / "unrolled").mkdir()
    (folder / "unrolled" / "__init__.py").write_text(CLIENT)
    (folder / "unrolled" / "check.py").write_text(CLIENT)
