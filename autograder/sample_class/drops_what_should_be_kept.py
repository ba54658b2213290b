"""Takes the probability to be kept for the one to be dropped, here and there."""

import numpy as np

ASSIGNMENTS = ("dropout",)


def dropped_sum_moments(x, weights, keep_prob):
    mean = x @ weights
    variance = (x**2) @ (weights**2) * keep_prob / (1 - keep_prob)
    return mean, variance


def dropout_mask(shape, keep_prob, rng):
    return (rng.random(shape) > keep_prob) * 1.0


def outputs_dropped(step, inputs, initial_state, masks, drop_prob, training):
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        output, state = step(inputs[:, t], state)
        if training:
            output = dropout(output, masks[:, t], drop_prob)
        outputs.append(output)
    return np.stack(outputs, axis=1), state
