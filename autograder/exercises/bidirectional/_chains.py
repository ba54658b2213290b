"""What the exercises with two chains share.

In all of them B is the batch, T time, D the inputs, H the outputs; S and R are the sizes of the states of the forward
and of the backward step.
"""

import numpy as np

from autograder.exercises.recurrence._sequences import mixing_step
from autograder.reference import reference_module

reference = reference_module("solutions.bidirectional")  # `solutions.bidirectional` by itself names the function in it


def draw_chains(rng, B, T, D, S, R, H):
    """Two steps, the inputs, and a state for each step."""
    steps = mixing_step(rng, D, [S], H), mixing_step(rng, D, [R], H)
    return *steps, rng.normal(size=(B, T, D)), rng.normal(size=(B, S)), rng.normal(size=(B, R))


def whole(inputs):
    """All columns in the reverse order, the padding with them."""
    return inputs[:, ::-1]


def halves(H, width):
    """[width]: true in the first H columns of `width`."""
    return np.arange(width) < H


def as_long(sequence_length, length):
    """The same length for every row."""
    return np.full(len(sequence_length), length)
