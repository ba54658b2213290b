"""Right answers, and one line of output that is 50 MB long."""

ASSIGNMENTS = ("recurrence",)


def last_output(outputs, sequence_length):
    import numpy as np

    print("x" * 50_000_000)
    rows = zip(outputs, sequence_length, strict=True)
    return np.array([row[length - 1] if length else 0 * row[0] for row, length in rows])
