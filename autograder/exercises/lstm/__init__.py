"""The exercises on the LSTM, one a module, in the order of the chapter."""
# ruff: noqa: I001 - that order, not the alphabet's

from autograder.exercises.lstm.leaky_memory import leaky_memory
from autograder.exercises.lstm.lstm_step import lstm_step
from autograder.exercises.lstm.lstm_step_backward import lstm_step_backward
from autograder.exercises.lstm.lstm_bptt import lstm_bptt
from autograder.exercises.lstm.lstm_loss import lstm_loss
from autograder.exercises.lstm.lstm_to_keras import lstm_to_keras
from autograder.exercises.lstm.train_forecaster import train_forecaster

__all__ = [
    "leaky_memory",
    "lstm_bptt",
    "lstm_loss",
    "lstm_step",
    "lstm_step_backward",
    "lstm_to_keras",
    "train_forecaster",
]
