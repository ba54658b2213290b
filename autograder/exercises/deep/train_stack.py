"""Train: a stack that predicts a sequence from a sequence, judged by what it predicts."""

import numpy as np

from autograder.exercise import Case, ErrorBelow, Exercise, Purity, mistake_in

N, M, T = 100, 50, 40  # runs to learn from, runs to predict, steps in a run
NOISE = 0.02


def pumped(rng, runs):
    """[runs, T]: what the pump delivers; it is set anew now and then, and stays as it is in between."""
    set_anew = rng.random((runs, T)) < 0.25
    since = np.maximum.accumulate(np.where(set_anew, np.arange(T), 0), axis=1)
    return np.take_along_axis(rng.uniform(0, 1, (runs, T)), since, axis=1)


def level_of_the_lower_tank(inflow, upper_outlet, lower_outlet, rim):
    """[runs, T]: a pump fills a tank, which drains into a second one, which drains away; both are empty at first.

    What drains in a step grows with the root of the level. What the pump delivers above the rim of the upper tank is
    lost.
    """
    upper = lower = np.zeros(len(inflow))
    levels = []
    for t in range(T):
        between = np.minimum(upper_outlet * np.sqrt(upper), upper)
        away = np.minimum(lower_outlet * np.sqrt(lower), lower)
        upper = np.minimum(upper + inflow[:, t] - between, rim)
        lower = lower + between - away
        levels.append(lower)
    return np.stack(levels, axis=1)


def draw_tanks(rng):
    """The inflow in litres and the level in millimetres: not near 1, so that it matters to standardise them."""
    tanks = rng.uniform(0.3, 0.4), rng.uniform(0.25, 0.35), rng.uniform(1.2, 1.6)
    inflow = pumped(rng, N + M)
    levels = level_of_the_lower_tank(inflow, *tanks) + NOISE * rng.normal(size=(N + M, T))
    inputs, targets = 50 * inflow[..., np.newaxis], 100 + 200 * levels[..., np.newaxis]
    yield Case((inputs[:N], targets[:N], inputs[N:]), targets[N:])


def linear_in_the_inflow(inputs, targets, new_inputs):
    """This is the best linear prediction from the inflow so far, without a network. An overflow and a root are not
    linear."""

    def so_far(inputs):
        padded = np.pad(inputs[..., 0], ((0, 0), (T - 1, 0)))
        windows = np.lib.stride_tricks.sliding_window_view(padded, T, axis=1)  # [runs, T, T]
        return np.concatenate([windows, np.ones_like(inputs)], axis=2).reshape(-1, T + 1)

    weights, *_ = np.linalg.lstsq(so_far(inputs), targets.ravel(), rcond=None)
    return (so_far(new_inputs) @ weights).reshape(new_inputs.shape)


def error_of_a_linear_prediction(case):
    return np.mean((linear_in_the_inflow(*case.arguments) - case.expected) ** 2)


HALF, FIFTH = "at most half the error of a linear prediction", "at most a fifth of it"
train_stack = Exercise(
    "solutions.deep_keras.train_stack",
    results=("predictions",),
    draw=draw_tanks,
    aspects=(
        ErrorBelow(
            HALF,
            2,
            limit=lambda case: error_of_a_linear_prediction(case) / 2,
            hint="Are inputs and targets near 1 while the model learns, and the predictions scaled back to "
            "millimetres?",
        ),
        ErrorBelow(
            FIFTH,
            3,
            limit=lambda case: error_of_a_linear_prediction(case) / 5,
            needs=(HALF,),
            hint="It has begun to learn. Does the loss still fall in the last epochs, and does it fall smoothly?",
        ),
        Purity("no side effects", 1, needs=(FIFTH,)),
    ),
    twice=False,
)

mistake_in(train_stack)(linear_in_the_inflow)


@mistake_in(train_stack)
def mean_of_the_targets(inputs, targets, new_inputs):
    """Every prediction is the mean of the targets: the best guess of one who does not look at the inflow."""
    return np.full(new_inputs.shape, targets.mean())


@mistake_in(train_stack)
def mean_at_each_step(inputs, targets, new_inputs):
    """Every run gets the same prediction, the mean of the targets at each step: the inflow makes no difference."""
    return np.repeat(targets.mean(axis=0)[np.newaxis], len(new_inputs), axis=0)


@mistake_in(train_stack)
def inflow_of_the_same_step(inputs, targets, new_inputs):
    """Each prediction is a linear function of the inflow at the same step. What flowed in earlier is still in the
    tanks."""
    slope, constant = np.polyfit(inputs.ravel(), targets.ravel(), 1)
    return slope * new_inputs + constant


@mistake_in(train_stack)
def targets_of_training_returned(inputs, targets, new_inputs):
    """These are targets that were given to learn from; predictions for the new inputs are wanted."""
    return targets[: len(new_inputs)]
