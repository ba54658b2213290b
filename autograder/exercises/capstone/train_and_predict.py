"""The project itself: any model, judged by the classes it names on signals that nobody has seen."""

import numpy as np

from autograder.exercise import AccuracyAtLeast, Case, Exercise, Purity, mistake_in
from solutions import capstone as reference

N, M = 1200, 1000  # signals to learn from, signals to judge by
# On the page: what reaches each of them, over several draws. A good recurrent network is far above the last.
FAIR, GOOD, EXCELLENT = 0.5, 0.8, 0.9


def draw_task(rng):
    """New shapes, and new signals with them."""
    known, (new_inputs, new_sequence_length, new_labels) = reference.draw_task(rng, N, M)
    yield Case((*known, new_inputs, new_sequence_length), one_hot(new_labels, known[2]))


def one_hot(named, labels):
    return np.eye(max(labels) + 1)[named]


train_and_predict = Exercise(
    "solutions.capstone_keras.train_and_predict",
    results=("scores",),
    draw=draw_task,
    aspects=(
        AccuracyAtLeast(
            f"accuracy of {FAIR}",
            4,
            share=FAIR,
            hint="A network that forgets the beginning of a signal knows half of the answer. What does yours remember?",
        ),
        AccuracyAtLeast(
            f"accuracy of {GOOD}",
            4,
            share=GOOD,
            needs=(f"accuracy of {FAIR}",),
            hint="Look at the confusion table: is it the first shape that is taken for another one, or the last?",
        ),
        AccuracyAtLeast(
            f"accuracy of {EXCELLENT}",
            4,
            share=EXCELLENT,
            needs=(f"accuracy of {GOOD}",),
            hint="Is it still learning when it stops, or does it know its own signals better than those held back?",
        ),
        Purity("no side effects", 1, needs=(f"accuracy of {FAIR}",)),
    ),
    twice=False,
)


@mistake_in(train_and_predict)
def majority(inputs, sequence_length, labels, new_inputs, new_sequence_length):
    """Every signal is given the most frequent of the classes: the best of one who does not look at it."""
    return one_hot(np.full(len(new_inputs), np.bincount(labels).argmax()), labels)


@mistake_in(train_and_predict)
def neighbour_with_its_padding(inputs, sequence_length, labels, new_inputs, new_sequence_length):
    """This is the class of the nearest signal, padding compared as well. To earn more, learn something."""
    return reference.nearest_neighbour(inputs, labels, new_inputs)


@mistake_in(train_and_predict)
def neighbour(inputs, sequence_length, labels, new_inputs, new_sequence_length):
    """This is the class of the nearest signal: the baseline. The same shape, a few steps later, is far away for it."""
    known, new = reference.standardise(inputs, sequence_length, new_inputs, new_sequence_length)
    return reference.nearest_neighbour(known, labels, new)


@mistake_in(train_and_predict)
def least_squares(inputs, sequence_length, labels, new_inputs, new_sequence_length):
    """This is a linear classifier on all steps. A shape may come at any step, and no weight of a step can follow it."""

    def with_constant(signals):
        return np.column_stack([signals[..., 0], np.ones(len(signals))])

    known, new = reference.standardise(inputs, sequence_length, new_inputs, new_sequence_length)
    weights, *_ = np.linalg.lstsq(with_constant(known), one_hot(labels, labels), rcond=None)
    return with_constant(new) @ weights


@mistake_in(train_and_predict)
def labels_of_training_returned(inputs, sequence_length, labels, new_inputs, new_sequence_length):
    """These are labels that were given to learn from; scores for the new signals are wanted."""
    return one_hot(labels[: len(new_inputs)], labels)


@mistake_in(train_and_predict)
def scores_of_the_known_signals(inputs, sequence_length, labels, new_inputs, new_sequence_length):
    """There is a row for each signal to learn from, and all of them are right: one for each new signal is wanted."""
    return one_hot(labels, labels)
