"""Inverted dropout under a given mask."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.dropout._masks import draw_mask, reference


def draw_arrays(rng):
    cases = (
        ((3, 4), (3, 4), 0.7),  # all different
        ((3, 3), (3, 3), 0.4),  # as many rows as columns
        ((2, 5, 3), (2, 1, 3), 0.8),  # one mask for all steps
        ((1, 5), (1, 5), 0.3),  # a single row
        ((6,), (6,), 0.9),  # no batch at all
    )
    for shape, mask_shape, keep_prob in cases:
        yield rng.normal(size=shape), draw_mask(rng, mask_shape, keep_prob), keep_prob


def kept(x, keep_mask, keep_prob):
    return np.broadcast_to(keep_mask, x.shape) == 1


dropout = Exercise(
    reference.dropout,
    results=("dropped x",),
    draw=draw_arrays,
    aspects=(
        Aspect("numbers that are kept", 1.5, where=kept),
        Aspect("numbers that are dropped", 1, needs=("numbers that are kept",)),
        Purity("no side effects", 0.5, needs=("numbers that are dropped",)),
    ),
)


@mistake_in(dropout)
def survivors_not_scaled(x, keep_mask, keep_prob):
    """The right numbers are dropped, and the survivors stay as they were: the mean over all masks is too small."""
    return x * keep_mask


@mistake_in(dropout)
def scaled_by_keep_prob(x, keep_mask, keep_prob):
    """The survivors have become smaller: they have to make up for those that are dropped."""
    return x * keep_mask * keep_prob


@mistake_in(dropout)
def scaled_for_the_dropped_share(x, keep_mask, keep_prob):
    """The scale would be right if keep_prob were the probability to be dropped: what is 1 minus it?"""
    return x * keep_mask / (1 - keep_prob)


@mistake_in(dropout)
def mask_inverted(x, keep_mask, keep_prob):
    """Exactly those numbers are dropped that should be kept: what does a 1 in the mask mean?"""
    return reference.dropout(x, 1 - keep_mask, keep_prob)


@mistake_in(dropout)
def mask_inverted_and_scaled_for_it(x, keep_mask, keep_prob):
    """Here 1 is taken for dropped, in the mask and in the scale: both say what is kept."""
    return reference.dropout(x, 1 - keep_mask, 1 - keep_prob)


@mistake_in(dropout)
def mask_inverted_and_not_scaled(x, keep_mask, keep_prob):
    """Exactly those numbers are dropped that should be kept, and the others are not scaled."""
    return x * (1 - keep_mask)


@mistake_in(dropout)
def nothing_dropped(x, keep_mask, keep_prob):
    """Every number is scaled, and none is dropped: the mask plays no part."""
    return x / keep_prob


@mistake_in(dropout)
def dropped_numbers_left_as_they_were(x, keep_mask, keep_prob):
    """The survivors are right. The dropped numbers keep their old value: they should be zero."""
    return np.where(keep_mask == 1, x / keep_prob, x)


@mistake_in(dropout)
def scaled_twice(x, keep_mask, keep_prob):
    """The survivors are scaled twice: once makes up for what is dropped."""
    return x * keep_mask / keep_prob**2


@mistake_in(dropout)
def scaled_by_the_share_of_this_mask(x, keep_mask, keep_prob):
    """The scale is taken from how many ones this mask has. It should not change from mask to mask."""
    return x * keep_mask / np.mean(keep_mask)


@mistake_in(dropout)
def everything_scaled_for_the_network_in_use(x, keep_mask, keep_prob):
    """All numbers are multiplied, none is dropped: so did the first networks with dropout when they were used."""
    return x * keep_prob


@mistake_in(dropout)
def changed_in_place(x, keep_mask, keep_prob):
    """The values are right, but the x that was handed in is changed: put the result into a new array."""
    x *= np.broadcast_to(keep_mask, x.shape)
    x /= keep_prob
    return x
