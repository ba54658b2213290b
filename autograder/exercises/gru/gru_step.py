"""One step of the GRU."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.gru._cell import (
    SIZES,
    R,
    U,
    beside,
    draw_cell,
    from_zero,
    gates,
    negated,
    parts,
    step_after_the_product,
    swapped,
)
from solutions import gru as reference
from solutions.lstm import sigmoid


def draw_steps(rng):
    for sizes in SIZES:
        yield draw_cell(rng, *sizes)
    x, h_prev, gate_kernel, gate_bias, *candidate = draw_cell(rng, 2, 3, 2)
    wide_open = np.array([*gate_bias[:2], 9.0, 9.0])  # the state should stay
    yield x, h_prev, 0 * gate_kernel, wide_open, *candidate
    x, h_prev, *weights = draw_cell(rng, 2, 3, 4)
    yield x, 0 * h_prev, *weights


gru_step = Exercise(
    reference.gru_step,
    results=("h",),
    draw=draw_steps,
    aspects=(
        Aspect(
            "h from the zero state",
            2,
            when=from_zero,
            hint="From the zero state h is a share of the candidate, and r plays no part: which gate says how large a "
            "share?",
        ),
        Aspect(
            "h from any state",
            3,
            when=lambda *case: not from_zero(*case),
            needs=("h from the zero state",),
            hint="The old state enters h twice, each time through one of the gates: which gate stands where?",
        ),
        Purity("no side effects", 1, needs=("h from any state",)),
    ),
)


def mixed(h_prev, at):
    return at.u * h_prev + (1 - at.u) * at.candidate


@mistake_in(gru_step)
def update_gate_for_the_new_part(x, h_prev, gate_kernel, gate_bias, *candidate_weights):
    """The update gate stands for the new part, as in some papers. Here an open gate keeps the old state: with gate_bias
    large, h should not move."""
    return reference.gru_step(x, h_prev, negated(gate_kernel, U), negated(gate_bias, U), *candidate_weights)


@mistake_in(gru_step)
def gates_swapped(x, h_prev, gate_kernel, gate_bias, *candidate_weights):
    """The two blocks of columns are taken for one another: which gate comes first in gate_kernel?"""
    return reference.gru_step(x, h_prev, swapped(gate_kernel), swapped(gate_bias), *candidate_weights)


@mistake_in(gru_step)
def gates_swapped_and_update_turned(x, h_prev, gate_kernel, gate_bias, *candidate_weights):
    """Two things at once: the blocks of the two gates are taken for one another, and the update gate stands for the new
    part."""
    kernel, bias = swapped(gate_kernel), swapped(gate_bias)
    return reference.gru_step(x, h_prev, negated(kernel, U), negated(bias, U), *candidate_weights)


@mistake_in(gru_step)
def columns_interleaved(x, h_prev, gate_kernel, gate_bias, *candidate_weights):
    """Every second column is taken for a gate. The columns of a gate stand side by side."""
    columns = np.arange(len(gate_bias)).reshape(-1, 2).T.ravel()
    return reference.gru_step(x, h_prev, gate_kernel[:, columns], gate_bias[columns], *candidate_weights)


@mistake_in(gru_step)
def reset_gate_left_out(x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """The candidate sees the whole old state: the reset gate has nothing to do."""
    _, u = gates(x, h_prev, gate_kernel, gate_bias)
    return u * h_prev + (1 - u) * np.tanh(beside(x, h_prev) @ candidate_kernel + candidate_bias)


@mistake_in(gru_step)
def reset_after_product(*arguments):
    """The reset gate comes after the product, as it does in Keras by default. Here it multiplies the old state before
    the kernel does."""
    return step_after_the_product(*arguments)


@mistake_in(gru_step)
def reset_of_everything(x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """The reset gate multiplies all that goes into tanh, the input too. It has a say in the old state alone."""
    r, u = gates(x, h_prev, gate_kernel, gate_bias)
    return u * h_prev + (1 - u) * np.tanh(r * (beside(x, h_prev) @ candidate_kernel + candidate_bias))


@mistake_in(gru_step)
def reset_gate_turned(x, h_prev, gate_kernel, gate_bias, *candidate_weights):
    """The reset gate works the wrong way round: where it is 1, the candidate sees all of the old state."""
    return reference.gru_step(x, h_prev, negated(gate_kernel, R), negated(gate_bias, R), *candidate_weights)


@mistake_in(gru_step)
def candidate_sees_what_is_kept(x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """In the candidate the old state is multiplied by the update gate. Which gate says how much of it the candidate
    sees?"""
    _, u = gates(x, h_prev, gate_kernel, gate_bias)
    return u * h_prev + (1 - u) * np.tanh(beside(x, u * h_prev) @ candidate_kernel + candidate_bias)


@mistake_in(gru_step)
def what_is_kept_was_reset(x, h_prev, gate_kernel, gate_bias, *candidate_weights):
    """The reset gate also shrinks what is kept. It only decides what the candidate sees."""
    at = parts(x, h_prev, gate_kernel, gate_bias, *candidate_weights)
    return mixed(at.r * h_prev, at)


@mistake_in(gru_step)
def both_shares_alike(x, h_prev, *weights):
    """Old state and candidate are multiplied by the same share. The more is kept of one, the less should come in of the
    other."""
    at = parts(x, h_prev, *weights)
    return at.u * h_prev + at.u * at.candidate


@mistake_in(gru_step)
def candidate_added_whole(x, h_prev, *weights):
    """The whole candidate is added to what is kept: the more is kept, the less of the candidate should come in."""
    at = parts(x, h_prev, *weights)
    return at.u * h_prev + at.candidate


@mistake_in(gru_step)
def old_state_kept_whole(x, h_prev, *weights):
    """The whole old state is kept, whatever the update gate says, so that the state can grow beyond 1."""
    at = parts(x, h_prev, *weights)
    return h_prev + (1 - at.u) * at.candidate


@mistake_in(gru_step)
def nothing_kept(x, h_prev, *weights):
    """The old state is in the candidate only: what has become of the share that is kept?"""
    at = parts(x, h_prev, *weights)
    return (1 - at.u) * at.candidate


@mistake_in(gru_step)
def candidate_returned(x, h_prev, *weights):
    """This is the candidate: the old state has still to be mixed in."""
    return parts(x, h_prev, *weights).candidate


@mistake_in(gru_step)
def candidate_through_a_sigmoid(x, h_prev, *weights):
    """The candidate is never negative here: only gates lie between 0 and 1."""
    at = parts(x, h_prev, *weights)
    at.candidate = sigmoid(np.arctanh(at.candidate))
    return mixed(h_prev, at)


@mistake_in(gru_step)
def candidate_not_squashed(x, h_prev, *weights):
    """The candidate lies beyond 1 in places: what should bring it between -1 and 1?"""
    at = parts(x, h_prev, *weights)
    at.candidate = np.arctanh(at.candidate)
    return mixed(h_prev, at)


@mistake_in(gru_step)
def gates_through_tanh(x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """The gates went through tanh and can be negative: a gate opens between 0 and 1."""
    r, u = (2 * gate - 1 for gate in gates(x, h_prev, 2 * gate_kernel, 2 * gate_bias))
    return u * h_prev + (1 - u) * np.tanh(beside(x, r * h_prev) @ candidate_kernel + candidate_bias)


@mistake_in(gru_step)
def output_squashed_again(x, h_prev, *weights):
    """The new state went through tanh once more, as the output of an LSTM does. A mean of two values between -1 and 1
    stays there by itself."""
    return np.tanh(reference.gru_step(x, h_prev, *weights))


@mistake_in(gru_step)
def state_before_input(x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """The rows of the kernels meet the wrong numbers: which of x and the state do their first rows belong to?"""
    gate_kernel, candidate_kernel = (np.roll(k, x.shape[1] - len(k), axis=0) for k in (gate_kernel, candidate_kernel))
    return reference.gru_step(x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias)


@mistake_in(gru_step)
def seen_state_before_input(x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """The gates are right. The rows of candidate_kernel meet the wrong numbers: which of x and the state do its first
    rows belong to?"""
    return reference.gru_step(
        x, h_prev, gate_kernel, gate_bias, np.roll(candidate_kernel, -len(candidate_bias), axis=0), candidate_bias
    )


@mistake_in(gru_step)
def gate_bias_left_out(x, h_prev, gate_kernel, gate_bias, *candidate_weights):
    """These are the values without the bias of the gates: with one of zero they would be right."""
    return reference.gru_step(x, h_prev, gate_kernel, 0 * gate_bias, *candidate_weights)


@mistake_in(gru_step)
def candidate_bias_left_out(x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """These are the values without the bias of the candidate: with one of zero they would be right."""
    return reference.gru_step(x, h_prev, gate_kernel, gate_bias, candidate_kernel, 0 * candidate_bias)


@mistake_in(gru_step)
def one_added_to_the_gates(x, h_prev, gate_kernel, gate_bias, *candidate_weights):
    """The bias of the gates counts one more than it should. A new GRU starts with it at 1; nothing is added to it."""
    return reference.gru_step(x, h_prev, gate_kernel, gate_bias + 1, *candidate_weights)


@mistake_in(gru_step)
def input_left_out(x, h_prev, *weights):
    """The input plays no part: give two different x with the same state and compare."""
    return reference.gru_step(0 * x, h_prev, *weights)


@mistake_in(gru_step)
def pair_returned(*arguments):
    """The new state is returned twice, as a cell returns output and state. Here they are one array, which is returned
    once."""
    h = reference.gru_step(*arguments)
    return h, h


@mistake_in(gru_step)
def state_changed_in_place(x, h_prev, *weights):
    """The values are right, but the h_prev that was handed in is overwritten, and whoever called still needs it."""
    h_prev[...] = reference.gru_step(x, h_prev, *weights)
    return h_prev
