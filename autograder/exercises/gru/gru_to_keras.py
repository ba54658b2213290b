"""The weights of a GRU, rewritten for Keras."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.gru._cell import R, U, draw_weights, negated, swapped
from solutions import gru as reference

C = 2  # the candidate, beside the blocks R and U of the gates


def draw_cells(rng):
    for D, H in ((2, 4), (5, 3), (3, 3), (1, 2)):
        yield *draw_weights(rng, D, H), D


gru_to_keras = Exercise(
    reference.gru_to_keras,
    results=("kernel", "recurrent_kernel", "bias"),
    draw=draw_cells,
    aspects=(
        Aspect(
            "kernel",
            1.5,
            path=(0,),
            hint="Keras' kernel holds the rows for x alone, in three blocks of columns: u, r and the candidate.",
        ),
        Aspect(
            "recurrent_kernel",
            1.5,
            path=(1,),
            hint="recurrent_kernel holds the rows for h, its blocks of columns in the same order as those of the "
            "kernel.",
        ),
        Aspect(
            "bias",
            1.5,
            path=(2,),
            hint="The bias is one row of 3H numbers, in the same order as the columns of the matrices; nothing is "
            "added.",
        ),
        Purity("no side effects", 0.5, needs=("kernel", "recurrent_kernel", "bias")),
    ),
)


def joined(gate_kernel, gate_bias, candidate_kernel, candidate_bias, input_size, *, order=(R, U, C)):
    """The three blocks side by side, in this order, the rows cut in two."""
    kernels, biases = [*np.split(gate_kernel, 2, axis=1), candidate_kernel], [*np.split(gate_bias, 2), candidate_bias]
    kernel, bias = (np.concatenate([blocks[block] for block in order], axis=-1) for blocks in (kernels, biases))
    return *np.split(kernel, [input_size]), bias


@mistake_in(gru_to_keras)
def gates_kept_in_order(*weights):
    """The blocks of the two gates still stand in TensorFlow 1's order, in all three arrays: Keras' is another."""
    return joined(*weights)


@mistake_in(gru_to_keras)
def bias_kept_in_order(*weights):
    """The matrices are right. In the bias the two gates still stand in TensorFlow 1's order."""
    *matrices, _ = reference.gru_to_keras(*weights)
    return *matrices, joined(*weights)[2]


@mistake_in(gru_to_keras)
def recurrent_columns_kept_in_order(*weights):
    """The kernel is right. In recurrent_kernel the two gates still stand in TensorFlow 1's order."""
    kernel, _, bias = reference.gru_to_keras(*weights)
    return kernel, joined(*weights)[1], bias


@mistake_in(gru_to_keras)
def only_bias_in_order(*weights):
    """The bias is right. In the two matrices the gates still stand in TensorFlow 1's order."""
    *matrices, _ = joined(*weights)
    return *matrices, reference.gru_to_keras(*weights)[2]


@mistake_in(gru_to_keras)
def candidate_first(*weights):
    """The candidate stands before the gates. In Keras it comes last."""
    return joined(*weights, order=(C, U, R))


@mistake_in(gru_to_keras)
def candidate_between_the_gates(*weights):
    """The candidate stands between the two gates. In Keras it comes last."""
    return joined(*weights, order=(U, C, R))


@mistake_in(gru_to_keras)
def update_gate_turned(gate_kernel, gate_bias, *others):
    """The weights of the update gate have changed their sign. Keras keeps the old state with an open gate, as
    TensorFlow 1 does."""
    return reference.gru_to_keras(negated(gate_kernel, U), negated(gate_bias, U), *others)


@mistake_in(gru_to_keras)
def two_rows_of_bias(*weights):
    """The bias has two rows, as Keras wants it for a GRU that resets after the product. This one resets before it."""
    kernel, recurrent_kernel, bias = reference.gru_to_keras(*weights)
    return kernel, recurrent_kernel, np.stack([bias, 0 * bias])


@mistake_in(gru_to_keras)
def one_added_to_the_gates(gate_kernel, gate_bias, *others):
    """The bias of the gates is 1 larger than it was. A new GRU starts with 1 there, but the bias that is handed in
    already contains it."""
    return reference.gru_to_keras(gate_kernel, gate_bias + 1, *others)


@mistake_in(gru_to_keras)
def rows_cut_at_units(gate_kernel, gate_bias, candidate_kernel, candidate_bias, input_size):
    """The rows are cut in the wrong place, at H instead of D: how many of them belong to x?"""
    return joined(swapped(gate_kernel), swapped(gate_bias), candidate_kernel, candidate_bias, len(candidate_bias))


@mistake_in(gru_to_keras)
def matrices_swapped(*weights):
    """The two matrices are right, and they are returned in each other's place."""
    kernel, recurrent_kernel, bias = reference.gru_to_keras(*weights)
    return recurrent_kernel, kernel, bias


@mistake_in(gru_to_keras)
def matrices_transposed(*weights):
    """The matrices are transposed, as PyTorch would have them. Keras multiplies from the right, as this course does."""
    kernel, recurrent_kernel, bias = reference.gru_to_keras(*weights)
    return kernel.T, recurrent_kernel.T, bias


@mistake_in(gru_to_keras)
def rows_not_cut(*weights):
    """Keras wants two matrices, one for x and one for h. Here they are still one below the other."""
    kernel, recurrent_kernel, bias = reference.gru_to_keras(*weights)
    return np.concatenate([kernel, recurrent_kernel]), bias


@mistake_in(gru_to_keras)
def candidate_left_out(gate_kernel, gate_bias, candidate_kernel, candidate_bias, input_size):
    """These are the gates alone. Keras has the candidate in the same arrays, as a third block."""
    return *np.split(swapped(gate_kernel), [input_size]), swapped(gate_bias)


@mistake_in(gru_to_keras)
def gates_swapped_in_place(gate_kernel, gate_bias, *others):
    """The values are right, but in the kernel that was handed in the gates have changed places: convert a copy."""
    results = reference.gru_to_keras(gate_kernel, gate_bias, *others)
    gate_kernel[:] = swapped(gate_kernel)
    return results
