"""What can be said of a wrong answer that is no known mistake: what its results look like, and which cases it fails.

Only what is true in every case that fails is said, the simplest first, in two sentences at most and in words: of the
values of a hidden case none is told.
"""

from typing import Any

import numpy as np

from unrolled.compare import NUMBERS, same, side_by_side
from unrolled.likeness import alike, likenesses
from unrolled.outcome import Outcome
from unrolled.sizes import facts, sizes
from unrolled.trees import leaves

MOST_SENTENCES = 2
EVIDENCE = 3  # values that must speak for something, so that it is no coincidence
MOST_VALUES = 100_000  # that are looked at


def diagnosis(record: dict, outcomes: list[Outcome]) -> list[str]:
    """The sentences that describe a wrong answer, none where there is nothing to say."""
    if any(aspect["kind"] not in ("values", "purity") for aspect in record["aspects"]):
        return []  # no single array is the right one
    look = _of_results(record, outcomes)
    where = _of_cases(record, outcomes)
    return (look[: MOST_SENTENCES - len(where)] + where)[:MOST_SENTENCES]


def _of_results(record: dict, outcomes: list[Outcome]) -> list[str]:
    """What the arrays that are wrong look like; those that look the same share a sentence."""
    found: dict[int, dict[str, int]] = {}  # of each array, what is true in all cases looked at, and the evidence
    names: dict[int, str] = {}
    for case, outcome in zip(record["cases"], outcomes, strict=True):
        if outcome.error is not None:
            continue
        wanted, given = side_by_side(case["expected"], outcome.result)
        if len(wanted) != len(given):
            return []
        names = dict(enumerate(_names(record["results"], case["expected"])))
        for place, (one, other) in enumerate(zip(wanted, given, strict=True)):
            if same(one, other, record["tolerance"]):
                continue
            here = _seen(record, case, wanted, place, other)
            before = found.get(place)
            found[place] = (
                here
                if before is None
                else {text: number + here[text] for text, number in before.items() if text in here}
            )
    sentences: dict[str, list[str]] = {}
    for place, texts in sorted(found.items()):
        text = next((text for text, evidence in texts.items() if evidence >= EVIDENCE), None)
        if text:
            sentences.setdefault(text, []).append(names[place])
    return [
        f"{', '.join(dict.fromkeys(those))}: in every case that fails, {text}." for text, those in sentences.items()
    ]


def _names(results: tuple[str, ...], expected: Any) -> list[str]:
    """The name of the result that each array belongs to."""
    items = expected if len(results) > 1 else [expected]
    return [name for name, item in zip(results, items, strict=True) for _ in leaves(item)]


def _seen(record: dict, case: dict, wanted: list, place: int, given: Any) -> dict[str, int]:
    """What a wrong array is found to be in one case, and the number of values that speak for it."""
    expected = wanted[place]
    if not isinstance(expected, NUMBERS) or not isinstance(given, NUMBERS) or np.size(given) > MOST_VALUES:
        return {}
    expected, given, tolerance = np.asarray(expected), np.asarray(given), record["tolerance"]
    if expected.size == given.size == 1:
        given = given.reshape(expected.shape)
    found: dict[str, int] = {}
    for name, argument in zip(record["arguments"], case["arguments"], strict=False):
        if isinstance(argument, np.ndarray) and argument.any() and alike(argument, given, tolerance):
            found[f"it is the {name} that was handed in"] = given.size
    names = _names(record["results"], case["expected"])
    for other, one in enumerate(wanted):
        if names[other] != names[place] and np.any(one) and alike(np.asarray(one), given, tolerance):
            found[f"it is what {names[other]} should be"] = given.size
    for text, number in likenesses(expected, given, tolerance, sizes(record["arguments"], case["arguments"])):
        found.setdefault(text, number)
    return found


def _of_cases(record: dict, outcomes: list[Outcome]) -> list[str]:
    """What the cases that fail have in common, and no other has; or those that are right."""
    right, true = [], []
    for case, outcome in zip(record["cases"], outcomes, strict=True):
        right.append(outcome.error is None and same(case["expected"], outcome.result, record["tolerance"]))
        true.append(dict.fromkeys(facts(record["arguments"], case["arguments"])))
    if all(right) or not any(right):
        return []
    for text in dict.fromkeys(text for one in true for text in one):
        holds = [text in one for one in true]
        if holds == [not one for one in right]:
            return [f"It goes wrong where {text}, and nowhere else."]
        if holds == right and text.endswith("are equal"):
            return [f"It is right only where {text}: does a shape fit there by chance?"]
        if holds == right:
            return [f"It is right only where {text}."]
    return []
