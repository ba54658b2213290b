"""The exercises on recurrence, one a module, in the order of the chapter."""
# ruff: noqa: I001 - that order, not the alphabet's

from autograder.exercises.recurrence.rnn_step import rnn_step
from autograder.exercises.recurrence.unroll import unroll
from autograder.exercises.recurrence.dynamic_unroll import dynamic_unroll
from autograder.exercises.recurrence.last_output import last_output
from autograder.exercises.recurrence.sequence_cross_entropy import sequence_cross_entropy
from autograder.exercises.recurrence.two_steps import two_steps
from autograder.exercises.recurrence.bptt import bptt
from autograder.exercises.recurrence.clip_by_global_norm import clip_by_global_norm
from autograder.exercises.recurrence.training_step import training_step
from autograder.exercises.recurrence.rnn_to_keras import rnn_to_keras

__all__ = [
    "bptt",
    "clip_by_global_norm",
    "dynamic_unroll",
    "last_output",
    "rnn_step",
    "rnn_to_keras",
    "sequence_cross_entropy",
    "training_step",
    "two_steps",
    "unroll",
]
