"""Do masks look drawn at random? Exact tests on zeros and ones, for answers that may draw them in any way they like.

Each test is of a count that has a binomial distribution under the hypothesis that the answer is right, and it fails
where a count as far out, on that side, has a probability below LEVEL / 2. A right answer fails one test with a
probability of at most LEVEL: P(P(X <= x) < a) <= a for any discrete X, and so on the other side. Where a test looks
for what should not be, such as a mask that repeats itself, it fails only where the probability of that is below LEVEL.
The masks of one shape with A axes go through at most 4 + 4 A tests. A check with a few shapes stays below a hundred,
so that it is wrong about a right answer less than once in ten million times (100 LEVEL = 1e-7).
"""

import math
from collections.abc import Iterator
from functools import cache

import numpy as np

LEVEL = 1e-9


def share(masks: np.ndarray, keep_prob: float) -> str | None:
    """Are there as many ones as there should be? `masks` is [S, ...], one mask for each of S seeds."""
    if not np.isin(masks, (0, 1)).all():
        return "it should hold nothing but zeros and ones"
    masks = _without_copies(masks)
    side = _side(int(masks.sum()), masks.size, keep_prob)
    if side is None:
        return None
    swapped = _side(int(masks.sum()), masks.size, 1 - keep_prob) is None
    hint = ", about as many as there should be zeros" if swapped else ""
    return f"it holds too {'few' if side < 0 else 'many'} ones{hint}"


def generator(masks: np.ndarray, keep_prob: float) -> str | None:
    """Do the masks of different seeds differ as they should?"""
    if 0 not in _repeated(masks):
        masks = _without_copies(masks)
    if _twice(masks, 0, keep_prob) or _agreement(masks, 0, keep_prob) is not None:
        return "generators with other seeds should give other masks"
    return None


def independence(masks: np.ndarray, keep_prob: float) -> str | None:
    """Is each number of a mask drawn by itself?

    It should not repeat itself along an axis. Of neighbours along an axis, taken in pairs that share no number, as
    many should agree as chance has it. No two places along an axis should hold the same in all masks. And the number
    of ones should not be the same in all lines along an axis, nor in all masks.
    """
    masks = masks[:1] if 0 in _repeated(masks) else masks
    for axis in _repeated(masks):
        if _all_the_same(masks.size // masks.shape[axis], masks.shape[axis], keep_prob) < LEVEL:
            return f"along axis {axis - 1} it repeats itself: each number should be drawn by itself"
    for axis in range(1, masks.ndim):
        if _agreement(masks, axis, keep_prob) is not None:
            return f"neighbours along axis {axis - 1} are not independent of each other"
    for axis in range(1, masks.ndim):
        if _twice(masks, axis, keep_prob):
            return f"along axis {axis - 1} the same stands at two places: each number should be drawn by itself"
    for what, counts, length in _counts(masks):
        if np.ptp(counts) == 0 and _same_counts(len(counts), length, keep_prob) < LEVEL:
            return f"there are equally many ones in {what}: each number should be drawn by itself"
    return None


def _repeated(masks: np.ndarray) -> list[int]:
    """The axes along which nothing changes."""
    return [axis for axis in range(masks.ndim) if (masks == np.take(masks, [0], axis)).all() and masks.shape[axis] > 1]


def _twice(masks: np.ndarray, axis: int, keep_prob: float) -> bool:
    """Is what stands at one place along the axis found at another, where chance would hardly ever have it so?"""
    slices = np.moveaxis(masks, axis, 0).reshape(masks.shape[axis], -1).astype(bool)
    pairs = math.comb(len(slices), 2)
    unlikely = pairs * _all_the_same(slices.shape[1], 2, keep_prob) < LEVEL
    return unlikely and len({one.tobytes() for one in slices}) < len(slices)


def _without_copies(masks: np.ndarray) -> np.ndarray:
    """The masks without their repetition along an axis: what is wrong then is not their share.

    A mask of zeros alone, or of ones alone, stays what it is: there it is.
    """
    repeated = _repeated(masks)
    if len([axis for axis in repeated if axis > 0]) < masks.ndim - 1:
        for axis in repeated:
            masks = np.take(masks, [0], axis)
    return masks


def _agreement(masks: np.ndarray, axis: int, keep_prob: float) -> int | None:
    """On which side the number of neighbours that agree is too far out; None where it is not."""
    pairs = masks.shape[axis] // 2
    first, second = (np.take(masks, np.arange(start, 2 * pairs, 2), axis) for start in (0, 1))
    return _side(int((first == second).sum()), first.size, keep_prob**2 + (1 - keep_prob) ** 2)


def _counts(masks: np.ndarray) -> Iterator[tuple[str, np.ndarray, int]]:
    """The numbers of ones in all lines along each axis, and in all masks, with the length of what was counted."""
    for axis in range(1, masks.ndim):
        yield f"all lines along axis {axis - 1}", masks.sum(axis=axis).ravel(), masks.shape[axis]
    yield "all masks", masks.reshape(len(masks), -1).sum(axis=1), masks[0].size


def _all_the_same(lines: int, length: int, p: float) -> float:
    """The probability that in each of so many lines all numbers are the same."""
    return (p**length + (1 - p) ** length) ** lines


def _same_counts(how_many: int, n: int, p: float) -> float:
    """The probability that so many independent binomial counts are all the same."""
    return float((_binomial(n, p) ** how_many).sum())


def _side(count: int, n: int, p: float) -> int | None:
    """-1 where the count is too small to believe, 1 where it is too large, None otherwise."""
    chances = _binomial(n, p)
    if chances[: count + 1].sum() < LEVEL / 2:
        return -1
    return 1 if chances[count:].sum() < LEVEL / 2 else None


@cache  # few are needed, again and again
def _binomial(n: int, p: float) -> np.ndarray:
    """The probabilities of 0, 1, ..., n ones among n independent numbers."""
    if not 0 < p < 1:
        return np.eye(n + 1)[n if p >= 1 else 0]
    logarithm = np.array([math.lgamma(k + 1) for k in range(n + 1)])
    k = np.arange(n + 1)
    return np.exp(logarithm[n] - logarithm - logarithm[::-1] + k * math.log(p) + (n - k) * math.log1p(-p))
