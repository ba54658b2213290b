"""Right answers written in other ways than the reference: is each of them accepted, whatever the seed and precision?"""

import io
import logging
from dataclasses import replace

import numpy as np
import pytest

from autograder.course import assignments
from autograder.exercise import exercises, find
from tests.autograder.test_mistakes import distance
from tests.autograder.variants import RIGHT
from tests.autograder.variants.forms import forms_of
from tests.autograder.variants.kinds import FAMILIES, KINDS, kinds_of
from unrolled import trees
from unrolled.judge import judge
from unrolled.outcome import Outcome, call
from unrolled.trees import Function

SEEDS = range(20)
PRECISIONS = ("float64", "float32")
QUICK = [name for each in assignments() for name, exercise in exercises(each).items() if exercise.twice]
# In these nothing that is handed over has a precision, and a second run would be the first one again.
WITHOUT_REAL_NUMBERS = {"both_ways", "signals_needed", "stack_parameters", "dropout_mask", "stratified_split"}
FORMS = {name: forms_of(find(name)) for name in QUICK}
every_quick_exercise = pytest.mark.parametrize("name", QUICK)


@pytest.fixture(scope="module")
def records():
    """The record of an exercise for a seed, its arguments in one precision or the other; each is drawn once."""
    made = {}

    def record(name, seed, precision="float64"):
        if (name, seed) not in made:
            made[name, seed] = drawn = {"float64": find(name).record(str(seed))}
            cases = tuple(case | {"arguments": single(case["arguments"])} for case in drawn["float64"]["cases"])
            drawn["float32"] = drawn["float64"] | {"cases": cases}
        return made[name, seed][precision]

    return record


def single(argument):
    """An argument with all that is an array or a number of NumPy's in float32, and so all that is computed from it."""
    if isinstance(argument, tuple | list):
        return type(argument)(single(item) for item in argument)
    if isinstance(argument, Function):
        return replace(argument, arguments=single(argument.arguments))
    is_real = isinstance(argument, np.ndarray | np.generic) and argument.dtype.kind == "f"
    return argument.astype(np.float32) if is_real else argument


def outcomes_of(answer, record):
    return [call(answer, case["arguments"], record["twice"]) for case in record["cases"]]


def across_the_boundary(outcome):
    """The outcome as an examiner reads it."""
    stream = io.BytesIO()
    trees.write(outcome.as_tree(), stream)
    stream.seek(0)
    return Outcome.from_tree(trees.read(stream))


def test_are_there_variants_of_every_exercise_that_is_quick_to_answer():
    assert {variant.exercise for variant in RIGHT} == set(QUICK)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("variant", [pytest.param(one, id=f"{one.exercise}-{one.name}") for one in RIGHT])
def test_is_a_right_answer_right_however_it_is_written(variant, records):
    in_float64_alone = variant.needs_float64 or variant.exercise in WITHOUT_REAL_NUMBERS
    for precision in PRECISIONS[: 1 if in_float64_alone else 2]:
        for seed in SEEDS:
            record = records(variant.exercise, seed, precision)
            verdict = judge(record, outcomes_of(variant.answer, record))
            assert verdict.passed, f"{precision}, seed {seed}: {verdict}"
            assert verdict.score == 1
            assert verdict.mistake is None


@pytest.mark.filterwarnings("ignore")
@every_quick_exercise
def test_is_a_right_answer_right_in_whatever_form_it_comes(name, records, caplog):
    """Each form gets every fourth seed, each of them a precision and a case: what a form does depends on none."""
    caplog.set_level(logging.CRITICAL)
    for place, (form, answer) in enumerate(FORMS[name]):
        for turn, seed in enumerate(SEEDS[place % 4 :: 4]):
            precision = PRECISIONS[turn % 2]
            record = records(name, seed, precision)
            one_case = record["cases"][turn % len(record["cases"])]
            record = record | {"cases": (one_case,), "mistakes": ()}
            verdict = judge(record, [across_the_boundary(one) for one in outcomes_of(answer, record)])
            assert verdict.passed, f"{form}, {precision}, seed {seed}: {verdict}"


@every_quick_exercise
def test_does_the_reference_pass_its_own_check(name, records):
    for seed in SEEDS:
        record = records(name, seed)
        verdict = judge(record, outcomes_of(find(name).function, record))
        assert verdict.passed, str(verdict)
        assert verdict.score == 1


@every_quick_exercise
def test_does_float32_leave_room_for_other_ways_to_compute(name, records):
    """The reference comes four times nearer than it must: another order of sums, or another tanh, may be worse."""
    exercise = find(name)
    if any(aspect.kind == "random mask" for aspect in exercise.aspects):
        pytest.skip("no value of it is compared")
    for seed in SEEDS:
        record = records(name, seed, "float32")
        for case, outcome in zip(record["cases"], outcomes_of(exercise.function, record), strict=True):
            assert distance(case["expected"], outcome.result, exercise.tolerance) < 0.25


@pytest.fixture(scope="module")
def found():
    """The kinds of answers that there are to each exercise."""
    kinds = {name: set() for name in QUICK}
    for variant in RIGHT:
        kinds[variant.exercise] |= kinds_of(variant.answer)
    return kinds


@pytest.mark.parametrize("kind", KINDS)
def test_is_there_an_answer_of_each_kind_wherever_it_makes_sense(kind, found):
    for family in KINDS[kind].families:
        assert any(kind in found[name] for name in FAMILIES[family].split()), family


def test_how_many_variants_are_there(record_property):
    formed = [form for forms in FORMS.values() for form, _ in forms]
    kinds = len(KINDS) + len(set(formed))
    record_property("counted", f"{len(RIGHT)} right variants by hand and {len(formed)} by form, of {kinds} kinds")
    assert len(RIGHT) >= 300
    assert len(formed) >= 2000
    assert kinds >= 100
