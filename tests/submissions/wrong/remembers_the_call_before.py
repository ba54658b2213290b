"""Adds up over calls: a second one gives something else."""

TEXT = {
    "last_output": """
calls = 0

def last_output(outputs, sequence_length):
    global calls
    calls += 1
    found = np.stack([row[n - 1] if n else 0 * row[0] for row, n in zip(outputs, sequence_length)])
    return found * (1 + (calls + 1) % 2)
""",
}

SCORES = {"last_output": 2.5}
