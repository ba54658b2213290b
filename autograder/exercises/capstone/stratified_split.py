"""One function: an honest split of the examples."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from solutions import capstone as reference


def draw_labels(rng):
    cases = (
        ([7, 4, 10], 3),  # sizes that 3 does not divide, and unequal classes
        ([5, 5], 5),  # one of each
        ([2, 9, 0, 6], 4),  # a class too small to hold back from, and one that does not occur
        ([3, 8], 2),
    )
    for sizes, one_in in cases:
        labels = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
        yield labels, rng.permutation(len(labels)), one_in
    labels = rng.permutation(np.repeat(np.arange(3), [5, 8, 3]))
    yield labels, np.arange(len(labels)), 3


def as_numbered(labels, order, one_in):
    return np.all(order == np.arange(len(order)))


stratified_split = Exercise(
    reference.stratified_split,
    results=("learn", "held_back"),
    draw=draw_labels,
    aspects=(
        Aspect(
            "held back in the order of the numbers",
            0.5,
            path=(1,),
            when=as_numbered,
            hint="Of a class with n examples the whole part of n / one_in is held back, and these are its first ones.",
        ),
        Aspect(
            "held back in any order",
            1,
            path=(1,),
            when=lambda *case: not as_numbered(*case),
            hint="Whom you meet first, and how the result is sorted, is for the order to say; labels are looked up by "
            "index.",
        ),
        Aspect(
            "to learn from",
            1,
            path=(0,),
            hint="All examples that are not held back, each once, as they come in the given order.",
        ),
        Purity("no side effects", 0.5, needs=("held back in any order", "to learn from")),
    ),
)


def split_by(is_held_back, order):
    """Both halves, in the given order."""
    chosen = np.array([bool(is_held_back(place, index)) for place, index in enumerate(order)])
    return order[~chosen], order[chosen]


@mistake_in(stratified_split)
def halves_swapped(labels, order, one_in):
    """The two halves are right, and they are returned in each other's place."""
    return reference.stratified_split(labels, order, one_in)[::-1]


@mistake_in(stratified_split)
def classes_not_looked_at(labels, order, one_in):
    """This holds back the first ones of all: a class may then be held back too often, or not at all."""
    return split_by(lambda place, index: place < len(order) // one_in, order)


@mistake_in(stratified_split)
def order_not_looked_at(labels, order, one_in):
    """Each class has its share, but the examples come as they are numbered: who comes first is for `order` to say."""
    return reference.stratified_split(labels, np.arange(len(labels)), one_in)


@mistake_in(stratified_split)
def order_looked_at_for_labels_only(labels, order, one_in):
    """These are places in the given order: what is wanted is the index of the example that stands there."""
    learn, held_back = reference.stratified_split(labels[order], np.arange(len(labels)), one_in)
    return learn, held_back


@mistake_in(stratified_split)
def last_ones_held_back(labels, order, one_in):
    """These are the last of each class in the given order: the first ones are to be held back."""
    learn, held_back = reference.stratified_split(labels, order[::-1], one_in)
    return learn[::-1], held_back[::-1]


def first_of_each(wanted, labels, order):
    """The halves where as many of each class are held back as `wanted` says."""
    seen = dict.fromkeys(labels.tolist(), 0)

    def is_held_back(place, index):
        seen[labels[index]] += 1
        return seen[labels[index]] <= wanted[labels[index]]

    return split_by(is_held_back, order)


@mistake_in(stratified_split)
def rounded_up(labels, order, one_in):
    """From a class whose size is no multiple of `one_in` one too many is held back: which way is to be rounded?"""
    return first_of_each(-(-np.bincount(labels) // one_in), labels, order)


@mistake_in(stratified_split)
def rounded_to_the_nearest(labels, order, one_in):
    """From some classes one too many is held back: a part of an example does not count, however large it is."""
    return first_of_each(np.round(np.bincount(labels) / one_in), labels, order)


@mistake_in(stratified_split)
def at_least_one_of_each(labels, order, one_in):
    """From a class that is smaller than `one_in` one example is held back, and it should be none."""
    return first_of_each(np.maximum(np.bincount(labels) // one_in, 1), labels, order)


@mistake_in(stratified_split)
def as_many_as_one_in_says(labels, order, one_in):
    """`one_in` examples of each class are held back: it does not say how many, but one out of how many."""
    return first_of_each(np.full(max(labels) + 1, one_in), labels, order)


@mistake_in(stratified_split)
def every_so_many(labels, order, one_in):
    """Each class has its share, but it is taken from all along the order; it is the first ones that are wanted."""
    seen = dict.fromkeys(labels.tolist(), 0)

    def is_held_back(place, index):
        seen[labels[index]] += 1
        return seen[labels[index]] % one_in == 0

    return split_by(is_held_back, order)


@mistake_in(stratified_split)
def learned_from_too(labels, order, one_in):
    """What is held back is right, but it is among the examples to learn from as well: it then tests nothing."""
    return order, reference.stratified_split(labels, order, one_in)[1]


@mistake_in(stratified_split)
def sorted_by_number(labels, order, one_in):
    """These are the right examples, sorted by their number: they are wanted in the given order."""
    learn, held_back = reference.stratified_split(labels, order, one_in)
    return np.sort(learn), np.sort(held_back)


@mistake_in(stratified_split)
def rest_sorted_by_number(labels, order, one_in):
    """held_back is right. The examples to learn from are the right ones, sorted by their number: they too are wanted in
    the given order."""
    learn, held_back = reference.stratified_split(labels, order, one_in)
    return np.sort(learn), held_back


@mistake_in(stratified_split)
def class_after_class(labels, order, one_in):
    """These are the right examples, one class after the other: they are wanted in the given order, classes mixed as
    they come."""
    learn, held_back = reference.stratified_split(labels, order, one_in)
    return learn[np.argsort(labels[learn], kind="stable")], held_back[np.argsort(labels[held_back], kind="stable")]


@mistake_in(stratified_split)
def labels_returned(labels, order, one_in):
    """These are the classes of the examples; where the examples stand, their indices, is wanted."""
    learn, held_back = reference.stratified_split(labels, order, one_in)
    return labels[learn], labels[held_back]


@mistake_in(stratified_split)
def one_of_each(labels, order, one_in):
    """One example of each class is held back, whatever the size of the class and `one_in`."""
    seen = set()

    def is_held_back(place, index):
        new = labels[index] not in seen
        seen.add(labels[index])
        return new

    return split_by(is_held_back, order)
