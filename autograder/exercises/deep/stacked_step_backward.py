"""The backward pass of one step of a stack."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.deep._stack import draw_weights
from solutions import deep as reference
from solutions.recurrence import rnn_step


def draw_gradients(rng):
    # All different; every size alike, so that anything fits anywhere; B = H; a single layer; a single row; D = 1, where
    # what is cut too short is broadcast.
    for B, D, units in (
        (3, 2, (5, 4)),
        (3, 3, (3, 3, 3)),
        (4, 2, (4, 4)),
        (3, 2, (4,)),
        (1, 4, (2, 5, 3)),
        (3, 1, (4, 2)),
    ):
        yield (
            rng.normal(size=(B, units[-1])),
            [rng.normal(size=(B, H)) for H in units],
            rng.normal(size=(B, D)),
            [rng.normal(size=(B, H)) for H in units],
            *draw_weights(rng, D, units),
        )


def one_layer(d_output, d_states, *others):
    return len(d_states) == 1


def several_layers(*case):
    return not one_layer(*case)


ALL = ("d_x", "d_states_prev", "d_kernels", "d_biases")
stacked_step_backward = Exercise(
    reference.stacked_step_backward,
    results=ALL,
    draw=draw_gradients,
    aspects=(
        Aspect(
            "all gradients of a single layer",
            2,
            when=one_layer,
            hint="With one layer, what comes from above and from the next step adds up, and goes through tanh and the "
            "kernel.",
        ),
        Aspect(
            "d_x",
            1.5,
            path=(0,),
            when=several_layers,
            hint="The gradient goes down from layer to layer: what reaches x has gone through every kernel on the way.",
        ),
        Aspect(
            "d_states_prev",
            1.5,
            path=(1,),
            when=several_layers,
            hint="Of what comes back through a kernel, the columns after those for what was read belong to the old "
            "state.",
        ),
        Aspect(
            "d_kernels",
            1.5,
            path=(2,),
            when=several_layers,
            hint="A kernel's gradient pairs what went into the layer, what it read and its old state, with what comes "
            "back.",
        ),
        Aspect(
            "d_biases",
            0.5,
            path=(3,),
            when=several_layers,
            hint="A bias is added in every row of the batch, behind the kernel and before tanh.",
        ),
        Purity("no side effects", 1, needs=ALL),
    ),
)


def tanh_slope(before, after):
    return 1 - after**2


def backward_with(
    d_output,
    d_states,
    x,
    states,
    kernels,
    biases,
    *,
    slope=tanh_slope,
    from_above=lambda d_y, layer: d_y,
    handed_down=lambda d_y, d_state_prev: d_y,
    from_kernel=lambda y, state, new_state: (y, state),
    kernel_back=lambda kernel, inputs: kernel,
    cut_at=lambda inputs: inputs,
    for_weights=lambda d_h, d_a: d_a,
    at_bias=lambda d_a: d_a.sum(axis=0),
    on_the_way_down=lambda d_h, d_a: d_a,
    without_forward_pass=False,
):
    """`stacked_step_backward` with another idea of how the gradient reaches a layer, its weights or what is below."""
    y = [x]
    for state, kernel, bias in zip(states, kernels, biases, strict=True):
        y.append(rnn_step(y[-1], state, kernel, bias))
    if without_forward_pass:
        y = [x, *states]
    d_y, of_layers = d_output, []
    for layer in reversed(range(len(kernels))):
        d_h = d_states[layer] + from_above(d_y, layer)
        d_a = d_h * slope(states[layer], y[layer + 1])
        inputs = y[layer].shape[1]
        d_y, d_state_prev = np.split(
            on_the_way_down(d_h, d_a) @ kernel_back(kernels[layer], inputs).T, [cut_at(inputs)], axis=1
        )
        read = from_kernel(y[layer], states[layer], y[layer + 1])
        d = for_weights(d_h, d_a)
        of_layers.append((d_state_prev, np.concatenate(read, axis=1).T @ d, at_bias(d)))
        d_y = handed_down(d_y, d_state_prev)
    return d_y, *(list(each) for each in zip(*reversed(of_layers), strict=True))


@mistake_in(stacked_step_backward)
def next_step_left_out(d_output, d_states, *others):
    """d_states make no difference here. Each layer's state lives on in the next step, and its gradient comes back from
    there."""
    return reference.stacked_step_backward(d_output, [0 * d for d in d_states], *others)


@mistake_in(stacked_step_backward)
def next_step_for_the_last_layer_only(d_output, d_states, *others):
    """d_states make a difference in the last layer only. Every layer's state lives on in the next step."""
    return reference.stacked_step_backward(d_output, [*(0 * d for d in d_states[:-1]), d_states[-1]], *others)


