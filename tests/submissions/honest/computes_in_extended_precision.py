"""Right, in the longest floating point numbers this machine has."""

import numpy as np


def rnn_step(x, h_prev, kernel, bias):
    together = np.concatenate([x, h_prev], axis=1).astype(np.longdouble)
    return np.tanh(together.dot(kernel) + bias)
