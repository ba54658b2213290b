"""What can be said of a wrong answer that is no known mistake: what its results look like, and which cases it fails.

Only what is true in every case that fails is said, the simplest first, in two sentences at most and in words: no
value of a hidden case is told.
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
    found: dict[tuple[str, int], dict[str, int]] = {}  # of each array, what is true in all cases, and the evidence
    for case, outcome in zip(record["cases"], outcomes, strict=True):
        if outcome.error is not None:
            continue
        wanted, given = side_by_side(case["expected"], outcome.result)
        if len(wanted) != len(given):
            return []
        for place, array in enumerate(_arrays(record["results"], case["expected"])):
            if not same(wanted[place], given[place], record["tolerance"]):
                here = _seen(record, case, wanted, place, given[place])
                before = found.get(array, dict.fromkeys(here, 0))
                found[array] = {text: number + here[text] for text, number in before.items() if text in here}
    sentences: dict[str, list[str]] = {}
    for (name, _), texts in found.items():
        text = next((text for text, evidence in texts.items() if evidence >= EVIDENCE), None)
        if text:
            sentences.setdefault(text, []).append(name)
    return [f"{', '.join(dict.fromkeys(them))}: in every case that fails, {text}." for text, them in sentences.items()]


def _arrays(results: tuple[str, ...], expected: Any) -> list[tuple[str, int]]:
    """The result that each array belongs to, by name, and which of its arrays it is."""
    items = expected if len(results) > 1 else [expected]
    return [(name, index) for name, item in zip(results, items, strict=True) for index, _ in enumerate(leaves(item))]


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
    names = [name for name, _ in _arrays(record["results"], case["expected"])]
    for name, one in zip(names, wanted, strict=True):
        if (
            name != names[place]
            and isinstance(one, NUMBERS)
            and np.any(one)
            and alike(np.asarray(one), given, tolerance)
        ):
            found[f"it is what {name} should be"] = given.size
    counted = sizes(record["arguments"], case["arguments"])
    for text, number in likenesses(expected, given, tolerance, counted, record.get("visible", False)):
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
    wrong = [not one for one in right]
    holds = {text: [text in one for one in true] for text in dict.fromkeys(text for one in true for text in one)}
    telling = [text for text, where in holds.items() if where in (right, wrong)]
    if len(telling) != 1:
        return []  # nothing explains it, or one of several things does, and nobody knows which
    [text] = telling
    if holds[text] == wrong:
        return [f"It goes wrong where {text}, and nowhere else."]
    if text.endswith("are equal"):
        return [f"It is right only where {text}: does a shape fit there by chance?"]
    return [f"It is right only where {text}."]
