"""What two mistakes give together, in two numbers for each case.

A release comes without functions, and the arrays of some thousand pairs would be too many. So each outcome is laid
along two directions, which depend on all that is not a number in it: the shapes of its arrays, the arguments that it
changed, whether it repeats itself. Outcomes that agree have the same fingerprint within what rounding allows.
"""

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from unrolled.compare import NUMBERS, stacked
from unrolled.outcome import Outcome
from unrolled.trees import leaves

DIRECTIONS = 2
RAISED = [np.nan] * DIRECTIONS
NOT_A_NUMBER = 17.0  # in the place of NaN, which would swallow all the others
LARGEST = 1e9


def fingerprint(
    result: Any, changed: tuple[int, ...], repeats: bool, results: int, tolerance: tuple[float, float]
) -> tuple[np.ndarray, np.ndarray]:
    """The fingerprint of what a function returned, `results` things, and how far that of an equal outcome may be."""
    items = result if isinstance(result, tuple | list) and len(result) == results > 1 else [result]
    arrays = [leaf for item in items for leaf in leaves(stacked(item))]
    discrete = [list(np.shape(one)) if isinstance(one, NUMBERS) else str(one) for one in arrays]
    rows = [np.ones(1), *(_numbers(one) for one in arrays if isinstance(one, NUMBERS))]
    named = [repr((number, discrete, list(changed), bool(repeats))) for number in range(DIRECTIONS)]
    directions = np.stack([_direction(sum(map(len, rows)), name) for name in named])
    allowed = np.concatenate([_allowed(row, *tolerance) for row in rows])
    return directions @ np.concatenate(rows), np.abs(directions) @ allowed


def _numbers(array: Any) -> np.ndarray:
    return np.nan_to_num(np.asarray(array, float).reshape(-1), nan=NOT_A_NUMBER).clip(-LARGEST, LARGEST)


def _allowed(row: np.ndarray, relative: float, absolute: float) -> np.ndarray:
    size = np.abs(row)
    return relative * size + absolute * size.max(initial=1.0)


def _direction(size: int, name: str) -> np.ndarray:
    """Numbers in [-1, 1) that belong to a name, the same on every machine: those of SplitMix64."""
    with np.errstate(over="ignore"):
        mixed = (np.arange(1, size + 1, dtype=np.uint64) + np.uint64(zlib.crc32(name.encode()) << 20)) * _A
        mixed = (mixed ^ (mixed >> np.uint64(30))) * _B
        mixed = (mixed ^ (mixed >> np.uint64(27))) * _C
    return (mixed ^ (mixed >> np.uint64(31))).astype(np.float64) / 2.0**63 - 1


_A, _B, _C = (np.uint64(one) for one in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))


def find(pairs: dict, record: dict, outcomes: list[Outcome], order: list[int]) -> tuple[int, ...]:
    """The first pair of mistakes with the fingerprint of the answer in every case."""
    left = np.arange(len(pairs["mistakes"]))
    for case in order:
        prints = pairs["fingerprints"][left, case].astype(float)
        if outcomes[case].error is not None:
            left = left[np.isnan(prints).all(axis=1)]
        else:
            found, allowed = _of_answer(record, case, outcomes[case])
            left = left[(np.abs(prints - found) <= allowed).all(axis=1)]
    return tuple(int(one) for one in pairs["mistakes"][left[0]]) if left.size else ()


def _of_answer(record: dict, case: int, outcome: Outcome) -> tuple[np.ndarray, np.ndarray]:
    changed = outcome.changed_arguments(record["cases"][case]["arguments"])
    return fingerprint(outcome.result, changed, outcome.repeats(), len(record["results"]), record["tolerance"])


def of_known(record: dict, known: Sequence[dict]) -> np.ndarray:
    """[cases, DIRECTIONS]: the fingerprints of a mistake."""
    return np.array(
        [
            fingerprint(one["result"], one["changed"], one["repeats"], len(record["results"]), record["tolerance"])[0]
            if one["error"] is None
            else RAISED
            for one in known
        ]
    )


def of_right(record: dict) -> np.ndarray:
    """[cases, DIRECTIONS]: the fingerprints of a right answer."""
    none = {"error": None, "changed": (), "repeats": True}
    return of_known(record, [none | {"result": case["expected"]} for case in record["cases"]])
