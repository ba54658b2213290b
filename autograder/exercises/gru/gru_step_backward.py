"""The backward pass of one step of the GRU."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.gru._cell import SIZES, R, U, beside, draw_cell, negated, parts, swapped
from solutions import gru as reference
from solutions.lstm import sigmoid

RESULTS = ("d_x", "d_h_prev", "d_gate_kernel", "d_gate_bias", "d_candidate_kernel", "d_candidate_bias")


def draw_gradients(rng):
    for B, D, H in SIZES:
        yield rng.normal(size=(B, H)), *draw_cell(rng, B, D, H)
    B, D, H = 2, 3, 4
    x, h_prev, gate_kernel, *others = draw_cell(rng, B, D, H)
    yield rng.normal(size=(B, H)), x, h_prev, 0 * gate_kernel, *others


def gates_see_nothing(d_h, x, h_prev, gate_kernel, *others):
    return not gate_kernel.any()


gru_step_backward = Exercise(
    reference.gru_step_backward,
    results=RESULTS,
    draw=draw_gradients,
    aspects=(
        Aspect(
            "d_x with a gate_kernel of zeros",
            1,
            path=(0,),
            when=gates_see_nothing,
            hint="With a gate_kernel of zeros x reaches h through the candidate alone: past 1 - u, a tanh and a "
            "kernel.",
        ),
        Aspect(
            "d_x",
            1,
            path=(0,),
            needs=("d_x with a gate_kernel of zeros",),
            hint="x reaches h through the candidate and through both gates: what comes back from each is added.",
        ),
        Aspect(
            "d_h_prev with a gate_kernel of zeros",
            1,
            path=(1,),
            when=gates_see_nothing,
            hint="With a gate_kernel of zeros two ways are left: what is kept, and what the candidate saw. A gate is "
            "on each.",
        ),
        Aspect(
            "d_h_prev",
            2,
            path=(1,),
            needs=("d_h_prev with a gate_kernel of zeros",),
            hint="Four ways lead back to h_prev: count those that you have. Two of them go through the gates.",
        ),
        Aspect(
            "d_gate_kernel",
            2,
            path=(2,),
            hint="The rows of gate_kernel met x and the whole h_prev; its columns are the gates, r first, each with "
            "a sigmoid.",
        ),
        Aspect(
            "d_gate_bias",
            1,
            path=(3,),
            hint="d_gate_bias is the sum, over the rows of the batch, of the gradients at the two pre-activations, "
            "r first.",
        ),
        Aspect(
            "d_candidate_kernel",
            2,
            path=(4,),
            hint="candidate_kernel met x, and of the old state only what the reset gate let through.",
        ),
        Aspect(
            "d_candidate_bias",
            1,
            path=(5,),
            hint="d_candidate_bias is the sum, over the rows of the batch, of the gradient at what tanh was taken of.",
        ),
        Purity("no side effects", 1, needs=RESULTS),
    ),
)


def at_update(d_h, h_prev, at):
    return d_h * (h_prev - at.candidate)


def at_candidate(d_h, at):
    return d_h * (1 - at.u)


def candidate_slope(at):
    return 1 - at.candidate**2


def gate_slopes(at):
    return at.r * (1 - at.r), at.u * (1 - at.u)


def at_reset(d_seen, h_prev, at):
    return d_seen * h_prev


def side_by_side(d_a_r, d_a_u):
    return np.concatenate([d_a_r, d_a_u], axis=1)


def at_input(through_candidate, through_gates):
    return through_candidate + through_gates


def at_state(d_h, d_seen, through_gates, at):
    return d_h * at.u + d_seen * at.r + through_gates


def seen_by_candidate(x, h_prev, at):
    return beside(x, at.r * h_prev)


def backward_with(
    d_h,
    *step,
    at_update=at_update,
    at_candidate=at_candidate,
    candidate_slope=candidate_slope,
    gate_slopes=gate_slopes,
    at_reset=at_reset,
    side_by_side=side_by_side,
    at_input=at_input,
    at_state=at_state,
    seen_by_candidate=seen_by_candidate,
    seen_by_gates=lambda x, h_prev, at: beside(x, h_prev),
):
    """`gru_step_backward` with another idea of one of its equations."""
    x, h_prev, gate_kernel, _, candidate_kernel, _ = step
    D, at = x.shape[1], parts(*step)
    d_a = at_candidate(d_h, at) * candidate_slope(at)
    d_x, d_seen = np.split(d_a @ candidate_kernel.T, [D], axis=1)
    d_gates = at_reset(d_seen, h_prev, at), at_update(d_h, h_prev, at)
    d_a_gates = side_by_side(*(d * slope for d, slope in zip(d_gates, gate_slopes(at), strict=True)))
    d_x_too, d_h_too = np.split(d_a_gates @ gate_kernel.T, [D], axis=1)
    return (
        at_input(d_x, d_x_too),
        at_state(d_h, d_seen, d_h_too, at),
        seen_by_gates(x, h_prev, at).T @ d_a_gates,
        d_a_gates.sum(axis=0),
        seen_by_candidate(x, h_prev, at).T @ d_a,
        d_a.sum(axis=0),
    )


@mistake_in(gru_step_backward)
def nothing_through_what_is_kept(*arguments):
    """d_h_prev lacks the shortest way back: a share of the old state was kept as it was."""
    return backward_with(*arguments, at_state=lambda d_h, d_seen, through_gates, at: d_seen * at.r + through_gates)


@mistake_in(gru_step_backward)
def nothing_through_the_candidate(*arguments):
    """d_h_prev lacks one of its ways back: the candidate saw the old state too, through the reset gate."""
    return backward_with(*arguments, at_state=lambda d_h, d_seen, through_gates, at: d_h * at.u + through_gates)


@mistake_in(gru_step_backward)
def nothing_through_the_gates(*arguments):
    """d_h_prev lacks two of its ways back: both gates were computed from the old state."""
    return backward_with(*arguments, at_state=lambda d_h, d_seen, through_gates, at: d_h * at.u + d_seen * at.r)


@mistake_in(gru_step_backward)
def only_what_is_kept(*arguments):
    """d_h_prev knows only one way back, through what was kept. There are four."""
    return backward_with(*arguments, at_state=lambda d_h, d_seen, through_gates, at: d_h * at.u)


@mistake_in(gru_step_backward)
def all_of_the_gradient_kept(*arguments):
    """On its shortest way back to the old state d_h passes whole: which share of that state was kept?"""
    return backward_with(
        *arguments, at_state=lambda d_h, d_seen, through_gates, at: d_h + d_seen * at.r + through_gates
    )


@mistake_in(gru_step_backward)
def reset_gate_left_out_on_the_way_back(*arguments):
    """From the candidate back to the old state the gradient passes whole: the candidate saw only what the reset gate
    let through of that state."""
    return backward_with(
        *arguments, at_state=lambda d_h, d_seen, through_gates, at: d_h * at.u + d_seen + through_gates
    )


@mistake_in(gru_step_backward)
def input_reached_by_the_gates_alone(*arguments):
    """d_x lacks what comes through the candidate, which was computed from x as well as the gates."""
    return backward_with(*arguments, at_input=lambda through_candidate, through_gates: through_gates)


@mistake_in(gru_step_backward)
def input_reached_by_the_candidate_alone(*arguments):
    """d_x lacks what comes through the gates: both were computed from x as well."""
    return backward_with(*arguments, at_input=lambda through_candidate, through_gates: through_candidate)


@mistake_in(gru_step_backward)
def update_gate_hears_of_the_old_state_alone(*arguments):
    """At the update gate one of two parts is missing: the gate stands twice in the last equation of the step, with the
    old state and with the candidate."""
    return backward_with(*arguments, at_update=lambda d_h, h_prev, at: d_h * h_prev)


@mistake_in(gru_step_backward)
def update_gate_hears_of_the_candidate_alone(*arguments):
    """At the update gate only the candidate's part has arrived: the gate also multiplied the old state."""
    return backward_with(*arguments, at_update=lambda d_h, h_prev, at: -d_h * at.candidate)


