"""What the exercises over time share.

In all of them B is the batch, T time, D the inputs, H the outputs or units; S and R are the arrays of a state.
"""

import numpy as np

from unrolled.trees import Function


def mixing_step(rng, D, states, H):
    """A step from D inputs to H outputs; `states` lists the sizes of the arrays in its state.

    The larger the state, the smaller its weights: so that an error of rounding does not grow from step to step.
    """
    S = sum(states)
    sizes = (D, S), (S, S), (S, H)
    return Function(
        "mixing_step",
        tuple(scale * rng.normal(size=size) for scale, size in zip((0.7, S**-0.5, 0.7), sizes, strict=True)),
    )


def over_time(inputs):
    """[B, T, ...] with time first, to loop over."""
    return np.swapaxes(inputs, 0, 1)


def real(inputs, sequence_length):
    """[B, T]: where a step is real, and not padding."""
    return np.arange(inputs.shape[1]) < np.asarray(sequence_length)[:, np.newaxis]
