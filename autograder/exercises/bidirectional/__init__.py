"""The exercises on bidirectional networks, one a module, in the order of the chapter."""
# ruff: noqa: I001 - that order, not the alphabet's

from autograder.exercises.bidirectional.both_ways import both_ways
from autograder.exercises.bidirectional.reverse_sequence import reverse_sequence
from autograder.exercises.bidirectional.bidirectional import bidirectional
from autograder.exercises.bidirectional.sequence_summary import sequence_summary
from autograder.exercises.bidirectional.birnn import birnn
from autograder.exercises.bidirectional.sequence_summary_backward import sequence_summary_backward
from autograder.exercises.bidirectional.summary_in_keras import summary_in_keras
from autograder.exercises.bidirectional.train_gap_filler import train_gap_filler

__all__ = [
    "bidirectional",
    "birnn",
    "both_ways",
    "reverse_sequence",
    "sequence_summary",
    "sequence_summary_backward",
    "summary_in_keras",
    "train_gap_filler",
]
