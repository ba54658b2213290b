"""The reference of the course, in NumPy: one module for each chapter, and TensorFlow 1's vocabulary.

The Keras twins need TensorFlow, which is slow to import; they are imported by name: `solutions.lstm_keras`.
"""

from solutions.capstone import confusion, nearest_neighbour, signals_needed, standardise, stratified_split
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
    "bptt",
    "clip_by_global_norm",
    "confusion",
    "dynamic_rnn",
    "dynamic_unroll",
    "last_output",
    "lstm_loss",
    "lstm_step",
    "lstm_step_backward",
    "lstm_to_keras",
    "nearest_neighbour",
    "rnn_step",
    "sequence_cross_entropy",
    "signals_needed",
    "standardise",
    "static_rnn",
    "stratified_split",
    "unroll",
]
