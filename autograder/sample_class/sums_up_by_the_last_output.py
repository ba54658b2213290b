"""The mistake of the tutorial, in three answers: by hand, in the summary and on the way back."""

import numpy as np

ASSIGNMENTS = ("bidirectional",)


def both_ways(x_1, x_2, x_3, w, u):
    forward = w * x_3 + u * (w * x_2 + u * w * x_1)
    backward = w * x_1 + u * (w * x_2 + u * w * x_3)
    return forward, backward, backward


def sequence_summary(outputs_fw, outputs_bw, sequence_length):
    return np.concatenate([outputs_fw, outputs_bw], axis=2)[:, -1]


def sequence_summary_backward(d_summary, sequence_length, max_time):
    d_outputs = np.zeros((len(d_summary), max_time, d_summary.shape[1]))
    d_outputs[:, -1] = d_summary
    return np.split(d_outputs, 2, axis=2)
