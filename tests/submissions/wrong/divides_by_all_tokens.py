"""The loss of the real tokens, divided by the number of all."""

import numpy as np

SCORES = {"sequence_cross_entropy": 1}


def sequence_cross_entropy(logits, targets, sequence_length):
    shifted = logits - logits.max(axis=-1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    chosen = np.take_along_axis(logs, np.asarray(targets)[..., None], axis=-1)[..., 0]
    real = np.arange(logits.shape[1]) < np.asarray(sequence_length)[:, None]
    return -(chosen * real).sum() / real.size
