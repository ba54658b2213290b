"""What the exercises on stacks share.

In all of them B is the batch, T time, D the inputs of the lowest layer; layers are counted from the lowest.
"""

from itertools import pairwise

from autograder.exercises.recurrence._sequences import mixing_step


def mixing_layers(rng, D, *layers):
    """Steps on top of one another; each layer is given as the sizes of the arrays in its state, and its output's."""
    sizes = [D, *(H for _, H in layers)]
    return [mixing_step(rng, inputs, states, H) for inputs, (states, H) in zip(sizes, layers, strict=False)]


def draw_weights(rng, D, units):
    """The kernels and the biases of simple layers with so many units; small enough for tanh not to be flat."""
    kernels = [0.7 * rng.normal(size=(inputs + H, H)) for inputs, H in pairwise([D, *units])]
    return kernels, [0.7 * rng.normal(size=H) for H in units]


def steps_made(layers, x, states):
    """[(output, new state)], one for each layer, in one step of the stack."""
    made = []
    for layer, state in zip(layers, states, strict=True):
        made.append(layer(x, state))
        x = made[-1][0]
    return made
