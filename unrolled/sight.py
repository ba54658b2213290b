"""An answer beside the known mistakes in one case: where it is right, where each of them is wrong, where they agree."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from unrolled.compare import NUMBERS, closeness, same, side_by_side
from unrolled.outcome import Outcome

ABSENT = object()  # in the place of an array that is not there


class Sight:
    """All that can be right or wrong in a case stands in one row: each value, each argument that should not change.

    `right` [row] is where the answer is right, `wrong` [mistakes, row] where a mistake is not, `like` [mistakes, row]
    where a mistake agrees with the answer; `part` [row] counts the array that a value is in. Where its array has
    another shape, a mistake is wrong in every value, and like the answer in all of them or in none.
    """

    def __init__(self, case: dict, outcome: Outcome, known: Sequence[dict], tolerance: tuple[float, float]) -> None:
        """`known` holds the outcome of each mistake in this case."""
        raises = np.array([one["error"] is not None for one in known]).reshape(-1, 1)
        if outcome.error is not None:
            columns = [(np.array([False]), raises, raises)]
        else:
            columns = [
                *_values(case["expected"], outcome.result, [one["result"] for one in known], tolerance),
                _changes(case["arguments"], outcome, known),
                (np.array([True]), raises, ~raises),
            ]
        self.part = np.repeat(np.arange(len(columns)), [right.size for right, _, _ in columns])
        self.right, self.wrong, self.like = (np.concatenate(one, axis=-1) for one in zip(*columns, strict=True))

    def beside_each_other(self) -> np.ndarray:
        """[mistakes, mistakes]: is the answer wrong where one of them is and as it is, and right where both are?

        In a part of the result in which both are wrong it is like one of them throughout.
        """
        fits = (self._unlike_alone() == 0) & (self._unlike_alone().T == 0) & (self._wrong_for_no_reason() == 0)
        for part in range(self.part[-1] + 1):
            here = self.part == part
            unlike = _count(self.wrong[:, here] & ~self.like[:, here], self.wrong[:, here]) > 0
            fits &= ~(unlike & unlike.T)
        return fits

    def in_the_same_places(self) -> np.ndarray:
        """[one, other]: in how many places are both wrong?"""
        return _count(self.wrong, self.wrong)

    def against_on_top(self) -> np.ndarray:
        """[outer, inner]: the places that speak against one mistake on top of another.

        Where neither is wrong the answer should be right, and where the inner one alone is wrong, like it: an outer
        mistake hands on what it has no part in. That need not be so where the outer one moves values about.
        """
        return self._wrong_for_no_reason() + self._unlike_alone().T

    def _wrong_for_no_reason(self) -> np.ndarray:
        """[one, other]: in how many places is the answer wrong where neither is?"""
        return _count(~self.wrong & ~self.right, ~self.wrong)

    def _unlike_alone(self) -> np.ndarray:
        """[one, other]: in how many places is the one alone wrong, and the answer not like it?"""
        return _count(self.wrong & ~self.like, ~self.wrong)


def _count(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """[rows of one, rows of other]: in how many columns are both true?"""
    return one.astype(np.float32) @ other.astype(np.float32).T


def _changes(arguments: tuple, outcome: Outcome, known: Sequence[dict]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which arguments the answer leaves as they are, which each mistake changes, and in which of them they agree."""

    def changed(places: tuple[int, ...]) -> np.ndarray:
        return np.isin(np.arange(len(arguments)), places)

    answer, wrong = changed(outcome.changed_arguments(arguments)), np.array([changed(one["changed"]) for one in known])
    return ~answer, wrong, wrong == answer


def _values(expected: Any, given: Any, known: list, tolerance: tuple[float, float]) -> list[tuple]:
    """For each array: where the answer is right, where each mistake is not, and where they agree."""
    wanted, found = side_by_side(expected, given)
    others = [side_by_side(expected, one)[1] for one in known]
    rows = [row if len(row) == len(wanted) else [ABSENT] * len(wanted) for row in (found, *others)]
    columns = [_of_array(*leaves, tolerance) for leaves in zip(wanted, *rows, strict=True)]
    if len(found) == len(wanted):
        return columns
    alike = np.array([[same(one, given, tolerance)] for one in known])
    return [(right, wrong, np.broadcast_to(alike, wrong.shape)) for right, wrong, _ in columns]


def _of_array(expected: Any, *others: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    *rows, tolerance = others  # the answer's array, and that of each mistake
    fits = [_fits(expected, one) for one in rows]
    agree, like = (np.zeros((len(rows), np.size(expected)), bool) for _ in range(2))
    if any(fits):
        values = np.stack([_row(one) for one, it_fits in zip(rows, fits, strict=True) if it_fits])
        agree[fits] = closeness(_row(expected)[np.newaxis], values, tolerance, axis=1)
        if fits[0]:
            like[fits] = closeness(values, values[:1], tolerance, axis=1)
    for place, one in enumerate(rows):
        if not fits[place] and one is not ABSENT:
            agree[place] = same(expected, one, tolerance)
            like[place] = rows[0] is not ABSENT and same(one, rows[0], tolerance)
    return agree[0], ~agree[1:], like[1:]


def _fits(expected: Any, given: Any) -> bool:
    if not isinstance(expected, NUMBERS) or not isinstance(given, NUMBERS):
        return False
    return np.shape(expected) == np.shape(given) or np.size(expected) == np.size(given) == 1


def _row(array: Any) -> np.ndarray:
    return np.asarray(array, float).reshape(-1)
