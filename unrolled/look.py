"""A look at an answer that failed: what it gives beside what is expected, on the first case that it fails.

Only on cases that may be seen. An answer comes from a stranger: whatever it is, a look at it is a picture or nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from unrolled.compare import closeness, stacked
from unrolled.outcome import Outcome, shapes
from unrolled.picture import Picture, picture
from unrolled.verdict import Section, Verdict

ELSEWHERE = "On the cases that you can see, your answer is right: it fails on others of the same kind."


def with_help(verdict: Verdict, record: dict, tried: Iterable[tuple[dict, Outcome]]) -> Verdict:
    """The verdict with what helps where it is not the best: a picture, and the section of the book.

    `tried` are the visible cases of the record and what came of them, which are asked for only if a look helps.
    """
    if verdict.passed:
        return verdict
    section = Section(**record["section"]) if record.get("section") else None
    return replace(verdict, picture=look(record, tried) if _a_look_helps(record, verdict) else None, section=section)


def _a_look_helps(record: dict, verdict: Verdict) -> bool:
    """Are there values that differ? Not where an answer is slow, or random, or does no harm but to its arguments."""
    kinds = {aspect["name"]: aspect["kind"] for aspect in record["aspects"]}
    return record["twice"] and any(kinds[one.name] == "values" for one in verdict.aspects if one.problem is not None)


def look(record: dict, tried: Iterable[tuple[dict, Outcome]]) -> Picture | None:
    """The picture of the first of these cases that fails; words if none does; None where there is nothing to draw."""
    try:
        for case, outcome in tried:
            if outcome.error is not None:
                return None
            for name, expected, given, mask in _compared(record, case, outcome.result):
                if not isinstance(given, np.ndarray) or given.shape != expected.shape:
                    return None
                differ = ~closeness(expected, given, record["tolerance"])
                if mask is not None:
                    differ &= np.reshape(mask, np.shape(mask) + (1,) * (differ.ndim - np.ndim(mask)))
                if differ.any():
                    sizes = shapes(record["arguments"], case["arguments"])
                    where = "In a case that you can see" + (f", with the shapes {sizes}" if sizes else "")
                    return picture(name, expected, given, differ, where)
        return Picture(ELSEWHERE)
    except Exception:  # trees of any form come in, and none may cost a verdict
        return None


def _compared(record: dict, case: dict, result: Any) -> Iterator[tuple[str, np.ndarray, Any, Any]]:
    """Each array that an aspect looks at in a case: its name, what is expected, what was given, the aspect's mask."""
    names = record["results"]
    if isinstance(result, dict):
        result = tuple(result[name] for name in names) if len(names) > 1 else result[names[0]]
    for aspect in record["aspects"]:
        if aspect["kind"] != "values" or aspect["name"] not in case["parts"]:
            continue
        mask = case["parts"][aspect["name"]]
        for place, expected, given in _pairs(case["expected"], result):
            if place[: len(aspect["path"])] == tuple(aspect["path"]):
                yield _called(names, place), expected, given, mask
                mask = None  # it is the first array's


def _pairs(expected: Any, given: Any, place: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], np.ndarray, Any]]:
    """The arrays of two trees, with the place of each. ValueError where one is nested in another way."""
    if isinstance(expected, tuple | list):
        for index, (one, other) in enumerate(zip(expected, given, strict=True)):
            yield from _pairs(one, other, (*place, index))
    elif isinstance(expected, np.ndarray | np.generic | int | float):
        expected, given = np.asarray(expected), stacked(given)
        if isinstance(given, np.ndarray | np.generic | int | float) and expected.size == np.size(given) == 1:
            given = np.reshape(given, expected.shape)
        yield place, expected, given


def _called(names: tuple[str, ...], place: tuple[int, ...]) -> str:
    """The name of a result, and the place within it."""
    name, inside = (names[place[0]], place[1:]) if len(names) > 1 else (names[0], place)
    return name + "".join(f"[{index}]" for index in inside)
