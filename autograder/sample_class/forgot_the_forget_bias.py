"""A known mistake, and everything after it right."""

import numpy as np

ASSIGNMENTS = ("lstm",)


def lstm_step(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    i, j, f, o = np.split(np.concatenate([x, h_prev], axis=1) @ kernel + bias, 4, axis=1)
    c = c_prev / (1 + np.exp(-f)) + np.tanh(j) / (1 + np.exp(-i))
    return c, np.tanh(c) / (1 + np.exp(-o))
