"""A composition: the backward pass of a whole sequence, from that of a step."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.lstm._cell import F, raised
from autograder.exercises.recurrence._sequences import over_time
from solutions import lstm as reference
from solutions.lstm import lstm_step, lstm_step_backward


def draw_sequences(rng):
    # all different; B = H; D = H; T = 1; a single row. The weights are small enough for the gradient to travel.
    sizes = ((3, 5, 2, 4), (4, 3, 2, 4), (2, 4, 3, 3), (3, 1, 2, 4), (1, 4, 3, 2))
    for (B, T, D, H), forget_bias in zip(sizes, (0.7, 1.0, 0.0, 0.4, 2.0), strict=True):
        yield (
            rng.normal(size=(B, T, H)),
            rng.normal(size=(B, T, D)),
            2 * rng.normal(size=(B, H)),
            rng.normal(size=(B, H)),
            0.7 * rng.normal(size=(D + H, 4 * H)),
            0.7 * rng.normal(size=4 * H),
            forget_bias,
        )


def last_step(d_outputs, *others):
    B, T, _ = d_outputs.shape
    return np.broadcast_to(np.arange(T) == T - 1, (B, T))


def one_step(d_outputs, *others):
    return d_outputs.shape[1] == 1


RESULTS = ("d_inputs", "d_initial_c", "d_initial_h", "d_kernel", "d_bias")

lstm_bptt = Exercise(
    reference.lstm_bptt,
    results=RESULTS,
    draw=draw_sequences,
    aspects=(
        Aspect(
            "d_inputs at the last step",
            0.5,
            path=(0,),
            where=last_step,
            hint="At the last step only its own output sends a gradient back. Which state did that step start from?",
        ),
        Aspect(
            "d_inputs",
            1,
            path=(0,),
            needs=("d_inputs at the last step",),
            hint="A step is handed two gradients: one for its memory, and one for its output, to which the loss adds "
            "its own.",
        ),
        Aspect(
            "d_initial_c",
            1,
            path=(1,),
            hint="d_initial_c is what the first step hands back for the memory that it was given; the way back ends "
            "there.",
        ),
        Aspect(
            "d_initial_h",
            1,
            path=(2,),
            hint="d_initial_h is what the first step hands back for the output that it was given, which the loss "
            "has not seen.",
        ),
        Aspect(
            "d_kernel of one step",
            0.5,
            path=(3,),
            when=one_step,
            hint="With a single step d_kernel is what `lstm_step_backward` gives, if no gradient comes to the memory.",
        ),
        Aspect(
            "d_kernel",
            1,
            path=(3,),
            needs=("d_kernel of one step",),
            hint="All steps use the same kernel, and each adds its share to d_kernel: what does a second step "
            "change in it?",
        ),
        Aspect(
            "d_bias",
            1,
            path=(4,),
            hint="All steps use the same bias, and each adds its share, without a mean over rows or steps.",
        ),
        Purity("no side effects", 1, needs=RESULTS),
    ),
)


def states_before(inputs, c, h, kernel, bias, forget_bias):
    """The state before each step."""
    states = [(c, h)]
    for x in over_time(inputs)[:-1]:
        states.append(lstm_step(x, *states[-1], kernel, bias, forget_bias))
    return states


def bptt_with(
    d_outputs,
    inputs,
    c,
    h,
    kernel,
    bias,
    forget_bias,
    *,
    d_last_c=0.0,
    through_c=1.0,
    through_h=1.0,
    states=None,
    shares=None,
):
    """`lstm_bptt` with a gradient at the last memory, or other factors on the way from a step to the one before it, or
    other states, or the shares of `shares` steps only, those handled last."""
    states = states or states_before(inputs, c, h, kernel, bias, forget_bias)
    d_inputs, d_kernel, d_bias = np.zeros_like(inputs), [], []
    d_c, d_h = np.zeros_like(c) + d_last_c, np.zeros_like(h)
    for t in reversed(range(inputs.shape[1])):
        d_inputs[:, t], d_c, d_h, *d_weights = lstm_step_backward(
            through_c * d_c,
            d_outputs[:, t] + through_h * d_h,
            inputs[:, t],
            *states[t],
            kernel,
            bias,
            forget_bias,
        )
        d_kernel.append(d_weights[0])
        d_bias.append(d_weights[1])
    taken = slice(None) if shares is None else slice(-shares, None)
    return d_inputs, d_c, d_h, sum(d_kernel[taken]), sum(d_bias[taken])


@mistake_in(lstm_bptt)
def weight_gradients_overwritten(*arguments):
    """d_kernel and d_bias hold the share of a single step, the one handled last: what became of the others?"""
    return bptt_with(*arguments, shares=1)


@mistake_in(lstm_bptt)
def kernel_gradient_overwritten(*arguments):
    """d_kernel holds the share of a single step, the one handled last: what became of the others?"""
    results = list(reference.lstm_bptt(*arguments))
    results[3] = weight_gradients_overwritten(*arguments)[3]
    return tuple(results)


@mistake_in(lstm_bptt)
def bias_gradient_overwritten(*arguments):
    """d_bias holds the share of a single step, the one handled last: what became of the others?"""
    return *reference.lstm_bptt(*arguments)[:4], weight_gradients_overwritten(*arguments)[4]


@mistake_in(lstm_bptt)
def memory_gradient_starts_from_the_outputs(d_outputs, *others):
    """The gradient at the memory starts from that at the last output. Which gradient arrives at a memory that nothing
    uses any more?"""
    return bptt_with(d_outputs, *others, d_last_c=d_outputs[:, -1])


@mistake_in(lstm_bptt)
def nothing_through_the_memory(*arguments):
    """No gradient goes from memory to memory: d_c is zero at every step. The path that this cell was made for is
    cut."""
    return bptt_with(*arguments, through_c=0.0)


@mistake_in(lstm_bptt)
def nothing_through_the_next_output(*arguments):
    """The gradient at each output is that of the loss alone. An output has a part in the next step too, which hands a
    gradient back to it."""
    return bptt_with(*arguments, through_h=0.0)


@mistake_in(lstm_bptt)
def nothing_through_the_next_step(*arguments):
    """Each step is given the gradient at its own output only. Memory and output reach the loss through the next step as
    well."""
    return bptt_with(*arguments, through_c=0.0, through_h=0.0)


@mistake_in(lstm_bptt)
def gradients_of_the_state_swapped(d_outputs, inputs, c, h, kernel, bias, forget_bias=1.0):
    """What comes back for the memory is handed on for the output, and the other way round: in what order does
    lstm_step_backward take the two, and in what order does it return them?"""
    states = states_before(inputs, c, h, kernel, bias, forget_bias)
    d_inputs, d_kernel, d_bias = np.zeros_like(inputs), 0, 0
    d_c, d_h = np.zeros_like(c), np.zeros_like(h)
    for t in reversed(range(inputs.shape[1])):
        d_inputs[:, t], d_h, d_c, *d_weights = lstm_step_backward(
            d_c, d_outputs[:, t] + d_h, inputs[:, t], *states[t], kernel, bias, forget_bias
        )
        d_kernel, d_bias = d_kernel + d_weights[0], d_bias + d_weights[1]
    return d_inputs, d_c, d_h, d_kernel, d_bias


@mistake_in(lstm_bptt)
def gradient_at_the_output_piles_up(d_outputs, inputs, c, h, kernel, bias, forget_bias=1.0):
    """The gradient at an output keeps what arrived at all later outputs, and adds to it. A step hands on what comes out
    of it, in place of what went in."""
    states = states_before(inputs, c, h, kernel, bias, forget_bias)
    d_inputs, d_kernel, d_bias = np.zeros_like(inputs), 0, 0
    d_c, d_h = np.zeros_like(c), np.zeros_like(h)
    for t in reversed(range(inputs.shape[1])):
        d_h = d_h + d_outputs[:, t]
        d_inputs[:, t], d_c, d_h_prev, *d_weights = lstm_step_backward(
            d_c, d_h, inputs[:, t], *states[t], kernel, bias, forget_bias
        )
        d_h = d_h + d_h_prev
        d_kernel, d_bias = d_kernel + d_weights[0], d_bias + d_weights[1]
    return d_inputs, d_c, d_h, d_kernel, d_bias


@mistake_in(lstm_bptt)
def initial_gradients_swapped(*arguments):
    """d_initial_c and d_initial_h are right, and they are returned in each other's place."""
    d_inputs, d_c, d_h, *others = reference.lstm_bptt(*arguments)
    return d_inputs, d_h, d_c, *others


