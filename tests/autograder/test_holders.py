"""The exercise that trains a network to hold a value: is it earned by gates, and by nothing cheaper?"""

import keras
import numpy as np
import pytest

from autograder import verify
from autograder.exercise import find
from solutions.gru_keras import train_to_hold

NAME = "gru/train_to_hold"


def trained(recurrent, inputs, targets, new_inputs, epochs=30, rate=0.01, batch_size=32):
    model = keras.Sequential([recurrent, keras.layers.Dense(1)])
    model.compile(keras.optimizers.Adam(rate), "mse")
    model.fit(inputs, targets, batch_size, epochs, verbose=0)
    return model.predict(new_inputs, verbose=0)


def a_gru_as_it_comes(*data):
    return trained(keras.layers.GRU(16), *data).ravel()


def an_lstm(*data):
    return trained(keras.layers.LSTM(16), *data, epochs=40, rate=0.02)


HONEST = [train_to_hold, a_gru_as_it_comes, an_lstm]


def a_plain_network(*data):
    return trained(keras.layers.SimpleRNN(16), *data, batch_size=16)


def one_epoch(*data):
    return trained(keras.layers.GRU(16), *data, epochs=1)


@pytest.mark.parametrize("answer", HONEST)
def test_does_an_honest_network_earn_full_marks(answer):
    keras.utils.set_random_seed(1)
    verdict = verify(NAME, answer, seed=1)
    assert verdict.passed, str(verdict)
    assert verdict.score == 1


@pytest.mark.parametrize("answer", [a_plain_network, one_epoch])
def test_is_it_not_earned_without_gates_or_without_training(answer):
    keras.utils.set_random_seed(1)
    verdict = verify(NAME, answer, seed=1)
    assert verdict.points == 0, str(verdict)


@pytest.mark.parametrize("seed", range(20))
def test_is_there_nothing_to_earn_without_a_network(seed):
    for mistake in find(NAME).mistakes:
        verdict = verify(NAME, mistake, seed)
        assert verdict.mistake == mistake.__name__
        assert verdict.points == 0, mistake.__name__


@pytest.mark.parametrize("seed", range(5))
def test_is_the_right_answer_the_value_at_the_last_flag(seed):
    [case] = find(NAME).cases(str(seed))
    for (values, flags), expected in zip(case.arguments[2].swapaxes(1, 2), case.expected, strict=True):
        assert expected.item() == values[np.flatnonzero(flags)[-1]]
