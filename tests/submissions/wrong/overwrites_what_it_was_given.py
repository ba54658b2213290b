"""The right values, over a padding that was set to zero in the caller's own array."""

import numpy as np

SCORES = {"last_output": 2.5}


def last_output(outputs, sequence_length):
    for row, length in zip(outputs, sequence_length):
        row[length:] = 0
    return np.stack([row[max(length - 1, 0)] for row, length in zip(outputs, sequence_length)])