@mistake_in(lstm_bptt)
def last_output_gradient_only(d_outputs, *others):
    """Only the gradient at the last output goes in; d_outputs has one for each step."""
    last = np.zeros_like(d_outputs)
    last[:, -1] = d_outputs[:, -1]
    return reference.lstm_bptt(last, *others)


@mistake_in(lstm_bptt)
def output_gradient_taken_for_the_memory(d_outputs, inputs, c, h, kernel, bias, forget_bias=1.0):
    """The gradient at an output is handed to the step as one at its memory: what the loss has seen is h."""
    states = states_before(inputs, c, h, kernel, bias, forget_bias)
    d_inputs, d_kernel, d_bias = np.zeros_like(inputs), 0, 0
    d_c, d_h = np.zeros_like(c), np.zeros_like(h)
    for t in reversed(range(inputs.shape[1])):
        d_inputs[:, t], d_c, d_h, *d_weights = lstm_step_backward(
            d_outputs[:, t] + d_c, d_h, inputs[:, t], *states[t], kernel, bias, forget_bias
        )
        d_kernel, d_bias = d_kernel + d_weights[0], d_bias + d_weights[1]
    return d_inputs, d_c, d_h, d_kernel, d_bias


@mistake_in(lstm_bptt)
def states_after_the_steps(d_outputs, inputs, c, h, kernel, bias, forget_bias=1.0):
    """Each step goes back from the state that it made. It needs the one that it was given, from before it."""
    given = (inputs, c, h, kernel, bias, forget_bias)
    before = states_before(*given)
    last = lstm_step(inputs[:, -1], *before[-1], kernel, bias, forget_bias)
    return bptt_with(d_outputs, *given, states=[*before[1:], last])


