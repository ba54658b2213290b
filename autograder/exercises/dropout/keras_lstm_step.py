"""One step of Keras' LSTM with both of its dropouts, in NumPy."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.dropout._masks import draw_mask, reference
from autograder.exercises.lstm._cell import in_order
from solutions.dropout import dropout
from solutions.lstm import sigmoid


def draw_steps(rng):
    cases = (
        (3, 2, 4, 0.3, 0.6),  # all different
        (3, 2, 3, 0.6, 0.2),  # B = H
        (2, 3, 3, 0.4, 0.3),  # D = H
        (1, 2, 3, 0.2, 0.7),  # a single row
        (4, 4, 4, 0.7, 0.4),  # four of each, as there are masks
        (3, 4, 2, 0.4, 0.7),  # a state that has no weight: only what becomes of x matters
    )
    weights_of_h = 0.8, 0.8, 0.8, 0.8, 0.8, 0.0
    for (B, D, H, rate, recurrent_rate), weight_of_h in zip(cases, weights_of_h, strict=True):
        yield (
            rng.normal(size=(B, D)),
            2 * rng.normal(size=(B, H)),
            rng.normal(size=(B, H)),
            0.8 * rng.normal(size=(D, 4 * H)),
            weight_of_h * rng.normal(size=(H, 4 * H)),
            0.8 * rng.normal(size=4 * H),
            draw_mask(rng, (4, B, D), 1 - rate),
            draw_mask(rng, (4, B, H), 1 - recurrent_rate),
            rate,
            recurrent_rate,
        )


def h_has_no_weight(x, c_prev, h_prev, kernel, recurrent_kernel, *others):
    return not np.any(recurrent_kernel)


keras_lstm_step = Exercise(
    reference.keras_lstm_step,
    results=("c", "h"),
    draw=draw_steps,
    aspects=(
        Aspect(
            "c from x alone",
            1,
            path=(0,),
            when=h_has_no_weight,
            hint="In one case the weights of h are zero: each of the four blocks reads x under a mask of its own, "
            "scaled up.",
        ),
        Aspect(
            "c",
            1.5,
            path=(0,),
            when=lambda *case: not h_has_no_weight(*case),
            hint="Each block drops x and h under its own masks, with the rate that belongs to each; c itself stays "
            "whole.",
        ),
        Aspect(
            "h",
            1.5,
            path=(1,),
            hint="The fourth block is the output gate: it lets tanh of the new memory out, and nothing drops that.",
        ),
        Purity("no side effects", 0.5, needs=("c", "h")),
    ),
)


@mistake_in(keras_lstm_step)
def first_mask_for_all_blocks(x, c_prev, h_prev, kernel, recurrent_kernel, bias, input_masks, state_masks, *rates):
    """All four blocks are dropped under the masks of the first: each block has its own."""
    masks = (np.stack([four[0]] * 4) for four in (input_masks, state_masks))
    return reference.keras_lstm_step(x, c_prev, h_prev, kernel, recurrent_kernel, bias, *masks, *rates)


@mistake_in(keras_lstm_step)
def rates_taken_for_keep_probs(*arguments):
    """The survivors are scaled as if the rates were probabilities to be kept: in Keras they say what is dropped."""
    *others, rate, recurrent_rate = arguments
    return reference.keras_lstm_step(*others, 1 - rate, 1 - recurrent_rate)


@mistake_in(keras_lstm_step)
def rates_swapped(*arguments):
    """The two rates are taken one for the other: look at their order."""
    *others, rate, recurrent_rate = arguments
    return reference.keras_lstm_step(*others, recurrent_rate, rate)


@mistake_in(keras_lstm_step)
def rate_for_both(*arguments):
    """x and h_prev are both scaled by `rate`: the second one has a rate of its own."""
    *others, rate, _ = arguments
    return reference.keras_lstm_step(*others, rate, rate)


@mistake_in(keras_lstm_step)
def input_gate_and_forget_gate_exchanged(x, c_prev, h_prev, kernel, recurrent_kernel, bias, *others):
    """The first two blocks have changed places, with their masks: which of them says what is kept of the old memory?"""
    masks, rates = [four[[1, 0, 2, 3]] for four in others[:2]], others[2:]
    weights = (in_order(each, 1, 0, 2, 3) for each in (kernel, recurrent_kernel, bias))
    return reference.keras_lstm_step(x, c_prev, h_prev, *weights, *masks, *rates)


@mistake_in(keras_lstm_step)
def output_without_tanh(*arguments):
    """c is right. The output gate lets the memory out as it is: through which function does it go before?"""
    c, h = reference.keras_lstm_step(*arguments)
    return c, h / np.tanh(c) * c


@mistake_in(keras_lstm_step)
def not_scaled(*arguments):
    """Numbers of x and h are dropped, and the survivors are not scaled: what are the two rates for?"""
    return reference.keras_lstm_step(*arguments[:-2], 0.0, 0.0)


@mistake_in(keras_lstm_step)
def scaled_by_what_is_kept(*arguments):
    """The survivors of x and h have become smaller. They have to make up for those that are dropped: should they shrink
    or grow?"""
    x, c_prev, h_prev, *others, rate, recurrent_rate = arguments
    return reference.keras_lstm_step(x * (1 - rate), c_prev, h_prev * (1 - recurrent_rate), *others, 0.0, 0.0)


@mistake_in(keras_lstm_step)
def input_not_dropped(*arguments):
    """Only h_prev is dropped here; the blocks read all of x: what are the input masks for?"""
    *others, input_masks, state_masks, _, recurrent_rate = arguments
    return reference.keras_lstm_step(*others, np.ones_like(input_masks), state_masks, 0.0, recurrent_rate)


@mistake_in(keras_lstm_step)
def state_not_dropped(*arguments):
    """Only x is dropped here; the blocks read all of h_prev: what are the state masks for?"""
    *others, input_masks, state_masks, rate, _ = arguments
    return reference.keras_lstm_step(*others, input_masks, np.ones_like(state_masks), rate, 0.0)


@mistake_in(keras_lstm_step)
def nothing_dropped(*arguments):
    """This is the LSTM without any dropout: what Keras computes when it does not train."""
    *others, input_masks, state_masks, _, _ = arguments
    return reference.keras_lstm_step(*others, np.ones_like(input_masks), np.ones_like(state_masks), 0.0, 0.0)


@mistake_in(keras_lstm_step)
def masks_inverted(*arguments):
    """Exactly those numbers are dropped that should be kept: what does a 1 in a mask mean?"""
    *others, input_masks, state_masks, rate, recurrent_rate = arguments
    return reference.keras_lstm_step(*others, 1 - input_masks, 1 - state_masks, rate, recurrent_rate)


@mistake_in(keras_lstm_step)
def blocks_in_order_of_tensorflow_1(x, c_prev, h_prev, kernel, recurrent_kernel, bias, *others):
    """The blocks are read in the order of TensorFlow 1, not of Keras: which block is the candidate?"""
    masks, rates = [four[[0, 2, 1, 3]] for four in others[:2]], others[2:]
    weights = (in_order(each, 0, 2, 1, 3) for each in (kernel, recurrent_kernel, bias))
    return reference.keras_lstm_step(x, c_prev, h_prev, *weights, *masks, *rates)


@mistake_in(keras_lstm_step)
def masks_in_order_of_tensorflow_1(*arguments):
    """The masks are taken in the order of TensorFlow 1, not of Keras: which of the four belongs to the candidate?"""
    *others, input_masks, state_masks, rate, recurrent_rate = arguments
    masks = (four[[0, 2, 1, 3]] for four in (input_masks, state_masks))
    return reference.keras_lstm_step(*others, *masks, rate, recurrent_rate)


def pre_activations(x, h_prev, kernel, recurrent_kernel, bias, input_masks, state_masks, rate, recurrent_rate):
    """[4, B, H]: what comes before the gates and the candidate, in Keras' order."""
    H = h_prev.shape[1]
    from_x = np.einsum("nbd,dnh->nbh", dropout(x, input_masks, 1 - rate), kernel.reshape(-1, 4, H))
    from_h = np.einsum(
        "nbk,knh->nbh", dropout(h_prev, state_masks, 1 - recurrent_rate), recurrent_kernel.reshape(-1, 4, H)
    )
    return from_x + from_h + bias.reshape(4, 1, H)


