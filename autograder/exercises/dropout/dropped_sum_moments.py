"""By hand: what dropout does to a sum, on average and in spread."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.dropout._masks import reference


def draw_sums(rng):
    # all different; as many rows as numbers; one number; a single row
    for (B, D), keep_prob in (((3, 4), 0.7), ((4, 4), 0.3), ((2, 1), 0.8), ((1, 5), 0.4)):
        yield rng.normal(size=(B, D)), rng.normal(size=D), keep_prob


def one_number(x, weights, keep_prob):
    return len(weights) == 1


dropped_sum_moments = Exercise(
    reference.dropped_sum_moments,
    results=("mean", "variance"),
    draw=draw_sums,
    aspects=(
        Aspect(
            "mean", 1, path=(0,), hint="The mean of a mask's number is keep_prob, and what is kept is divided by it."
        ),
        Aspect(
            "variance of one number",
            1,
            path=(1,),
            when=one_number,
            hint="The mask alone is random: start from its variance. What does a fixed factor before it do to that?",
        ),
        Aspect(
            "variance of a sum",
            1,
            path=(1,),
            when=lambda *case: not one_number(*case),
            hint="Each number is kept or dropped by itself. What adds up when independent random numbers do?",
        ),
        Purity("no side effects", 0.5, needs=("mean", "variance of a sum")),
    ),
)


def of_squares(x, weights):
    """[B]: the sum of the squares of the weighted numbers."""
    return (x * weights) ** 2 @ np.ones(len(weights))


@mistake_in(dropped_sum_moments)
def survivors_not_scaled(x, weights, keep_prob):
    """These are mean and variance of a sum whose survivors stay as they are: in inverted dropout they are divided by
    keep_prob."""
    return keep_prob * (x @ weights), keep_prob * (1 - keep_prob) * of_squares(x, weights)


@mistake_in(dropped_sum_moments)
def mean_of_the_mask_left_in(x, weights, keep_prob):
    """The variance is right. The mean is too small: the survivors are divided, which makes up for what is dropped."""
    return keep_prob * (x @ weights), reference.dropped_sum_moments(x, weights, keep_prob)[1]


@mistake_in(dropped_sum_moments)
def variance_without_scaling(x, weights, keep_prob):
    """The mean is right. The variance is that of the mask itself: what does dividing a number do to its variance?"""
    return x @ weights, keep_prob * (1 - keep_prob) * of_squares(x, weights)


@mistake_in(dropped_sum_moments)
def variance_divided_once(x, weights, keep_prob):
    """The mean is right. The variance is divided once: scaling a number changes its variance more than that."""
    return x @ weights, (1 - keep_prob) * of_squares(x, weights)


@mistake_in(dropped_sum_moments)
def keep_and_drop_swapped(x, weights, keep_prob):
    """The mean is right. The variance is the one for a probability to be dropped: it should grow with what is lost."""
    return x @ weights, keep_prob / (1 - keep_prob) * of_squares(x, weights)


@mistake_in(dropped_sum_moments)
def mean_of_the_survivors(x, weights, keep_prob):
    """The variance is right. The mean is too large: it is divided as the survivors are, but what share of the numbers
    survives?"""
    return (x @ weights) / keep_prob, reference.dropped_sum_moments(x, weights, keep_prob)[1]


@mistake_in(dropped_sum_moments)
def variance_divided_by_the_square_alone(x, weights, keep_prob):
    """The mean is right. In the variance a factor is missing: that of a mask depends on the chance of a 1 and on that
    of a 0."""
    return x @ weights, (1 - keep_prob) / keep_prob**2 * of_squares(x, weights)


@mistake_in(dropped_sum_moments)
def mean_of_the_square(x, weights, keep_prob):
    """The mean is right. In place of each variance stands the mean of a square: what has to be taken away from that?"""
    return x @ weights, of_squares(x, weights) / keep_prob


@mistake_in(dropped_sum_moments)
def mean_of_the_squared_sum(x, weights, keep_prob):
    """The mean is right. In place of the variance stands the mean of the squared sum: what has to be taken away from
    it?"""
    mean, variance = reference.dropped_sum_moments(x, weights, keep_prob)
    return mean, variance + mean**2


@mistake_in(dropped_sum_moments)
def standard_deviation(x, weights, keep_prob):
    """The mean is right. In place of the variance stands its root, the standard deviation."""
    mean, variance = reference.dropped_sum_moments(x, weights, keep_prob)
    return mean, np.sqrt(variance)


@mistake_in(dropped_sum_moments)
def all_dropped_together(x, weights, keep_prob):
    """The mean is right. The variance is that of a row dropped as a whole: each number has a chance of its own."""
    mean, _ = reference.dropped_sum_moments(x, weights, keep_prob)
    return mean, (1 - keep_prob) / keep_prob * mean**2


@mistake_in(dropped_sum_moments)
def weights_not_squared(x, weights, keep_prob):
    """The mean is right. In the variance the weights count with their sign: can a variance be negative?"""
    return x @ weights, (1 - keep_prob) / keep_prob * (x**2 @ weights)


@mistake_in(dropped_sum_moments)
def numbers_not_squared(x, weights, keep_prob):
    """The mean is right. In the variance the numbers of x count with their sign: can a variance be negative?"""
    return x @ weights, (1 - keep_prob) / keep_prob * (x @ weights**2)


@mistake_in(dropped_sum_moments)
def weights_left_out_of_the_variance(x, weights, keep_prob):
    """The mean is right. The variance is that of a sum without weights: what does a weight do to a variance?"""
    return x @ weights, (1 - keep_prob) / keep_prob * (x**2).sum(axis=1)


@mistake_in(dropped_sum_moments)
def averaged_over_the_numbers(x, weights, keep_prob):
    """Both are divided by the number of summands: it is a sum, not an average."""
    mean, variance = reference.dropped_sum_moments(x, weights, keep_prob)
    return mean / len(weights), variance / len(weights)


@mistake_in(dropped_sum_moments)
def results_swapped(x, weights, keep_prob):
    """Mean and variance are right, and they are returned in each other's place."""
    return reference.dropped_sum_moments(x, weights, keep_prob)[::-1]


@mistake_in(dropped_sum_moments)
def weights_changed_in_place(x, weights, keep_prob):
    """The values are right, but the weights that were handed in are changed."""
    results = reference.dropped_sum_moments(x, weights, keep_prob)
    weights **= 2
    return results
