"""Train: an LSTM on few and noisy sequences, judged by what it predicts for new ones."""

import numpy as np

from autograder.exercise import Case, ErrorBelow, Exercise, Purity, mistake_in

N, M, T, D = 200, 600, 8, 10  # sequences to learn from, sequences to predict, steps, numbers at each step
NOISE = 0.6  # the standard deviation of the noise in a target, whose own is 1


def draw_noisy_sequences(rng):
    """How much of the time is the running sum of the first number above zero? The other nine have no say in it."""
    inputs = rng.normal(size=(N + M, T, D))
    signal = np.sign(inputs[:, :, 0].cumsum(axis=1)).mean(axis=1)
    targets = 1.1 * signal + NOISE * rng.normal(size=N + M)
    yield Case((inputs[:N], targets[:N, np.newaxis], inputs[N:]), targets[N:, np.newaxis])


def error_of(baseline, case):
    """The mean squared error of another way to predict."""
    return np.mean((baseline(*case.arguments) - case.expected) ** 2)


def linear(inputs, targets, new_inputs, penalty):
    """The predictions of ridge regression on all numbers of a sequence."""
    x, new_x = (np.column_stack([a.reshape(len(a), -1), np.ones(len(a))]) for a in (inputs, new_inputs))
    return new_x @ np.linalg.solve(x.T @ x + penalty * np.eye(x.shape[1]), x.T @ targets)


def mean_of_the_targets(inputs, targets, new_inputs):
    """Every prediction is the mean of the targets: the best guess of one who does not look at the sequence."""
    return np.full((len(new_inputs), 1), targets.mean())


def ridge_regression(inputs, targets, new_inputs):
    """These are the predictions of ridge regression, without a network: the target bends, and an LSTM can too."""
    return linear(inputs, targets, new_inputs, penalty=100)


train_with_dropout = Exercise(
    "solutions.dropout_keras.train_with_dropout",
    results=("predictions",),
    draw=draw_noisy_sequences,
    aspects=(
        ErrorBelow(
            "at most 3/4 of the error of always saying the mean",
            2,
            limit=lambda case: 0.75 * error_of(mean_of_the_targets, case),
            hint="Does the loss fall at all while the model learns, and is nothing dropped when it predicts?",
        ),
        ErrorBelow(
            "below the error of ridge regression",
            1.5,
            limit=lambda case: 0.99 * error_of(ridge_regression, case),
            needs=("at most 3/4 of the error of always saying the mean",),
            hint="Hold some sequences back, and watch their loss over the epochs: where does it turn?",
        ),
        ErrorBelow(
            "at most 7/8 of the error of ridge regression",
            1.5,
            limit=lambda case: 0.875 * error_of(ridge_regression, case),
            needs=("below the error of ridge regression",),
            hint="Nine of the ten inputs are useless: at which rates, of which kind of dropout, is the loss held back "
            "lowest?",
        ),
        Purity("no side effects", 1, needs=("below the error of ridge regression",)),
    ),
    twice=False,
)

mistake_in(train_with_dropout)(mean_of_the_targets)
mistake_in(train_with_dropout)(ridge_regression)


@mistake_in(train_with_dropout)
def least_squares(inputs, targets, new_inputs):
    """These are the predictions of linear least squares, without a network. It has learned the noise as well."""
    return linear(inputs, targets, new_inputs, penalty=0)


@mistake_in(train_with_dropout)
def nearest_neighbour(inputs, targets, new_inputs):
    """Each prediction is the target of the sequence that is most alike: all of its noise is learned by heart."""
    old, new = (a.reshape(len(a), -1) for a in (inputs, new_inputs))
    distance = (new**2).sum(axis=1)[:, np.newaxis] - 2 * new @ old.T + (old**2).sum(axis=1)
    return targets[distance.argmin(axis=1)]


@mistake_in(train_with_dropout)
def targets_of_training_returned(inputs, targets, new_inputs):
    """These are targets that were given to learn from; predictions for the new sequences are wanted."""
    return targets[np.arange(len(new_inputs)) % len(targets)]


@mistake_in(train_with_dropout)
def zeros(inputs, targets, new_inputs):
    """Every prediction is zero: is there dropout behind the last layer?"""
    return np.zeros((len(new_inputs), 1))
