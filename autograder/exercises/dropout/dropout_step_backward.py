"""The way back through a step with dropout."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.dropout._masks import draw_mask, reference
from solutions.dropout import dropout
from solutions.recurrence import rnn_step


def draw_gradients(rng):
    # all different; B = H; D = H; a single row
    cases = ((3, 2, 4, 0.7, 0.4), (4, 3, 4, 0.3, 0.8), (2, 3, 3, 0.6, 0.9), (1, 3, 2, 0.8, 0.3))
    for B, D, H, input_keep_prob, output_keep_prob in cases:
        x = input_keep_prob * rng.normal(size=(B, D))  # no larger when it is dropped: the slope of tanh is not lost
        input_mask = draw_mask(rng, (B, D), input_keep_prob)
        x[tuple(np.argwhere(input_mask)[0])] = 0  # kept, and 0 all the same
        yield (
            rng.normal(size=(B, H)),
            rng.normal(size=(B, H)),
            x,
            rng.normal(size=(B, H)),
            0.7 * rng.normal(size=(D + H, H)),
            0.7 * rng.normal(size=H),
            input_mask,
            draw_mask(rng, (B, H), output_keep_prob),
            input_keep_prob,
            output_keep_prob,
        )


dropout_step_backward = Exercise(
    reference.dropout_step_backward,
    results=("d_x", "d_h_prev", "d_kernel", "d_bias"),
    draw=draw_gradients,
    aspects=(
        Aspect(
            "d_x",
            2,
            path=(0,),
            hint="The first columns of the gradient at what the kernel met belong to the dropped x: how does it get to "
            "x?",
        ),
        Aspect(
            "d_h_prev",
            1.5,
            path=(1,),
            hint="The old state met no mask on its way in, and the new one none on its way to the next step. The "
            "output did.",
        ),
        Aspect(
            "d_kernel",
            1.5,
            path=(2,),
            hint="The kernel is paired with what it met going forward: was that x as it was handed in?",
        ),
        Aspect(
            "d_bias",
            0.5,
            path=(3,),
            hint="The bias is added in every row, before tanh: it gets the sum of what comes back through tanh.",
        ),
        Purity("no side effects", 0.5, needs=("d_x", "d_h_prev", "d_kernel", "d_bias")),
    ),
)


def backward(d_h, x, seen, h_prev, kernel, slope):
    """The gradients from all that arrives at h, with the x that d_kernel is paired with; d_x is not dropped yet."""
    D = x.shape[1]
    d_a = d_h * slope
    d_x_and_h = d_a @ kernel.T
    return d_x_and_h[:, :D], d_x_and_h[:, D:], np.concatenate([seen, h_prev], axis=1).T @ d_a, d_a.sum(axis=0)


def with_slope(slope, d_output, d_h, x, h_prev, kernel, bias, input_mask, output_mask, *keep_probs):
    """The backward pass with another idea of the slope of tanh at h."""
    seen = dropout(x, input_mask, keep_probs[0])
    h = rnn_step(seen, h_prev, kernel, bias)
    d_h = d_h + dropout(d_output, output_mask, keep_probs[1])
    d_x, *gradients = backward(d_h, x, seen, h_prev, kernel, slope(h))
    return dropout(d_x, input_mask, keep_probs[0]), *gradients


@mistake_in(dropout_step_backward)
def input_gradient_not_dropped(d_output, d_h, x, h_prev, kernel, bias, input_mask, *others):
    """Only d_x is not right: what x loses on its way in, its gradient loses on its way back."""
    output_mask, input_keep_prob, output_keep_prob = others
    seen = dropout(x, input_mask, input_keep_prob)
    h = rnn_step(seen, h_prev, kernel, bias)
    d_h = d_h + dropout(d_output, output_mask, output_keep_prob)
    return backward(d_h, x, seen, h_prev, kernel, 1 - h**2)


@mistake_in(dropout_step_backward)
def input_gradient_not_scaled(d_output, d_h, x, h_prev, kernel, bias, input_mask, *others):
    """Only d_x is not right: the survivors were made larger going forward, and their gradient is not."""
    d_x, *gradients = reference.dropout_step_backward(d_output, d_h, x, h_prev, kernel, bias, input_mask, *others)
    return others[1] * d_x, *gradients


@mistake_in(dropout_step_backward)
def output_gradient_not_dropped(*arguments):
    """d_output arrives whole at h: a number that was dropped had no part in the loss on this way."""
    *others, input_keep_prob, _ = arguments
    others[7] = np.ones_like(others[7])
    return reference.dropout_step_backward(*others, input_keep_prob, 1.0)


@mistake_in(dropout_step_backward)
def output_gradient_not_scaled(*arguments):
    """d_output is dropped on its way to h and not scaled: going forward the survivors were."""
    *others, _ = arguments
    return reference.dropout_step_backward(*others, 1.0)


@mistake_in(dropout_step_backward)
def state_gradient_dropped_too(d_output, d_h, *others):
    """d_h is dropped together with d_output: the state itself went on whole."""
    return reference.dropout_step_backward(d_output + d_h, 0 * d_h, *others)


@mistake_in(dropout_step_backward)
def state_gradient_left_out(d_output, d_h, *others):
    """d_h makes no difference here: the state goes on to the next step, and its gradient comes back from there."""
    return reference.dropout_step_backward(d_output, 0 * d_h, *others)


@mistake_in(dropout_step_backward)
def output_gradient_left_out(d_output, d_h, *others):
    """d_output makes no difference here: the loss sees h on two ways, and one of them is the dropped output."""
    return reference.dropout_step_backward(0 * d_output, d_h, *others)


@mistake_in(dropout_step_backward)
def incoming_gradients_swapped(d_output, d_h, *others):
    """The two gradients that come in are taken one for the other: look at the order of the arguments."""
    return reference.dropout_step_backward(d_h, d_output, *others)


@mistake_in(dropout_step_backward)
def kernel_sees_all_of_x(d_output, d_h, x, *others):
    """Only d_kernel is not right: its upper rows are paired with x as it came in, and the kernel met another x."""
    d_x, d_h_prev, d_kernel, d_bias = reference.dropout_step_backward(d_output, d_h, x, *others)
    return d_x, d_h_prev, np.concatenate([x.T @ _d_a(d_output, d_h, x, *others), d_kernel[x.shape[1] :]]), d_bias


def _d_a(d_output, d_h, x, h_prev, kernel, bias, input_mask, output_mask, input_keep_prob, output_keep_prob):
    h = rnn_step(dropout(x, input_mask, input_keep_prob), h_prev, kernel, bias)
    return (d_h + dropout(d_output, output_mask, output_keep_prob)) * (1 - h**2)


@mistake_in(dropout_step_backward)
def forward_without_dropout(d_output, d_h, x, h_prev, kernel, bias, input_mask, *others):
    """The forward pass runs with all of x, so that h is another one: the step was given a dropped x."""
    output_mask, input_keep_prob, output_keep_prob = others
    d_h = d_h + dropout(d_output, output_mask, output_keep_prob)
    h = rnn_step(x, h_prev, kernel, bias)
    d_x, *gradients = backward(d_h, x, x, h_prev, kernel, 1 - h**2)
    return dropout(d_x, input_mask, input_keep_prob), *gradients


@mistake_in(dropout_step_backward)
def slope_from_the_dropped_output(d_output, d_h, x, h_prev, kernel, bias, input_mask, *others):
    """The slope of tanh is taken at the dropped output: tanh gave h, before anything was dropped from it."""
    output_mask, input_keep_prob, output_keep_prob = others
    seen = dropout(x, input_mask, input_keep_prob)
    output = dropout(rnn_step(seen, h_prev, kernel, bias), output_mask, output_keep_prob)
    d_h = d_h + dropout(d_output, output_mask, output_keep_prob)
    d_x, *gradients = backward(d_h, x, seen, h_prev, kernel, 1 - output**2)
    return dropout(d_x, input_mask, input_keep_prob), *gradients


@mistake_in(dropout_step_backward)
def slope_left_out(*arguments):
    """The gradient passes tanh unchanged: it should shrink where tanh is flat."""
    return with_slope(lambda h: 1.0, *arguments)


@mistake_in(dropout_step_backward)
def slope_not_squared(*arguments):
    """The slope of tanh is taken from h itself, where its square belongs: it is the same for a number and for its
    negative."""
    return with_slope(lambda h: 1 - h, *arguments)


@mistake_in(dropout_step_backward)
def slope_from_the_state_before(*arguments):
    """The slope of tanh is taken at the old state: which one came out of this step's tanh?"""
    return with_slope(lambda h: 1 - arguments[3] ** 2, *arguments)


