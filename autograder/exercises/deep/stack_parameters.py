"""By hand: the number of parameters of a stack of LSTM layers."""

from itertools import pairwise

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from solutions import deep as reference


def draw_stacks(rng):
    D, *units = (int(size) for size in rng.choice(range(2, 40), 6, replace=False))
    yield D, units[:1]
    yield D, units[1:3]
    yield units[0], units[2:]
    yield units[4], units[4:] * 3  # all sizes alike


def one_layer(input_size, layer_sizes):
    return len(layer_sizes) == 1


def sizes_alike(input_size, layer_sizes):
    return len(layer_sizes) > 1 and set(layer_sizes) == {input_size}


def sizes_different(*case):
    return not one_layer(*case) and not sizes_alike(*case)


stack_parameters = Exercise(
    reference.stack_parameters,
    results=("number of parameters",),
    draw=draw_stacks,
    aspects=(
        Aspect(
            "one layer",
            1,
            when=one_layer,
            hint="A kernel has a row for each number that is read and for each unit, and a bias as many as it has "
            "columns.",
        ),
        Aspect(
            "several layers of one size",
            0.5,
            when=sizes_alike,
            needs=("one layer",),
            hint="Each layer has a kernel and a bias of its own: the numbers of all layers add up.",
        ),
        Aspect(
            "several layers of different sizes",
            1.5,
            when=sizes_different,
            needs=("one layer",),
            hint="What a layer reads decides how many rows its kernel has: the input for the first, what is below it "
            "for others.",
        ),
        Purity("no side effects", 0.5, needs=("several layers of different sizes",)),
    ),
    tolerance=(1e-9, 1e-9),
)


def parameters(*sizes, blocks=4, more_rows=1):
    """Of one layer after the other, from the sizes of what each reads and has; a bias is one more row of the kernel."""
    return sum(blocks * H * (D + H + more_rows) for D, H in sizes)


@mistake_in(stack_parameters)
def input_size_for_every_layer(input_size, layer_sizes):
    """Every layer counts as if it read the input. What does the second layer read, and how large is it?"""
    return parameters(*((input_size, H) for H in layer_sizes))


@mistake_in(stack_parameters)
def units_for_every_input(input_size, layer_sizes):
    """Every layer counts as if it read as many numbers as it has units. The lowest reads the input, and the others what
    is below them."""
    return parameters(*((H, H) for H in layer_sizes))


@mistake_in(stack_parameters)
def upper_layers_read_their_own_width(input_size, layer_sizes):
    """The lowest layer is right. The others are counted as if they read as many numbers as they have units: what does a
    layer read?"""
    return parameters((input_size, layer_sizes[0]), *((H, H) for H in layer_sizes[1:]))


@mistake_in(stack_parameters)
def every_layer_reads_all_below(input_size, layer_sizes):
    """Each layer is counted as if it read the input and all layers below it. It reads the layer just below, and nothing
    else."""
    return parameters(*((input_size + sum(layer_sizes[:layer]), H) for layer, H in enumerate(layer_sizes)))


@mistake_in(stack_parameters)
def first_layer_times_layers(input_size, layer_sizes):
    """This is the first layer, counted once for each layer. The others read something else and may have other sizes."""
    return len(layer_sizes) * parameters((input_size, layer_sizes[0]))


@mistake_in(stack_parameters)
def one_large_layer(input_size, layer_sizes):
    """All units are counted as if they stood in one layer. In a stack no unit reads those above it."""
    return parameters((input_size, sum(layer_sizes)))


@mistake_in(stack_parameters)
def first_layer_only(input_size, layer_sizes):
    """This is the number for the first layer alone: each layer has a kernel and a bias."""
    return parameters((input_size, layer_sizes[0]))


@mistake_in(stack_parameters)
def first_layer_left_out(input_size, layer_sizes):
    """The first layer is missing: it reads the input."""
    return parameters(*pairwise(layer_sizes))


@mistake_in(stack_parameters)
def last_layer_left_out(input_size, layer_sizes):
    """The last layer is missing from the sum: how many layers are in the list?"""
    return parameters(*pairwise([input_size, *layer_sizes[:-1]]))


@mistake_in(stack_parameters)
def bias_left_out(input_size, layer_sizes):
    """These are the kernels alone: the biases are parameters too."""
    return parameters(*pairwise([input_size, *layer_sizes]), more_rows=0)


@mistake_in(stack_parameters)
def two_biases(input_size, layer_sizes):
    """Each layer has two biases here, as in PyTorch. In this course it has one."""
    return parameters(*pairwise([input_size, *layer_sizes]), more_rows=2)


@mistake_in(stack_parameters)
def one_bias_for_each_layer(input_size, layer_sizes):
    """The kernels are right. Each bias is counted as one number for each unit: how many columns has a kernel?"""
    return parameters(*pairwise([input_size, *layer_sizes]), more_rows=0) + sum(layer_sizes)


@mistake_in(stack_parameters)
def one_number_for_each_bias(input_size, layer_sizes):
    """The kernels are right. Each bias is counted as a single number: how many columns has a kernel, and what is added
    to each of them?"""
    return parameters(*pairwise([input_size, *layer_sizes]), more_rows=0) + len(layer_sizes)


@mistake_in(stack_parameters)
def peepholes_counted(input_size, layer_sizes):
    """Each unit has three numbers too many, as if its gates had weights for the memory as well. The gates of this
    course's LSTM look at x and h only."""
    return parameters(*pairwise([input_size, *layer_sizes])) + 3 * sum(layer_sizes)


@mistake_in(stack_parameters)
def forget_bias_counted(input_size, layer_sizes):
    """Each unit has one number too many: the forget bias is a constant, and nothing learns it."""
    return parameters(*pairwise([input_size, *layer_sizes])) + sum(layer_sizes)


@mistake_in(stack_parameters)
def one_block(input_size, layer_sizes):
    """Each kernel has one column for each unit, as in a simple layer. An LSTM has a block of columns for each gate, and
    one for the candidate."""
    return parameters(*pairwise([input_size, *layer_sizes]), blocks=1)


@mistake_in(stack_parameters)
def three_blocks(input_size, layer_sizes):
    """Each layer has three blocks of columns here. Three are the gates; what else is computed from x and h?"""
    return parameters(*pairwise([input_size, *layer_sizes]), blocks=3)


@mistake_in(stack_parameters)
def state_left_out(input_size, layer_sizes):
    """The rows that belong to a layer's own output at the step before are missing."""
    return sum(4 * H * (D + 1) for D, H in pairwise([input_size, *layer_sizes]))


@mistake_in(stack_parameters)
def each_layer_apart(input_size, layer_sizes):
    """Each number is right, and they are still apart: add them up."""
    return [parameters(pair) for pair in pairwise([input_size, *layer_sizes])]


@mistake_in(stack_parameters)
def input_size_put_into_the_list(input_size, layer_sizes):
    """The number is right, but the list that was handed in has become longer: make a list of your own."""
    layer_sizes.insert(0, input_size)
    return parameters(*pairwise(layer_sizes))
