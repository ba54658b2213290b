"""The bank of known mistakes: does each fail its check, is it called by its name, and does its message teach?"""

import ast
import inspect
import textwrap

import numpy as np
import pytest

from autograder.course import assignments
from autograder.exercise import exercises
from unrolled.judge import judge
from unrolled.outcome import call
from unrolled.trees import leaves

SEEDS = [str(seed) for seed in range(10)]
MARGIN = 100  # how much farther than the tolerance a mistake must be from the right values
EXERCISES = [(assignment, name) for assignment in assignments() for name in exercises(assignment)]
MISTAKES = [
    pytest.param(exercise, mistake, id=f"{exercise.name}-{mistake.__name__}")
    for assignment in assignments()
    for exercise in exercises(assignment).values()
    for mistake in exercise.mistakes
]


@pytest.fixture(scope="module")
def records():
    """The record of each exercise for each seed, made once."""
    made = {}

    def record(exercise, seed):
        if (exercise.name, seed) not in made:
            made[exercise.name, seed] = exercise.record(seed)
        return made[exercise.name, seed]

    return record


def outcomes_of(answer, record):
    with np.errstate(all="ignore"):
        return [call(answer, case["arguments"], record["twice"]) for case in record["cases"]]


@pytest.mark.parametrize(("exercise", "mistake"), MISTAKES)
def test_does_a_known_mistake_fail_and_hear_its_own_name(exercise, mistake, records):
    for seed in SEEDS:
        record = records(exercise, seed)
        verdict = judge(record, outcomes_of(mistake, record))
        assert not verdict.passed
        assert verdict.score < 1
        assert verdict.mistake == mistake.__name__
        assert " ".join(mistake.__doc__.split()) in verdict.message


@pytest.mark.parametrize(("exercise", "mistake"), MISTAKES)
def test_is_a_known_mistake_far_from_right_in_a_case_where_it_returns_something(exercise, mistake, records):
    for seed in SEEDS:
        record = records(exercise, seed)
        [known] = [one for one in record["mistakes"] if one["name"] == mistake.__name__]
        returned = [
            (case["expected"], outcome)
            for case, outcome in zip(record["cases"], known["outcomes"], strict=True)
            if outcome["error"] is None
        ]
        impure = any(outcome["changed"] for _, outcome in returned)
        farthest = max(distance(expected, outcome["result"], record["tolerance"]) for expected, outcome in returned)
        assert impure or farthest >= MARGIN


def distance(expected, given, tolerance):
    """The greatest difference between two trees, counted in tolerances; infinite where even their shapes differ."""
    wanted, found = leaves(expected), leaves(given)
    if [np.shape(leaf) for leaf in wanted] != [np.shape(leaf) for leaf in found]:
        return np.inf
    return max(
        leaf_distance(np.asarray(one), np.asarray(other), tolerance) for one, other in zip(wanted, found, strict=True)
    )


def leaf_distance(expected, given, tolerance):
    relative, absolute = tolerance
    allowed = relative * np.abs(expected) + absolute * max(1.0, np.abs(expected).max(initial=0))
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(np.abs(given - expected) / allowed, nan=np.inf).max(initial=0)


@pytest.mark.parametrize(("exercise", "mistake"), MISTAKES)
def test_is_a_message_short_and_does_it_keep_the_solution_to_itself(exercise, mistake):
    message = " ".join(mistake.__doc__.split())
    assert len(message) < 300
    assert message.endswith((".", "?", "!"))
    squeezed = message.replace(" ", "")
    for expression in expressions_of(exercise.function):
        assert expression not in squeezed


def expressions_of(function):
    """The reference's own expressions and lines, without blanks; names and numbers alone are no secret."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(function))))
    revealing = ast.BinOp | ast.Call | ast.Compare | ast.Subscript | ast.Assign | ast.AugAssign
    texts = {ast.unparse(node).replace(" ", "") for node in ast.walk(tree.body[0]) if isinstance(node, revealing)}
    texts |= {text.replace("**", "^") for text in texts}
    return {text for text in texts if len(text) > 4}


@pytest.mark.parametrize(("assignment", "name"), EXERCISES)
def test_are_the_names_of_the_mistakes_in_an_exercise_different(assignment, name):
    mistakes = exercises(assignment)[name].mistakes
    assert len({mistake.__name__ for mistake in mistakes}) == len(mistakes)
    assert len({mistake.__doc__ for mistake in mistakes}) == len(mistakes)


def test_is_the_bank_large(record_property):
    of_exercises = [exercises(assignment)[name].mistakes for assignment, name in EXERCISES]
    record_property("counted", f"{len(MISTAKES)} known mistakes in {len(EXERCISES)} exercises")
    assert len(MISTAKES) >= 1000
    assert min(map(len, of_exercises)) >= 5