@mistake_in(dropout_step_backward)
def cut_at_the_units(d_output, d_h, x, h_prev, kernel, bias, input_mask, *others):
    """The gradient at the old state is taken from the first columns, and that at x from the last: in which order did
    the kernel meet the two?"""
    arguments = d_output, d_h, x, h_prev, kernel, bias, input_mask, *others
    both, H = _d_a(*arguments) @ kernel.T, h_prev.shape[1]
    return dropout(both[:, H:], input_mask, others[1]), both[:, :H], *reference.dropout_step_backward(*arguments)[2:]


@mistake_in(dropout_step_backward)
def kernel_rows_in_the_other_order(d_output, d_h, x, *others):
    """Only d_kernel is not right: its rows for the old state come first. In the kernel those for x do."""
    d_x, d_h_prev, d_kernel, d_bias = reference.dropout_step_backward(d_output, d_h, x, *others)
    return d_x, d_h_prev, np.roll(d_kernel, -x.shape[1], axis=0), d_bias


@mistake_in(dropout_step_backward)
def bias_not_summed(*arguments):
    """Only d_bias is not right: there is still a row for each row of the batch, and one bias serves them all."""
    d_x, d_h_prev, d_kernel, _ = reference.dropout_step_backward(*arguments)
    return d_x, d_h_prev, d_kernel, _d_a(*arguments)


