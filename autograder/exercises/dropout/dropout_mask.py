"""Draw a mask: the answer is random, so that it is judged by how it looks, never by its values."""

import numpy as np

from autograder.exercise import Exercise, Purity, RandomMask, mistake_in
from autograder.exercises.dropout._masks import reference
from unrolled.trees import Function

SEEDS = 8  # for each shape: enough to tell a share that varies from one that is always exactly right


def draw_shapes(rng):
    # so many numbers that a share is seen which is off by 0.05: `tests/unrolled/test_randomness.py` says how surely
    for shape, keep_prob in (((24, 30), 0.7), ((6, 8, 12), 0.25)):
        for _ in range(SEEDS):
            yield shape, keep_prob, a_generator(rng)
    yield (3, 4), 1.0, a_generator(rng)


def a_generator(rng):
    return Function("generator", (rng.integers(2**32),))


def probability(shape, keep_prob, rng):
    return keep_prob


def is_random(shape, keep_prob, rng):
    return keep_prob < 1


dropout_mask = Exercise(
    reference.dropout_mask,
    results=("mask",),
    draw=draw_shapes,
    aspects=(
        RandomMask(
            "zeros and ones, in the right shares",
            2,
            trait="share",
            keep_prob=probability,
            hint="A number spread evenly from 0 to 1 lies below 1/4 in a quarter of all cases. When is a number kept?",
        ),
        RandomMask(
            "drawn from the generator",
            1,
            when=is_random,
            needs=("zeros and ones, in the right shares",),
            trait="generator",
            keep_prob=probability,
            hint="All numbers come from a method of rng, and from no other generator, nor from a seed of your own.",
        ),
        RandomMask(
            "each number by itself",
            1,
            needs=("zeros and ones, in the right shares", "drawn from the generator"),
            trait="independence",
            keep_prob=probability,
            hint="Draw one random number for each place of the mask, and ask each of them alone whether it is kept.",
        ),
        Purity("the same mask from the same seed", 1, needs=("each number by itself",)),
    ),
)


# These are known only where they draw as it is done here: an answer that draws otherwise is told what its masks look
# like. Mistakes that take their numbers from elsewhere give other masks each time, and are told that.


@mistake_in(dropout_mask)
def dropped_where_it_should_be_kept(shape, keep_prob, rng):
    """There are as many ones as there should be zeros: on which side of keep_prob does a number lie that is kept? Or,
    with `choice`, which of the two probabilities comes first?"""
    return (rng.random(shape) > keep_prob).astype(float)


@mistake_in(dropout_mask)
def probability_to_be_dropped(shape, keep_prob, rng):
    """There are as many ones as there should be zeros: keep_prob is taken for the probability to be dropped."""
    return (rng.random(shape) < 1 - keep_prob).astype(float)


@mistake_in(dropout_mask)
def numbers_themselves(shape, keep_prob, rng):
    """These are the random numbers themselves: a mask says of each only whether it is kept."""
    return rng.random(shape)


@mistake_in(dropout_mask)
def numbers_where_kept(shape, keep_prob, rng):
    """It is right where the zeros are; elsewhere the random number itself is left, and it should be a one."""
    numbers = rng.random(shape)
    return np.where(numbers < keep_prob, numbers, 0)


@mistake_in(dropout_mask)
def scaled_already(shape, keep_prob, rng):
    """The ones have been scaled: a mask says what is kept, the scaling is done by dropout."""
    return reference.dropout_mask(shape, keep_prob, rng) / keep_prob


@mistake_in(dropout_mask)
def one_half_for_every_probability(shape, keep_prob, rng):
    """One half of the numbers is kept, whatever keep_prob is: with what is each random number compared?"""
    return (rng.random(shape) < 0.5).astype(float)


@mistake_in(dropout_mask)
def rounded(shape, keep_prob, rng):
    """The random numbers are rounded: that keeps one half of them, whatever keep_prob is."""
    return np.round(rng.random(shape))


@mistake_in(dropout_mask)
def one_row_for_all(shape, keep_prob, rng):
    """All rows are alike: one row was drawn, and it stands there again and again."""
    return np.broadcast_to(reference.dropout_mask(shape[1:], keep_prob, rng), shape)


@mistake_in(dropout_mask)
def one_number_for_each_row(shape, keep_prob, rng):
    """Each row is kept or dropped as a whole: every number of the mask should be drawn by itself."""
    rows = reference.dropout_mask(shape[:1], keep_prob, rng)
    return np.broadcast_to(rows.reshape(-1, *(1,) * (len(shape) - 1)), shape)


@mistake_in(dropout_mask)
def one_number_for_all(shape, keep_prob, rng):
    """The mask is all ones or all zeros: a single number was drawn for the whole of it."""
    return np.full(shape, float(rng.random() < keep_prob))


@mistake_in(dropout_mask)
def exactly_so_many(shape, keep_prob, rng):
    """Every mask has exactly the same number of ones: they are dealt out, and each should be drawn by itself."""
    size = int(np.prod(shape))
    return rng.permutation(np.arange(size) < round(keep_prob * size)).astype(float).reshape(shape)


@mistake_in(dropout_mask)
def normal_numbers(shape, keep_prob, rng):
    """The numbers are compared with keep_prob, but they are not spread evenly from 0 to 1: which distribution is it?"""
    return (rng.normal(size=shape) < keep_prob).astype(float)


@mistake_in(dropout_mask)
def a_seed_inside(shape, keep_prob, rng):
    """The mask is the same at every call: a generator is made anew inside, and the one handed in is never asked."""
    return reference.dropout_mask(shape, keep_prob, np.random.default_rng(0))


@mistake_in(dropout_mask)
def axes_in_reverse(shape, keep_prob, rng):
    """The axes are in the wrong order: the mask should have the shape that is handed in."""
    return reference.dropout_mask(shape[::-1], keep_prob, rng)


@mistake_in(dropout_mask)
def in_a_row(shape, keep_prob, rng):
    """As many numbers as there should be, all in one row: the mask should have the shape that is handed in."""
    return reference.dropout_mask((int(np.prod(shape)),), keep_prob, rng)