@mistake_in(gru_step_backward)
def update_gate_hears_the_opposite(*arguments):
    """At the update gate the sign is wrong: where the old state is larger than the candidate, opening the gate makes h
    larger."""
    return backward_with(*arguments, at_update=lambda d_h, h_prev, at: -at_update(d_h, h_prev, at))


@mistake_in(gru_step_backward)
def candidate_hears_through_the_kept_share(*arguments):
    """The gradient at the candidate is multiplied by the share of the old state in h. Which share is the
    candidate's?"""
    return backward_with(*arguments, at_candidate=lambda d_h, at: d_h * at.u)


@mistake_in(gru_step_backward)
def candidate_hears_all(*arguments):
    """d_h reaches the candidate whole. Only a share of the candidate is in the new state: which one?"""
    return backward_with(*arguments, at_candidate=lambda d_h, at: d_h)


@mistake_in(gru_step_backward)
def slope_of_candidate_left_out(*arguments):
    """At the candidate the gradient passes tanh unchanged: it should shrink where tanh is flat."""
    return backward_with(*arguments, candidate_slope=lambda at: 1)


@mistake_in(gru_step_backward)
def slope_of_candidate_as_of_a_gate(*arguments):
    """The slope at the candidate is that of a sigmoid. What did the candidate go through?"""
    return backward_with(*arguments, candidate_slope=lambda at: at.candidate * (1 - at.candidate))


