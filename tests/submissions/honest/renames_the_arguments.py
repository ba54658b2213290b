"""Right, with other names for the arguments, and some more of them."""

import numpy as np


def rnn_step(current_input, state, /, weights, b=None, *more, activation=np.tanh, **options):
    return activation(np.c_[current_input, state] @ weights + b)


def last_output(o, n):
    return np.stack([o[i, k - 1] if k else np.zeros(o.shape[-1]) for i, k in enumerate(n)])
