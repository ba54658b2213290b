"""Which known mistakes is a wrong answer? One, two in different places of the result, or one on top of another.

Everything is looked at case by case and no further than to where it differs, the smallest wrong case first: what a
known mistake gives may have to be computed, and most are told apart by a single case.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np

from unrolled import fingerprint
from unrolled.compare import same
from unrolled.outcome import Outcome
from unrolled.sight import Sight
from unrolled.trees import leaves

SIGHTS = 2  # cases that say in which order pairs are tried
MOST_PAIRS = 120  # that are tried though something speaks against them


def recognised(record: dict, outcomes: list[Outcome]) -> tuple[dict, ...]:
    """The known mistakes that an answer consists of: one, two, or none where it is nothing known."""
    wrong = [case for case in _smallest_first(record["cases"]) if _returns_wrong(record, case, outcomes[case])]
    if not wrong:
        return ()  # it raises, for whatever reason, or is right
    order = wrong + [case for case in range(len(outcomes)) if case not in wrong]
    for mistake in record["mistakes"]:
        if _are_like(record, outcomes, mistake["outcomes"], order):
            return (mistake,)
    pair = _two(record, outcomes, wrong, order) if record["pairs"] and len(record["mistakes"]) > 1 else ()
    return tuple(record["mistakes"][one] for one in sorted(pair))


def _smallest_first(cases: tuple) -> list[int]:
    """The cases in the order of how long a call may take: the steps count most, for a loop runs over them."""

    def size(case: int) -> tuple[int, int]:
        arrays = [leaf for leaf in leaves(cases[case]["arguments"]) if isinstance(leaf, np.ndarray)]
        return max((one.shape[1] for one in arrays if one.ndim == 3), default=0), sum(one.size for one in arrays)

    return sorted(range(len(cases)), key=size)


def _returns_wrong(record: dict, case: int, outcome: Outcome) -> bool:
    """Does the answer return something in this case, and is it, or what happens besides, not as it should be?"""
    expected, arguments = record["cases"][case]["expected"], record["cases"][case]["arguments"]
    return outcome.error is None and not (
        same(expected, outcome.result, record["tolerance"])
        and not outcome.changed_arguments(arguments)
        and outcome.repeats()
    )


def _are_like(record: dict, outcomes: list[Outcome], known: Any, order: list[int]) -> bool:
    return all(_is_like(record, case, outcomes[case], known[case]) for case in order)


def _is_like(record: dict, case: int, outcome: Outcome, known: dict) -> bool:
    if outcome.error is not None or known["error"] is not None:
        # One slip may raise this or that, as its author writes; the cases in which it does not raise tell it apart.
        return outcome.error is not None and known["error"] is not None
    return (
        same(known["result"], outcome.result, record["tolerance"])
        and outcome.changed_arguments(record["cases"][case]["arguments"]) == known["changed"]
        and outcome.repeats() == known["repeats"]
    )


def _two(record: dict, outcomes: list[Outcome], wrong: list[int], order: list[int]) -> tuple[int, ...]:
    """The places in the bank of two mistakes that the answer consists of; none if it does not."""
    known = [mistake["outcomes"] for mistake in record["mistakes"]]

    @cache
    def sight(case: int) -> Sight:
        return Sight(record["cases"][case], outcomes[case], [one[case] for one in known], record["tolerance"])

    for one, other in _beside_each_other(map(sight, order)):
        if all(outcomes[case].repeats() == _repeat(case, known[one], known[other]) for case in order):
            return one, other
    if isinstance(record["pairs"], dict):
        return fingerprint.find(record["pairs"], record, outcomes, order)
    for outer, inner in _on_top(map(sight, wrong[:SIGHTS]), record["pairs"].places):
        if _are_like(record, outcomes, record["pairs"].outcomes(outer, inner), order):
            return outer, inner
    return ()


def _beside_each_other(sights: Iterable[Sight]) -> list[tuple[int, int]]:
    """The pairs that fit the answer in all cases, of which no more are looked at than must be.

    First come those with the least in common: one mistake a place is the simplest explanation.
    """
    fit: Any = True
    common: Any = 0
    for sight in sights:
        fit, common = np.triu(sight.beside_each_other() & fit, 1), common + sight.in_the_same_places()
        if not fit.any():
            return []
    return sorted(zip(*np.nonzero(fit), strict=True), key=common.__getitem__)


def _on_top(sights: Iterable[Sight], places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs, outer and inner, in the order in which they are tried: first all that nothing speaks against."""
    against = np.sum([sight.against_on_top() for sight in sights], axis=0)
    tried = sorted(places, key=against.__getitem__)
    return tried[: max(MOST_PAIRS, sum(against[pair] == 0 for pair in tried))]


def _repeat(case: int, *known: Any) -> bool:
    return all(one[case]["repeats"] for one in known)
