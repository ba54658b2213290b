"""One step of the simple recurrent network."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from solutions import recurrence as reference


def draw_steps(rng):
    for B, D, H in ((3, 2, 4), (4, 3, 4), (5, 3, 3), (1, 2, 3)):  # all different, B = H, D = H, a single row
        yield rng.normal(size=(B, D)), rng.normal(size=(B, H)), rng.normal(size=(D + H, H)), rng.normal(size=H)
    B, D, H = 2, 3, 4
    yield rng.normal(size=(B, D)), np.zeros((B, H)), rng.normal(size=(D + H, H)), rng.normal(size=H)


def from_zero(x, h_prev, *weights):
    return not h_prev.any()


rnn_step = Exercise(
    reference.rnn_step,
    results=("h",),
    draw=draw_steps,
    aspects=(
        Aspect(
            "h from the zero state",
            0.5,
            when=from_zero,
            hint="From a state of zeros only x, the upper rows of the kernel and the bias count: compare with those.",
        ),
        Aspect(
            "h from any state",
            1.5,
            when=lambda *case: not from_zero(*case),
            needs=("h from the zero state",),
            hint="x and h_prev each meet rows of the kernel of their own: which rows belong to the state, and how "
            "many?",
        ),
        Purity("no side effects", 1, needs=("h from any state",)),
    ),
)


def halves(x, kernel):
    """The rows of the kernel that belong to x, and those that belong to h."""
    return np.split(kernel, [x.shape[1]])


@mistake_in(rnn_step)
def bias_left_out(x, h_prev, kernel, bias):
    """These are the values without the bias: with a bias of zero they would be right."""
    return reference.rnn_step(x, h_prev, kernel, 0 * bias)


@mistake_in(rnn_step)
def bias_outside_tanh(x, h_prev, kernel, bias):
    """The bias comes too late: some of these values lie beyond 1, and a tanh never does."""
    return reference.rnn_step(x, h_prev, kernel, 0 * bias) + bias


@mistake_in(rnn_step)
def bias_counted_twice(x, h_prev, kernel, bias):
    """The bias counts twice here, perhaps once with x and once with the state."""
    return reference.rnn_step(x, h_prev, kernel, 2 * bias)


@mistake_in(rnn_step)
def bias_down_the_rows(x, h_prev, kernel, bias):
    """The bias has one number for each unit, and here it has been laid along the batch: it fits only when B = H."""
    return np.tanh(np.concatenate([x, h_prev], axis=1) @ kernel + bias[:, np.newaxis])


@mistake_in(rnn_step)
def recurrent_rows_transposed(x, h_prev, kernel, bias):
    """The part of the kernel that belongs to the state is used transposed. It is square, so that no shape complains."""
    w_x, w_h = halves(x, kernel)
    return np.tanh(x @ w_x + h_prev @ w_h.T + bias)


@mistake_in(rnn_step)
def input_rows_transposed(x, h_prev, kernel, bias):
    """The part of the kernel that belongs to x is used transposed, which goes unnoticed only when D = H."""
    w_x, w_h = halves(x, kernel)
    return np.tanh(x @ w_x.T + h_prev @ w_h + bias)


@mistake_in(rnn_step)
def state_before_input(x, h_prev, kernel, bias):
    """The rows of the kernel meet the wrong numbers: which of x and h_prev do its first rows belong to?"""
    return np.tanh(np.concatenate([h_prev, x], axis=1) @ kernel + bias)


@mistake_in(rnn_step)
def state_left_out(x, h_prev, kernel, bias):
    """The state before this step plays no part: give the same x with two different states and compare."""
    return reference.rnn_step(x, 0 * h_prev, kernel, bias)


@mistake_in(rnn_step)
def input_left_out(x, h_prev, kernel, bias):
    """The input plays no part: give two different x with the same state and compare."""
    return reference.rnn_step(0 * x, h_prev, kernel, bias)


@mistake_in(rnn_step)
def tanh_left_out(x, h_prev, kernel, bias):
    """This is the pre-activation, what goes into the tanh: some of its values lie beyond 1."""
    return np.concatenate([x, h_prev], axis=1) @ kernel + bias


@mistake_in(rnn_step)
def sigmoid_instead_of_tanh(x, h_prev, kernel, bias):
    """No value is below zero: this is the sigmoid, another S-shaped function, which goes from 0 to 1. The state should
    lie between -1 and 1."""
    return (reference.rnn_step(x / 2, h_prev / 2, kernel, bias / 2) + 1) / 2


@mistake_in(rnn_step)
def relu_instead_of_tanh(x, h_prev, kernel, bias):
    """No value is below zero and some are above 1: this is a rectifier, which many networks use, but not this one."""
    return np.maximum(np.concatenate([x, h_prev], axis=1) @ kernel + bias, 0)


@mistake_in(rnn_step)
def tanh_of_each_part(x, h_prev, kernel, bias):
    """Input and state each went through a tanh of its own, and were added after it; values beyond 1 give it away. One
    tanh is taken, of everything together."""
    return reference.rnn_step(x, 0 * h_prev, kernel, 0 * bias) + reference.rnn_step(0 * x, h_prev, kernel, bias)


@mistake_in(rnn_step)
def state_outside_tanh(x, h_prev, kernel, bias):
    """The tanh is taken of what comes from x alone; what comes from the state is added after it, so that some values
    lie beyond 1."""
    w_x, w_h = halves(x, kernel)
    return np.tanh(x @ w_x + bias) + h_prev @ w_h


@mistake_in(rnn_step)
def old_state_added(x, h_prev, kernel, bias):
    """The old state has been added to the new one. The new state replaces it."""
    return h_prev + reference.rnn_step(x, h_prev, kernel, bias)


@mistake_in(rnn_step)
def state_changed_in_place(x, h_prev, kernel, bias):
    """The values are right, but the h_prev that was handed in is overwritten, and whoever called still needs it."""
    h_prev[...] = reference.rnn_step(x, h_prev, kernel, bias)
    return h_prev
