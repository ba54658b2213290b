"""Does the forecaster learn?"""

import numpy as np
import pytest

from solutions.lstm_keras import train_forecaster


def cycles(seed: int, years: int) -> np.ndarray:
    """A series such as the sunspots': cycles of about 11 years, of varying length and height, with noise."""
    rng = np.random.default_rng(seed)
    values: list[float] = []
    while len(values) < years:
        length, height = round(np.clip(rng.normal(11, 1), 9, 13)), rng.uniform(60, 160)
        rise = np.linspace(0, 1, length, endpoint=False) ** 0.8
        values.extend(height * np.sin(np.pi * rise) ** 2)
    return np.array(values[:years]) + rng.normal(0, 6, years)


def windows(series: np.ndarray, T: int = 12) -> tuple[np.ndarray, np.ndarray]:
    """All windows of T values [N, T, 1] and the value after each [N, 1]."""
    starts = np.arange(len(series) - T)[:, np.newaxis]
    return series[starts + np.arange(T)][..., np.newaxis], series[starts + T]


def autoregression(inputs, targets, new_inputs):
    """The linear prediction with the least squared error on the training windows."""

    def with_constant(windows):
        return np.column_stack([windows[..., 0], np.ones(len(windows))])

    return with_constant(new_inputs) @ np.linalg.lstsq(with_constant(inputs), targets, rcond=None)[0]


def error(predictions, targets):
    return np.sqrt(np.mean((predictions - targets) ** 2))


@pytest.mark.parametrize("seed", range(2))
def test_does_it_beat_the_last_value_and_keep_up_with_an_autoregression(seed):
    inputs, targets = windows(cycles(seed, years=272))
    train, new = slice(200), slice(200, None)
    predictions = train_forecaster(inputs[train], targets[train], inputs[new])
    assert predictions.shape == targets[new].shape
    assert error(predictions, targets[new]) < 0.75 * error(inputs[new, -1], targets[new])
    linear = autoregression(inputs[train], targets[train], inputs[new])
    assert error(predictions, targets[new]) < 1.15 * error(linear, targets[new])


def test_are_its_predictions_the_same_each_time_in_any_units_and_for_a_window_alone():
    inputs, targets = windows(cycles(0, years=60), T=5)
    first = train_forecaster(inputs, targets, inputs)
    in_thousandths = train_forecaster(1000 * inputs + 7, 1000 * targets + 7, 1000 * inputs[:3] + 7)
    np.testing.assert_allclose(in_thousandths, 1000 * first[:3] + 7, rtol=1e-3)


def test_does_it_refuse_windows_of_another_length_than_it_learned_from():
    inputs, targets = windows(cycles(0, years=60), T=5)
    with pytest.raises(
        ValueError, match=r"new_inputs should have shape \[M, T, 1\] = \[M, 5, 1\] .*, and has \[55, 4, 1\]"
    ):
        train_forecaster(inputs, targets, inputs[:, 1:])
