"""Right where the state is one array, and fails where it is nested."""

import numpy as np

SCORES = {"dynamic_unroll": 4}


def dynamic_unroll(step, inputs, initial_state, sequence_length):
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        output, new = step(inputs[:, t], state)
        real = (t < np.asarray(sequence_length))[:, None]
        outputs.append(np.where(real, output, 0.0))
        state = np.where(real, new, state)
    return np.stack(outputs, axis=1), state