@mistake_in(stacked_step_backward)
def next_step_left_out_in_the_last_layer(d_output, d_states, *others):
    """In the last layer d_states has no part: d_output is what comes from above, and what comes from the next step is
    added to it in this layer too."""
    return reference.stacked_step_backward(d_output, [*d_states[:-1], 0 * d_states[-1]], *others)


@mistake_in(stacked_step_backward)
def output_left_out(d_output, *others):
    """d_output makes no difference here. The output of the stack has a part in the loss of this very step."""
    return reference.stacked_step_backward(0 * d_output, *others)


@mistake_in(stacked_step_backward)
def nothing_handed_down(*arguments):
    """Below the last layer each hears of its next step only. It is also read by the layer above: what comes back from
    there?"""
    top = len(arguments[1]) - 1
    return backward_with(*arguments, from_above=lambda d_y, layer: d_y if layer == top else 0)


@mistake_in(stacked_step_backward)
def output_gradient_for_every_layer(*arguments):
    """d_output goes into every layer as it is. Only the last layer is the output; the others hear of it through those
    above."""
    return backward_with(*arguments, from_above=lambda d_y, layer: arguments[0])


@mistake_in(stacked_step_backward)
def state_gradient_handed_down(*arguments):
    """What a layer hands down is the gradient at its old state: in which rows of the kernel is what it has read?"""
    return backward_with(*arguments, handed_down=lambda d_y, d_state_prev: d_state_prev)


@mistake_in(stacked_step_backward)
def gradients_of_the_states_in_reverse(d_output, d_states, *others):
    """The gradients that come from the next step reach the wrong layers: the first of them belongs to the lowest."""
    return reference.stacked_step_backward(d_output, d_states[::-1], *others)


@mistake_in(stacked_step_backward)
def slope_from_the_state_before(*arguments):
    """The slope of tanh is taken at the wrong state: which one came out of this step's tanh?"""
    return backward_with(*arguments, slope=lambda before, after: 1 - before**2)


@mistake_in(stacked_step_backward)
def slope_left_out(*arguments):
    """The gradient passes tanh unchanged. It should shrink where tanh is flat."""
    return backward_with(*arguments, slope=lambda before, after: 1.0)


@mistake_in(stacked_step_backward)
def slope_left_out_on_the_way_down(*arguments):
    """The last layer's own d_kernel and d_bias are right. What goes down from a layer, and to its old state, has not
    come back through tanh."""
    return backward_with(*arguments, on_the_way_down=lambda d_h, d_a: d_h)


@mistake_in(stacked_step_backward)
def old_states_for_new_ones(*arguments):
    """What each layer puts out is taken from states, which are those before this step: the new ones have to be computed
    first, going forward."""
    return backward_with(*arguments, without_forward_pass=True)


@mistake_in(stacked_step_backward)
def slope_not_squared(*arguments):
    """The slope of tanh is taken from the state itself, where its square belongs: it is the same for a state and for
    its negative."""
    return backward_with(*arguments, slope=lambda before, after: 1 - after)


@mistake_in(stacked_step_backward)
def tanh_taken_again(*arguments):
    """The slope of tanh is taken as if the new state had still to go through tanh: it has come out of it already."""
    return backward_with(*arguments, slope=lambda before, after: 1 - np.tanh(after) ** 2)


@mistake_in(stacked_step_backward)
def kernels_meet_x(*arguments):
    """The upper rows of every d_kernel pair the gradient with x. Which layers did read x?"""
    return backward_with(*arguments, from_kernel=lambda y, state, new_state: (arguments[2], state))


@mistake_in(stacked_step_backward)
def kernels_meet_the_new_state(*arguments):
    """The lower rows of every d_kernel pair the gradient with the state that the layer made, not with the one it was
    given."""
    return backward_with(*arguments, from_kernel=lambda y, state, new_state: (y, new_state))


