"""Tests of masks drawn at random: how often are they wrong about a right answer, and do they see what is wrong?"""

import bisect
import math
from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from unrolled import randomness

SHAPES = [((8, 24, 30), 0.7), ((8, 6, 8, 12), 0.25)]  # those of the exercise
TRAITS = [randomness.share, randomness.generator, randomness.independence]
every_shape = pytest.mark.parametrize(("shape", "keep_prob"), SHAPES)


def drawn(shape, keep_prob, seed=0):
    return (np.random.default_rng(seed).random(shape) < keep_prob).astype(float)


@every_shape
def test_do_many_right_masks_pass(shape, keep_prob):
    for seed in range(200):
        assert [trait(drawn(shape, keep_prob, seed), keep_prob) for trait in TRAITS] == [None, None, None]


@every_shape
def test_is_a_test_wrong_about_right_masks_as_seldom_as_it_says(shape, keep_prob, monkeypatch):
    """At a level at which that can be counted; 5 standard deviations: this test fails by chance once in a million."""
    level, runs = 0.05, 1000
    monkeypatch.setattr(randomness, "LEVEL", level)
    alarms = dict.fromkeys(["share", *range(len(shape))], 0)
    for seed in range(runs):
        masks = drawn(shape, keep_prob, seed)
        alarms["share"] += randomness.share(masks, keep_prob) is not None
        for axis in range(len(shape)):
            alarms[axis] += randomness._agreement(masks, axis, keep_prob) is not None
    for count in alarms.values():
        assert count / runs < level + 5 * np.sqrt(level * (1 - level) / runs)
        assert count > 0, "a test that never fails tests nothing"


def test_is_the_chance_that_counts_are_all_the_same_the_one_that_is_seen():
    rng = np.random.default_rng(0)
    same = np.ptp(rng.binomial(4, 0.7, (100_000, 3)), axis=1) == 0
    assert randomness._same_counts(3, 4, 0.7) == pytest.approx(same.mean(), abs=5 * np.sqrt(0.25 / 100_000))


@pytest.mark.parametrize("n", [1, 2, 7, 2560])
@pytest.mark.parametrize("p", [0.0, 0.1, 0.7, 1.0])
def test_are_the_probabilities_those_of_a_binomial(n, p):
    chances = randomness._binomial(n, p)
    k = np.arange(n + 1)
    assert chances.sum() == pytest.approx(1)
    assert (chances * k).sum() == pytest.approx(n * p)
    assert (chances * (k - n * p) ** 2).sum() == pytest.approx(n * p * (1 - p), abs=1e-9)


def test_how_many_tests_does_a_mask_of_many_axes_get():
    masks = drawn((8, 2, 3, 4, 5), 0.5)
    A = masks.ndim - 1
    counts = sum(1 for _ in randomness._counts(masks))
    made = 1 + 2 + 3 * A + counts  # share; seeds; repetition, neighbours and places along each axis
    assert made <= 4 + 4 * A


