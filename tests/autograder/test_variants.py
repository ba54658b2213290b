"""Right answers written in other ways than the reference: is each of them accepted, whatever the seed?"""

import pytest

from autograder import verify
from autograder.course import assignments
from autograder.exercise import exercises
from tests.autograder.variants import RIGHT

SEEDS = range(10)


def name_of(answer):
    return getattr(answer, "__name__", type(answer).__name__)


def test_are_there_variants_of_every_exercise_that_is_quick_to_answer():
    quick = {name for each in assignments() for name, exercise in exercises(each).items() if exercise.twice}
    assert {exercise for exercise, _ in RIGHT} == quick


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("exercise", "answer"), [pytest.param(*pair, id=f"{pair[0]}-{name_of(pair[1])}") for pair in RIGHT]
)
def test_is_a_right_answer_right_however_it_is_written(exercise, answer):
    for seed in SEEDS:
        verdict = verify(exercise, answer, seed)
        assert verdict.passed, str(verdict)
        assert verdict.score == 1
        assert verdict.mistake is None


@pytest.mark.parametrize(
    "name", [f"{each}/{name}" for each in assignments() for name, one in exercises(each).items() if one.twice]
)
def test_does_the_reference_pass_its_own_check(name):
    reference = exercises(name.partition("/")[0])[name.partition("/")[2]].function
    for seed in SEEDS:
        verdict = verify(name, reference, seed)
        assert verdict.passed, str(verdict)
        assert verdict.score == 1
