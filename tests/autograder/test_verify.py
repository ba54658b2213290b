"""`verify`: whatever a student hands in, is there a verdict, is it fair, and does it give nothing away?"""

import re

import numpy as np
import pytest

from autograder import Verdict, verify
from autograder.course import assignments
from autograder.exercise import exercises
from unrolled.trees import leaves

ALL = [pytest.param(f"{each}/{name}", one, id=name) for each in assignments() for name, one in exercises(each).items()]
QUICK = [case for case in ALL if case.values[1].twice]
EVERY = pytest.mark.parametrize(("name", "exercise"), ALL)


def endless_recursion(*arguments):
    return endless_recursion(*arguments)


def raises(error):
    def answer(*arguments):
        raise error

    return answer


def returns(result):
    return lambda *arguments: result


RESULTS = {
    "None": None,
    "a number": 3.0,
    "not a number": np.nan,
    "infinity": np.inf,
    "text": "a half",
    "bytes": b"a half",
    "no results": (),
    "many results": (0.0,) * 20,
    "a ragged list": [[1.0, 2.0], [3.0]],
    "complex numbers": np.ones((3, 4), complex),
    "objects": np.array([None, 1], object),
    "dates": np.array(["2000-01-01"], "M8[D]"),
    "a set": {1.0, 2.0},
    "a dict": {"a": 1.0, "b": [2.0]},
    "a generator": (n for n in range(3)),
    "a function": len,
    "a class": dict,
    "a huge array": np.broadcast_to(0.0, (10**6, 10**6)),
    "a long list": [0.0] * 20_000,
    "nested deep": [[[[[[[[[[[[[[[[[[[[1.0]]]]]]]]]]]]]]]]]]]],
    "largest numbers": np.full((3, 4), np.finfo(float).max),
    "whole numbers": np.full((3, 4), np.iinfo(np.uint64).max),
    "booleans": np.ones((3, 4), bool),
    "an empty array": np.ones((0, 4)),
    "a mask": np.ma.masked_array([1.0, 2.0], [True, False]),
    "not implemented": NotImplemented,
}

ANSWERS = {what: returns(result) for what, result in RESULTS.items()} | {
    "the arguments": lambda *arguments: arguments,
    "the first argument": lambda *arguments: arguments[0],
    "takes no argument": lambda: 0.0,
    "an endless recursion": endless_recursion,
    "an exception": raises(ValueError("no")),
    "an exception without words": raises(ZeroDivisionError()),
    "an assertion": raises(AssertionError("{curly} %s")),
    "an exit": raises(SystemExit(0)),
    "out of memory": raises(MemoryError()),
    "an iteration that ends": raises(StopIteration()),
    "a keyword only": lambda *, x: x,
}


HANDED_BACK = {"the arguments", "the first argument"}  # to do nothing at all may be a known mistake


@EVERY
@pytest.mark.parametrize("what", ANSWERS)
def test_does_any_answer_come_to_a_verdict_without_points(name, exercise, what):
    verdict = verify(name, ANSWERS[what], seed=0)
    assert isinstance(verdict, Verdict)
    assert not verdict.passed
    assert verdict.score == 0
    if verdict.mistake is None:
        assert "Not yet: " in verdict.message
    else:
        assert what in HANDED_BACK
    assert "Not written" not in verdict.message
    assert len(verdict.message) < 3000


@EVERY
def test_are_zeros_of_the_right_shape_worth_nothing(name, exercise):
    def zeros(*arguments):
        [case] = [case for case in exercise.cases("0") if same_inputs(case.arguments, arguments)]
        return zeros_like(case.expected)

    assert verify(name, zeros, seed=0).score == 0


def same_inputs(one, other):
    first, second = (
        [leaf for leaf in leaves(arguments) if isinstance(leaf, np.ndarray | float)] for arguments in (one, other)
    )
    return len(first) == len(second) and all(map(np.array_equal, first, second))


def zeros_like(tree):
    return [zeros_like(item) for item in tree] if isinstance(tree, tuple | list) else np.zeros_like(tree)


@EVERY
def test_is_a_bare_stub_worth_nothing_and_told_so_kindly(name, exercise):
    verdict = verify(name, raises(NotImplementedError()), seed=0)
    assert verdict.score == 0
    assert verdict.message.startswith("Not written yet: replace the `raise` by your code")


