"""The exercises on dropout, one a module, in the order of the chapter."""
# ruff: noqa: I001 - that order, not the alphabet's

from autograder.exercises.dropout.dropout import dropout
from autograder.exercises.dropout.dropped_sum_moments import dropped_sum_moments
from autograder.exercises.dropout.dropout_mask import dropout_mask
from autograder.exercises.dropout.outputs_dropped import outputs_dropped
from autograder.exercises.dropout.dropout_step import dropout_step
from autograder.exercises.dropout.dropout_step_backward import dropout_step_backward
from autograder.exercises.dropout.variational_unroll import variational_unroll
from autograder.exercises.dropout.keras_lstm_step import keras_lstm_step
from autograder.exercises.dropout.train_with_dropout import train_with_dropout

__all__ = [
    "dropout",
    "dropout_mask",
    "dropout_step",
    "dropout_step_backward",
    "dropped_sum_moments",
    "keras_lstm_step",
    "outputs_dropped",
    "train_with_dropout",
    "variational_unroll",
]