@mistake_in(gru_step_backward)
def slope_of_candidate_not_squared(*arguments):
    """The slope at the candidate is not right: a tanh's is the same for a value and for its negative, and this one is
    not."""
    return backward_with(*arguments, candidate_slope=lambda at: 1 - at.candidate)


@mistake_in(gru_step_backward)
def slopes_of_gates_left_out(*arguments):
    """The gradient passes both gates unchanged: each went through a sigmoid on the way forward."""
    return backward_with(*arguments, gate_slopes=lambda at: (1, 1))


@mistake_in(gru_step_backward)
def slopes_of_gates_as_of_tanh(*arguments):
    """The slopes at the two gates are those of tanh. What did the gates go through?"""
    return backward_with(*arguments, gate_slopes=lambda at: (1 - at.r**2, 1 - at.u**2))


@mistake_in(gru_step_backward)
def slope_of_update_gate_left_out(*arguments):
    """At the update gate the gradient passes the sigmoid unchanged: the reset gate is treated right."""
    return backward_with(*arguments, gate_slopes=lambda at: (gate_slopes(at)[R], 1))


@mistake_in(gru_step_backward)
def slope_of_reset_gate_left_out(*arguments):
    """At the reset gate the gradient passes the sigmoid unchanged: the update gate is treated right."""
    return backward_with(*arguments, gate_slopes=lambda at: (1, gate_slopes(at)[U]))


@mistake_in(gru_step_backward)
def slopes_of_a_second_sigmoid(*arguments):
    """At both gates the slope takes the sigmoid of a value that has already been through it: r and u are what came
    out."""
    return backward_with(*arguments, gate_slopes=second_slopes)


def second_slopes(at):
    return tuple(sigmoid(gate) * (1 - sigmoid(gate)) for gate in (at.r, at.u))


@mistake_in(gru_step_backward)
def slope_of_candidate_of_a_second_tanh(*arguments):
    """At the candidate the slope takes tanh of a value that has already been through it: the candidate is what came
    out."""
    return backward_with(*arguments, candidate_slope=lambda at: 1 - np.tanh(at.candidate) ** 2)


@mistake_in(gru_step_backward)
def slopes_of_a_second_function(*arguments):
    """The slopes take sigmoid and tanh of values that have already been through them: r, u and the candidate are what
    came out."""
    return backward_with(
        *arguments, gate_slopes=second_slopes, candidate_slope=lambda at: 1 - np.tanh(at.candidate) ** 2
    )


@mistake_in(gru_step_backward)
def reset_gate_hears_the_seen_state(*arguments):
    """At the reset gate the gradient is multiplied by the state after the reset. What did this gate multiply on the way
    forward?"""
    return backward_with(*arguments, at_reset=lambda d_seen, h_prev, at: d_seen * at.r * h_prev)


@mistake_in(gru_step_backward)
def reset_gate_hears_without_the_state(*arguments):
    """The gradient at the reset gate lacks a factor: what did this gate multiply on the way forward?"""
    return backward_with(*arguments, at_reset=lambda d_seen, h_prev, at: d_seen)


@mistake_in(gru_step_backward)
def candidate_kernel_sees_the_whole_state(*arguments):
    """The lower rows of d_candidate_kernel pair the gradient with the whole old state: that kernel met only what the
    reset gate let through."""
    return backward_with(*arguments, seen_by_candidate=lambda x, h_prev, at: beside(x, h_prev))


@mistake_in(gru_step_backward)
def gate_kernel_sees_the_reset_state(*arguments):
    """The lower rows of d_gate_kernel meet what the reset gate let through: this kernel met the whole old state."""
    return backward_with(*arguments, seen_by_gates=seen_by_candidate)


@mistake_in(gru_step_backward)
def gates_joined_in_the_other_order(*arguments):
    """The two blocks of d_gate_kernel and d_gate_bias stand in each other's place: r comes first, as in gate_kernel."""
    d_x, d_h_prev, d_kernel, d_bias, *others = reference.gru_step_backward(*arguments)
    return d_x, d_h_prev, swapped(d_kernel), swapped(d_bias), *others


