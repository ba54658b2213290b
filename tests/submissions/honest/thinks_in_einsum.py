"""Right, in index notation, with views and strides instead of copies."""

import numpy as np


def rnn_step(x, h_prev, kernel, bias):
    D = x.shape[1]
    return np.tanh(np.einsum("bd,dh->bh", x, kernel[:D]) + np.einsum("bi,ih->bh", h_prev, kernel[D:]) + bias).T.T


def last_output(outputs, sequence_length):
    B, T, _ = outputs.shape
    one_hot = np.arange(1, T + 1) == np.reshape(sequence_length, (B, 1))
    return np.einsum("bth,bt->bh", np.asfortranarray(outputs), one_hot)[:, ::1]
