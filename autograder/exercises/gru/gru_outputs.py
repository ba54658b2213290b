"""Find the fault: a GRU taken from a paper, whose conventions are others than those of the weights."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.gru._cell import R, U, after_the_product, beside, draw_weights, gates
from autograder.exercises.recurrence._sequences import over_time
from solutions import gru as reference
from solutions.lstm import sigmoid


def draw_sequences(rng):
    # all sizes different; B = T; D = H; one step; one row
    for B, T, D, H in ((3, 5, 2, 4), (4, 4, 3, 2), (2, 3, 4, 4), (3, 1, 2, 4), (1, 4, 2, 3)):
        yield rng.normal(size=(B, T, D)), rng.normal(size=(B, H)), *draw_weights(rng, D, H)
    B, T, D, H = 2, 1, 3, 4
    yield rng.normal(size=(B, T, D)), np.zeros((B, H)), *draw_weights(rng, D, H)


def translated_from_a_paper(inputs, initial_state, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """This gives what the code gave before you changed it, and it has more than one fault. Open the update gate wide by
    its bias: does the state stand still?"""
    D = inputs.shape[2]
    gates_from_x = inputs @ gate_kernel[:D] + gate_bias
    candidate_from_x = inputs @ candidate_kernel[:D] + candidate_bias
    h, outputs = initial_state, []
    for t in range(inputs.shape[1]):
        # z decides what is kept, r what the candidate sees
        a_gates = gates_from_x[:, t] + h @ gate_kernel[D:]
        z, r = np.split(sigmoid(a_gates), 2, axis=1)
        a_candidate = candidate_from_x[:, t] + r * (h @ candidate_kernel[D:])
        candidate = np.tanh(a_candidate)
        h = (1 - z) * h + z * candidate
        outputs.append(h)
    return np.stack(outputs, axis=1)


def one_step(inputs, *others):
    return inputs.shape[1] == 1


def from_zero(inputs, initial_state, *weights):
    return not initial_state.any()


gru_outputs = Exercise(
    reference.gru_outputs,
    results=("outputs",),
    draw=draw_sequences,
    aspects=(
        Aspect(
            "one step from the zero state",
            1,
            when=from_zero,
            hint="From the zero state the output is a share of the candidate: which gate, in which columns, says how "
            "much?",
        ),
        Aspect(
            "one step from any state",
            1,
            when=lambda *case: one_step(*case) and not from_zero(*case),
            needs=("one step from the zero state",),
            hint="Compare with `gru_step`, line by line, what the old state is multiplied by before a kernel meets it.",
        ),
        Aspect(
            "outputs of a sequence",
            2,
            when=lambda *case: not one_step(*case),
            needs=("one step from any state",),
            hint="Each step starts from the state that the step before it has left, and puts its own into the outputs.",
        ),
        Purity("no side effects", 1, needs=("outputs of a sequence",)),
    ),
    given=translated_from_a_paper,
)

mistake_in(gru_outputs)(translated_from_a_paper)


def before_the_product(x, r, h, candidate_kernel, candidate_bias):
    return np.tanh(beside(x, r * h) @ candidate_kernel + candidate_bias)


def run(inputs, h, *weights, order=(R, U), seen=before_the_product, keeps=True):
    """[B, T, H]: the outputs with another order of the gates, another idea of the candidate or of the update gate."""
    gate_kernel, gate_bias, *candidate_weights = weights
    outputs = []
    for x in over_time(inputs):
        both = gates(x, h, gate_kernel, gate_bias)
        r, u = (both[block] for block in order)
        candidate = seen(x, r, h, *candidate_weights)
        h = u * h + (1 - u) * candidate if keeps else (1 - u) * h + u * candidate
        outputs.append(h)
    return np.stack(outputs, axis=1)


# What is left when some of the faults have been mended.


@mistake_in(gru_outputs)
def only_the_order_mended(*arguments):
    """The gates stand in their places now. Two faults are left: one in what an open update gate does, the other in what
    the reset gate multiplies."""
    return run(*arguments, seen=after_the_product, keeps=False)


@mistake_in(gru_outputs)
def only_the_reset_mended(*arguments):
    """The reset gate comes before the product now. Two faults are left: one in which block of columns is which gate,
    the other in what an open update gate does."""
    return run(*arguments, order=(U, R), keeps=False)


@mistake_in(gru_outputs)
def only_the_update_mended(*arguments):
    """An open update gate keeps the old state now. Two faults are left: one in which block of columns is which gate,
    the other in what the reset gate multiplies."""
    return run(*arguments, order=(U, R), seen=after_the_product)


@mistake_in(gru_outputs)
def gates_in_the_order_of_the_paper(*arguments):
    """One fault is left: which of the two gates has the first columns in these weights?"""
    return run(*arguments, order=(U, R))


@mistake_in(gru_outputs)
def reset_after_product(*arguments):
    """One fault is left: in this network the reset gate shuts off the state itself, and here it comes too late."""
    return run(*arguments, seen=after_the_product)


@mistake_in(gru_outputs)
def update_gate_for_the_new_part(*arguments):
    """One fault is left: an open update gate should keep the old state, and here it brings in the new one."""
    return run(*arguments, keeps=False)


# Faults that one may put in while mending.


@mistake_in(gru_outputs)
def reset_gate_left_out(*arguments):
    """The candidate sees the whole old state: the reset gate has got lost while mending."""
    return run(*arguments, seen=lambda x, r, h, kernel, bias: before_the_product(x, 1, h, kernel, bias))


@mistake_in(gru_outputs)
def what_is_kept_was_reset(inputs, h, *weights):
    """The reset gate also shrinks what is kept: has h been replaced by what the candidate sees of it? Both are
    needed."""
    outputs = []
    for x in over_time(inputs):
        r, u = gates(x, h, *weights[:2])
        h = u * r * h + (1 - u) * before_the_product(x, r, h, *weights[2:])
        outputs.append(h)
    return np.stack(outputs, axis=1)


@mistake_in(gru_outputs)
def bias_of_the_candidate_left_out(*arguments):
    """The candidate has lost its bias: with a candidate_bias of zero these values would be right."""
    *others, candidate_bias = arguments
    return run(*others, 0 * candidate_bias)


@mistake_in(gru_outputs)
def initial_state_at_every_step(inputs, initial_state, *weights):
    """Every step starts from the initial state: nothing is remembered from one step to the next."""
    return np.stack([reference.gru_step(x, initial_state, *weights) for x in over_time(inputs)], axis=1)


@mistake_in(gru_outputs)
def zero_for_the_initial_state(inputs, initial_state, *weights):
    """The first step starts from zero, and not from the state that was handed in."""
    return reference.gru_outputs(inputs, 0 * initial_state, *weights)


@mistake_in(gru_outputs)
def last_output_only(*arguments):
    """This is the output of the last step; what is wanted are the outputs of all of them."""
    return reference.gru_outputs(*arguments)[:, -1]


@mistake_in(gru_outputs)
def outputs_time_major(*arguments):
    """The outputs are there, and their axes are [T, B, H] instead of [B, T, H]: think about the axis along which they
    are stacked."""
    return over_time(reference.gru_outputs(*arguments))


@mistake_in(gru_outputs)
def state_before_each_step(inputs, initial_state, *weights):
    """Each output is one step late: the state goes into the list before it has been changed."""
    outputs = reference.gru_outputs(inputs, initial_state, *weights)
    return np.concatenate([initial_state[:, np.newaxis], outputs[:, :-1]], axis=1)
