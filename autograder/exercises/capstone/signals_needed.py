"""By hand: how many test signals a difference needs."""

import math

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from solutions import capstone as reference


def draw_accuracies(rng):
    for p, q in ((0.9, 0.2), (0.35, 0.8), (0.9, 0.8), (0.62, 0.55)):  # few are needed, and many
        yield float(p + rng.uniform(-0.02, 0.02)), float(q + rng.uniform(-0.02, 0.02))


def variance(p):
    return p * (1 - p)


signals_needed = Exercise(
    reference.signals_needed,
    results=("M",),
    draw=draw_accuracies,
    aspects=(
        Aspect("M where few are enough", 1, when=lambda p, q: abs(p - q) > 0.3),
        Aspect("M where many are needed", 0.5, when=lambda p, q: abs(p - q) <= 0.3),
        Purity("no side effects", 0.5, needs=("M where few are enough", "M where many are needed")),
    ),
)


@mistake_in(signals_needed)
def rounded_down(p, q):
    """One too few: with the whole number below, the distance is a little less than two standard deviations."""
    return reference.signals_needed(p, q) - 1


@mistake_in(signals_needed)
def not_rounded(p, q):
    """The formula is right, but there is no such thing as a part of a signal: which whole number is wanted?"""
    return 4 * (variance(p) + variance(q)) / (p - q) ** 2


@mistake_in(signals_needed)
def one_deviation(p, q):
    """This is the number for one standard deviation: how does it grow when the distance has to be two of them?"""
    return math.ceil((variance(p) + variance(q)) / (p - q) ** 2)


@mistake_in(signals_needed)
def half_as_many(p, q):
    """Half as many as needed: is the 2 squared where the root goes, and are the two variances added, not averaged?"""
    return math.ceil(2 * (variance(p) + variance(q)) / (p - q) ** 2)


@mistake_in(signals_needed)
def distance_not_squared(p, q):
    """Halving the distance makes M twice as large here: solve the condition for M once more, with its square root."""
    return math.ceil(4 * (variance(p) + variance(q)) / abs(p - q))


@mistake_in(signals_needed)
def variance_of_the_first_alone(p, q):
    """This is the uncertainty of p alone: q is measured too, and its variance is added."""
    return math.ceil(4 * variance(p) / (p - q) ** 2)


@mistake_in(signals_needed)
def variance_of_the_second_alone(p, q):
    """This is the uncertainty of q alone: p is measured too, and its variance is added."""
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
