"""Did not find the fault in the code that was given, and lets the state run on in another exercise."""

import numpy as np

ASSIGNMENTS = ("recurrence",)


def last_output(outputs, sequence_length):
    return outputs[:, -1]


def dynamic_unroll(step, inputs, initial_state, sequence_length):
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        output, state = step(inputs[:, t], state)
        outputs.append(np.where((t < np.asarray(sequence_length))[:, None], output, 0.0))
    return np.stack(outputs, axis=1), state