@mistake_in(gru_step_backward)
def gates_side_by_side_in_the_other_order(*arguments):
    """Going back, the gradients at the two gates stand in each other's place before they meet gate_kernel: which gate
    has its first columns?"""
    return backward_with(*arguments, side_by_side=lambda d_a_r, d_a_u: side_by_side(d_a_u, d_a_r))


@mistake_in(gru_step_backward)
def gates_taken_for_one_another(d_h, x, h_prev, gate_kernel, gate_bias, *candidate_weights):
    """The two blocks of columns are taken for one another: which gate comes first in gate_kernel?"""
    d_x, d_h_prev, d_kernel, d_bias, *others = reference.gru_step_backward(
        d_h, x, h_prev, swapped(gate_kernel), swapped(gate_bias), *candidate_weights
    )
    return d_x, d_h_prev, swapped(d_kernel), swapped(d_bias), *others


@mistake_in(gru_step_backward)
def update_gate_for_the_new_part(d_h, x, h_prev, gate_kernel, gate_bias, *candidate_weights):
    """These are the gradients of a step whose update gate stands for the new part. Here an open gate keeps the old
    state."""
    d_x, d_h_prev, d_kernel, d_bias, *others = reference.gru_step_backward(
        d_h, x, h_prev, negated(gate_kernel, U), negated(gate_bias, U), *candidate_weights
    )
    return d_x, d_h_prev, negated(d_kernel, U), negated(d_bias, U), *others


@mistake_in(gru_step_backward)
def gate_bias_left_out_going_forward(d_h, x, h_prev, gate_kernel, gate_bias, *candidate_weights):
    """The gates are those of a forward pass without gate_bias: how does your backward pass compute them again?"""
    return reference.gru_step_backward(d_h, x, h_prev, gate_kernel, 0 * gate_bias, *candidate_weights)


@mistake_in(gru_step_backward)
def candidate_bias_left_out_going_forward(*arguments):
    """The candidate is that of a forward pass without candidate_bias: how does your backward pass compute it again?"""
    *others, candidate_bias = arguments
    return reference.gru_step_backward(*others, 0 * candidate_bias)


@mistake_in(gru_step_backward)
def rows_in_the_other_order(d_h, x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """The rows of both kernels meet the wrong numbers, on both ways: which of x and the state do their first rows
    belong to?"""
    D, H = x.shape[1], h_prev.shape[1]
    gate_kernel, candidate_kernel = (np.roll(kernel, -H, axis=0) for kernel in (gate_kernel, candidate_kernel))
    gradients = list(
        reference.gru_step_backward(d_h, x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias)
    )
    for place in (2, 4):
        gradients[place] = np.roll(gradients[place], -D, axis=0)
    return tuple(gradients)


@mistake_in(gru_step_backward)
def averaged_over_the_batch(d_h, *others):
    """The gradients at kernels and biases are averaged over the batch: the shares of its rows should just add up."""
    d_x, d_h_prev, *weights = reference.gru_step_backward(d_h, *others)
    return d_x, d_h_prev, *(d / len(d_h) for d in weights)


@mistake_in(gru_step_backward)
def bias_gradients_averaged(d_h, *others):
    """The gradients at the two biases are averaged over the batch: the shares of its rows should just add up."""
    gradients = list(reference.gru_step_backward(d_h, *others))
    for place in (3, 5):
        gradients[place] = gradients[place] / len(d_h)
    return tuple(gradients)


@mistake_in(gru_step_backward)
def weights_of_the_candidate_first(*arguments):
    """All gradients are right, and those of the candidate stand before those of the gates: look at the order."""
    d_x, d_h_prev, *weights = reference.gru_step_backward(*arguments)
    return d_x, d_h_prev, *weights[2:], *weights[:2]


@mistake_in(gru_step_backward)
def state_before_input(*arguments):
    """d_x and d_h_prev are right, and they are returned in each other's place."""
    d_x, d_h_prev, *weights = reference.gru_step_backward(*arguments)
    return d_h_prev, d_x, *weights


@mistake_in(gru_step_backward)
def gradient_changed_in_place(d_h, *others):
    """The values are right, but the d_h that was handed in is changed: compute into a new array."""
    results = reference.gru_step_backward(d_h, *others)
    d_h *= parts(*others).u
    return results
