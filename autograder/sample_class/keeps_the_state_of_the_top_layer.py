"""Only the last layer's state is kept, in one step and in a run over time."""

import numpy as np

ASSIGNMENTS = ("deep",)


def stacked_step(x, states, layers):
    for n in range(len(layers)):
        x, state = layers[n](x, states[n])
    return x, state


def unroll_by_layers(layers, inputs, initial_states):
    for n in range(len(layers)):
        outputs, state = [], initial_states[n]
        for t in range(inputs.shape[1]):
            output, state = layers[n](inputs[:, t], state)
            outputs.append(output)
        inputs = np.stack(outputs, axis=1)
    return inputs, state
