"""Train: a small network that holds the value it was last told to hold, judged on rows it has not seen."""

import numpy as np

from autograder.exercise import Case, ErrorBelow, Exercise, Purity, mistake_in

N, M, T = 600, 200, 20  # rows to learn from, rows to answer for, steps in a row
MOST_FLAGS = 3


def rows(rng, count):
    """Values and flags [count, T, 2], and the value [count, 1] at the last flag of each row."""
    values, flags = rng.normal(size=(count, T)), np.zeros((count, T))
    for row in flags:
        row[rng.choice(T, size=rng.integers(1, MOST_FLAGS + 1), replace=False)] = 1
    last = T - 1 - flags[:, ::-1].argmax(axis=1)
    return np.stack([values, flags], axis=2), values[np.arange(count), last, np.newaxis]


def draw_rows(rng):
    inputs, targets = rows(rng, N)
    new_inputs, expected = rows(rng, M)
    yield Case((inputs, targets, new_inputs), expected)


def mean_of_the_targets(inputs, targets, new_inputs):
    """Every prediction is the mean of the targets: the best guess of one who does not look at the row."""
    return np.full((len(new_inputs), 1), targets.mean())


def error_of_the_mean(case):
    """The mean squared error of the guess that nothing has to be learned for."""
    return np.mean((mean_of_the_targets(*case.arguments) - case.expected) ** 2)


train_to_hold = Exercise(
    "solutions.gru_keras.train_to_hold",
    results=("predictions",),
    draw=draw_rows,
    aspects=(
        ErrorBelow(
            "at most a quarter of the error of always saying the mean",
            2,
            limit=lambda case: 0.25 * error_of_the_mean(case),
            hint="Which layer can decide when to change its state? And which learning rates did the exercise suggest?",
        ),
        ErrorBelow(
            "at most 1/10 of the error of always saying the mean",
            3,
            limit=lambda case: 0.1 * error_of_the_mean(case),
            needs=("at most a quarter of the error of always saying the mean",),
            hint="Does the training loss still fall at the end? Then more epochs help, or a rate that is not too "
            "small.",
        ),
        Purity("no side effects", 1, needs=("at most 1/10 of the error of always saying the mean",)),
    ),
    twice=False,
)

mistake_in(train_to_hold)(mean_of_the_targets)


@mistake_in(train_to_hold)
def linear_prediction(inputs, targets, new_inputs):
    """This is the best linear prediction from the whole row. Which value counts depends on the flags, and no weighted
    sum can choose."""

    def with_constant(inputs):
        return np.column_stack([inputs.reshape(len(inputs), -1), np.ones(len(inputs))])

    weights, *_ = np.linalg.lstsq(with_constant(inputs), targets, rcond=None)
    return with_constant(new_inputs) @ weights


@mistake_in(train_to_hold)
def last_value_returned(inputs, targets, new_inputs):
    """This is the value at the last step of each row, whether its flag is up or not."""
    return new_inputs[:, -1, :1]


@mistake_in(train_to_hold)
def mean_of_the_flagged_values(inputs, targets, new_inputs):
    """This is the mean of all values whose flag is up: the last of them is wanted."""
    values, flags = np.moveaxis(new_inputs, 2, 0)
    return ((values * flags).sum(axis=1) / flags.sum(axis=1))[:, np.newaxis]


@mistake_in(train_to_hold)
def first_flagged_value(inputs, targets, new_inputs):
    """This is the value at the first flag of each row: the one at the last flag is wanted."""
    values, flags = np.moveaxis(new_inputs, 2, 0)
    return values[np.arange(len(values)), flags.argmax(axis=1), np.newaxis]


@mistake_in(train_to_hold)
def targets_of_training_returned(inputs, targets, new_inputs):
    """These are targets that were given to learn from: what is wanted are predictions for the new rows."""
    return targets[: len(new_inputs)]
