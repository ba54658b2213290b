"""Right, and keeps a table and a counter in global variables."""

TEXT = {
    "last_output": """
calls = 0
seen = {}

def last_output(outputs, sequence_length):
    global calls
    calls += 1
    seen[calls] = tuple(sequence_length)
    at = np.maximum(np.asarray(sequence_length) - 1, 0)
    return outputs[np.arange(len(outputs)), at] * (np.asarray(sequence_length) > 0)[:, None]
""",
}