@mistake_in(stacked_step_backward)
def kernel_rows_in_the_other_order(*arguments):
    """The rows of every d_kernel stand in the wrong order: those for what the layer reads come first."""
    return backward_with(*arguments, from_kernel=lambda y, state, new_state: (state, y))


@mistake_in(stacked_step_backward)
def recurrent_rows_not_transposed(*arguments):
    """On the way back to the old state the kernel is used as on the way forward: a gradient meets it transposed."""

    def kernel_back(kernel, inputs):
        return np.concatenate([kernel[:inputs], kernel[inputs:].T])

    return backward_with(*arguments, kernel_back=kernel_back)


@mistake_in(stacked_step_backward)
def cut_at_the_units(d_output, d_states, x, *others):
    """The gradient at a layer's old state is taken from the first columns of the product. What the layer reads comes
    first, in the kernel's rows and so here."""

    def kernel_back(kernel, inputs):
        return np.roll(kernel, inputs, axis=0)

    return backward_with(d_output, d_states, x, *others, kernel_back=kernel_back)


@mistake_in(stacked_step_backward)
def cut_at_the_width_of_x(*arguments):
    """Every product is cut after as many columns as x has: how many numbers do the upper layers read?"""
    return backward_with(*arguments, cut_at=lambda inputs: arguments[2].shape[1])


@mistake_in(stacked_step_backward)
def last_layer_first(*arguments):
    """d_x is right, and so is what is in the lists, but each of them begins with the last layer: the lowest comes
    first."""
    d_x, *lists = reference.stacked_step_backward(*arguments)
    return d_x, *(each[::-1] for each in lists)


@mistake_in(stacked_step_backward)
def lists_of_weights_in_reverse(*arguments):
    """d_x and the gradients at the states are right; the lists d_kernels and d_biases begin with the last layer."""
    d_x, d_states_prev, d_kernels, d_biases = reference.stacked_step_backward(*arguments)
    return d_x, d_states_prev, d_kernels[::-1], d_biases[::-1]


@mistake_in(stacked_step_backward)
def slope_left_out_of_the_weights(*arguments):
    """d_x and d_states_prev are right. The weights get the gradient at the layer's output: they stand before tanh, and
    it has to come back through that first."""
    return backward_with(*arguments, for_weights=lambda d_h, d_a: d_h)


@mistake_in(stacked_step_backward)
def next_step_added_to_the_old_state(*arguments):
    """Only d_states_prev is not right: d_states has been added to it once more. It belongs to the new state, and has
    come back through tanh and kernel already."""
    d_x, d_states_prev, *others = reference.stacked_step_backward(*arguments)
    return d_x, [d + d_state for d, d_state in zip(d_states_prev, arguments[1], strict=True)], *others


@mistake_in(stacked_step_backward)
def biases_not_summed(*arguments):
    """Only d_biases is not right: there is still a row for each row of the batch, and one bias serves them all."""
    return backward_with(*arguments, at_bias=lambda d_a: d_a)


@mistake_in(stacked_step_backward)
def biases_summed_over_the_units(*arguments):
    """Only d_biases is not right: it is added up over the units, and a number for each of them should be left."""
    return backward_with(*arguments, at_bias=lambda d_a: d_a.sum(axis=1))


@mistake_in(stacked_step_backward)
def biases_averaged(*arguments):
    """Only d_biases is not right: it is the mean over the rows of the batch, and their shares should add up."""
    return backward_with(*arguments, at_bias=lambda d_a: d_a.mean(axis=0))


@mistake_in(stacked_step_backward)
def averaged_over_the_batch(d_output, *others):
    """d_kernels and d_biases are averaged over the batch: the shares of its rows should just add up."""
    d_x, d_states_prev, *lists = reference.stacked_step_backward(d_output, *others)
    return d_x, d_states_prev, *([d / len(d_output) for d in each] for each in lists)


@mistake_in(stacked_step_backward)
def gradients_added_in_place(d_output, d_states, *others):
    """The values are right, but the d_states that were handed in are changed: add into a new array."""
    results = reference.stacked_step_backward(d_output, d_states, *others)
    d_states[-1] += d_output
    return results


@mistake_in(stacked_step_backward)
def biases_left_out_going_forward(d_output, d_states, x, states, kernels, biases):
    """The forward pass runs without the biases here, so that every layer's output is another one."""
    return reference.stacked_step_backward(d_output, d_states, x, states, kernels, [0 * bias for bias in biases])
