"""The right numbers with an imaginary part of zero, which no network has."""

import numpy as np

SCORES = {"last_output": 0}


def last_output(outputs, sequence_length):
    return np.stack([row[n - 1] + 0j if n else 0j * row[0] for row, n in zip(outputs, sequence_length)])
