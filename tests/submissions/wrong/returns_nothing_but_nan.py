"""Not a number, in the right shape."""

import numpy as np

SCORES = {"last_output": 0, "sequence_cross_entropy": 0}


def last_output(outputs, sequence_length):
    return np.full(outputs[:, 0].shape, np.nan)


def sequence_cross_entropy(logits, targets, sequence_length):
    return float("inf")
