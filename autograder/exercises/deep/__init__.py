"""The exercises on stacks, one a module, in the order of the chapter."""
# ruff: noqa: I001 - that order, not the alphabet's

from autograder.exercises.deep.stacked_step import stacked_step
from autograder.exercises.deep.stack_parameters import stack_parameters
from autograder.exercises.deep.unroll_by_layers import unroll_by_layers
from autograder.exercises.deep.make_layers import make_layers
from autograder.exercises.deep.stack_loss import stack_loss
from autograder.exercises.deep.stacked_step_backward import stacked_step_backward
from autograder.exercises.deep.stack_to_keras import stack_to_keras
from autograder.exercises.deep.train_stack import train_stack

__all__ = [
    "make_layers",
    "stack_loss",
    "stack_parameters",
    "stack_to_keras",
    "stacked_step",
    "stacked_step_backward",
    "train_stack",
    "unroll_by_layers",
]