@cache
def chances(n, p):
    """The probabilities of 0, 1, ..., n ones, in whole numbers of some very small unit, and how many units are 1."""
    kept, dropped = p.numerator, p.denominator - p.numerator
    exact = [dropped**n]
    for k in range(n):
        exact.append(exact[k] * (n - k) * kept // ((k + 1) * dropped))  # without a remainder
    return exact, p.denominator**n


def refused(n, p):
    """The exact probability that `_side` refuses a right count: it does outside of two bounds, found by bisection."""
    exact, unit = chances(n, p)
    low = bisect.bisect_left(range(n), True, key=lambda count: randomness._side(count, n, float(p)) != -1)
    high = bisect.bisect_left(range(n), True, key=lambda count: randomness._side(count, n, float(p)) == 1)
    return Fraction(sum(exact[:low]) + sum(exact[high:]), unit), range(low, high)


def test_is_a_grading_wrong_about_a_right_answer_less_than_once_in_a_million_times():
    """The sum over all tests of one grading, each exact: an upper bound, whatever depends on what."""
    total = 0
    for shape, keep_prob in SHAPES:
        p, n = Fraction(str(keep_prob)), math.prod(shape)
        agree = p**2 + (1 - p) ** 2
        total += refused(n, p)[0]
        for length in shape:
            total += refused(n // length * (length // 2), agree)[0]
            total += min(math.comb(length, 2) * agree ** (n // length), 1)  # two places hold the same
        counted = [(length, n // length) for length in shape[1:]] + [(n // shape[0], shape[0])]
        for length, how_many in counted:
            exact, unit = chances(length, p)
            equal = sum(Fraction(one, unit) ** how_many for one in exact)
            total += equal if equal < randomness.LEVEL else 0
    assert 1e-9 < total < 1e-7


@pytest.mark.parametrize("off", [-0.05, 0.05])
def test_how_surely_is_a_share_seen_that_is_off_by_a_twentieth(off):
    unseen = 1
    for shape, keep_prob in SHAPES:
        n = math.prod(shape)
        _, accepted = refused(n, Fraction(str(keep_prob)))
        exact, unit = chances(n, Fraction(str(round(keep_prob + off, 2))))
        unseen *= Fraction(sum(exact[count] for count in accepted), unit)
    assert unseen < 1e-2


@every_shape
def test_are_shares_seen_that_are_not_right(shape, keep_prob):
    assert "ones, about as many as there should be zeros" in randomness.share(drawn(shape, 1 - keep_prob), keep_prob)
    assert randomness.share(drawn(shape, keep_prob + 0.15), keep_prob) == "it holds too many ones"
    assert randomness.share(drawn(shape, keep_prob - 0.15), keep_prob) == "it holds too few ones"
    assert "nothing but zeros and ones" in randomness.share(drawn(shape, keep_prob) / keep_prob, keep_prob)
    assert "nothing but zeros and ones" in randomness.share(np.full(shape, np.nan), keep_prob)


@every_shape
def test_is_one_mask_for_all_seeds_seen_and_not_taken_for_something_else(shape, keep_prob):
    for seed in range(50):
        masks = np.broadcast_to(drawn(shape[1:], keep_prob, seed), shape)
        assert randomness.share(masks, keep_prob) is None
        assert randomness.generator(masks, keep_prob) is not None
        assert randomness.independence(masks, keep_prob) is None


@every_shape
def test_is_a_mask_repeated_along_an_axis_seen(shape, keep_prob):
    for axis in range(1, len(shape)):
        one = drawn((*shape[:axis], 1, *shape[axis + 1 :]), keep_prob)
        masks = np.broadcast_to(one, shape)
        assert randomness.independence(masks, keep_prob).startswith(f"along axis {axis - 1} it repeats itself")
        assert randomness.share(masks, keep_prob) is None
        assert randomness.generator(masks, keep_prob) is None


def test_does_a_mask_of_a_single_kind_not_pass_for_a_repeated_one():
    for one in (np.zeros((8, 24, 30)), np.ones((8, 24, 30))):
        assert randomness.share(one, 0.7) is not None


@every_shape
def test_are_neighbours_seen_that_hold_together(shape, keep_prob):
    masks = drawn(shape, keep_prob)
    masks[..., 1::2] = masks[..., ::2]
    assert randomness.independence(masks, keep_prob).startswith(f"neighbours along axis {len(shape) - 2}")


def test_is_a_pattern_without_chance_seen():
    board = np.indices((24, 30)).sum(axis=0) % 2
    assert "neighbours" in randomness.independence(np.stack([board, 1 - board] * 4), 0.5)


@every_shape
def test_are_ones_seen_that_are_dealt_out(shape, keep_prob):
    rng = np.random.default_rng(0)

    def dealt(size, how_many):
        exact = np.broadcast_to(np.arange(size) < round(keep_prob * size), (how_many, size))
        return rng.permuted(exact, axis=1)

    masks = dealt(int(np.prod(shape[1:])), shape[0]).reshape(shape)
    assert "equally many ones in all masks" in randomness.independence(masks, keep_prob)
    lines = dealt(shape[-1], int(np.prod(shape[:-1]))).reshape(shape)
    assert f"equally many ones in all lines along axis {len(shape) - 2}" in randomness.independence(lines, keep_prob)


@pytest.mark.parametrize("keep_prob", [0.0, 1.0])
def test_is_a_mask_without_chance_right_where_there_is_none(keep_prob):
    masks = np.full((1, 3, 4), keep_prob)
    assert [trait(masks, keep_prob) for trait in TRAITS] == [None, None, None]
    assert randomness.share(1 - masks, keep_prob) is not None
