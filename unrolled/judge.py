"""From outcomes to a verdict: which aspects of an answer are right, what it earns, and which known mistake it is.

A record is plain data (see `autograder.exercise.Exercise.record`): the cases with their right results, what each aspect
looks at, and what each known mistake gives. The same code judges visible cases on a student's machine and hidden ones
in the examiner.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from unrolled import randomness
from unrolled.compare import difference, stacked
from unrolled.diagnosis import diagnosis
from unrolled.functions import is_generator
from unrolled.outcome import Outcome, readable, shapes
from unrolled.recognition import recognised
from unrolled.trees import NotATree
from unrolled.verdict import NOT_YET, RIGHT_SO_FAR, WAITS, Aspect, Verdict

OF_A_CASE = " (in a case with the shapes "
TWO_AT_ONCE = "Two things are wrong at once. Each is described as if it were the only one:"


def judge(record: dict, outcomes: list[Outcome]) -> Verdict:
    """The verdict on the outcomes of an answer, one for each case of the record, in order."""
    outcomes = _all_in_order(record, outcomes)
    aspects = _judged_aspects(record, outcomes)
    if all(aspect.problem is None for aspect in aspects):
        looked_at = ", ".join(aspect.name for aspect in aspects)
        return Verdict(record["name"], aspects, (), f"Right: {looked_at}.")
    mistakes = recognised(record, outcomes)
    message = _message(record, outcomes, aspects, mistakes)
    return Verdict(record["name"], aspects, tuple(mistake["name"] for mistake in mistakes), message)


def is_right(record: dict, outcomes: list[Outcome]) -> bool:
    """Is nothing wrong with an answer? Without a verdict, for to find what is wrong takes longer."""
    return all(aspect.problem is None for aspect in _judged_aspects(record, _all_in_order(record, outcomes)))


def no_verdict(record: dict, reason: str) -> Verdict:
    """The verdict where there was nothing to judge: the answer never came, or could not be read."""
    aspects = tuple(Aspect(one["name"], one["points"], reason, one["hint"]) for one in record["aspects"])
    return Verdict(record["name"], aspects, (), reason)


def _all_in_order(record: dict, outcomes: list[Outcome]) -> list[Outcome]:
    pairs = zip(record["cases"], outcomes, strict=True)
    return [_in_order(record["results"], case["expected"], outcome) for case, outcome in pairs]


def _in_order(names: tuple, expected: Any, outcome: Outcome) -> Outcome:
    """Results given by name, in a dict, or one above the other, in one array, in the order in which they are wanted."""

    def ordered(result: Any) -> Any:
        if isinstance(result, np.ndarray) and len(names) > 1:
            shapes_of_rows = [result.shape[1:]] * len(result) if result.ndim else []
            return tuple(result) if shapes_of_rows == [getattr(one, "shape", None) for one in expected] else result
        if not isinstance(result, dict) or set(result) != set(names):
            return result
        return tuple(result[name] for name in names) if len(names) > 1 else result[names[0]]

    return replace(outcome, result=ordered(outcome.result), again=ordered(outcome.again))


def _judged_aspects(record: dict, outcomes: list[Outcome]) -> tuple[Aspect, ...]:
    judged: dict[str, Aspect] = {}
    for aspect in record["aspects"]:
        name, points = aspect["name"], aspect["points"]
        missing = [need for need in aspect["needs"] if judged[need].problem is not None]
        if missing:
            problem: str | None = WAITS
        elif aspect["kind"] == "random mask":
            problem = _problem_of_masks(record, aspect, outcomes)
        else:
            found = (_problem(record, aspect, case, out) for case, out in zip(record["cases"], outcomes, strict=True))
            problem = next((one for one in found if one), None)
        judged[name] = Aspect(name, points, problem, aspect["hint"])
    return tuple(judged.values())


def _problem(record: dict, aspect: dict, case: dict, outcome: Outcome) -> str | None:
    """What is wrong with an aspect in a case, in words without a value; nothing if it does not look at that case."""
    if aspect["name"] not in case["parts"]:
        return None
    problem = None
    if outcome.error is not None:
        problem = _error_in_words(outcome)
    elif aspect["kind"] == "purity":
        given = case["arguments"]
        changed = [place for place in outcome.changed_arguments(given) if not is_generator(given[place])]
        if changed:
            names = [record["arguments"][place] for place in changed if place < len(record["arguments"])]
            problem = f"the call changed {' and '.join(names) or 'its arguments'}: work on a copy"
        elif not outcome.repeats():
            problem = "a second call with the same arguments gives another result"
            if any(map(is_generator, given)):
                problem += ": the generator that is handed in should be the only source of random numbers"
    else:
        part, problem = _part(outcome.result, aspect["path"], record["results"])
        expected, _ = _part(case["expected"], aspect["path"], record["results"])
        if problem is None and aspect["kind"] == "error below":
            problem = _too_large(expected, part, case["parts"][aspect["name"]])
        elif problem is None and aspect["kind"] == "accuracy at least":
            problem = _too_often_wrong(expected, part, case["parts"][aspect["name"]])
        elif problem is None:
            called = record["results"] if len(record["results"]) > 1 and not aspect["path"] else ()
            mask, shown = case["parts"][aspect["name"]], record.get("visible", False)
            problem = difference(expected, part, record["tolerance"], mask, called, shown)
    sizes = shapes(record["arguments"], case["arguments"])
    return f"{problem}{OF_A_CASE}{sizes})" if problem and sizes else problem


def _problem_of_masks(record: dict, aspect: dict, outcomes: list[Outcome]) -> str | None:
    """What is wrong with masks drawn at random; those of one shape and probability are looked at together."""
    alike: dict[tuple, list[np.ndarray]] = {}
    for case, outcome in zip(record["cases"], outcomes, strict=True):
        if aspect["name"] not in case["parts"]:
            continue
        if outcome.error is not None:
            return _error_in_words(outcome)
        trait, keep_prob = case["parts"][aspect["name"]]
        mask, problem = _part(outcome.result, aspect["path"], record["results"])
        expected, _ = _part(case["expected"], aspect["path"], record["results"])
        # the shape alone: no value is compared
        problem = problem or difference(expected, mask, record["tolerance"], np.zeros(expected.shape, bool))
        if problem is None and trait == "generator" and not _drew(case, outcome):
            problem = "nothing was drawn from the generator that is handed in, so that the next mask would be the same"
        if problem is not None:
            return problem
        alike.setdefault((trait, keep_prob, expected.shape), []).append(np.reshape(stacked(mask), expected.shape))
    found = (getattr(randomness, key[0])(np.stack(masks), key[1]) for key, masks in alike.items())
    return next((problem for problem in found if problem), None)


def _drew(case: dict, outcome: Outcome) -> bool:
    """Were numbers drawn from a generator among the arguments?"""
    return any(is_generator(case["arguments"][place]) for place in outcome.changed_arguments(case["arguments"]))


def _part(result: Any, path: tuple, wanted: tuple) -> tuple[Any, str | None]:
    """The part of a result that an aspect looks at, or what is wrong with the result as a whole."""
    if isinstance(result, dict):
        names = f"should be {', '.join(wanted)}, and are {readable(', '.join(result)):.200}"
        return None, f"the names in the dict it returned {names}"
    if len(wanted) > 1 and (not isinstance(result, tuple | list) or len(result) != len(wanted)):
        given = len(result) if isinstance(result, tuple | list) else "one"
        return None, f"the function should return {len(wanted)} things, and returned {given}"
    for index in path:
        if not isinstance(result, tuple | list) or not int(index) < len(result):
            return None, "what the function returned is not nested as it should be"
        result = result[int(index)]
    return result, None


def _too_large(expected: Any, given: Any, limit: float) -> str | None:
    given = stacked(given)
    if not isinstance(given, np.ndarray) or given.size != expected.size:
        shape = f"shape {list(given.shape)}" if isinstance(given, np.ndarray) else "none"
        return f"the predictions should have shape {list(expected.shape)}, and have {shape}"
    with np.errstate(all="ignore"):
        error = float(np.mean((given.reshape(expected.shape) - expected) ** 2))
    return None if error <= limit else f"the mean squared error is {error:.3g}, and should be below {limit:.3g}"


def _too_often_wrong(expected: Any, given: Any, share: float) -> str | None:
    given = stacked(given)
    if not isinstance(given, np.ndarray) or given.shape != expected.shape:
        shape = f"shape {list(given.shape)}" if isinstance(given, np.ndarray) else "none"
        return f"the scores should have shape {list(expected.shape)}, and have {shape}"
    if np.isnan(given).any():
        return "some of the scores are not a number"
    accuracy = float(np.mean(given.argmax(axis=1) == expected.argmax(axis=1)))
    return None if accuracy >= share else f"the accuracy is {accuracy:.3f}, and should be at least {share:g}"


def _error_in_words(outcome: Outcome) -> str:
    kind, _, reason = (outcome.error or "").partition(": ")
    if kind == NotImplementedError.__name__:
        return "it is not written yet"
    if kind == NotATree.__name__:
        return f"what the function returned cannot be read: {reason}"
    return f"the call raised {outcome.error}"


def _message(record: dict, outcomes: list[Outcome], aspects: tuple[Aspect, ...], mistakes: tuple[dict, ...]) -> str:
    if all(outcome.error_kind == "NotImplementedError" for outcome in outcomes):
        return "Not written yet: replace the `raise` by your code, run the cell, then run this one again."
    lines = [mistake["message"] for mistake in mistakes]
    if len(mistakes) > 1:
        lines = [TWO_AT_ONCE, *(f"{number}. {line}" for number, line in enumerate(lines, start=1))]
    right = [aspect.name for aspect in aspects if aspect.problem is None]
    if right:
        lines.append(f"{RIGHT_SO_FAR}{', '.join(right)}.")
    if not mistakes:
        wrong: dict[str, list[Aspect]] = {}  # one line for each problem, however many aspects have it
        for aspect in aspects:
            if aspect.problem is not None:
                wrong.setdefault(aspect.problem, []).append(aspect)
        said: set[str] = set()
        lines += [_not_yet(_once(problem, said), those) for problem, those in wrong.items()]
        lines += diagnosis(record, outcomes)
    return "\n".join(lines)


def _once(problem: str, said: set[str]) -> str:
    """The problem, with the shapes of its case left out where they have been said before."""
    what, of_a_case, sizes = problem.partition(OF_A_CASE)
    if of_a_case and sizes in said:
        return f"{what} (in a case of the same shapes)"
    said.add(sizes)
    return problem


def _not_yet(problem: str, aspects: list[Aspect]) -> str:
    hints = [aspect.hint for aspect in aspects if aspect.hint and problem != WAITS]
    return " ".join([f"{NOT_YET}{', '.join(aspect.name for aspect in aspects)}: {problem}.", *dict.fromkeys(hints)])