@mistake_in(dropout_step_backward)
def bias_averaged(*arguments):
    """Only d_bias is not right: it is the mean over the rows of the batch, and their shares should add up."""
    *gradients, d_bias = reference.dropout_step_backward(*arguments)
    return *gradients, d_bias / len(arguments[0])


@mistake_in(dropout_step_backward)
def probabilities_swapped(*arguments):
    """The two probabilities are taken one for the other: look at their order."""
    *others, input_keep_prob, output_keep_prob = arguments
    return reference.dropout_step_backward(*others, output_keep_prob, input_keep_prob)


@mistake_in(dropout_step_backward)
def old_state_gradient_dropped(d_output, d_h, x, h_prev, kernel, bias, input_mask, output_mask, *keep_probs):
    """Only d_h_prev is not right: the old state came in whole, so that its gradient goes back whole."""
    d_x, d_h_prev, *others = reference.dropout_step_backward(
        d_output, d_h, x, h_prev, kernel, bias, input_mask, output_mask, *keep_probs
    )
    return d_x, dropout(d_h_prev, output_mask, keep_probs[1]), *others


@mistake_in(dropout_step_backward)
def averaged_over_the_batch(d_output, d_h, x, *others):
    """d_kernel and d_bias are averaged over the batch: the shares of its rows should just add up."""
    d_x, d_h_prev, d_kernel, d_bias = reference.dropout_step_backward(d_output, d_h, x, *others)
    return d_x, d_h_prev, d_kernel / len(x), d_bias / len(x)


@mistake_in(dropout_step_backward)
def state_gradient_added_in_place(d_output, d_h, *others):
    """The values are right, but the d_h that was handed in is changed: add into a new array."""
    results = reference.dropout_step_backward(d_output, d_h, *others)
    d_h += dropout(d_output, others[5], others[7])
    return results
