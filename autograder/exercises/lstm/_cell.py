"""What the exercises on the cell share.

In all of them B is the batch, D the inputs, H the units. A block is the H columns that belong to one gate, counted in
the order i, j, f, o.
"""

from types import SimpleNamespace

import numpy as np

from solutions.lstm import sigmoid

I, J, F, O = range(4)  # noqa: E741 - the equations' own letters


def draw_cell(rng, B, D, H):
    """x, c_prev, h_prev, kernel and bias; the memory is large enough for tanh to bend."""
    sizes = ((B, D), (B, H), (B, H), (D + H, 4 * H), (4 * H,))
    return [scale * rng.normal(size=size) for scale, size in zip((1, 2, 1, 0.8, 0.8), sizes, strict=True)]


def gates(x, c_prev, h_prev, kernel, bias, forget_bias):
    """The four gates and the memory of one step, by name."""
    a_i, a_j, a_f, a_o = np.split(np.concatenate([x, h_prev], axis=1) @ kernel + bias, 4, axis=1)
    i, j, f, o = sigmoid(a_i), np.tanh(a_j), sigmoid(a_f + forget_bias), sigmoid(a_o)
    return SimpleNamespace(i=i, j=j, f=f, o=o, c=f * c_prev + i * j)


def in_order(columns, *order):
    """The blocks of a kernel or a bias in another order."""
    blocks = np.split(columns, 4, axis=-1)
    return np.concatenate([blocks[block] for block in order], axis=-1)


def raised(bias, block, by):
    """The bias with a number added to one block."""
    blocks = np.split(bias, 4)
    blocks[block] = blocks[block] + by
    return np.concatenate(blocks)
