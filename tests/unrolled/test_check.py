"""`check`, as a student calls it: from the arrays that came with the notebook, in the course itself, in an exam."""

import numpy as np
import pytest

from autograder.examining.examiner import Examiner
from autograder.exercise import exercises
from autograder.release.visible import write_visible_cases
from solutions.recurrence import rnn_step, unroll
from unrolled import check
from unrolled.check import CheckFailed


def without_bias(x, h_prev, kernel, bias):
    return np.tanh(np.concatenate([x, h_prev], axis=1) @ kernel)


@pytest.fixture(params=["released", "course"])
def place(request, tmp_path, monkeypatch):
    """On a student's machine, where a file holds the visible cases; and in the course, where they are drawn."""
    if request.param == "released":
        path = tmp_path / "visible_cases.bin"
        write_visible_cases("recurrence", path)
        monkeypatch.setitem(check.__globals__, "VISIBLE_CASES", path)
    return request.param


def test_is_a_right_answer_right(place):
    assert check("rnn_step", rnn_step).passed
    assert check("unroll", unroll).passed


def test_is_a_mistake_known_by_name(place):
    verdict = check("rnn_step", without_bias)
    assert verdict.mistake == "bias_left_out"
    assert "without the bias" in verdict.message


def test_does_a_wrong_answer_get_a_picture_and_the_section_of_the_book(place):
    verdict = check("rnn_step", without_bias)
    assert "values of h differ" in verdict.picture.words
    assert verdict.picture.svg.startswith("<svg")
    assert (verdict.section.chapter, verdict.section.title) == ("Recurrence", "The basic cell")


def test_is_a_name_that_there_is_not_answered_with_those_there_are(place):
    with pytest.raises(LookupError, match=r"rnn_stepp.*rnn_step, unroll"):
        check("rnn_stepp", rnn_step)


def test_is_a_result_in_place_of_a_function_refused_with_advice():
    with pytest.raises(TypeError, match=r"wants the function itself, not ndarray: leave out the \(\)"):
        check("rnn_step", np.ones(3))


def test_does_a_failure_stop_the_build_of_the_book_if_it_should(monkeypatch):
    monkeypatch.setenv("UNROLLED_RAISE", "1")
    assert check("rnn_step", rnn_step).passed
    with pytest.raises(CheckFailed, match="without the bias"):
        check("rnn_step", without_bias)


@pytest.fixture
def examiner(tmp_path, monkeypatch):
    monkeypatch.setenv("UNROLLED_EXAMINER", str(tmp_path / "socket"))
    with Examiner("recurrence", "a student", tmp_path / "socket") as examiner:
        yield examiner


@pytest.mark.parametrize("name", exercises("recurrence"))
def test_does_the_reference_pass_an_exam(examiner, name):
    examiner.open_exam(name)
    said = check(name, exercises("recurrence")[name].function)
    verdict = examiner.close_exam("it never came")
    assert verdict.passed, said
    assert said == str(verdict)


def test_is_a_mistake_known_by_name_in_an_exam(examiner):
    examiner.open_exam("rnn_step")
    check("rnn_step", without_bias)
    assert examiner.close_exam("it never came").mistake == "bias_left_out"


def test_does_an_answer_of_any_kind_come_to_a_verdict_in_an_exam(examiner):
    for result in (None, "text", 1j, {1, 2}, [1, [2]], np.full((3, 4), np.nan), lambda: 0, [0.0] * 20_000):
        examiner.open_exam("rnn_step")
        check("rnn_step", lambda x, h_prev, kernel, bias, result=result: result)
        verdict = examiner.close_exam("it never came")
        assert verdict.score == 0
        assert "it never came" not in verdict.message
