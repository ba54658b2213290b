"""Every reference function with one small thing wrong in it: does its check refuse it?

Not mutated are the exercises that take seconds to answer, because a network is trained in them: what their checks
refuse is tested in `test_classifiers.py`, `test_forecasters.py` and beside them.
"""

from collections import Counter
from functools import cache

import pytest

from autograder import verify
from tests.autograder.mutants import Mutant, mutants_of
from tests.autograder.mutants.__main__ import mutated_exercises
from tests.autograder.mutants.equivalent import identity, reasons
from tests.autograder.mutants.judging import passes
from tests.autograder.mutants.operators import OPERATORS

pytestmark = pytest.mark.filterwarnings("ignore")  # a mutant may divide by zero

SEEDS = "0", "1", "2"  # a student has one: a check that refuses a mistake on some seeds only is no check
EXERCISES = mutated_exercises()
AT_LEAST = 13_000
SAMPLE = 50  # of so many mutants one is judged again, in the way of a student's answer


@cache
def mutants(exercise: str) -> tuple[Mutant, ...]:
    return tuple(mutants_of(exercise))


@cache
def survivors(exercise: str) -> dict[tuple[str, str, str], list[str]]:
    """The mutants that pass their check, and the seeds on which they do."""
    passed = {identity(one): [seed for seed in SEEDS if passes(one, seed)] for one in mutants(exercise)}
    return {one: seeds for one, seeds in passed.items() if seeds}


def equivalent(exercise: str) -> set[tuple[str, str, str]]:
    return {one for one in reasons() if one[0] == exercise}


@pytest.mark.parametrize("exercise", EXERCISES)
def test_is_every_mutant_refused_that_is_not_a_right_answer(exercise):
    assert not survivors(exercise).keys() - equivalent(exercise)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_does_each_mutant_that_is_listed_as_a_right_answer_exist_and_pass_on_all_seeds(exercise):
    always = {one for one, seeds in survivors(exercise).items() if len(seeds) == len(SEEDS)}
    assert not equivalent(exercise) - always


def test_are_only_exercises_listed_that_are_mutated():
    assert {exercise for exercise, _, _ in reasons()} <= set(EXERCISES)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_are_the_mutants_of_an_exercise_different_from_it_and_from_one_another(exercise):
    found = mutants(exercise)
    assert all(one.before != one.after for one in found)
    assert len({identity(one) for one in found}) == len(found)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_is_a_mutant_judged_as_a_students_answer_would_be(exercise):
    for one in mutants(exercise)[::SAMPLE]:
        assert passes(one, SEEDS[0]) == verify(exercise, one.function(), SEEDS[0]).passed


def test_does_each_operator_make_a_mutant():
    made = Counter(one.operator for exercise in EXERCISES for one in mutants(exercise))
    assert set(made) == {operator.__name__ for operator in OPERATORS}


def test_how_many_mutants_are_there_and_what_became_of_them(record_property):
    for exercise in EXERCISES:
        record_property("counted", f"{exercise}: {counted(exercise)}")
    every, passed = sum(len(mutants(one)) for one in EXERCISES), sum(len(survivors(one)) for one in EXERCISES)
    listed = len(reasons())
    record_property("counted", f"all exercises: {every} mutants, {every - passed} refused, {listed} right answers")
    assert every - passed + listed == every
    assert every >= AT_LEAST


def counted(exercise: str) -> str:
    every, passed = len(mutants(exercise)), len(survivors(exercise))
    return f"{every} mutants, {every - passed} refused, {len(equivalent(exercise))} right answers"
