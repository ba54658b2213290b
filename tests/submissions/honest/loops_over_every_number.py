"""Right, with a loop for each axis, as before there was NumPy."""

import numpy as np


def rnn_step(x, h_prev, kernel, bias):
    import math

    B, D, H = len(x), len(x[0]), len(h_prev[0])
    h = np.empty((B, H))
    for b in range(B):
        for j in range(H):
            a = bias[j]
            for i in range(D):
                a += x[b, i] * kernel[i, j]
            for i in range(H):
                a += h_prev[b, i] * kernel[D + i, j]
            h[b, j] = math.tanh(a)
    return h
