"""As many cells as layers, each with weights of its own."""

import copy

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from solutions import deep as reference
from unrolled.trees import Function


def draw_factories(rng):
    for number_of_layers, size in ((3, (2, 4)), (1, (3, 2)), (2, (3, 3)), (4, (1, 2))):
        yield Function("make_cell", (rng.normal(size=size), 1 + rng.random(size))), number_of_layers


# What is looked at is what `unrolled.functions.MakeCell.probe` makes of the list.
make_layers = Exercise(
    reference.make_layers,
    results=("layers",),
    draw=draw_factories,
    aspects=(
        Aspect(
            "a list with a place for each layer",
            1,
            path=(0,),
            hint="What is wanted is a list, and its length is the number of layers.",
        ),
        Aspect(
            "weights of their own",
            2,
            path=(1,),
            needs=("a list with a place for each layer",),
            hint="Does every place of the list hold a cell that stands in no other place?",
        ),
        Aspect(
            "one call for each layer",
            1,
            path=(2,),
            needs=("weights of their own",),
            hint="How often is make_cell called, and is every cell that it made in the list?",
        ),
        Purity("no side effects", 0.5, needs=("one call for each layer",)),
    ),
)


@mistake_in(make_layers)
def one_cell_in_every_place(make_cell, number_of_layers):
    """Change the weights of one layer, and those of all change: in every place of the list stands the same cell, or a
    copy that shares its arrays."""
    return [make_cell()] * number_of_layers


@mistake_in(make_layers)
def first_cell_apart(make_cell, number_of_layers):
    """The first layer has weights of its own. All others are one and the same cell: when is make_cell called for
    each?"""
    return [make_cell()] + [make_cell()] * (number_of_layers - 1)


@mistake_in(make_layers)
def two_cells_in_turn(make_cell, number_of_layers):
    """There are two cells, and they take turns: every other layer is the same one."""
    cells = [make_cell(), make_cell()]
    return [cells[layer % 2] for layer in range(number_of_layers)]


@mistake_in(make_layers)
def deep_copies(make_cell, number_of_layers):
    """The layers share nothing, and make_cell was called only once: copies of a cell all start from the very same
    weights."""
    cell = make_cell()
    return [copy.deepcopy(cell) for _ in range(number_of_layers)]


@mistake_in(make_layers)
def function_in_every_place(make_cell, number_of_layers):
    """The list holds the function that makes cells, and no cell: nobody has called it."""
    return [make_cell] * number_of_layers


@mistake_in(make_layers)
def one_cell_too_many(make_cell, number_of_layers):
    """The list holds one cell more than there are layers."""
    return [make_cell() for _ in range(number_of_layers + 1)]


@mistake_in(make_layers)
def one_cell_too_few(make_cell, number_of_layers):
    """The list holds one cell less than there are layers: how often does the loop run?"""
    return [make_cell() for _ in range(number_of_layers - 1)]


@mistake_in(make_layers)
def cell_made_for_nothing(make_cell, number_of_layers):
    """The layers are right, and make_cell was called once more than there are layers: one cell is in no layer."""
    make_cell()
    return reference.make_layers(make_cell, number_of_layers)


@mistake_in(make_layers)
def each_cell_in_a_list(make_cell, number_of_layers):
    """In each place of the list stands another list, and it should be a cell."""
    return [[make_cell()] for _ in range(number_of_layers)]
