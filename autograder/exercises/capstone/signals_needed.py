"""By hand: how many test signals a difference needs."""

import math

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from solutions import capstone as reference


def draw_accuracies(rng):
    for p, q in ((0.9, 0.2), (0.35, 0.8), (0.9, 0.8), (0.62, 0.55)):  # few are needed, and many
        yield not_near_a_whole_number(rng, p, q)
    yield next_lower_is_nearer(rng, 0.7, 0.4)
    yield from EXACT


EXACT = ((1.0, 0.5), (0.5, 0.0))  # 4 are just enough, and no formula rounds on the way there


def not_near_a_whole_number(rng, p, q, most=0.99):
    """Two accuracies about as large; M before it is rounded is too far from a whole number for an error to matter."""
    while True:
        near = float(p + rng.uniform(-0.02, 0.02)), float(q + rng.uniform(-0.02, 0.02))
        if 0.01 < not_rounded(*near) % 1 < most:
            return near


def next_lower_is_nearer(rng, p, q):
    """Likewise, but the nearest whole number would be too small."""
    return not_near_a_whole_number(rng, p, q, most=0.45)


def exact(p, q):
    return (p, q) in EXACT


def few(p, q):
    return abs(p - q) > 0.25 and not exact(p, q)


def many(p, q):
    return not few(p, q) and not exact(p, q)


def variance(p):
    return p * (1 - p)


def not_rounded(p, q):
    """The formula is right, but there is no such thing as a part of a signal: which whole number is wanted?"""
    return 4 * (variance(p) + variance(q)) / (p - q) ** 2


signals_needed = Exercise(
    reference.signals_needed,
    results=("M",),
    draw=draw_accuracies,
    aspects=(
        Aspect(
            "M where a whole number comes out",
            0.5,
            when=exact,
            hint="Where a whole number comes out, the distance is just twice the standard deviation, and that is "
            "enough.",
        ),
        Aspect(
            "M where few are enough",
            0.5,
            when=few,
            hint="The variance of the difference is that of both accuracies together. Which whole numbers are large "
            "enough?",
        ),
        Aspect(
            "M where many are needed",
            0.5,
            when=many,
            hint="Halve the distance of the two models: how many times as many signals are needed then?",
        ),
        Purity("no side effects", 0.5, needs=("M where few are enough", "M where many are needed")),
    ),
)


@mistake_in(signals_needed)
def rounded_down(p, q):
    """One too few: with the whole number below, the distance is a little less than two standard deviations."""
    return math.floor(not_rounded(p, q))


@mistake_in(signals_needed)
def rounded_to_the_nearest(p, q):
    """Sometimes one too few: the nearest whole number may be the one below, and is then not large enough."""
    return round(not_rounded(p, q))


@mistake_in(signals_needed)
def one_more_than_rounded_down(p, q):
    """One too many where a whole number comes out: a distance of just two standard deviations is enough."""
    return math.floor(not_rounded(p, q)) + 1


mistake_in(signals_needed)(not_rounded)


@mistake_in(signals_needed)
def variance_for_deviation(p, q):
    """The distance is compared with twice the variance of the difference: the standard deviation is its root."""
    return math.ceil(2 * (variance(p) + variance(q)) / abs(p - q))


@mistake_in(signals_needed)
def variances_subtracted(p, q):
    """The variances are subtracted, as the accuracies are: what becomes of the variance of a number when its sign is
    turned?"""
    return math.ceil(4 * abs(variance(p) - variance(q)) / (p - q) ** 2)


@mistake_in(signals_needed)
def one_deviation(p, q):
    """This is the number for one standard deviation: how does it grow when the distance has to be two of them?"""
    return math.ceil(not_rounded(p, q) / 4)


@mistake_in(signals_needed)
def half_as_many(p, q):
    """Half as many as needed: is the 2 squared where the root goes, and are the two variances added, not averaged?"""
    return math.ceil(not_rounded(p, q) / 2)


@mistake_in(signals_needed)
def distance_not_squared(p, q):
    """Halving the distance makes M twice as large here: solve the condition for M once more, with its square root."""
    return math.ceil(4 * (variance(p) + variance(q)) / abs(p - q))


@mistake_in(signals_needed)
def variance_of_the_first_alone(p, q):
    """Only the variance of p is in it: q is measured too, and variances of independent numbers add."""
    return math.ceil(4 * variance(p) / (p - q) ** 2)


@mistake_in(signals_needed)
def variance_of_the_second_alone(p, q):
    """Only the variance of q is in it: p is measured too, and variances of independent numbers add."""
    return math.ceil(4 * variance(q) / (p - q) ** 2)


@mistake_in(signals_needed)
def deviations_added(p, q):
    """Here the two standard deviations are added. Of independent numbers it is the variances that add."""
    return math.ceil(4 * (math.sqrt(variance(p)) + math.sqrt(variance(q))) ** 2 / (p - q) ** 2)


@mistake_in(signals_needed)
def variance_of_the_mean(p, q):
    """Here the variance belongs to one model whose accuracy is halfway between: each of the two has its own."""
    return math.ceil(8 * variance((p + q) / 2) / (p - q) ** 2)


@mistake_in(signals_needed)
def worst_variance(p, q):
    """This takes 1/4 for both variances, the largest there is: a safe number, and larger than the one asked for."""
    return math.ceil(2 / (p - q) ** 2)
