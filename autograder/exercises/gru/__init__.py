"""The exercises on the GRU, one a module, in the order of the chapter."""
# ruff: noqa: I001 - that order, not the alphabet's

from autograder.exercises.gru.gru_step import gru_step
from autograder.exercises.gru.gate_bias_to_keep import gate_bias_to_keep
from autograder.exercises.gru.turn_update_gate import turn_update_gate
from autograder.exercises.gru.gru_step_reset_after import gru_step_reset_after
from autograder.exercises.gru.gru_outputs import gru_outputs
from autograder.exercises.gru.gru_step_backward import gru_step_backward
from autograder.exercises.gru.gru_last_state import gru_last_state
from autograder.exercises.gru.gru_to_keras import gru_to_keras
from autograder.exercises.gru.train_to_hold import train_to_hold

__all__ = [
    "gate_bias_to_keep",
    "gru_last_state",
    "gru_outputs",
    "gru_step",
    "gru_step_backward",
    "gru_step_reset_after",
    "gru_to_keras",
    "train_to_hold",
    "turn_update_gate",
]
