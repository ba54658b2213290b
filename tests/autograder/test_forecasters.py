"""The exercise that trains: do honest networks of any kind earn its points, and those that spared the trouble not?"""

import keras
import numpy as np
import pytest

from autograder import verify
from autograder.exercise import find
from solutions.lstm_keras import train_forecaster
from tests.autograder.variants.forecasters import CHEAP, HONEST

NAME = "lstm/train_forecaster"


@pytest.mark.parametrize("answer", [train_forecaster, *HONEST])
def test_does_an_honest_network_earn_full_marks(answer):
    keras.utils.set_random_seed(1)
    verdict = verify(NAME, answer, seed=1)
    assert verdict.passed, str(verdict)
    assert verdict.score == 1


@pytest.mark.parametrize("answer", CHEAP)
def test_does_a_network_that_learned_nothing_earn_nothing(answer):
    keras.utils.set_random_seed(1)
    verdict = verify(NAME, answer, seed=1)
    assert verdict.score == 0
    assert "the mean squared error is" in verdict.message
    assert "and should be below" in verdict.message


@pytest.mark.parametrize("seed", range(20))
def test_is_there_little_to_earn_without_a_network(seed):
    for mistake in find(NAME).mistakes:
        verdict = verify(NAME, mistake, seed)
        assert verdict.mistake == mistake.__name__
        assert verdict.points <= (2 if mistake.__name__ == "linear_autoregression" else 0)


@pytest.mark.parametrize("seed", range(20))
def test_does_no_window_show_what_is_to_be_predicted(seed):
    [case] = find(NAME).cases(str(seed))
    shown = np.concatenate([array.ravel() for array in case.arguments])
    assert not np.isin(case.expected, shown).any()


def test_are_a_series_and_its_noise_drawn_afresh_for_each_seed():
    first, second = (find(NAME).cases(seed)[0] for seed in ("1", "2"))
    assert not np.isin(first.arguments[0], second.arguments[0]).any()
