"""The weights of a stack, rewritten for a Keras model."""

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.deep._stack import draw_weights
from solutions import deep as reference


def draw_stacks(rng):
    # one layer; all different; every size alike; a layer larger than what is below it, and one smaller
    for D, units in ((3, (2,)), (2, (5, 4, 3)), (3, (3, 3)), (4, (6, 2)), (1, (2, 4))):
        yield *draw_weights(rng, D, units), D


def one_layer(kernels, biases, input_size):
    return len(kernels) == 1


def sizes_alike(kernels, biases, input_size):
    return len(kernels) > 1 and {len(bias) for bias in biases} == {input_size}


def sizes_different(*case):
    return not one_layer(*case) and not sizes_alike(*case)


stack_to_keras = Exercise(
    reference.stack_to_keras,
    results=("weights",),
    draw=draw_stacks,
    aspects=(
        Aspect(
            "one layer",
            1,
            when=one_layer,
            hint="A layer becomes three arrays: the rows for what it reads, the rows for its own state, and its bias.",
        ),
        Aspect(
            "several layers of one size",
            0.5,
            when=sizes_alike,
            needs=("one layer",),
            hint="The arrays of the lowest layer come first, all three, then those of the next: in one list, without "
            "brackets.",
        ),
        Aspect(
            "several layers of different sizes",
            2,
            when=sizes_different,
            needs=("one layer",),
            hint="Where a kernel is cut depends on how many numbers that layer reads. Is it the same in every layer?",
        ),
        Purity("no side effects", 0.5, needs=("several layers of different sizes",)),
    ),
)


def by_layer(kernels, biases, input_size):
    """[kernel, recurrent_kernel, bias], right, for each layer."""
    weights = reference.stack_to_keras(kernels, biases, input_size)
    return [weights[3 * layer : 3 * layer + 3] for layer in range(len(kernels))]


def flat(layers):
    return [array for layer in layers for array in layer]


@mistake_in(stack_to_keras)
def cut_at_the_input_size(kernels, biases, input_size):
    """Every kernel is cut after as many rows as the stack has inputs. How many numbers does the second layer read?"""
    return flat((kernel[:input_size], kernel[input_size:], bias) for kernel, bias in zip(kernels, biases, strict=True))


@mistake_in(stack_to_keras)
def cut_at_the_units(kernels, biases, input_size):
    """Every kernel is cut after as many rows as the layer has units. The upper rows belong to what the layer reads."""
    return flat((kernel[: len(bias)], kernel[len(bias) :], bias) for kernel, bias in zip(kernels, biases, strict=True))


@mistake_in(stack_to_keras)
def state_rows_from_the_top(kernels, biases, input_size):
    """The shapes are right. Whose rows are on top in our kernel, those of what is read or those of the state?"""
    return flat((kernel[len(bias) :], kernel[: len(bias)], bias) for kernel, bias in zip(kernels, biases, strict=True))


@mistake_in(stack_to_keras)
def cut_along_the_columns(kernels, biases, input_size):
    """The kernels are cut into columns. A column is a unit and should stay whole: what belongs to a row?"""
    weights, inputs = [], input_size
    for kernel, bias in zip(kernels, biases, strict=True):
        weights += [kernel[:, :inputs], kernel[:, inputs:], bias]
        inputs = len(bias)
    return weights


@mistake_in(stack_to_keras)
def cut_in_the_middle(kernels, biases, input_size):
    """Every kernel is cut in the middle. A layer need not have as many units as it reads numbers."""
    return flat(
        (kernel[: len(kernel) // 2], kernel[len(kernel) // 2 :], bias)
        for kernel, bias in zip(kernels, biases, strict=True)
    )


@mistake_in(stack_to_keras)
def kernels_not_cut(kernels, biases, input_size):
    """Keras wants two matrices for each layer, one for what it reads and one for its state; here they are still one
    below the other."""
    return flat(zip(kernels, biases, strict=True))


@mistake_in(stack_to_keras)
def sorted_by_kind(kernels, biases, input_size):
    """All kernels come first, then all recurrent kernels, then all biases. Keras wants all three arrays of the lowest
    layer before any of the next."""
    return flat(zip(*by_layer(kernels, biases, input_size), strict=True))


@mistake_in(stack_to_keras)
def last_layer_first(kernels, biases, input_size):
    """The arrays of each layer are right, and the last layer is first in the list: the lowest should be."""
    return flat(by_layer(kernels, biases, input_size)[::-1])


@mistake_in(stack_to_keras)
def matrices_swapped(kernels, biases, input_size):
    """The two matrices of each layer stand in each other's place: which of them meets what the layer reads?"""
    return flat(
        (recurrent_kernel, kernel, bias) for kernel, recurrent_kernel, bias in by_layer(kernels, biases, input_size)
    )


@mistake_in(stack_to_keras)
def matrices_transposed(kernels, biases, input_size):
    """The matrices are transposed, as PyTorch would have them. Keras multiplies from the right, as this course does."""
    return flat(
        (kernel.T, recurrent_kernel.T, bias) for kernel, recurrent_kernel, bias in by_layer(kernels, biases, input_size)
    )


@mistake_in(stack_to_keras)
def bias_first(kernels, biases, input_size):
    """The arrays are right, and the bias of each layer stands before its matrices."""
    return flat((bias, *matrices) for *matrices, bias in by_layer(kernels, biases, input_size))


@mistake_in(stack_to_keras)
def biases_left_out(kernels, biases, input_size):
    """The matrices are right, and no layer has a bias."""
    return flat(matrices for *matrices, _ in by_layer(kernels, biases, input_size))


@mistake_in(stack_to_keras)
def two_biases(kernels, biases, input_size):
    """Each layer has a second bias, of zeros, as in PyTorch. A SimpleRNN has one."""
    return flat((*layer, 0 * layer[-1]) for layer in by_layer(kernels, biases, input_size))


@mistake_in(stack_to_keras)
def first_layer_only(kernels, biases, input_size):
    """These are the arrays of the first layer alone: those of all layers are wanted, in one list."""
    return by_layer(kernels, biases, input_size)[0]


@mistake_in(stack_to_keras)
def list_of_kernels_emptied(kernels, biases, input_size):
    """The values are right, but the list of kernels that was handed in is empty now: take nothing out of it."""
    weights = reference.stack_to_keras(kernels, biases, input_size)
    kernels.clear()
    return weights
