"""The right values on the screen, and None for the caller."""

SCORES = {"last_output": 0}


def last_output(outputs, sequence_length):
    for row, n in zip(outputs, sequence_length):
        print(row[n - 1] if n else 0 * row[0])
