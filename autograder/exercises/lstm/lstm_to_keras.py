"""The weights of an LSTM, rewritten for Keras."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.lstm._cell import F, I, J, O, in_order, raised
from solutions import lstm as reference


def draw_weights(rng):
    for (D, H), forget_bias in (((2, 4), 0.7), ((5, 3), 1.0), ((3, 3), 0.0), ((1, 2), 0.4)):
        yield rng.normal(size=(D + H, 4 * H)), rng.normal(size=4 * H), D, forget_bias


lstm_to_keras = Exercise(
    reference.lstm_to_keras,
    results=("kernel", "recurrent_kernel", "bias"),
    draw=draw_weights,
    aspects=(
        Aspect(
            "kernel",
            1.5,
            path=(0,),
            hint="Keras' kernel holds the rows for x alone, its blocks of columns in Keras' order: i, f, j, o.",
        ),
        Aspect(
            "recurrent_kernel",
            1.5,
            path=(1,),
            hint="recurrent_kernel holds the rows for h, its blocks of columns in the same order as those of the "
            "kernel.",
        ),
        Aspect(
            "bias without a forget bias",
            0.5,
            path=(2,),
            when=lambda kernel, bias, input_size, forget_bias: forget_bias == 0,
            hint="The bias has the same four blocks as the matrices, and they change places with them.",
        ),
        Aspect(
            "bias",
            1,
            path=(2,),
            needs=("bias without a forget bias",),
            hint="Keras adds no forget bias of its own: one of the four blocks has to hold it, and the other three do "
            "not.",
        ),
        Purity("no side effects", 0.5, needs=("kernel", "recurrent_kernel", "bias")),
    ),
)


def cut(kernel, input_size):
    """The rows for x, and those for h."""
    return np.split(kernel, [input_size])


@mistake_in(lstm_to_keras)
def columns_kept_in_order(kernel, bias, input_size, forget_bias=1.0):
    """The blocks of columns still stand in TensorFlow 1's order, in all three arrays: Keras' is another."""
    return *cut(kernel, input_size), raised(bias, F, forget_bias)


@mistake_in(lstm_to_keras)
def bias_kept_in_order(kernel, bias, input_size, forget_bias=1.0):
    """The matrices are right. The bias still stands in TensorFlow 1's order: it has the same four blocks."""
    *matrices, _ = reference.lstm_to_keras(kernel, bias, input_size, forget_bias)
    return *matrices, raised(bias, F, forget_bias)


@mistake_in(lstm_to_keras)
def recurrent_columns_kept_in_order(kernel, bias, input_size, forget_bias=1.0):
    """The kernel is right. The columns of recurrent_kernel still stand in TensorFlow 1's order."""
    upper, _, new_bias = reference.lstm_to_keras(kernel, bias, input_size, forget_bias)
    return upper, kernel[input_size:], new_bias


@mistake_in(lstm_to_keras)
def only_bias_in_order(kernel, bias, input_size, forget_bias=1.0):
    """The bias is right. The columns of the two matrices still stand in TensorFlow 1's order."""
    *_, new_bias = reference.lstm_to_keras(kernel, bias, input_size, forget_bias)
    return *cut(kernel, input_size), new_bias


@mistake_in(lstm_to_keras)
def candidate_last(kernel, bias, input_size, forget_bias=1.0):
    """The candidate stands last, after the three gates. In Keras it has another place."""
    order = I, F, O, J
    return *cut(in_order(kernel, *order), input_size), in_order(raised(bias, F, forget_bias), *order)


@mistake_in(lstm_to_keras)
def forget_gate_first(kernel, bias, input_size, forget_bias=1.0):
    """The forget gate stands first. In Keras another gate does."""
    order = F, I, J, O
    return *cut(in_order(kernel, *order), input_size), in_order(raised(bias, F, forget_bias), *order)