@mistake_in(lstm_bptt)
def first_step_after_the_last(d_outputs, inputs, c, h, kernel, bias, forget_bias=1.0):
    """The first step goes back from the state after the last one, for -1 is an index too. Which state was the first
    step given?"""
    given = (inputs, c, h, kernel, bias, forget_bias)
    before = states_before(*given)
    last = lstm_step(inputs[:, -1], *before[-1], kernel, bias, forget_bias)
    return bptt_with(d_outputs, *given, states=[last, *before[1:]])


@mistake_in(lstm_bptt)
def initial_state_at_every_step(d_outputs, inputs, c, h, kernel, bias, forget_bias=1.0):
    """Every step goes back from the initial state: the states in between have to be kept on the way forward."""
    return bptt_with(d_outputs, inputs, c, h, kernel, bias, forget_bias, states=[(c, h)] * inputs.shape[1])


@mistake_in(lstm_bptt)
def initial_state_taken_as_zero(d_outputs, inputs, c, h, *others):
    """The forward pass starts from a state of zeros here, and not from the one that was handed in."""
    return reference.lstm_bptt(d_outputs, inputs, 0 * c, 0 * h, *others)


@mistake_in(lstm_bptt)
def initial_state_taken_in_the_wrong_order(d_outputs, inputs, c, h, *others):
    """The two parts of the initial state are taken one for the other: the memory comes before the output in the
    arguments."""
    return reference.lstm_bptt(d_outputs, inputs, h, c, *others)


@mistake_in(lstm_bptt)
def forget_bias_always_one(*arguments):
    """These are the gradients for a forget bias of 1, whichever is handed in: is it handed on to every step, forward
    and back?"""
    return reference.lstm_bptt(*arguments[:6], 1.0)


@mistake_in(lstm_bptt)
def forget_bias_forward_only(d_outputs, inputs, c, h, kernel, bias, forget_bias=1.0):
    """On the way forward the forget bias is that which was handed in, on the way back it is 1."""
    states = states_before(inputs, c, h, kernel, bias, forget_bias)
    return bptt_with(d_outputs, inputs, c, h, kernel, bias, 1.0, states=states)


