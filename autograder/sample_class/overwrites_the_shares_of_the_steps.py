"""Two known mistakes: a sum of powers that is one term too long, and `=` where `+=` is meant."""

import numpy as np

ASSIGNMENTS = ("lstm",)


def leaky_memory(c_0, written, f, n):
    return f**n * c_0 + written * sum(f**k for k in range(n + 1)), written / (1 - f)


def lstm_bptt(d_outputs, inputs, initial_c, initial_h, kernel, bias, forget_bias=1.0):
    states = [(initial_c, initial_h)]
    for t in range(inputs.shape[1]):
        states.append(lstm_step(inputs[:, t], *states[-1], kernel, bias, forget_bias))
    d_inputs, d_c, d_h = np.zeros_like(inputs), np.zeros_like(initial_c), np.zeros_like(initial_h)
    for t in reversed(range(inputs.shape[1])):
        d_inputs[:, t], d_c, d_h, d_kernel, d_bias = lstm_step_backward(
            d_c, d_h + d_outputs[:, t], inputs[:, t], *states[t], kernel, bias, forget_bias
        )
    return d_inputs, d_c, d_h, d_kernel, d_bias