@mistake_in(lstm_to_keras)
def forget_bias_left_out(kernel, bias, input_size, forget_bias=1.0):
    """The matrices are right. The forget bias is lost: nothing in Keras adds it, so it has to be in what you return."""
    return reference.lstm_to_keras(kernel, bias, input_size, 0.0)


@mistake_in(lstm_to_keras)
def forget_bias_always_one(kernel, bias, input_size, forget_bias=1.0):
    """These are the weights for a forget bias of 1, whichever is handed in: 1 is only what it is by default."""
    return reference.lstm_to_keras(kernel, bias, input_size, 1.0)


@mistake_in(lstm_to_keras)
def forget_bias_on_the_candidate(kernel, bias, input_size, forget_bias=1.0):
    """The forget bias went to the candidate: did you add it before or after the blocks changed places?"""
    return reference.lstm_to_keras(kernel, raised(bias, J, forget_bias), input_size, 0.0)


@mistake_in(lstm_to_keras)
def forget_bias_everywhere(kernel, bias, input_size, forget_bias=1.0):
    """The forget bias has been added to all four blocks, and it belongs to one of them."""
    return reference.lstm_to_keras(kernel, bias + forget_bias, input_size, 0.0)


@mistake_in(lstm_to_keras)
def forget_bias_taken_away(kernel, bias, input_size, forget_bias=1.0):
    """The forget bias counts with the wrong sign: should the converted cell remember more for it, or less?"""
    return reference.lstm_to_keras(kernel, bias, input_size, -forget_bias)


@mistake_in(lstm_to_keras)
def forget_bias_in_place_of_the_bias(kernel, bias, input_size, forget_bias=1.0):
    """In the forget gate's block of the bias there is nothing but the forget bias: what was learned there is lost."""
    i, j, _, o = np.split(bias, 4)
    return reference.lstm_to_keras(kernel, np.concatenate([i, j, 0 * i, o]), input_size, forget_bias)


@mistake_in(lstm_to_keras)
def rows_cut_at_units(kernel, bias, input_size, forget_bias=1.0):
    """The rows are cut in the wrong place, at H instead of D: how many of them belong to x?"""
    upper, lower, new_bias = reference.lstm_to_keras(kernel, bias, input_size, forget_bias)
    return *cut(np.concatenate([upper, lower]), len(bias) // 4), new_bias


@mistake_in(lstm_to_keras)
def matrices_swapped(kernel, bias, input_size, forget_bias=1.0):
    """The two matrices are right, and they are returned in each other's place."""
    upper, lower, new_bias = reference.lstm_to_keras(kernel, bias, input_size, forget_bias)
    return lower, upper, new_bias


@mistake_in(lstm_to_keras)
def matrices_transposed(kernel, bias, input_size, forget_bias=1.0):
    """The matrices are transposed, as PyTorch would have them. Keras multiplies from the right, as this course does."""
    upper, lower, new_bias = reference.lstm_to_keras(kernel, bias, input_size, forget_bias)
    return upper.T, lower.T, new_bias


@mistake_in(lstm_to_keras)
def rows_not_cut(kernel, bias, input_size, forget_bias=1.0):
    """Keras wants two matrices, one for x and one for h. Here they are still one below the other."""
    upper, lower, new_bias = reference.lstm_to_keras(kernel, bias, input_size, forget_bias)
    return np.concatenate([upper, lower]), new_bias


@mistake_in(lstm_to_keras)
def forget_bias_added_in_place(kernel, bias, input_size, forget_bias=1.0):
    """The values are right, but the bias that was handed in is changed: convert a copy."""
    results = reference.lstm_to_keras(kernel, bias, input_size, forget_bias)
    bias[:] = raised(bias, F, forget_bias)
    return results


@mistake_in(lstm_to_keras)
def columns_moved_in_place(kernel, bias, input_size, forget_bias=1.0):
    """The values are right, but the columns of the kernel that was handed in have moved: convert a copy."""
    results = reference.lstm_to_keras(kernel, bias, input_size, forget_bias)
    kernel[:] = in_order(kernel, I, F, J, O)
    return results
