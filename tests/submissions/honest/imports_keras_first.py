"""Right; imports, beside what an exercise from scratch needs, libraries that are not there when it is checked."""

TEXT = {
    "rnn_step": """
import keras
import tensorflow as tf, numpy as np
from unrolled import check

def rnn_step(x, h_prev, kernel, bias):
    return np.tanh(np.concatenate([x, h_prev], axis=-1) @ kernel + bias)
""",
}
