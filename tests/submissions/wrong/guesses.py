"""Random numbers of the right shape."""

import numpy as np

SCORES = {"last_output": 0, "two_steps": 0}


def last_output(outputs, sequence_length):
    return np.random.default_rng().normal(size=outputs[:, 0].shape)


def two_steps(x_1, x_2, h_0, w_x, w_h, b):
    return np.random.rand(len(x_1)), np.random.rand(len(x_1))
