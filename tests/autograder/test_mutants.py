"""Every reference function with one small thing wrong in it: does its check refuse it?

Not mutated are the exercises in which a library makes a network or trains it: an answer takes seconds, and a thousand
of them an hour. What their checks refuse is tested in `test_classifiers.py`, `test_forecasters.py` and beside them.
"""

from collections import Counter
from functools import cache, partial

import pytest

from autograder import verify
from tests.autograder.mutants import Mutant, mutants_of
from tests.autograder.mutants.__main__ import mutated_exercises
from tests.autograder.mutants.equivalent import identity, reasons
from tests.autograder.mutants.judging import IS_WRONG, PASSES, RAISES, fate, limited
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
def fates(exercise: str) -> dict[tuple[str, str, str], list[str]]:
    """What becomes of each mutant, seed by seed."""
    return {identity(one): [fate(one, seed) for seed in SEEDS] for one in mutants(exercise)}


def equivalent(exercise: str) -> set[tuple[str, str, str]]:
    return {one for one in reasons() if one[0] == exercise}


@pytest.mark.parametrize("exercise", EXERCISES)
def test_is_every_mutant_refused_that_is_not_a_right_answer(exercise):
    survivors = {one for one, seed_by_seed in fates(exercise).items() if PASSES in seed_by_seed}
    assert not survivors - equivalent(exercise)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_does_each_mutant_that_is_listed_as_a_right_answer_exist_and_pass_on_all_seeds(exercise):
    always = {one for one, seed_by_seed in fates(exercise).items() if set(seed_by_seed) == {PASSES}}
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
        verdict = limited(partial(verify, exercise, one.function(), SEEDS[0]), None)
        assert (fate(one, SEEDS[0]) == PASSES) == (verdict is not None and verdict.passed)


def test_does_each_operator_make_a_mutant():
    made = Counter(one.operator for exercise in EXERCISES for one in mutants(exercise))
    assert set(made) == {operator.__name__ for operator in OPERATORS}


def test_how_many_mutants_are_there_and_what_became_of_them(record_property):
    became = {exercise: Counter(first for first, *_ in fates(exercise).values()) for exercise in EXERCISES}
    total = sum(became.values(), Counter())
    for name, count in {**became, "in all": total}.items():
        became_of_them = f"wrong {count[IS_WRONG]}, raising an error {count[RAISES]}, right after all {count[PASSES]}"
        record_property("counted", f"{name}: {count.total()} mutants: {became_of_them}")
    assert total[IS_WRONG] + total[RAISES] + len(reasons()) == total.total()
    assert total.total() >= AT_LEAST