@mistake_in(keras_lstm_step)
def candidate_through_sigmoid(x, c_prev, *others):
    """The candidate has passed the sigmoid, as the gates do: may what is written to the memory not be negative?"""
    i, f, j, o = sigmoid(pre_activations(x, *others))
    c = f * c_prev + i * j
    return c, o * np.tanh(c)


@mistake_in(keras_lstm_step)
def candidate_as_it_is(x, c_prev, *others):
    """What is written to the memory has no bounds: through which function does the candidate go?"""
    i, f, j, o = pre_activations(x, *others)
    c = sigmoid(f) * c_prev + sigmoid(i) * j
    return c, sigmoid(o) * np.tanh(c)


@mistake_in(keras_lstm_step)
def nothing_forgotten(x, c_prev, *others):
    """The old memory is kept as a whole: what is the second block for?"""
    i, _, j, o = pre_activations(x, *others)
    c = c_prev + sigmoid(i) * np.tanh(j)
    return c, sigmoid(o) * np.tanh(c)


@mistake_in(keras_lstm_step)
def input_gate_left_out(x, c_prev, *others):
    """The candidate is written to the memory as a whole: what is the first block for?"""
    _, f, j, o = pre_activations(x, *others)
    c = sigmoid(f) * c_prev + np.tanh(j)
    return c, sigmoid(o) * np.tanh(c)


