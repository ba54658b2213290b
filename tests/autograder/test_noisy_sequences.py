"""The exercise that trains with dropout: does an honest network earn its points, and one that learns the noise not?"""

import keras
import numpy as np
import pytest

from autograder import verify
from autograder.exercise import find
from solutions.dropout_keras import train_with_dropout
from tests.autograder.variants.noisy_sequences import BY_HEART, HONEST, a_larger_lstm

NAME = "dropout/train_with_dropout"
FULL = "at most 7/8 of the error of ridge regression"


@pytest.mark.parametrize("answer", [train_with_dropout, *HONEST])
def test_does_an_honest_network_earn_full_marks(answer):
    keras.utils.set_random_seed(1)
    verdict = verify(NAME, answer, seed=1)
    assert verdict.passed, str(verdict)


@pytest.mark.parametrize("seed", [2, 3])
def test_does_an_honest_network_whose_rates_are_not_the_best_earn_most_of_it(seed):
    keras.utils.set_random_seed(seed)
    verdict = verify(NAME, a_larger_lstm, seed)
    assert verdict.points >= verdict.maximum - 1.5, str(verdict)


@pytest.mark.parametrize("answer", BY_HEART)
def test_does_a_network_that_learned_the_noise_not_earn_full_marks(answer):
    keras.utils.set_random_seed(1)
    verdict = verify(NAME, answer, seed=1)
    assert {aspect.name: aspect.problem is None for aspect in verdict.aspects}[FULL] is False
    assert "the mean squared error is" in verdict.message


@pytest.mark.parametrize("seed", range(10))
def test_is_there_little_to_earn_without_a_network(seed):
    for mistake in find(NAME).mistakes:
        verdict = verify(NAME, mistake, seed)
        assert verdict.mistake == mistake.__name__
        assert verdict.points <= (2 if mistake.__name__ in ("ridge_regression", "least_squares") else 0)


def test_is_the_target_what_the_exercise_says():
    [case] = find(NAME).cases("0")
    inputs, targets, _ = case.arguments
    signal = np.sign(inputs[:, :, 0].cumsum(axis=1)).mean(axis=1)
    assert np.corrcoef(signal, targets[:, 0])[0, 1] > 0.7
    others = [np.corrcoef(inputs[:, :, d].mean(axis=1), targets[:, 0])[0, 1] for d in range(1, 10)]
    assert np.abs(others).max() < 0.3


def test_are_sequences_drawn_afresh_for_each_seed():
    first, second = (find(NAME).cases(seed)[0] for seed in ("1", "2"))
    assert not np.isin(first.arguments[0], second.arguments[0]).any()
