"""The hints: has every aspect one, is it short, and does it keep the solution to itself?"""

import pytest

from autograder.course import assignments
from autograder.exercise import exercises
from tests.autograder.test_mistakes import expressions_of

ASPECTS = [
    pytest.param(exercise, aspect, id=f"{exercise.name}-{aspect.name}")
    for assignment in assignments()
    for exercise in exercises(assignment).values()
    for aspect in exercise.aspects
]


@pytest.mark.parametrize(("exercise", "aspect"), ASPECTS)
def test_is_there_a_short_hint_that_keeps_the_solution_to_itself(exercise, aspect):
    assert 20 < len(aspect.hint) < 200
    assert aspect.hint.endswith((".", "?"))
    if exercise.from_scratch:
        squeezed = aspect.hint.replace(" ", "")
        assert not [one for one in expressions_of(exercise.function) if one in squeezed]


@pytest.mark.parametrize(("exercise", "aspect"), ASPECTS)
def test_is_a_hint_said_of_one_aspect_of_an_exercise_only(exercise, aspect):
    assert [one.hint for one in exercise.aspects].count(aspect.hint) == 1
