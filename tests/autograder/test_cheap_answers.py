"""Answers that cost nothing and know no more than the shapes of what is wanted: does any of them earn a point?"""

from functools import cache

import numpy as np
import pytest

from autograder.course import assignments
from autograder.exercise import exercises, find
from unrolled.judge import judge
from unrolled.outcome import call
from unrolled.trees import Function

SEEDS = [str(seed) for seed in range(3)]
EXERCISES = [pytest.param(exercise, id=name) for each in assignments() for name, exercise in exercises(each).items()]


@cache
def record_of(exercise_name, seed):
    """The record of an exercise without its mistakes, for nothing is to be recognised here."""
    return find(exercise_name).record(seed) | {"mistakes": ()}


def filled(tree, value):
    """A tree of the same shapes, all of whose numbers are `value`."""
    if isinstance(tree, tuple | list):
        return tuple(filled(item, value) for item in tree)
    return tree if isinstance(tree, Function) or tree is None else np.full_like(np.asarray(tree), value, dtype=float)


def zeros(arguments, expected):
    return filled(expected, 0.0)


def ones(arguments, expected):
    return filled(expected, 1.0)


def halves(arguments, expected):
    return filled(expected, 0.5)


def not_a_number(arguments, expected):
    return filled(expected, np.nan)


def infinity(arguments, expected):
    return filled(expected, np.inf)


def nothing(arguments, expected):
    return None


def empty_results(arguments, expected):
    return ()


def arguments_of_the_same_shape(arguments, expected):
    """For each thing that is wanted an argument that looks like it, and zeros where there is none."""

    def alike(wanted):
        same_shape = [one for one in arguments if shape_of(one) == shape_of(wanted)]
        if same_shape:
            return same_shape[0]
        return tuple(map(alike, wanted)) if isinstance(wanted, tuple | list) else filled(wanted, 0.0)

    return tuple(map(alike, expected)) if isinstance(expected, tuple | list) else alike(expected)


def last_arguments_of_the_same_shape(arguments, expected):
    return arguments_of_the_same_shape(arguments[::-1], expected)


def shape_of(tree):
    return tuple(map(shape_of, tree)) if isinstance(tree, tuple | list) else np.shape(tree)


CHEAP = [
    zeros,
    ones,
    halves,
    not_a_number,
    infinity,
    nothing,
    empty_results,
    arguments_of_the_same_shape,
    last_arguments_of_the_same_shape,
]


@pytest.mark.parametrize("exercise", EXERCISES)
@pytest.mark.parametrize("cheap", CHEAP)
def test_does_an_answer_that_computes_nothing_earn_nothing(exercise, cheap):
    for seed in SEEDS:
        record = record_of(exercise.name, seed)
        outcomes = [
            call(lambda *given, case=case: cheap(given, case["expected"]), case["arguments"])
            for case in record["cases"]
        ]
        verdict = judge(record, outcomes)
        assert [aspect.name for aspect in verdict.aspects if aspect.problem is None] == []
