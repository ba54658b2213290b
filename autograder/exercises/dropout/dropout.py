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
        Aspect(
            "numbers that are kept",
            1.5,
            where=kept,
            hint="A kept number makes up for those that are dropped: on average over all masks each should stay as it "
            "is.",
        ),
        Aspect(
            "numbers that are dropped",
            1,
            needs=("numbers that are kept",),
            hint="A mask may have fewer rows than x, and serves them all; where it is 0 the result is 0.",
        ),
        Purity("no side effects", 0.5, needs=("numbers that are dropped",)),
    ),
)


@mistake_in(dropout)
def survivors_not_scaled(x, keep_mask, keep_prob):
    """The right numbers are dropped, and the survivors stay as they were, so that the mean over all masks is too
    small."""
    return x * keep_mask


@mistake_in(dropout)
def scaled_by_keep_prob(x, keep_mask, keep_prob):
    """The survivors have become smaller. They have to make up for those that are dropped: should they shrink or
    grow?"""
    return x * keep_mask * keep_prob


@mistake_in(dropout)
def scaled_for_the_dropped_share(x, keep_mask, keep_prob):
    """The survivors are scaled as if keep_prob were the probability to be dropped: of which of the two is it?"""
    return x * keep_mask / (1 - keep_prob)


@mistake_in(dropout)
def mask_inverted(x, keep_mask, keep_prob):
    """Exactly those numbers are dropped that should be kept: what does a 1 in the mask mean?"""
    return reference.dropout(x, 1 - keep_mask, keep_prob)


@mistake_in(dropout)
def mask_inverted_and_scaled_for_it(x, keep_mask, keep_prob):
    """A 1 in the mask is taken for dropped, and keep_prob for the probability of that: both speak of what is kept."""
    return reference.dropout(x, 1 - keep_mask, 1 - keep_prob)


@mistake_in(dropout)
def mask_inverted_and_not_scaled(x, keep_mask, keep_prob):
    """Exactly those numbers are dropped that should be kept, and those that are left are not scaled: what does a 1 in
    the mask mean, and what is keep_prob for?"""
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
def survivors_alone(x, keep_mask, keep_prob):
    """Only the survivors are returned, one after the other. The result should have the shape of x, with zeros where
    numbers are dropped."""
    return x[np.broadcast_to(keep_mask, x.shape) == 1] / keep_prob


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
    """Every number is multiplied by keep_prob, and none is dropped: the original dropout did so when a network was
    used. Here the mask drops, while it trains."""
    return x * keep_prob


@mistake_in(dropout)
def changed_in_place(x, keep_mask, keep_prob):
    """The values are right, but the x that was handed in is changed: put the result into a new array."""
    x *= np.broadcast_to(keep_mask, x.shape)
    x /= keep_prob
    return x
