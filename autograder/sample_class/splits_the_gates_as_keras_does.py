"""Two known mistakes of the LSTM, in two answers."""

import numpy as np

ASSIGNMENTS = ("lstm",)


def lstm_step(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    i, f, j, o = np.split(np.concatenate([x, h_prev], axis=1) @ kernel + bias, 4, axis=1)
    i, j, f, o = sigmoid(i), np.tanh(j), sigmoid(f + forget_bias), sigmoid(o)
    c = f * c_prev + i * j
    return c, o * np.tanh(c)


def lstm_to_keras(kernel, bias, input_size, forget_bias=1.0):
    return [kernel[:input_size], kernel[input_size:], bias]
