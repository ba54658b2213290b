"""Do masks look drawn at random? Exact tests on zeros and ones, for answers that may draw them in any way they like.

Each test is of a count that has a binomial distribution under the hypothesis that the answer is right, and it fails
where a count as far out, on that side, has a probability below LEVEL / 2. A right answer fails one test with a
probability of at most LEVEL: P(P(X <= x) < a) <= a for any discrete X, and so on the other side. A test of a mask of A
axes makes at most 2 + 2 (A + 1) of them; a check of S seeds and a few shapes stays below a hundred, so that it is wrong
about a right answer less than once in ten million times (100 LEVEL = 1e-7).
"""

import math
from collections.abc import Iterator

import numpy as np

LEVEL = 1e-9


def share(masks: np.ndarray, keep_prob: float) -> str | None:
    """Are there as many ones as there should be? `masks` is [S, ...], one mask for each of S seeds."""
    if not np.isin(masks, (0, 1)).all():
        return "it should hold nothing but zeros and ones"
    masks = _different(masks)
    side = _side(int(masks.sum()), masks.size, keep_prob)
    if side is None:
        return None
    swapped = _side(int(masks.sum()), masks.size, 1 - keep_prob) is None
    hint = ", about as many as there should be zeros" if swapped else ""
    return f"it holds too {'few' if side < 0 else 'many'} ones{hint}"


def generator(masks: np.ndarray, keep_prob: float) -> str | None:
    """Do the masks of different seeds differ as they should?"""
    if len(masks) > 1 and _agreement(masks, 0, keep_prob) is not None:
        return "generators with other seeds should give other masks"
    return None


def independence(masks: np.ndarray, keep_prob: float) -> str | None:
    """Is each number of a mask drawn by itself?

    Of neighbours along an axis, taken in pairs that share no number, as many should agree as chance has it. And the
    number of ones should not be the same in all lines along an axis, nor in all masks.
    """
    masks = _different(masks)
    for axis in range(1, masks.ndim):
        if _agreement(masks, axis, keep_prob) is not None:
            return f"neighbours along axis {axis - 1} are not independent of each other"
    for what, counts, length in _counts(masks):
        if np.ptp(counts) == 0 and _all_the_same(len(counts), length, keep_prob) < LEVEL:
            return f"there are equally many ones in {what}: each number should be drawn by itself"
    return None


def _different(masks: np.ndarray) -> np.ndarray:
    """The masks, but one alone where they are all the same: what is wrong then is not their share."""
    return masks[:1] if (masks == masks[:1]).all() else masks


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


def _all_the_same(how_many: int, n: int, p: float) -> float:
    """The probability that so many independent binomial counts are all the same."""
    return float((_binomial(n, p) ** how_many).sum())


def _side(count: int, n: int, p: float) -> int | None:
    """-1 where the count is too small to believe, 1 where it is too large, None otherwise."""
    chances = _binomial(n, p)
    if chances[: count + 1].sum() < LEVEL / 2:
        return -1
    return 1 if chances[count:].sum() < LEVEL / 2 else None


def _binomial(n: int, p: float) -> np.ndarray:
    """The probabilities of 0, 1, ..., n ones among n independent numbers."""
    if not 0 < p < 1:
        return np.eye(n + 1)[n if p >= 1 else 0]
    logarithm = np.array([math.lgamma(k + 1) for k in range(n + 1)])
    k = np.arange(n + 1)
    return np.exp(logarithm[n] - logarithm - logarithm[::-1] + k * math.log(p) + (n - k) * math.log1p(-p))
