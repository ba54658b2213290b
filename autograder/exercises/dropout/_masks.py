"""What the exercises on dropout share.

In all of them B is the batch, T time, D the inputs, H the outputs; S and R are the arrays of a state.
"""

import numpy as np

from autograder.reference import reference_module

reference = reference_module("solutions.dropout")  # by its name: `from solutions import dropout` is the function


def draw_mask(rng, shape, keep_prob):
    """A mask with about as many ones as it should have, and at least one number of either kind where there is room."""
    size = int(np.prod(shape))
    ones = np.clip(round(keep_prob * size), 1, max(1, size - 1))
    return rng.permutation(np.arange(size) < ones).astype(float).reshape(shape)
