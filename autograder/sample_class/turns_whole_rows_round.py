"""Padding comes first in every short row, from the first answer to the last."""

import numpy as np

ASSIGNMENTS = ("bidirectional",)


def reverse_sequence(inputs, sequence_length):
    return inputs[:, ::-1]


def birnn(inputs, sequence_length, step_fw, step_bw, initial_state_fw, initial_state_bw, output_kernel, output_bias):
    outputs, _ = bidirectional(step_fw, step_bw, inputs, initial_state_fw, initial_state_bw, sequence_length)
    return np.concatenate([outputs[0], outputs[1]], axis=2)[:, -1] @ output_kernel + output_bias
