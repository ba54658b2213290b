"""Answers that nobody had seen: does the autograder tell right from wrong among them?

They were written from the texts of the exercises alone, by someone who had not read the solutions, the checks or the
mistakes that these know. Eight of the 93 wrong ones passed then, on some seeds at least: three are accepted on purpose
(a multiplied mask, a small number beside the norm), one since the text says what may stand in the padding, and for
four a case was missing.
"""

import pytest

from autograder import verify
from tests.autograder import fresh_answers

SEEDS = range(5)


def cases(answers):
    return [pytest.param(exercise, answer, id=f"{exercise}-{answer.__name__}") for exercise, answer in answers]


@pytest.mark.parametrize(("exercise", "answer"), cases(fresh_answers.WRONG))
def test_is_an_answer_that_nobody_had_seen_refused(exercise, answer):
    verdicts = [verify(exercise, answer, seed) for seed in SEEDS]
    passed = [seed for seed, verdict in zip(SEEDS, verdicts, strict=True) if verdict.passed]
    assert not passed, f"{answer.__doc__} It passes with the seeds {passed}."


@pytest.mark.parametrize(("exercise", "answer"), cases(fresh_answers.RIGHT))
def test_is_an_unusual_answer_accepted(exercise, answer):
    for seed in SEEDS:
        verdict = verify(exercise, answer, seed)
        assert verdict.passed, f"{answer.__doc__} With the seed {seed}: {verdict.message}"
