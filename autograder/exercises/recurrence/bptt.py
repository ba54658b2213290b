"""Backpropagation through time."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.recurrence._sequences import over_time
from solutions import recurrence as reference


def draw_gradients(rng):
    # all different; B = H; D = H; T = 1; a single row. The weights are small enough for the gradient to travel.
    for B, T, D, H in ((3, 5, 2, 4), (4, 3, 2, 4), (2, 4, 3, 3), (3, 1, 2, 4), (1, 4, 3, 2)):
        yield (
            rng.normal(size=(B, T, H)),
            rng.normal(size=(B, T, D)),
            rng.normal(size=(B, H)),
            0.7 * rng.normal(size=(D + H, H)),
            0.7 * rng.normal(size=H),
        )


def last_step(d_outputs, *others):
    B, T, _ = d_outputs.shape
    return np.broadcast_to(np.arange(T) == T - 1, (B, T))


def one_step(d_outputs, *others):
    return d_outputs.shape[1] == 1


bptt = Exercise(
    reference.bptt,
    results=("d_inputs", "d_initial_state", "d_kernel", "d_bias"),
    draw=draw_gradients,
    aspects=(
        Aspect(
            "d_inputs at the last step",
            1,
            path=(0,),
            where=last_step,
            hint="At the last step nothing comes back from a later one: only tanh and the rows of x lie on this way.",
        ),
        Aspect(
            "d_inputs",
            1,
            path=(0,),
            needs=("d_inputs at the last step",),
            hint="What arrives at an earlier state is the sum of two gradients: of its own output, and of the next "
            "step.",
        ),
        Aspect(
            "d_initial_state",
            1,
            path=(1,),
            hint="d_initial_state is what the first step hands back to the state that it was given, which was "
            "nobody's output.",
        ),
        Aspect(
            "d_kernel of one step",
            1,
            path=(2,),
            when=one_step,
            hint="Each row of the kernel met one number of x or of the state before the step; its gradient meets the "
            "same.",
        ),
        Aspect(
            "d_kernel",
            2,
            path=(2,),
            needs=("d_kernel of one step",),
            hint="All steps use the same kernel, and each adds its share to d_kernel: what does a second step "
            "change in it?",
        ),
        Aspect(
            "d_bias",
            1,
            path=(3,),
            hint="The bias was added in every row and at every step: its gradient has one number for each unit, and "
            "no mean.",
        ),
        Purity("no side effects", 1, needs=("d_inputs", "d_initial_state", "d_kernel", "d_bias")),
    ),
)


def forward_states(inputs, initial_state, kernel, bias):
    """[B, T, H] twice: the state before each step, and the state after it."""
    step = lambda x, h: (reference.rnn_step(x, h, kernel, bias),) * 2  # noqa: E731
    after, _ = reference.unroll(step, inputs, initial_state)
    return np.concatenate([initial_state[:, np.newaxis], after[:, :-1]], axis=1), after


def tanh_slope(before, after):
    return 1 - after**2


def at_tanh(d_outputs, before, after, kernel, slope=tanh_slope, through_time=1.0):
    """[B, T, H]: the gradient at what tanh was taken of, for the given slope of tanh, one step back at a time."""
    recurrent_kernel = kernel[-after.shape[2] :]
    d_a, d_h = np.empty_like(after), 0.0
    for t in reversed(range(after.shape[1])):
        d_a[:, t] = (d_outputs[:, t] + d_h) * slope(before[:, t], after[:, t])
        d_h = through_time * (d_a[:, t] @ recurrent_kernel.T)
    return d_a


def collected(d_a, inputs, before, kernel):
    """The four gradients from the gradient at what tanh was taken of."""
    D = inputs.shape[2]
    d_x_and_h = d_a @ kernel.T
    d_kernel = np.einsum("btk,bth->kh", np.concatenate([inputs, before], axis=2), d_a)
    return d_x_and_h[..., :D], d_x_and_h[:, 0, D:], d_kernel, d_a.sum(axis=(0, 1))


def bptt_with(d_outputs, inputs, initial_state, kernel, bias, **altered):
    """`bptt` with another slope of tanh, or another factor on the way from a step to the one before it."""
    before, after = forward_states(inputs, initial_state, kernel, bias)
    return collected(at_tanh(d_outputs, before, after, kernel, **altered), inputs, before, kernel)


@mistake_in(bptt)
def weight_gradients_overwritten(d_outputs, inputs, initial_state, kernel, bias):
    """d_kernel and d_bias hold the share of a single step, the one handled last: what became of the others?"""
    before, after = forward_states(inputs, initial_state, kernel, bias)
    d_a = at_tanh(d_outputs, before, after, kernel)
    d_inputs, d_initial_state, _, _ = collected(d_a, inputs, before, kernel)
    return d_inputs, d_initial_state, *collected(d_a[:, :1], inputs[:, :1], before[:, :1], kernel)[2:]


@mistake_in(bptt)
def kernel_gradient_overwritten(*arguments):
    """d_kernel holds the share of a single step, the one handled last: what became of the others?"""
    d_inputs, d_initial_state, _, d_bias = reference.bptt(*arguments)
    return d_inputs, d_initial_state, weight_gradients_overwritten(*arguments)[2], d_bias


@mistake_in(bptt)
def bias_gradient_overwritten(*arguments):
    """d_bias holds the share of a single step, the one handled last: what became of the others?"""
    d_inputs, d_initial_state, d_kernel, _ = reference.bptt(*arguments)
    return d_inputs, d_initial_state, d_kernel, weight_gradients_overwritten(*arguments)[3]


@mistake_in(bptt)
def nothing_through_the_next_step(*arguments):
    """The gradient at each state comes from its own output only. A state reaches the loss through the next state as
    well."""
    return bptt_with(*arguments, through_time=0.0)


@mistake_in(bptt)
def last_output_gradient_only(d_outputs, inputs, initial_state, kernel, bias):
    """Only the gradient at the last output goes in; d_outputs has one for each step."""
    last = np.zeros_like(d_outputs)
    last[:, -1] = d_outputs[:, -1]
    return reference.bptt(last, inputs, initial_state, kernel, bias)


@mistake_in(bptt)
def slope_from_the_state_before(*arguments):
    """The slope of tanh is taken at the wrong state: which state came out of this step's tanh?"""
    return bptt_with(*arguments, slope=lambda before, after: 1 - before**2)


