"""What the exercises on the GRU share.

In all of them B is the batch, D the inputs, H the units. A block is the H columns that belong to one gate, counted in
the order r, u.
"""

from types import SimpleNamespace

import numpy as np

from solutions.lstm import sigmoid

R, U = range(2)
SIZES = ((3, 2, 4), (4, 3, 4), (5, 3, 3), (1, 2, 3))  # B, D, H: all different, B = H, D = H, a single row


def draw_weights(rng, D, H):
    """gate_kernel, gate_bias, candidate_kernel and candidate_bias."""
    return [0.9 * rng.normal(size=size) for size in ((D + H, 2 * H), 2 * H, (D + H, H), H)]


def draw_cell(rng, B, D, H):
    """x, h_prev and the four weights."""
    return [rng.normal(size=(B, D)), rng.normal(size=(B, H)), *draw_weights(rng, D, H)]


def from_zero(x, h_prev, *weights):
    return not h_prev.any()


def beside(x, h):
    return np.concatenate([x, h], axis=1)


def gates(x, h_prev, gate_kernel, gate_bias):
    """Both gates of a step, r and u."""
    return np.split(sigmoid(beside(x, h_prev) @ gate_kernel + gate_bias), 2, axis=1)


def parts(x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """The gates of a step, by name, and its candidate."""
    r, u = gates(x, h_prev, gate_kernel, gate_bias)
    candidate = np.tanh(beside(x, r * h_prev) @ candidate_kernel + candidate_bias)
    return SimpleNamespace(r=r, u=u, candidate=candidate)


def after_the_product(x, r, h, candidate_kernel, candidate_bias):
    """The candidate of a GRU that resets after the product."""
    D = x.shape[1]
    return np.tanh(x @ candidate_kernel[:D] + candidate_bias + r * (h @ candidate_kernel[D:]))


def step_after_the_product(x, h_prev, gate_kernel, gate_bias, *candidate_weights):
    """A step whose reset gate comes after the product, the weights being those of `gru_step`."""
    r, u = gates(x, h_prev, gate_kernel, gate_bias)
    return u * h_prev + (1 - u) * after_the_product(x, r, h_prev, *candidate_weights)


def swapped(columns):
    """The two blocks of the gates in each other's place."""
    return np.roll(columns, columns.shape[-1] // 2, axis=-1)


def negated(columns, block):
    """One of the two blocks with its sign changed."""
    blocks = np.split(columns, 2, axis=-1)
    blocks[block] = -blocks[block]
    return np.concatenate(blocks, axis=-1)