@pytest.mark.parametrize(("name", "exercise"), QUICK)
def test_does_no_message_hold_a_hidden_value(name, exercise):
    for answer in [*ANSWERS.values(), *exercise.mistakes, lambda *a: zeros_like(exercise.function(*a))]:
        with np.errstate(all="ignore"):
            message = verify(name, answer, seed=0).message
        # Indices, sizes and counts are whole numbers; no answer here says anything with a fraction itself.
        assert not re.search(r"\d\.\d|\de-?\d", message)


@EVERY
def test_does_every_aspect_look_at_some_value(name, exercise):
    for seed in map(str, range(10)):
        record = exercise.record(seed)
        for aspect in record["aspects"]:
            parts = [case["parts"][aspect["name"]] for case in record["cases"] if aspect["name"] in case["parts"]]
            assert any(part is None or np.any(part) for part in parts), aspect["name"]


@EVERY
def test_do_purity_and_all_that_builds_on_something_need_what_they_build_on(name, exercise):
    seen = set()
    for aspect in exercise.aspects:
        assert aspect.points > 0
        assert set(aspect.needs) <= seen, f"{aspect.name} needs what comes after it"
        if aspect.kind == "purity":
            assert aspect.points <= 1
            assert aspect.needs
        seen.add(aspect.name)
    assert [aspect.kind for aspect in exercise.aspects].count("purity") == 1


@EVERY
def test_are_cases_small_and_drawn_afresh_for_each_seed(name, exercise):
    first, again, other = (exercise.cases(seed) for seed in ("1", "1", "2"))
    assert all(same_inputs(one.arguments, two.arguments) for one, two in zip(first, again, strict=True))
    assert not any(same_inputs(one.arguments, two.arguments) for one in first for two in other if differs(one))
    if exercise.twice:
        assert all(sum(map(np.size, leaves(case.arguments))) <= 400 for case in first)


def differs(case):
    """Is there anything in the case that is drawn? Gradients of zero are the same for every seed."""
    return any(np.any(leaf) for leaf in leaves(case.arguments) if isinstance(leaf, np.ndarray))


def test_is_a_seed_drawn_where_none_is_given():
    seen = []

    def answer(x, h_prev, kernel, bias):
        seen.append(x.copy())
        return x

    verify("rnn_step", answer)
    verify("rnn_step", answer)
    half = len(seen) // 2
    assert not any(np.array_equal(one, two) for one in seen[:half] for two in seen[half:])


def test_may_an_exercise_be_named_with_or_without_its_assignment():
    for name in ("lstm/lstm_step", "lstm_step"):
        assert verify(name, exercises("lstm")["lstm_step"].function, seed=0).passed


@pytest.mark.parametrize("name", ["lstm/lstm_stepp", "recurrence/lstm_step", "nothing/lstm_step", "", "../lstm"])
def test_is_a_name_that_there_is_not_answered_with_those_there_are(name):
    with pytest.raises(LookupError, match=r"there (is|are) .*; there are .*"):
        verify(name, len)


@pytest.mark.parametrize("answer", [None, 3, "lstm_step", np.ones(3)])
def test_is_something_refused_that_cannot_be_called(answer):
    with pytest.raises(TypeError, match="verify wants a function to call, not"):
        verify("lstm/lstm_step", answer)


def test_does_an_interruption_reach_the_one_who_interrupts():
    with pytest.raises(KeyboardInterrupt):
        verify("rnn_step", raises(KeyboardInterrupt()))


def test_does_an_answer_that_tampers_with_its_arguments_change_the_cases_of_no_one():
    def tampers(x, h_prev, kernel, bias):
        for array in (x, h_prev, kernel, bias):
            array[...] = 0
        return np.zeros((len(x), len(bias)))

    verdict = verify("rnn_step", tampers, seed=0)
    assert verdict.score == 0
    assert verify("rnn_step", exercises("recurrence")["rnn_step"].function, seed=0).passed


def test_does_an_array_that_calls_everything_equal_earn_nothing():
    class Agreeable(np.ndarray):
        def __sub__(self, other):
            return np.zeros(self.shape)

        __rsub__ = __sub__

        def __eq__(self, other):
            return np.ones(self.shape, bool)

        def __array_function__(self, function, types, arguments, options):
            return True

    assert verify("rnn_step", lambda x, h, w, b: np.ones_like(h).view(Agreeable), seed=0).score == 0