@mistake_in(bptt)
def slope_left_out(*arguments):
    """The gradient passes tanh unchanged. It should shrink where tanh is flat."""
    return bptt_with(*arguments, slope=lambda before, after: 1.0)


@mistake_in(bptt)
def slope_of_the_sigmoid(*arguments):
    """This is the slope of the sigmoid, and the step uses tanh."""
    return bptt_with(*arguments, slope=lambda before, after: after * (1 - after))


@mistake_in(bptt)
def slope_not_squared(*arguments):
    """The slope of tanh is not right: it should be the same for a state and for its negative, and this one is not.
    Compare with the slope that the chapter gives."""
    return bptt_with(*arguments, slope=lambda before, after: 1 - after)


@mistake_in(bptt)
def slope_of_a_second_tanh(*arguments):
    """The slope of tanh is computed from tanh of a state, and a state has already been through tanh."""
    return bptt_with(*arguments, slope=lambda before, after: 1 - np.tanh(after) ** 2)


@mistake_in(bptt)
def output_gradient_passes_tanh_whole(*arguments):
    """Only what comes back from the next step is multiplied by the slope of tanh; d_outputs passes unchanged. Both
    arrive at the same state, in front of the same tanh."""
    d_outputs, inputs, initial_state, kernel, bias = arguments
    before, after = forward_states(inputs, initial_state, kernel, bias)
    return collected(at_tanh(d_outputs / (1 - after**2), before, after, kernel), inputs, before, kernel)


@mistake_in(bptt)
def next_step_passes_tanh_whole(d_outputs, inputs, initial_state, kernel, bias):
    """Only d_outputs is multiplied by the slope of tanh; what comes back from the next step passes unchanged. Both
    arrive at the same state, in front of the same tanh."""
    before, after = forward_states(inputs, initial_state, kernel, bias)
    d_a, d_h = np.empty_like(after), 0.0
    for t in reversed(range(after.shape[1])):
        d_a[:, t] = d_outputs[:, t] * (1 - after[:, t] ** 2) + d_h
        d_h = d_a[:, t] @ kernel[inputs.shape[2] :].T
    return collected(d_a, inputs, before, kernel)


@mistake_in(bptt)
def gradient_at_the_state_piles_up(d_outputs, inputs, initial_state, kernel, bias):
    """The gradient at a state keeps what arrived at all later states, and adds to it. A step hands on what comes out of
    it, in place of what went in."""
    before, after = forward_states(inputs, initial_state, kernel, bias)
    d_a, d_h = np.empty_like(after), np.zeros_like(initial_state)
    for t in reversed(range(after.shape[1])):
        d_h = d_h + d_outputs[:, t]
        d_a[:, t] = d_h * (1 - after[:, t] ** 2)
        d_h = d_h + d_a[:, t] @ kernel[inputs.shape[2] :].T
    d_inputs, _, d_kernel, d_bias = collected(d_a, inputs, before, kernel)
    return d_inputs, d_h, d_kernel, d_bias


