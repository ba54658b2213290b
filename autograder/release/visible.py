"""The cases a student may see: drawn from a seed of their own, so that they say nothing of the hidden ones."""

import warnings
from functools import cache
from pathlib import Path

import numpy as np

from autograder.exercise import exercises, find
from autograder.release.sections import section_of
from unrolled import trees
from unrolled.fingerprint import DIRECTIONS, of_known, of_right

VISIBLE_SEED = "visible"


def visible_record(exercise: str) -> dict:
    """The record of one exercise that `check` judges by: what is `visible` may be shown, value by value."""
    chosen = find(exercise)
    return chosen.record(VISIBLE_SEED) | {"visible": True, "section": section_of(chosen.name)}


def write_visible_cases(assignment: str, path: Path) -> None:
    """Put the visible records of an assignment into one file, as arrays only."""
    with path.open("wb") as stream:
        trees.write({name: complete_record(name) for name in exercises(assignment)}, stream)


@cache
def complete_record(exercise: str) -> dict:
    """The visible record with all that its mistakes give: a file cannot find it when asked."""
    record = visible_record(exercise)
    mistakes = tuple(
        mistake | {"outcomes": tuple(known.complete() for known in mistake["outcomes"])}
        for mistake in record["mistakes"]
    )
    return record | {"mistakes": mistakes, "pairs": record["pairs"] and fingerprints(record)}


def fingerprints(record: dict) -> dict:
    """The pairs of mistakes, `mistakes` [pairs, 2], outer and inner, and their `fingerprints` [pairs, cases,
    directions].

    Left out are the pairs that are right, or that give what a single mistake or a pair before them gives.
    """
    pairs, cases = record["pairs"], len(record["cases"])
    singles = [of_right(record), *(of_known(record, mistake["outcomes"]) for mistake in record["mistakes"])]
    seen = {_rounded(one) for one in singles}
    kept, found = [], []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two mistakes may take the mean of nothing, and nobody need hear of it
        for outer, inner in pairs.places:
            one = of_known(record, pairs.outcomes(outer, inner))
            if not np.isnan(one).all() and _rounded(one) not in seen:
                seen.add(_rounded(one))
                kept.append((outer, inner))
                found.append(one)
    return {
        "mistakes": np.array(kept, np.uint16).reshape(-1, 2),
        "fingerprints": np.array(found, np.float32).reshape(-1, cases, DIRECTIONS),
    }


def _rounded(fingerprints: np.ndarray) -> tuple[str, ...]:
    """Coarser than rounding errors; that two equal ones are now and then kept apart does no harm."""
    return tuple(f"{one:.6g}" for one in fingerprints.flat)
