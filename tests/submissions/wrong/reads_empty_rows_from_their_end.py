"""Right but for rows of length 0, which count from the end."""

import numpy as np

SCORES = {"last_output": 2}


def last_output(outputs, sequence_length):
    return outputs[np.arange(len(outputs)), np.asarray(sequence_length) - 1]
