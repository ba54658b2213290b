"""One convention taken for another, in two answers; and a translated cell of which only a part was mended."""

import numpy as np

ASSIGNMENTS = ("gru",)


def gru_step(x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    r, z = np.split(sigmoid(np.concatenate([x, h_prev], axis=1) @ gate_kernel + gate_bias), 2, axis=1)
    candidate = np.tanh(np.concatenate([x, r * h_prev], axis=1) @ candidate_kernel + candidate_bias)
    return (1 - z) * h_prev + z * candidate


def turn_update_gate(gate_kernel, gate_bias):
    return gate_kernel, gate_bias


def gru_outputs(inputs, initial_state, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    D = inputs.shape[2]
    gates_from_x = inputs @ gate_kernel[:D] + gate_bias
    candidate_from_x = inputs @ candidate_kernel[:D] + candidate_bias
    h, outputs = initial_state, []
    for t in range(inputs.shape[1]):
        r, z = np.split(sigmoid(gates_from_x[:, t] + h @ gate_kernel[D:]), 2, axis=1)
        candidate = np.tanh(candidate_from_x[:, t] + (r * h) @ candidate_kernel[D:])
        h = (1 - z) * h + z * candidate
        outputs.append(h)
    return np.stack(outputs, axis=1)
