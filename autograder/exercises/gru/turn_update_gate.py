"""The gates of one convention, rewritten for the other."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.gru._cell import R, U, draw_weights, negated, swapped
from solutions import gru as reference


def draw_gates(rng):
    for D, H in ((2, 4), (5, 3), (3, 3), (1, 2), (2, 1)):
        yield draw_weights(rng, D, H)[:2]


turn_update_gate = Exercise(
    reference.turn_update_gate,
    results=("gate_kernel", "gate_bias"),
    draw=draw_gates,
    aspects=(
        Aspect(
            "gate_kernel",
            1.5,
            path=(0,),
            hint="All rows of the update gate's columns are concerned, and none of the reset gate's columns.",
        ),
        Aspect(
            "gate_bias",
            1,
            path=(1,),
            hint="1 minus a sigmoid is a sigmoid again, of another number: which one? The bias is part of that number.",
        ),
        Purity("no side effects", 0.5, needs=("gate_kernel", "gate_bias")),
    ),
)


@mistake_in(turn_update_gate)
def taken_from_one(gate_kernel, gate_bias):
    """The weights of the update gate are taken from 1. It is the gate that should be taken from 1, and it comes after
    the sigmoid."""
    sign = np.repeat([0, 1], len(gate_bias) // 2)
    return sign + negated(gate_kernel, U), sign + negated(gate_bias, U)


@mistake_in(turn_update_gate)
def reset_gate_turned(gate_kernel, gate_bias):
    """The reset gate is turned, and the update gate is not: which block of columns belongs to the update gate?"""
    return negated(gate_kernel, R), negated(gate_bias, R)


@mistake_in(turn_update_gate)
def bias_taken_from_one(gate_kernel, gate_bias):
    """The kernel is right. The bias is taken from 1: it is the gate that should be taken from 1, and it comes after the
    sigmoid."""
    kernel, bias = reference.turn_update_gate(gate_kernel, gate_bias)
    return kernel, bias + np.repeat([0, 1], len(bias) // 2)


@mistake_in(turn_update_gate)
def rows_turned(gate_kernel, gate_bias):
    """The bias is right. In the kernel some rows have changed their sign in place of columns: a gate has columns of its
    own, and the rows belong to x and the state."""
    H = len(gate_bias) // 2
    kernel = gate_kernel.copy()
    kernel[H:] *= -1
    return kernel, negated(gate_bias, U)


@mistake_in(turn_update_gate)
def both_gates_turned(gate_kernel, gate_bias):
    """Both gates are turned. The reset gate means the same in both networks."""
    return -gate_kernel, -gate_bias


@mistake_in(turn_update_gate)
def only_the_kernel(gate_kernel, gate_bias):
    """The kernel is right. The bias goes into the same sigmoid."""
    return negated(gate_kernel, U), gate_bias


@mistake_in(turn_update_gate)
def only_the_bias(gate_kernel, gate_bias):
    """The bias is right. The columns of the kernel go into the same sigmoid."""
    return gate_kernel, negated(gate_bias, U)


@mistake_in(turn_update_gate)
def blocks_swapped(gate_kernel, gate_bias):
    """The two gates have changed places. Neither has another place in the second network; one of them has another
    meaning."""
    return swapped(gate_kernel), swapped(gate_bias)


@mistake_in(turn_update_gate)
def every_second_column_turned(gate_kernel, gate_bias):
    """Every second column is turned. The columns of a gate stand side by side: which H of them are the update
    gate's?"""
    sign = np.tile([1, -1], len(gate_bias) // 2)
    return gate_kernel * sign, gate_bias * sign


@mistake_in(turn_update_gate)
def left_as_they_are(gate_kernel, gate_bias):
    """These are the weights that were handed in: with them `gru_step` keeps what it should replace."""
    return gate_kernel, gate_bias


@mistake_in(turn_update_gate)
def reciprocals(gate_kernel, gate_bias):
    """The weights of the update gate are replaced by their reciprocals. What does a sigmoid do with the negative of a
    number?"""
    sign = np.repeat([1, -1], len(gate_bias) // 2)
    return gate_kernel**sign, gate_bias**sign


@mistake_in(turn_update_gate)
def only_the_rows_of_the_state(gate_kernel, gate_bias):
    """Some rows of the kernel are not turned: the update gate sees the input as well as the state."""
    H = len(gate_bias) // 2
    kernel, bias = reference.turn_update_gate(gate_kernel, gate_bias)
    return np.concatenate([gate_kernel[:-H], kernel[-H:]]), bias


@mistake_in(turn_update_gate)
def turned_in_place(gate_kernel, gate_bias):
    """The values are right, but the weights that were handed in are changed: turn a copy."""
    H = len(gate_bias) // 2
    gate_kernel[:, H:] *= -1
    gate_bias[H:] *= -1
    return gate_kernel, gate_bias
