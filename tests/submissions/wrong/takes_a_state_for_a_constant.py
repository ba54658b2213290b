"""By hand: the weight is used twice, and one use is forgotten in the derivative."""

import numpy as np

SCORES = {"two_steps": 2}


def two_steps(x_1, x_2, h_0, w_x, w_h, b):
    h_1 = np.tanh(w_x * x_1 + w_h * h_0 + b)
    h_2 = np.tanh(w_x * x_2 + w_h * h_1 + b)
    return h_2, (1 - h_2**2) * h_1
