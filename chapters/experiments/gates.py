"""What the gates of a Keras LSTM do over a sequence, computed from its weights by the cell's equations."""

import numpy as np

from solutions.lstm import sigmoid


def over_time(layer, inputs):
    """The gates i, f and o [T, H] at each step of one sequence [T, D], and the output h [T, H]."""
    kernel, recurrent_kernel, bias = map(np.asarray, layer.get_weights())
    c = h = np.zeros(layer.units)
    steps = []
    for x in np.asarray(inputs):
        a_i, a_f, a_j, a_o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4)  # Keras' order
        i, f, o = sigmoid(a_i), sigmoid(a_f), sigmoid(a_o)
        c = f * c + i * np.tanh(a_j)
        h = o * np.tanh(c)
        steps.append((i, f, o, h))
    return tuple(map(np.array, zip(*steps, strict=True)))
