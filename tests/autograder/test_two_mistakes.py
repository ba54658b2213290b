"""Two known mistakes at once: are both recognised, on hidden cases and from what a release holds, and nothing else?"""

import random
from dataclasses import replace

import numpy as np
import pytest

from autograder.course import assignments
from autograder.exercise import exercises
from autograder.release.visible import visible_record, write_visible_cases
from unrolled import trees
from unrolled.judge import judge
from unrolled.outcome import call

SAMPLE = 6  # pairs of an exercise
LARGEST = 300_000  # bytes that the pairs may add to a release
EXERCISES = [
    (assignment, name)
    for assignment in assignments()
    for name, exercise in exercises(assignment).items()
    if exercise.twice and len(exercise.mistakes) > 1
]
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """The record of each exercise as it is read from the file of a release."""
    found = {}
    for assignment in assignments():
        path = tmp_path_factory.mktemp(assignment) / "visible_cases.bin"
        write_visible_cases(assignment, path)
        with path.open("rb") as stream:
            found[assignment] = trees.read(stream)
    return found


@pytest.fixture
def sampled(released):
    """Some pairs of an exercise, each with a function that makes both mistakes and their names."""

    def of(assignment, name):
        mistakes = [one.__name__ for one in exercises(assignment)[name].mistakes]
        combined = visible_record(f"{assignment}/{name}")["pairs"].combined
        pairs = pairs_in(released[assignment][name])
        chosen = random.Random(name).sample(pairs, min(SAMPLE, len(pairs)))
        return [(combined(*pair), {mistakes[place] for place in pair}) for pair in chosen]

    return of


def pairs_in(record):
    return [tuple(pair) for pair in record["pairs"]["mistakes"].tolist()] if record["pairs"] else []


def outcomes_of(answer, record):
    with np.errstate(all="ignore"):
        return [call(answer, case["arguments"], record["twice"]) for case in record["cases"]]


@pytest.mark.parametrize(("assignment", "name"), EXERCISES)
def test_are_both_mistakes_named_from_what_a_release_holds(assignment, name, released, sampled):
    record = released[assignment][name]
    messages = {one["name"]: one["message"] for one in record["mistakes"]}
    found = []
    for both, names in sampled(assignment, name):
        verdict = judge(record, outcomes_of(both, record))
        assert not verdict.passed
        assert len(verdict.mistakes) == 2
        assert all(messages[one] in verdict.message for one in verdict.mistakes)
        found.append(set(verdict.mistakes) == names)
    print(f"{name}: {sum(found)} of {len(found)} pairs under their own names")
    assert sum(found) >= len(found) - 2  # two pairs may give the same


@pytest.mark.parametrize(("assignment", "name"), EXERCISES)
def test_are_both_mistakes_named_on_hidden_cases(assignment, name, sampled):
    exercise, found = exercises(assignment)[name], []
    for seed, (both, names) in enumerate(sampled(assignment, name)):
        record = exercise.record(str(seed))
        found.append(set(judge(record, outcomes_of(both, record)).mistakes) == names)
    print(f"{name}: {sum(found)} of {len(found)} pairs under their own names")
    assert sum(found) >= len(found) - 2  # and where there are hundreds of them, not all are tried


@pytest.mark.parametrize(("assignment", "name"), EXERCISES)
def test_is_no_mistake_named_where_a_single_value_is_not_as_it_would_be(assignment, name, released, sampled):
    exercise, hidden = exercises(assignment)[name], exercises(assignment)[name].record("1")
    functions = [both for both, _ in sampled(assignment, name)[:2]] + exercise.mistakes[:2]
    for function in functions:
        for record in (released[assignment][name], hidden):
            outcomes = [with_another_value(outcome) for outcome in outcomes_of(function, record)]
            assert judge(record, outcomes).mistakes == ()


def with_another_value(outcome):
    """The outcome with its last number changed, in the second call as well."""
    return replace(outcome, result=changed(outcome.result), again=changed(outcome.again))


def changed(tree):
    if isinstance(tree, tuple | list) and tree:
        return type(tree)((*tree[:-1], changed(tree[-1])))
    if not isinstance(tree, np.ndarray) or not tree.size:
        return tree
    array = tree.astype(float)
    array.flat[-1] = array.flat[-1] * 1.07 + 0.123
    return array


def test_how_many_pairs_are_known_and_do_they_fit_into_a_release(released):
    total = 0
    for assignment, records in released.items():
        pairs = [record["pairs"] for record in records.values() if record["pairs"]]
        number, size = (
            sum(len(one["mistakes"]) for one in pairs),
            sum(array.nbytes for one in pairs for array in one.values()),
        )
        print(f"{assignment}: {number} pairs, {size} bytes")
        assert size < LARGEST
        total += number
    print(f"{total} pairs of mistakes that differ from each other and from every single one")
    assert total >= 6000
