"""The right function, under a name that nobody calls."""

SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
def last_ouput(outputs, sequence_length):
    return np.stack([row[n - 1] if n else 0 * row[0] for row, n in zip(outputs, sequence_length)])
""",
}