@mistake_in(bptt)
def recurrent_rows_not_transposed(d_outputs, inputs, initial_state, kernel, bias):
    """On the way back to the state, the rows of the kernel that belong to it are used as on the way forward: a gradient
    meets them transposed."""
    D = inputs.shape[2]
    before, after = forward_states(inputs, initial_state, kernel, bias)
    back = np.concatenate([kernel[:D], kernel[D:].T])
    return collected(at_tanh(d_outputs, before, after, back), inputs, before, back)


@mistake_in(bptt)
def input_rows_not_transposed(d_outputs, inputs, initial_state, kernel, bias):
    """On the way back to the inputs, the rows of the kernel that belong to x are used as on the way forward, which fits
    only when D = H."""
    _, d_initial_state, d_kernel, d_bias = reference.bptt(d_outputs, inputs, initial_state, kernel, bias)
    before, after = forward_states(inputs, initial_state, kernel, bias)
    d_inputs = at_tanh(d_outputs, before, after, kernel) @ kernel[: inputs.shape[2]]
    return d_inputs, d_initial_state, d_kernel, d_bias


@mistake_in(bptt)
def kernel_sees_the_state_after(d_outputs, inputs, initial_state, kernel, bias):
    """The lower rows of d_kernel pair each step with the state that it made, not with the state that it was given."""
    before, after = forward_states(inputs, initial_state, kernel, bias)
    d_a = at_tanh(d_outputs, before, after, kernel)
    d_inputs, d_initial_state, _, d_bias = collected(d_a, inputs, before, kernel)
    return d_inputs, d_initial_state, collected(d_a, inputs, after, kernel)[2], d_bias


@mistake_in(bptt)
def first_step_after_the_last(d_outputs, inputs, initial_state, kernel, bias):
    """At the first step the lower rows of d_kernel meet the state of the last one, for -1 is an index too. Which state
    was the first step given?"""
    before, after = forward_states(inputs, initial_state, kernel, bias)
    d_a = at_tanh(d_outputs, before, after, kernel)
    d_inputs, d_initial_state, _, d_bias = collected(d_a, inputs, before, kernel)
    return d_inputs, d_initial_state, collected(d_a, inputs, np.roll(after, 1, axis=1), kernel)[2], d_bias


@mistake_in(bptt)
def kernel_gradient_transposed(*arguments):
    """d_kernel is transposed: a gradient has the shape of what it is the gradient of, [D+H, H]."""
    d_inputs, d_initial_state, d_kernel, d_bias = reference.bptt(*arguments)
    return d_inputs, d_initial_state, d_kernel.T, d_bias


@mistake_in(bptt)
def kernel_rows_in_the_other_order(d_outputs, inputs, initial_state, kernel, bias):
    """The rows of d_kernel stand in the wrong order: in the kernel those for x come first."""
    d_inputs, d_initial_state, d_kernel, d_bias = reference.bptt(d_outputs, inputs, initial_state, kernel, bias)
    return d_inputs, d_initial_state, np.roll(d_kernel, -inputs.shape[2], axis=0), d_bias


@mistake_in(bptt)
def averaged_over_the_batch(d_outputs, inputs, initial_state, kernel, bias):
    """d_kernel and d_bias are averaged over the batch. d_outputs already holds whatever the loss averages, so that the
    shares of the rows just add up."""
    d_inputs, d_initial_state, d_kernel, d_bias = reference.bptt(d_outputs, inputs, initial_state, kernel, bias)
    return d_inputs, d_initial_state, d_kernel / len(inputs), d_bias / len(inputs)


@mistake_in(bptt)
def averaged_over_time(d_outputs, inputs, initial_state, kernel, bias):
    """d_kernel and d_bias are averaged over time: the shares of the steps just add up."""
    T = inputs.shape[1]
    d_inputs, d_initial_state, d_kernel, d_bias = reference.bptt(d_outputs, inputs, initial_state, kernel, bias)
    return d_inputs, d_initial_state, d_kernel / T, d_bias / T


@mistake_in(bptt)
def bias_gradient_for_each_row(d_outputs, inputs, initial_state, kernel, bias):
    """d_bias has a row for each row of the batch. There is one bias for all of them."""
    d_inputs, d_initial_state, d_kernel, _ = reference.bptt(d_outputs, inputs, initial_state, kernel, bias)
    before, after = forward_states(inputs, initial_state, kernel, bias)
    return d_inputs, d_initial_state, d_kernel, at_tanh(d_outputs, before, after, kernel).sum(axis=1)