@mistake_in(keras_lstm_step)
def recurrent_blocks_transposed(x, c_prev, h_prev, kernel, recurrent_kernel, *others):
    """Each block of recurrent_kernel is transposed, which its square shape allows: a row belongs to an old unit, a
    column to a new one."""
    turned = np.concatenate([block.T for block in np.split(recurrent_kernel, 4, axis=1)], axis=1)
    return reference.keras_lstm_step(x, c_prev, h_prev, kernel, turned, *others)


@mistake_in(keras_lstm_step)
def memory_dropped(*arguments):
    """The old memory has lost numbers before the forget gate: only what the gates see of h_prev is dropped."""
    x, c_prev, *others = arguments
    state_masks, recurrent_rate = others[5], others[7]
    return reference.keras_lstm_step(x, dropout(c_prev, state_masks[1], 1 - recurrent_rate), *others)


@mistake_in(keras_lstm_step)
def output_dropped(*arguments):
    """c is right. The h that is returned has lost numbers: recurrent dropout acts where the next step reads it."""
    c, h = reference.keras_lstm_step(*arguments)
    return c, dropout(h, arguments[7][3], 1 - arguments[9])


@mistake_in(keras_lstm_step)
def bias_left_out(x, c_prev, h_prev, kernel, recurrent_kernel, bias, *others):
    """These are the values without the bias: with one of zero they would be right."""
    return reference.keras_lstm_step(x, c_prev, h_prev, kernel, recurrent_kernel, 0 * bias, *others)


@mistake_in(keras_lstm_step)
def forget_bias_added(x, c_prev, h_prev, kernel, recurrent_kernel, bias, *others):
    """A forget bias of 1 has been added: in Keras it is part of the bias already."""
    raised = bias + np.repeat([0.0, 1.0, 0.0, 0.0], len(bias) // 4)
    return reference.keras_lstm_step(x, c_prev, h_prev, kernel, recurrent_kernel, raised, *others)


@mistake_in(keras_lstm_step)
def results_swapped(*arguments):
    """c and h are right, and they are returned in each other's place: c comes first here."""
    return reference.keras_lstm_step(*arguments)[::-1]


@mistake_in(keras_lstm_step)
def state_dropped_in_place(*arguments):
    """The values are right, but the h_prev that was handed in is changed: drop a copy."""
    results = reference.keras_lstm_step(*arguments)
    arguments[2][:] = dropout(arguments[2], arguments[7][0], 1 - arguments[9])
    return results
