"""Thinks that the reset gate always comes before the product, and forgets one way back of the gradient."""

import numpy as np

ASSIGNMENTS = ("gru",)


def gru_step_reset_after(x, h_prev, kernel, recurrent_kernel, bias):
    H = h_prev.shape[1]
    a = x @ kernel[:, : 2 * H] + h_prev @ recurrent_kernel[:, : 2 * H] + bias[:, : 2 * H].sum(axis=0)
    z, r = np.split(sigmoid(a), 2, axis=1)
    past = (r * h_prev) @ recurrent_kernel[:, 2 * H :]
    candidate = np.tanh(x @ kernel[:, 2 * H :] + past + bias[:, 2 * H :].sum(axis=0))
    return z * h_prev + (1 - z) * candidate


def gru_step_backward(d_h, x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    D = x.shape[1]
    both = np.concatenate([x, h_prev], axis=1)
    r, u = np.split(sigmoid(both @ gate_kernel + gate_bias), 2, axis=1)
    both_seen = np.concatenate([x, r * h_prev], axis=1)
    c = np.tanh(both_seen @ candidate_kernel + candidate_bias)
    d_c = d_h * (1 - u) * (1 - c**2)
    d_seen = d_c @ candidate_kernel[D:].T
    d_a = np.concatenate([d_seen * h_prev * r * (1 - r), d_h * (h_prev - c) * u * (1 - u)], axis=1)
    d_both = d_a @ gate_kernel.T
    d_x, d_h_prev = d_c @ candidate_kernel[:D].T + d_both[:, :D], d_seen * r + d_both[:, D:]
    return d_x, d_h_prev, both.T @ d_a, d_a.sum(axis=0), both_seen.T @ d_c, d_c.sum(axis=0)
