"""The project's model: do honest ones of any kind earn its points, a mistake some, and nothing learned none?"""

import keras
import numpy as np
import pytest

from autograder import verify
from autograder.exercise import find
from solutions.capstone_keras import train_and_predict
from tests.autograder.variants.classifiers import CHEAP, HONEST, a_gru_that_reads_the_padding
from unrolled.judge import judge
from unrolled.outcome import Outcome

NAME = "capstone/train_and_predict"


@pytest.mark.parametrize("answer", [train_and_predict, *HONEST])
def test_does_an_honest_model_earn_full_marks(answer):
    keras.utils.set_random_seed(1)
    verdict = verify(NAME, answer, seed=1)
    assert verdict.passed, str(verdict)


def test_does_a_network_that_reads_on_past_the_end_earn_no_more_than_a_part():
    keras.utils.set_random_seed(1)
    verdict = verify(NAME, a_gru_that_reads_the_padding, seed=1)
    assert verdict.points < 9
    assert "the accuracy is" in verdict.message


@pytest.mark.parametrize(
    ("rows_right", "points"), [(499, 0), (500, 5), (799, 5), (800, 9), (899, 9), (900, 13), (1000, 13)]
)
def test_does_each_step_of_the_accuracy_earn_its_points(rows_right, points):
    record = find(NAME).record("1")
    [case] = record["cases"]
    scores = case["expected"] - 7.0
    scores[rows_right:] = np.roll(scores[rows_right:], 1, axis=1)
    verdict = judge(record, [Outcome(scores, arguments_after=case["arguments"])])
    assert verdict.points == points
    assert verdict.passed == (points == 13)


@pytest.mark.parametrize("answer", CHEAP)
def test_does_a_model_that_learned_little_earn_nothing(answer):
    keras.utils.set_random_seed(1)
    verdict = verify(NAME, answer, seed=1)
    assert verdict.points == 0
    assert verdict.mistake is None
    assert "the accuracy is" in verdict.message


@pytest.mark.parametrize("seed", range(10))
def test_does_nothing_earn_points_that_does_not_learn(seed):
    record = find(NAME).record(str(seed))
    for mistake in record["mistakes"]:
        result = mistake["outcomes"][0]["result"]
        expected = record["cases"][0]["expected"]
        assert len(result) != len(expected) or np.mean(result.argmax(1) == expected.argmax(1)) < 0.46


def test_is_each_task_drawn_afresh():
    first, second = (find(NAME).cases(seed)[0] for seed in ("1", "2"))
    assert np.abs(first.arguments[3] - second.arguments[3]).max(axis=(1, 2)).min() > 1


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (
            lambda x, n, labels, new, m: np.zeros(len(new)),
            "the scores should have shape [1000, 9], and have shape [1000]",
        ),
        (lambda x, n, labels, new, m: np.zeros((9, len(new))), "and have shape [9, 1000]"),
        (lambda x, n, labels, new, m: np.full((len(new), 9), np.nan), "some of the scores are not a number"),
        (lambda x, n, labels, new, m: None, "and have none"),
    ],
)
def test_what_hears_one_whose_scores_cannot_be_read(answer, problem):
    verdict = verify(NAME, answer, seed=1)
    assert verdict.points == 0
    assert problem in verdict.message
