"""The exercise that trains a stack: do honest networks earn its points, and those that spared the trouble not?"""

import keras
import numpy as np
import pytest
from keras import layers

from autograder import verify
from autograder.exercise import find
from solutions.deep_keras import train_stack

NAME = "deep/train_stack"


def trained(recurrent, inputs, targets, new_inputs, epochs=50, rate=0.02, standardise=True):
    """The predictions of a network of these recurrent layers."""
    shift, scale = (inputs.mean(), inputs.std()) if standardise else (0, 1)
    mean, deviation = (targets.mean(), targets.std()) if standardise else (0, 1)
    network = keras.Sequential([*recurrent, layers.Dense(1)])
    network.compile(keras.optimizers.Adam(rate), "mse")
    network.fit((inputs - shift) / scale, (targets - mean) / deviation, 20, epochs, verbose=0)
    return mean + deviation * network.predict((new_inputs - shift) / scale, verbose=0)


def three_layers_of_grus(*series):
    return trained([layers.GRU(12, return_sequences=True) for _ in range(3)], *series)


def cells_in_one_layer(*series):
    cells = [layers.LSTMCell(20), layers.LSTMCell(12)]
    return trained([layers.RNN(cells, return_sequences=True)], *series)[..., 0]


@pytest.mark.parametrize("answer", [train_stack, three_layers_of_grus, cells_in_one_layer])
def test_does_an_honest_network_earn_full_marks(answer):
    keras.utils.set_random_seed(1)
    verdict = verify(NAME, answer, seed=1)
    assert verdict.passed, str(verdict)
    assert verdict.score == 1


def units_as_they_come(*series):
    return trained([layers.LSTM(16, return_sequences=True)], *series, epochs=20, standardise=False)


def no_recurrence(*series):
    return trained([layers.Dense(16, "tanh"), layers.Dense(16, "tanh")], *series, epochs=30)


@pytest.mark.parametrize("answer", [units_as_they_come, no_recurrence])
def test_does_a_network_that_learned_nothing_earn_nothing(answer):
    keras.utils.set_random_seed(1)
    verdict = verify(NAME, answer, seed=1)
    assert verdict.score == 0
    assert "the mean squared error is" in verdict.message
    assert "and should be below" in verdict.message


@pytest.mark.parametrize("seed", range(20))
def test_is_nothing_to_earn_without_a_network(seed):
    for mistake in find(NAME).mistakes:
        verdict = verify(NAME, mistake, seed)
        assert verdict.mistake == mistake.__name__
        assert verdict.points == 0


def test_are_the_tanks_and_their_noise_drawn_afresh_for_each_seed():
    first, second = (find(NAME).cases(seed)[0] for seed in ("1", "2"))
    assert not np.isin(first.arguments[1], second.arguments[1]).any()
