"""The reference of the course, in NumPy: one module for each chapter, and TensorFlow 1's vocabulary.

The Keras twins need TensorFlow, which is slow to import; they are imported by name: `solutions.lstm_keras`.
"""

from solutions.deep import (
    MultiRNNCell,
    make_layers,
    stack_loss,
    stack_parameters,
    stack_to_keras,
    stacked_step,
    stacked_step_backward,
    unroll_by_layers,
)
from solutions.gru import (
    GRUCell,
    gate_bias_to_keep,
    gru_last_state,
    gru_outputs,
    gru_step,
    gru_step_backward,
    gru_step_reset_after,
    gru_to_keras,
    turn_update_gate,
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
    "GRUCell",
    "LSTMStateTuple",
    "MultiRNNCell",
    "bptt",
    "clip_by_global_norm",
    "dynamic_rnn",
    "dynamic_unroll",
    "gate_bias_to_keep",
    "gru_last_state",
    "gru_outputs",
    "gru_step",
    "gru_step_backward",
    "gru_step_reset_after",
    "gru_to_keras",
    "last_output",
    "lstm_loss",
    "lstm_step",
    "lstm_step_backward",
    "lstm_to_keras",
    "make_layers",
    "rnn_step",
    "sequence_cross_entropy",
    "stack_loss",
    "stack_parameters",
    "stack_to_keras",
    "stacked_step",
    "stacked_step_backward",
    "static_rnn",
    "turn_update_gate",
    "unroll",
    "unroll_by_layers",
]
