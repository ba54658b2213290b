"""The reference of the course, in NumPy: one module for each chapter, and TensorFlow 1's vocabulary.

The Keras twins need TensorFlow, which is slow to import; they are imported by name: `solutions.lstm_keras`.
"""

from solutions.bidirectional import (
    bidirectional,
    bidirectional_bptt,
    bidirectional_dynamic_rnn,
    birnn,
    both_ways,
    reverse_sequence,
    sequence_summary,
    sequence_summary_backward,
    static_bidirectional_rnn,
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
    "LSTMStateTuple",
    "bidirectional",
    "bidirectional_bptt",
    "bidirectional_dynamic_rnn",
    "birnn",
    "both_ways",
    "bptt",
    "clip_by_global_norm",
    "dynamic_rnn",
    "dynamic_unroll",
    "last_output",
    "lstm_loss",
    "lstm_step",
    "lstm_step_backward",
    "lstm_to_keras",
    "reverse_sequence",
    "rnn_step",
    "sequence_cross_entropy",
    "sequence_summary",
    "sequence_summary_backward",
    "static_bidirectional_rnn",
    "static_rnn",
    "unroll",
]
