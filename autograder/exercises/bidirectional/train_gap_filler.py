"""Train: a network that says something at every step of rows of different lengths, judged by what it says."""

import numpy as np

from autograder.exercise import Aspect, Case, ErrorBelow, Exercise, Purity, mistake_in
from autograder.exercises.bidirectional._chains import whole
from autograder.exercises.recurrence._sequences import real

N, M, T = 250, 80, 10  # rows to learn from, rows to predict, the longest row


def last_reports(inputs):
    """[B, T]: at each step the value of the last step so far whose flag is up; 0 before the first."""
    values, flags = inputs[..., 0], inputs[..., 1]
    reports, last = np.zeros_like(values), np.zeros(len(inputs))
    for t in range(inputs.shape[1]):
        last = np.where(flags[:, t] == 1, values[:, t], last)
        reports[:, t] = last
    return reports


def next_reports(inputs, sequence_length):
    """[B, T]: at each real step the value of the next step from there on whose flag is up; 0 after the last."""
    return whole(last_reports(whole(inputs * real(inputs, sequence_length)[..., np.newaxis])))


def between_reports(inputs, sequence_length):
    """[B, T, 1]: half-way between the last report and the next, at real steps."""
    halfway = (last_reports(inputs) + next_reports(inputs, sequence_length)) / 2
    return (halfway * real(inputs, sequence_length))[..., np.newaxis]


def rows(rng, count):
    """Values, and a flag beside each that says whether it is a report; in the padding twice as often."""
    sequence_length = rng.integers(4, T + 1, count)
    share = np.where(np.arange(T) < sequence_length[:, np.newaxis], 0.35, 0.7)
    inputs = np.stack([rng.normal(size=(count, T)), rng.random((count, T)) < share], axis=2)
    return inputs, sequence_length, between_reports(inputs, sequence_length)


def draw_records(rng):
    inputs, sequence_length, targets = rows(rng, N)
    # zeros would do no harm to one who learns from the padding
    targets = np.where(real(inputs, sequence_length)[..., np.newaxis], targets, 5 + rng.normal(size=targets.shape))
    new_inputs, new_sequence_length, new_targets = rows(rng, M)
    yield Case((inputs, sequence_length, targets, new_inputs, new_sequence_length), new_targets)


def error_of(baseline, case):
    """The mean squared error of another way to predict."""
    return np.mean((baseline(*case.arguments) - case.expected) ** 2)


def masked(values, sequence_length):
    return (values * real(values, sequence_length))[..., np.newaxis]


def zero_everywhere(inputs, sequence_length, targets, new_inputs, new_sequence_length):
    """Every prediction is 0: the best guess of one who does not look at the row."""
    return np.zeros((*new_inputs.shape[:2], 1))


def past_alone(inputs, sequence_length, targets, new_inputs, new_sequence_length):
    """This is the best that can be said from the past alone: the next report is taken to be 0, its mean."""
    values, flags = new_inputs[..., 0], new_inputs[..., 1]
    return masked(np.where(flags == 1, values, last_reports(new_inputs) / 2), new_sequence_length)


def past_the_end(inputs, sequence_length, targets, new_inputs, new_sequence_length):
    return ~real(new_inputs, new_sequence_length)


FAR_BELOW_THE_PAST = "at most 3/10 of the error of the best from the past alone"

train_gap_filler = Exercise(
    "solutions.bidirectional_keras.train_gap_filler",
    results=("predictions",),
    draw=draw_records,
    aspects=(
        ErrorBelow(
            "at most a quarter of the error of saying 0",
            2,
            limit=lambda case: 0.25 * error_of(zero_everywhere, case),
            hint="Does the loss look at real steps alone, and is there a prediction for every step of a row?",
        ),
        ErrorBelow(
            FAR_BELOW_THE_PAST,
            2.5,
            limit=lambda case: 0.3 * error_of(past_alone, case),
            needs=("at most a quarter of the error of saying 0",),
            hint="To say what lies between two reports takes both. Does the model read a row from both of its ends?",
        ),
        Aspect(
            "zeros past the end",
            0.5,
            where=past_the_end,
            needs=(FAR_BELOW_THE_PAST,),
            hint="A new row ends at its own length: what is predicted past that should be 0.",
        ),
        Purity("no side effects", 1, needs=(FAR_BELOW_THE_PAST,)),
    ),
    twice=False,
)

mistake_in(train_gap_filler)(zero_everywhere)
mistake_in(train_gap_filler)(past_alone)


@mistake_in(train_gap_filler)
def future_alone(inputs, sequence_length, targets, new_inputs, new_sequence_length):
    """This is the best that can be said from the future alone: what came before the step has a part in it too."""
    values, flags = new_inputs[..., 0], new_inputs[..., 1]
    return masked(np.where(flags == 1, values, next_reports(new_inputs, new_sequence_length) / 2), new_sequence_length)


@mistake_in(train_gap_filler)
def last_report_repeated(inputs, sequence_length, targets, new_inputs, new_sequence_length):
    """These are the last reports: a prediction for which nothing has to be learned."""
    return masked(last_reports(new_inputs), new_sequence_length)


@mistake_in(train_gap_filler)
def next_report_taken(inputs, sequence_length, targets, new_inputs, new_sequence_length):
    """These are the next reports: a prediction for which nothing has to be learned."""
    return masked(next_reports(new_inputs, new_sequence_length), new_sequence_length)


@mistake_in(train_gap_filler)
def values_repeated(inputs, sequence_length, targets, new_inputs, new_sequence_length):
    """These are the values of the rows themselves, whether they are reports or not."""
    return masked(new_inputs[..., 0], new_sequence_length)


@mistake_in(train_gap_filler)
def mean_of_the_targets(inputs, sequence_length, targets, new_inputs, new_sequence_length):
    """Every prediction is the mean of the targets: the best guess of one who does not look at the row."""
    return np.full((*new_inputs.shape[:2], 1), targets.mean())


@mistake_in(train_gap_filler)
def targets_of_training_returned(inputs, sequence_length, targets, new_inputs, new_sequence_length):
    """These are targets that were given to learn from; predictions for the new rows are wanted."""
    return targets[: len(new_inputs)]
