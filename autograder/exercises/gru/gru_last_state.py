"""A composition: the step, the loop, and rows of different lengths."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.gru._cell import U, draw_weights, negated, step_after_the_product, swapped
from autograder.exercises.recurrence._sequences import over_time, real
from solutions import gru as reference


def draw_padded_rows(rng):
    cases = (
        ((4, 5, 2, 3), np.array([5, 1, 0, 3])),  # all sizes different
        ((3, 6, 2, 4), [2, 4, 3]),  # a list; every row has padding
        ((4, 5, 4, 4), np.array([3, 0, 5, 2])),  # B = D = H: a mask along the wrong axis has the right shape
        ((3, 1, 2, 4), [1, 0, 1]),  # T = 1
        ((1, 4, 2, 3), np.array([3])),  # a single row
        ((2, 4, 3, 2), np.array([4, 4])),  # no padding
    )
    for (B, T, D, H), length in cases:
        yield rng.normal(size=(B, T, D)), length, *draw_weights(rng, D, H)


def whole(inputs, sequence_length, *weights):
    return min(sequence_length) == inputs.shape[1]


gru_last_state = Exercise(
    reference.gru_last_state,
    results=("h",),
    draw=draw_padded_rows,
    aspects=(
        Aspect(
            "rows without padding",
            1.5,
            when=whole,
            hint="Without padding this is `gru_step` from the zero state, once for each input: is the step's own "
            "check passed?",
        ),
        Aspect(
            "rows with padding",
            2,
            where=lambda inputs, length, *weights: np.greater(length, 0),
            when=lambda *case: not whole(*case),
            needs=("rows without padding",),
            hint="Each row's final state is the one after its own last real step: once it has ended it takes no "
            "further step.",
        ),
        Aspect(
            "rows of length 0",
            0.5,
            when=lambda *case: not whole(*case),
            needs=("rows with padding",),
            hint="A row of length 0 takes no step at all: what is its state before the first one?",
        ),
        Purity("no side effects", 1, needs=("rows of length 0",)),
    ),
)


def run(inputs, running, weights, start=0.0, step=reference.gru_step):
    """The state at the end, with another idea of when a row is running: `running(t)` is a mask for the states."""
    h = np.full((len(inputs), len(weights[-1])), start)
    for t, x in enumerate(over_time(inputs)):
        h = np.where(running(t), step(x, h, *weights), h)
    return h


@mistake_in(gru_last_state)
def lengths_ignored(inputs, sequence_length, *weights):
    """All rows run to the end: the padding is read as if it were part of the sequence."""
    return run(inputs, lambda t: True, weights)


@mistake_in(gru_last_state)
def one_step_too_many(inputs, sequence_length, *weights):
    """Each row takes one step too many. The steps are counted from 0: at which t does a row of length 1 end?"""
    return reference.gru_last_state(inputs, np.add(sequence_length, 1), *weights)


@mistake_in(gru_last_state)
def one_step_too_few(inputs, sequence_length, *weights):
    """Each row takes one step too few. The steps are counted from 0: at which t does a row of length 1 end?"""
    return reference.gru_last_state(inputs, np.subtract(sequence_length, 1), *weights)


@mistake_in(gru_last_state)
def last_column_of_the_outputs(inputs, sequence_length, *weights):
    """Rows that end early have zeros here: this is the last column of the outputs, and in a short row that is
    padding."""
    full = np.equal(sequence_length, inputs.shape[1])[:, np.newaxis]
    return full * reference.gru_last_state(inputs, sequence_length, *weights)


@mistake_in(gru_last_state)
def column_of_the_shortest(inputs, sequence_length, *weights):
    """All rows end with the shortest one. The longer ones still have steps to go."""
    return reference.gru_last_state(inputs, np.full(len(inputs), min(sequence_length)), *weights)


@mistake_in(gru_last_state)
def column_of_the_longest(inputs, sequence_length, *weights):
    """All rows run as long as the longest one. The shorter ones have ended by then, each after a length of its own."""
    return reference.gru_last_state(inputs, np.full(len(inputs), max(sequence_length)), *weights)


@mistake_in(gru_last_state)
def padding_set_to_zero_and_read(inputs, sequence_length, *weights):
    """The padding is set to zero and then read all the same: a step on zeros still changes the state."""
    return run(inputs * real(inputs, sequence_length)[..., np.newaxis], lambda t: True, weights)


@mistake_in(gru_last_state)
def padding_in_front(inputs, sequence_length, *weights):
    """Each row takes the right number of steps, and they are its last ones: at which end is the padding?"""
    now = real(inputs, sequence_length)[:, ::-1]
    return run(inputs, lambda t: now[:, t, np.newaxis], weights)


@mistake_in(gru_last_state)
def rows_read_backwards(inputs, sequence_length, *weights):
    """Each row is read from its end to its beginning."""
    now = real(inputs, sequence_length)[:, ::-1]
    return run(inputs[:, ::-1], lambda t: now[:, t, np.newaxis], weights)


@mistake_in(gru_last_state)
def empty_rows_take_a_step(inputs, sequence_length, *weights):
    """A row of length 0 takes a step here. It has none to take."""
    return reference.gru_last_state(inputs, np.maximum(sequence_length, 1), *weights)


@mistake_in(gru_last_state)
def empty_rows_take_the_last_step(inputs, sequence_length, *weights):
    """Rows of length 0 run through all of their padding here: one less than their length is -1, and which index is
    that?"""
    T = inputs.shape[1]
    return reference.gru_last_state(inputs, [n or T for n in sequence_length], *weights)


@mistake_in(gru_last_state)
def state_made_anew(inputs, sequence_length, *weights):
    """Every step starts from zero: what is returned has seen only the last input of each row."""
    h = np.zeros((len(inputs), len(weights[-1])))
    for x, now in zip(over_time(inputs), real(inputs, sequence_length).T, strict=True):
        h = np.where(now[:, np.newaxis], reference.gru_step(x, 0 * h, *weights), h)
    return h


@mistake_in(gru_last_state)
def starts_from_ones(inputs, sequence_length, *weights):
    """The rows start from ones. Every row starts from the zero state."""
    now = real(inputs, sequence_length)
    return run(inputs, lambda t: now[:, t, np.newaxis], weights, start=1.0)


@mistake_in(gru_last_state)
def first_step_left_out(inputs, sequence_length, *weights):
    """The loop starts one step too late: the first input is never read."""
    now = real(inputs, sequence_length)
    return run(inputs, lambda t: now[:, t, np.newaxis] & (t > 0), weights)


@mistake_in(gru_last_state)
def mask_across_units(inputs, sequence_length, *weights):
    """The mask has one value for each row, and here it has been laid along the units, which fits only when B = H: on
    which axis of the state are the rows?"""
    now = real(inputs, sequence_length)
    return run(inputs, lambda t: now[:, t], weights)


# What a mistake in the student's own `gru_step` leads to here.


@mistake_in(gru_last_state)
def update_gate_for_the_new_part(inputs, sequence_length, gate_kernel, gate_bias, *candidate_weights):
    """The loop and the lengths are right. The step that you call lets the update gate stand for the new part: mend
    `gru_step`, and this is mended too."""
    gates = negated(gate_kernel, U), negated(gate_bias, U)
    return reference.gru_last_state(inputs, sequence_length, *gates, *candidate_weights)


@mistake_in(gru_last_state)
def gates_swapped(inputs, sequence_length, gate_kernel, gate_bias, *candidate_weights):
    """The loop and the lengths are right. The step that you call takes the two gates for one another: mend `gru_step`,
    and this is mended too."""
    gates = swapped(gate_kernel), swapped(gate_bias)
    return reference.gru_last_state(inputs, sequence_length, *gates, *candidate_weights)


@mistake_in(gru_last_state)
def reset_after_product(inputs, sequence_length, *weights):
    """The loop and the lengths are right. The step that you call has the reset gate after the product: mend `gru_step`,
    and this is mended too."""
    now = real(inputs, sequence_length)
    return run(inputs, lambda t: now[:, t, np.newaxis], weights, step=step_after_the_product)


@mistake_in(gru_last_state)
def padding_cleared_in_place(inputs, sequence_length, *weights):
    """The values are right, but the padding of the inputs that were handed in is overwritten: work on a copy, or leave
    the inputs alone."""
    inputs *= real(inputs, sequence_length)[..., np.newaxis]
    return reference.gru_last_state(inputs, sequence_length, *weights)
