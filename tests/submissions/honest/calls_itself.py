"""Right, by recursion along time."""

import numpy as np


def unroll(step, inputs, initial_state):
    if inputs.shape[1] == 0:
        return np.zeros((len(inputs), 0, 1)), initial_state
    output, state = step(inputs[:, 0], initial_state)
    if inputs.shape[1] == 1:
        return output[:, np.newaxis], state
    rest, state = unroll(step, inputs[:, 1:], state)
    return np.concatenate([output[:, np.newaxis], rest], axis=1), state
