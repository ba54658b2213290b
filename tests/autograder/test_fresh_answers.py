"""Answers that nobody had seen: does the autograder tell right from wrong among them?

They were written after the checks were finished, from the texts of the exercises alone, by someone who had not read
the solutions, the checks or the mistakes that these know. What the checks say of them is therefore no matter of
having been made to fit.
"""

import pathlib

import pytest

import autograder.exercises
from autograder import verify
from tests.autograder import fresh_answers

SEEDS = range(5)


def full_name(exercise):
    """The exercise with its chapter, such as "lstm/lstm_step"."""
    (folder,) = autograder.exercises.__path__
    (path,) = pathlib.Path(folder).glob(f"*/{exercise}.py")
    return f"{path.parent.name}/{exercise}"


def cases(answers):
    return [pytest.param(exercise, answer, id=f"{exercise}-{answer.__name__}") for exercise, answer in answers]


@pytest.mark.parametrize(("exercise", "answer"), cases(fresh_answers.WRONG))
def test_is_an_answer_that_nobody_had_seen_refused(exercise, answer):
    verdicts = [verify(full_name(exercise), answer, seed) for seed in SEEDS]
    passed = [seed for seed, verdict in zip(SEEDS, verdicts, strict=True) if verdict.passed]
    assert not passed, f"{answer.__doc__} It passes with the seeds {passed}."


@pytest.mark.parametrize(("exercise", "answer"), cases(fresh_answers.RIGHT))
def test_is_an_unusual_answer_accepted(exercise, answer):
    for seed in SEEDS:
        verdict = verify(full_name(exercise), answer, seed)
        assert verdict.passed, f"{answer.__doc__} With the seed {seed}: {verdict.message}"