@mistake_in(bptt)
def first_step_not_reached(d_outputs, inputs, initial_state, kernel, bias):
    """The way back ends one step too early: the first step has a share in every gradient too."""
    _, after = forward_states(inputs[:, :1], initial_state, kernel, bias)
    d_inputs, d_state, d_kernel, d_bias = reference.bptt(d_outputs[:, 1:], inputs[:, 1:], after[:, 0], kernel, bias)
    return np.concatenate([0 * inputs[:, :1], d_inputs], axis=1), d_state, d_kernel, d_bias


@mistake_in(bptt)
def returned_after_one_step(d_outputs, inputs, initial_state, kernel, bias):
    """The way back ends after its first turn, at the last step: is the `return` inside of the loop?"""
    before, _ = forward_states(inputs, initial_state, kernel, bias)
    d_inputs = np.zeros_like(inputs)
    last = (one[:, -1:] for one in (d_outputs, inputs))
    d_inputs[:, -1:], *others = reference.bptt(*last, before[:, -1], kernel, bias)
    return d_inputs, *others


@mistake_in(bptt)
def last_step_skipped(d_outputs, inputs, initial_state, kernel, bias):
    """The way back starts one step too early: the last step has a share in every gradient too."""
    d_inputs, *others = reference.bptt(d_outputs[:, :-1], inputs[:, :-1], initial_state, kernel, bias)
    return np.concatenate([d_inputs, 0 * inputs[:, :1]], axis=1), *others


@mistake_in(bptt)
def time_runs_forwards(d_outputs, inputs, initial_state, kernel, bias):
    """The gradient is carried from the first step to the last. It comes from the last one and goes back."""
    before, after = forward_states(inputs, initial_state, kernel, bias)
    d_a = at_tanh(d_outputs[:, ::-1], before[:, ::-1], after[:, ::-1], kernel)[:, ::-1]
    d_inputs, _, d_kernel, d_bias = collected(d_a, inputs, before, kernel)
    return d_inputs, d_a[:, -1] @ kernel[inputs.shape[2] :].T, d_kernel, d_bias


@mistake_in(bptt)
def input_gradients_in_reverse(*arguments):
    """The gradients at the inputs stand in the order in which they were found, the last step first."""
    d_inputs, *others = reference.bptt(*arguments)
    return d_inputs[:, ::-1], *others


@mistake_in(bptt)
def input_gradients_time_major(*arguments):
    """The axes of d_inputs are [T, B, D]: they should be those of the inputs."""
    d_inputs, *others = reference.bptt(*arguments)
    return over_time(d_inputs), *others


@mistake_in(bptt)
def initial_state_taken_as_zero(d_outputs, inputs, initial_state, kernel, bias):
    """The forward pass starts from a state of zeros here, and not from the initial state that was handed in."""
    return reference.bptt(d_outputs, inputs, 0 * initial_state, kernel, bias)


@mistake_in(bptt)
def bias_left_out_going_forward(d_outputs, inputs, initial_state, kernel, bias):
    """All states are those of a forward pass without the bias: how does your forward pass compute them?"""
    return reference.bptt(d_outputs, inputs, initial_state, kernel, 0 * bias)


@mistake_in(bptt)
def initial_state_gradient_is_zero(*arguments):
    """d_initial_state is zero, but the initial state has a part in every output: what does the first step hand back to
    it?"""
    d_inputs, d_initial_state, *others = reference.bptt(*arguments)
    return d_inputs, 0 * d_initial_state, *others


@mistake_in(bptt)
def initial_state_gradient_before_the_kernel(d_outputs, inputs, initial_state, kernel, bias):
    """d_initial_state stops inside the first step: from what tanh was taken of, one more factor leads to the state."""
    before, after = forward_states(inputs, initial_state, kernel, bias)
    d_inputs, _, *others = reference.bptt(d_outputs, inputs, initial_state, kernel, bias)
    return d_inputs, at_tanh(d_outputs, before, after, kernel)[:, 0], *others


@mistake_in(bptt)
def output_gradients_added_to(d_outputs, inputs, initial_state, kernel, bias):
    """The values are right, but the d_outputs that were handed in are changed: add to an array of your own."""
    results = reference.bptt(d_outputs, inputs, initial_state, kernel, bias)
    d_outputs += 1
    return results
