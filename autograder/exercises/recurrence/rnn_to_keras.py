"""The weights of a simple network, for a Keras model."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from solutions import recurrence as reference


def draw_weights(rng):
    # all different, more inputs than units, alike, one; D + H is even, so that no way to halve the kernel raises
    for D, H, V in ((2, 4, 3), (5, 3, 2), (3, 3, 3), (1, 3, 4)):
        yield rng.normal(size=(D + H, H)), rng.normal(size=H), rng.normal(size=(H, V)), rng.normal(size=V)


RESULTS = ("kernel", "recurrent_kernel", "bias", "output_kernel", "output_bias")

rnn_to_keras = Exercise(
    reference.rnn_to_keras,
    results=RESULTS,
    draw=draw_weights,
    aspects=(
        Aspect("kernel", 0.5, path=(0,), hint="Keras' kernel holds the rows for x alone: how many inputs are there?"),
        Aspect(
            "recurrent_kernel",
            0.5,
            path=(1,),
            hint="recurrent_kernel has a row and a column for each unit, and is not transposed: which rows belong "
            "to the state?",
        ),
        Aspect(
            "the other three",
            0.5,
            path=(),
            needs=("kernel", "recurrent_kernel"),
            hint="The model has two layers, and lists the weights of one after those of the other, each with its bias "
            "last.",
        ),
        Purity("no side effects", 0.5, needs=("the other three",)),
    ),
)


@mistake_in(rnn_to_keras)
def rows_not_cut(kernel, *others):
    """Keras wants two matrices, one for x and one for h. Here they are still one below the other."""
    return kernel, *others


@mistake_in(rnn_to_keras)
def rows_cut_at_units(kernel, bias, *others):
    """The rows are cut in the wrong place, at H instead of D: how many of them belong to x?"""
    H = len(bias)
    return kernel[:H], kernel[H:], bias, *others


@mistake_in(rnn_to_keras)
def upper_rows_for_the_state(kernel, bias, *others):
    """The shapes are right, and the rows are not: here the upper ones belong to h. Which comes first in [x; h]?"""
    H = len(bias)
    return kernel[H:], kernel[:H], bias, *others


@mistake_in(rnn_to_keras)
def rows_halved(kernel, *others):
    """The kernel is cut into two halves. Inputs and units need not be equally many."""
    return *np.split(kernel, 2), *others


@mistake_in(rnn_to_keras)
def matrices_swapped(*weights):
    """The two parts of the kernel are right, and they are returned in each other's place."""
    upper, lower, *others = reference.rnn_to_keras(*weights)
    return lower, upper, *others


@mistake_in(rnn_to_keras)
def matrices_transposed(*weights):
    """The matrices are transposed, as PyTorch would have them. Keras multiplies from the right, as this course does."""
    upper, lower, bias, output_kernel, output_bias = reference.rnn_to_keras(*weights)
    return upper.T, lower.T, bias, output_kernel.T, output_bias


@mistake_in(rnn_to_keras)
def recurrent_kernel_transposed(*weights):
    """The recurrent_kernel is transposed. It is square, so that no shape shows it, and Keras would not complain."""
    upper, lower, *others = reference.rnn_to_keras(*weights)
    return upper, lower.T, *others


@mistake_in(rnn_to_keras)
def matrices_first(*weights):
    """The matrices come first and the biases after them. Keras lists the weights layer by layer."""
    upper, lower, bias, output_kernel, output_bias = reference.rnn_to_keras(*weights)
    return upper, lower, output_kernel, bias, output_bias


@mistake_in(rnn_to_keras)
def biases_before_matrices(*weights):
    """In each layer the bias comes first here: in Keras it comes last."""
    upper, lower, bias, output_kernel, output_bias = reference.rnn_to_keras(*weights)
    return bias, upper, lower, output_bias, output_kernel


@mistake_in(rnn_to_keras)
def output_layer_first(*weights):
    """The weights of the output layer come first: what does the model compute first?"""
    upper, lower, bias, output_kernel, output_bias = reference.rnn_to_keras(*weights)
    return output_kernel, output_bias, upper, lower, bias


@mistake_in(rnn_to_keras)
def output_layer_left_out(*weights):
    """The weights of the recurrent layer are right. The model has a second layer, Dense, whose weights are missing."""
    return reference.rnn_to_keras(*weights)[:3]


@mistake_in(rnn_to_keras)
def biases_left_out(*weights):
    """There are the matrices only: each of the two layers has a bias as well."""
    upper, lower, _, output_kernel, _ = reference.rnn_to_keras(*weights)
    return upper, lower, output_kernel


@mistake_in(rnn_to_keras)
def two_recurrent_biases(*weights):
    """There are two biases in the recurrent layer, as PyTorch has them. Keras' SimpleRNN has one."""
    upper, lower, bias, *others = reference.rnn_to_keras(*weights)
    return upper, lower, bias, np.zeros_like(bias), *others