@mistake_in(lstm_bptt)
def forget_bias_backward_only(d_outputs, inputs, c, h, kernel, bias, forget_bias=1.0):
    """On the way back the forget bias is that which was handed in, on the way forward it is 1."""
    states = states_before(inputs, c, h, kernel, bias, 1.0)
    return bptt_with(d_outputs, inputs, c, h, kernel, bias, forget_bias, states=states)


@mistake_in(lstm_bptt)
def forget_bias_left_out(d_outputs, inputs, c, h, kernel, bias, forget_bias=1.0):
    """The forget bias makes no difference here, as if it were 0: is it handed on to every step?"""
    return reference.lstm_bptt(d_outputs, inputs, c, h, kernel, raised(bias, F, -forget_bias), forget_bias)


@mistake_in(lstm_bptt)
def time_runs_forwards(d_outputs, inputs, c, h, kernel, bias, forget_bias=1.0):
    """The gradient is carried from the first step to the last. It comes from the last one and goes back."""
    states = states_before(inputs, c, h, kernel, bias, forget_bias)
    reverse = (d_outputs[:, ::-1], inputs[:, ::-1], c, h, kernel, bias, forget_bias)
    d_inputs, *others = bptt_with(*reverse, states=states[::-1])
    return d_inputs[:, ::-1], *others


@mistake_in(lstm_bptt)
def first_step_not_reached(d_outputs, inputs, c, h, kernel, bias, forget_bias=1.0):
    """The way back ends one step too early: the first step has a share in every gradient too."""
    c, h = lstm_step(inputs[:, 0], c, h, kernel, bias, forget_bias)
    d_inputs, *others = reference.lstm_bptt(d_outputs[:, 1:], inputs[:, 1:], c, h, kernel, bias, forget_bias)
    return np.concatenate([0 * inputs[:, :1], d_inputs], axis=1), *others


@mistake_in(lstm_bptt)
def returned_after_one_step(d_outputs, inputs, c, h, kernel, bias, forget_bias=1.0):
    """The way back ends after its first turn, at the last step: is the `return` inside of the loop?"""
    before = states_before(inputs, c, h, kernel, bias, forget_bias)[-1]
    d_inputs = np.zeros_like(inputs)
    last = (one[:, -1:] for one in (d_outputs, inputs))
    d_inputs[:, -1:], *others = reference.lstm_bptt(*last, *before, kernel, bias, forget_bias)
    return d_inputs, *others


@mistake_in(lstm_bptt)
def last_step_skipped(d_outputs, inputs, *others):
    """The way back starts one step too early: the last step has a share in every gradient too."""
    d_inputs, *rest = reference.lstm_bptt(d_outputs[:, :-1], inputs[:, :-1], *others)
    return np.concatenate([d_inputs, 0 * inputs[:, :1]], axis=1), *rest


@mistake_in(lstm_bptt)
def input_gradients_in_reverse(*arguments):
    """The gradients at the inputs stand in the order in which they were found, the last step first."""
    d_inputs, *others = reference.lstm_bptt(*arguments)
    return d_inputs[:, ::-1], *others


@mistake_in(lstm_bptt)
def input_gradients_time_major(*arguments):
    """The axes of d_inputs are [T, B, D]: they should be those of the inputs."""
    d_inputs, *others = reference.lstm_bptt(*arguments)
    return over_time(d_inputs), *others


@mistake_in(lstm_bptt)
def averaged_over_the_batch(d_outputs, inputs, *others):
    """d_kernel and d_bias are averaged over the batch. d_outputs already holds whatever the loss averages, so that the
    shares of the rows just add up."""
    *gradients, d_kernel, d_bias = reference.lstm_bptt(d_outputs, inputs, *others)
    return *gradients, d_kernel / len(inputs), d_bias / len(inputs)


@mistake_in(lstm_bptt)
def averaged_over_time(d_outputs, inputs, *others):
    """d_kernel and d_bias are averaged over time: the shares of the steps just add up."""
    *gradients, d_kernel, d_bias = reference.lstm_bptt(d_outputs, inputs, *others)
    return *gradients, d_kernel / inputs.shape[1], d_bias / inputs.shape[1]


@mistake_in(lstm_bptt)
def output_gradients_added_to(d_outputs, *others):
    """The values are right, but the d_outputs that were handed in are changed: add to an array of your own."""
    results = reference.lstm_bptt(d_outputs, *others)
    d_outputs += 1
    return results
