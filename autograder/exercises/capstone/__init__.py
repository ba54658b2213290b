"""The project, one exercise a module, in the order of the page."""
# ruff: noqa: I001 - that order, not the alphabet's

from autograder.exercises.capstone.confusion import confusion
from autograder.exercises.capstone.signals_needed import signals_needed
from autograder.exercises.capstone.stratified_split import stratified_split
from autograder.exercises.capstone.standardise import standardise
from autograder.exercises.capstone.nearest_neighbour import nearest_neighbour
from autograder.exercises.capstone.train_and_predict import train_and_predict

__all__ = [
    "confusion",
    "nearest_neighbour",
    "signals_needed",
    "standardise",
    "stratified_split",
    "train_and_predict",
]
