"""An axis of length one too many: a shape that broadcasting would forgive."""

import numpy as np

SCORES = {"last_output": 0}


def last_output(outputs, sequence_length):
    return np.stack([row[max(n - 1, 0)] * (n > 0) for row, n in zip(outputs, sequence_length)])[:, None]
