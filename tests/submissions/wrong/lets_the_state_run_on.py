"""Zero outputs past the end, and a state that does not stop there."""

import numpy as np

SCORES = {"dynamic_unroll": 2.5}


def dynamic_unroll(step, inputs, initial_state, sequence_length):
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        output, state = step(inputs[:, t], state)
        outputs.append(np.where((t < np.asarray(sequence_length))[:, None], output, 0.0))
    return np.stack(outputs, axis=1), state
