"""Train: a small LSTM that predicts the next value of a series, judged by what it predicts."""

import numpy as np

from autograder.exercise import Case, ErrorBelow, Exercise, Purity, mistake_in

N, M, T = 200, 40, 12  # windows to learn from, windows to predict, values in a window


def mackey_glass(rng, length, delay=17.0, every=6.0, dt=0.5):
    """A series that goes up and down, never twice in the same way, and that no linear prediction does justice to.

    The equation is x' = 0.2 x(t - delay) / (1 + x(t - delay)^10) - 0.1 x(t), here from a random constant beginning,
    after it has settled, in steps of `dt`, read once in `every`. Mackey & Glass (1977), Oscillation and chaos in
    physiological control systems.
    """
    lag, stride = int(delay / dt), int(every / dt)
    x = [rng.uniform(0.6, 1.3)] * (lag + 1)
    for _ in range((length + 50) * stride):
        x.append(x[-1] + dt * (0.2 * x[-lag - 1] / (1 + x[-lag - 1] ** 10) - 0.1 * x[-1]))
    return np.array(x[::-stride][:length][::-1])


def windows(series, starts):
    """The windows [.., T, 1] that begin at these places, and the value after each [.., 1]."""
    return series[starts[:, np.newaxis] + np.arange(T)][..., np.newaxis], series[starts + T][:, np.newaxis]


def draw_series(rng):
    """Values around 90 with a little noise: not near 1, so that it matters to standardise them."""
    first_new = N + T
    # The windows to predict lie apart: none shows what is to be predicted from another.
    length = first_new + M * (T + 1)
    series = 100 * mackey_glass(rng, length) + rng.normal(0, 2, length)
    inputs, targets = windows(series, np.arange(N))
    new_inputs, new_targets = windows(series, first_new + np.arange(M) * (T + 1))
    yield Case((inputs, targets, new_inputs), new_targets)


def error_of(baseline, case):
    """The mean squared error of another way to predict."""
    return np.mean((baseline(*case.arguments) - case.expected) ** 2)


def last_value_repeated(inputs, targets, new_inputs):
    """These are the last values of the windows: a prediction for which nothing has to be learned."""
    return new_inputs[:, -1]


def linear_autoregression(inputs, targets, new_inputs):
    """This is the best linear prediction from the window, without a network. This series bends, and an LSTM can too."""

    def with_constant(windows):
        return np.column_stack([windows[..., 0], np.ones(len(windows))])

    weights, *_ = np.linalg.lstsq(with_constant(inputs), targets, rcond=None)
    return with_constant(new_inputs) @ weights


train_forecaster = Exercise(
    "solutions.lstm_keras.train_forecaster",
    results=("predictions",),
    draw=draw_series,
    aspects=(
        ErrorBelow(
            "at most half the error of repeating the last value",
            2,
            limit=lambda case: 0.5 * error_of(last_value_repeated, case),
            hint="Are the numbers of the order of 1 for the network, and are its predictions scaled back to the "
            "series?",
        ),
        ErrorBelow(
            "at most 9/10 of the error of a linear prediction",
            3,
            limit=lambda case: 0.9 * error_of(linear_autoregression, case),
            needs=("at most half the error of repeating the last value",),
            hint="Look at the training loss: does it still fall at the end? Then there were too few epochs, or too "
            "small a rate.",
        ),
        Purity("no side effects", 1, needs=("at most 9/10 of the error of a linear prediction",)),
    ),
    twice=False,
)

mistake_in(train_forecaster)(last_value_repeated)
mistake_in(train_forecaster)(linear_autoregression)


@mistake_in(train_forecaster)
def last_step_repeated(inputs, targets, new_inputs):
    """Each window goes on here as it did in its last step: a prediction for which nothing has to be learned."""
    return 2 * new_inputs[:, -1] - new_inputs[:, -2]


@mistake_in(train_forecaster)
def mean_of_the_targets(inputs, targets, new_inputs):
    """Every prediction is the mean of the targets: the best guess of one who does not look at the window."""
    return np.full((len(new_inputs), 1), targets.mean())


@mistake_in(train_forecaster)
def mean_of_the_window(inputs, targets, new_inputs):
    """Every prediction is the mean of its window: the order of the values makes no difference."""
    return new_inputs.mean(axis=1)


@mistake_in(train_forecaster)
def targets_of_training_returned(inputs, targets, new_inputs):
    """These are targets that were given to learn from: what is wanted are predictions for the new windows."""
    return targets[-len(new_inputs) :]
