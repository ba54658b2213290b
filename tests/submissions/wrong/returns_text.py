"""The right numbers, written out."""

SCORES = {"last_output": 0}


def last_output(outputs, sequence_length):
    return str([row[n - 1] if n else 0 * row[0] for row, n in zip(outputs, sequence_length)])
