"""The reference of the course, in NumPy: one module for each chapter, and TensorFlow 1's vocabulary.

The Keras twins need TensorFlow, which is slow to import; they are imported by name: `solutions.lstm_keras`.
"""

from solutions.dropout import (
    DropoutWrapper,
    dropout,
    dropout_mask,
    dropout_step,
    dropout_step_backward,
    dropped_sum_moments,
    keras_lstm_step,
    outputs_dropped,
    variational_unroll,
)
from solutions.lstm import BasicLSTMCell, LSTMStateTuple, lstm_loss, lstm_step, lstm_step_backward, lstm_to_keras
from solutions.recurrence import (
    BasicRNNCell,
    bptt,
    clip_by_global_norm,
    dynamic_rnn,
    dynamic_unroll,
    last_output,
    rnn_step,
    sequence_cross_entropy,
    static_rnn,
    unroll,
)

__all__ = [
    "BasicLSTMCell",
    "BasicRNNCell",
    "DropoutWrapper",
    "LSTMStateTuple",
    "bptt",
    "clip_by_global_norm",
    "dropout",
    "dropout_mask",
    "dropout_step",
    "dropout_step_backward",
    "dropped_sum_moments",
    "dynamic_rnn",
    "dynamic_unroll",
    "keras_lstm_step",
    "last_output",
    "lstm_loss",
    "lstm_step",
    "lstm_step_backward",
    "lstm_to_keras",
    "outputs_dropped",
    "rnn_step",
    "sequence_cross_entropy",
    "static_rnn",
    "unroll",
    "variational_unroll",
]
