"""The chapter on the LSTM: does what its sentences and figures say follow from what its cells compute?"""

import contextlib

import numpy as np
import pytest

from autograder.book.page import parse
from autograder.course import CHAPTERS
from solutions import BasicLSTMCell, leaky_memory


@pytest.fixture(scope="module")
def page():
    """The names that the page defines, once its experiments have run; figures and exercises are left out."""
    namespace: dict = {}
    with contextlib.chdir(CHAPTERS), pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(CHAPTERS))
        for cell in parse((CHAPTERS / "lstm.md").read_text()).cells:
            if cell.cell_type == "code" and not belongs_to_figure_or_check(cell):
                exec(cell.source, namespace)
    return namespace


def belongs_to_figure_or_check(cell):
    figure = {"hide-input", "remove-input"} & set(cell.metadata.get("tags", []))
    return figure or "check(" in cell.source or "guess = train_forecaster" in cell.source


def test_does_a_plain_network_lose_its_gradient_in_every_seed(page):
    lost = page["plain"]
    assert lost.shape[0] >= 5
    assert np.all(lost[:, -1] < 1e-3)
    assert np.median(lost[:, -1]) < 1e-8
    assert np.all(np.median(lost, axis=0)[1:] < np.median(lost, axis=0)[:-1])


def test_does_a_memory_that_adds_keep_the_power_of_its_factor(page):
    for f, slopes in page["slopes"].items():
        np.testing.assert_allclose(slopes, f ** np.array(page["distances"], float), rtol=0.01)


def test_is_a_sum_of_everything_useless_as_a_memory(page):
    assert np.std(page["kept"]) > 5  # a 1 was stored


def test_do_the_answers_at_the_end_hold():
    # a memory of 0.8 / 0.1, and an output just below 1
    c_n, limit = leaky_memory(np.zeros(1), np.array([0.8]), np.array([0.9]), 200)
    assert limit == pytest.approx(8)
    assert 0.999 < np.tanh(c_n[0]) < 1
    cells = [BasicLSTMCell(20, forget_bias) for forget_bias in (0, 1)]
    for cell in cells:
        cell.build(10)
        assert cell.kernel.size + cell.bias.size == 2480


def test_does_each_stuck_gate_do_what_the_text_says(page):
    candidates = np.tanh(page["pulses"][0, :, 0])
    staircase = np.cumsum(candidates)
    for name, memory, output in (
        ("all gates open", staircase, np.tanh(staircase)),
        ("input gate closed", 0, 0),
        ("forget gate closed", candidates, np.tanh(candidates)),
        ("output gate closed", staircase, 0),
    ):
        c, h = page["stuck"][name]
        np.testing.assert_allclose(c, memory + np.zeros(24), atol=1e-7)
        np.testing.assert_allclose(h, output + np.zeros(24), atol=1e-7)


def test_does_the_latch_hold_the_value_it_was_last_told_to_hold(page):
    told = np.flatnonzero(page["flags"])
    for t in range(told[0], 60):
        last = told[told <= t][-1]
        assert page["held"][0, t, 0] == pytest.approx(np.tanh(page["values"][last]), abs=1e-6)


def test_is_the_derivation_right(page):
    for name, gradient in zip(page["arguments"], page["by_hand"], strict=True):
        np.testing.assert_allclose(gradient, page["by_differences"](name), atol=1e-8)


def test_with_a_forget_bias_of_0_is_less_left_than_in_a_plain_network_in_every_seed(page):
    assert page["left"][0.0][:, -1].max() < page["plain"][:, -1].min()


def test_does_a_forget_bias_of_1_do_about_as_well_as_a_plain_network(page):
    left = page["left"][1.0][:, -1]
    assert page["plain"][:, -1].min() / 10 < left.min()
    assert left.max() < 10 * page["plain"][:, -1].max()


def test_does_a_forget_bias_of_2_keep_a_few_per_cent_in_every_seed(page):
    assert page["left"][2.0][:, -1].min() > 0.02


def test_is_more_left_than_the_path_from_memory_to_memory_alone_would_leave(page):
    for forget_bias, left in page["left"].items():
        assert left[:, -1].min() > page["sigmoid"](forget_bias) ** 100


def test_does_the_forget_bias_decide_what_is_learned_in_200_updates(page):
    at_the_end = {b: errors[:, -20:].mean(axis=1) for b, errors in page["errors"].items()}
    assert np.all(at_the_end[0.0] > 0.9)  # 1 is the error of saying 0
    assert np.sum(at_the_end[1.0] < 0.5) >= 3
    assert np.all(at_the_end[2.0] < 0.2)


def test_does_every_seed_with_a_forget_bias_of_2_learn_before_the_median_with_1(page):
    def updates_until_learned(errors):
        learned = np.array([np.convolve(e, np.ones(10) / 10, mode="valid") < 0.5 for e in errors])
        return np.where(learned.any(axis=1), learned.argmax(axis=1), 200)

    with_1, with_2 = (updates_until_learned(page["errors"][b]) for b in (1.0, 2.0))
    assert with_2.max() < np.median(with_1)


def test_is_persistence_the_worst_and_the_long_autoregression_the_best_of_the_simple_methods(page):
    persistence, short, long = (page["error"](forecast, page["test"]) for forecast in page["simple"].values())
    assert persistence > short > long


def test_is_the_error_on_the_years_held_back_flat_from_epoch_30_and_below_the_linear_one(page):
    held_back = np.mean([history["val_loss"] for history in page["watched"]], axis=0) * 100**2 / 1535
    flat = held_back[30:]
    assert flat.max() < 1.4 * flat.min()
    assert flat.max() < page["linear"]
    assert held_back[0] > 2 * flat.max()


def test_has_each_lstm_a_smaller_error_than_the_autoregression_on_the_test_years(page):
    linear = page["error"](page["simple"]["AR(12)"], page["test"])
    assert len(page["forecasts"]) >= 3
    assert all(page["error"](forecast, page["test"]) < linear for forecast in page["forecasts"])


def test_is_the_gain_over_the_autoregression_within_twice_its_uncertainty_in_every_period(page):
    target, linear = page["target"], page["simple"]["AR(12)"]
    for chosen in page["periods"].values():
        gain = ((linear - target) ** 2 - np.mean((page["forecasts"] - target) ** 2, axis=0))[chosen]
        assert abs(gain.mean()) < 2 * gain.std(ddof=1) / np.sqrt(len(gain))


def test_do_most_gates_follow_the_cycle_in_every_model(page):
    for model in page["models"]:
        gates, _ = page["gates_in_the_last_step"](model.layers[0], page["x"])
        with_both = np.corrcoef([page["level"], page["rise"], *np.hstack(list(gates.values())).T])[:2, 2:]
        assert np.median(np.abs(with_both).max(axis=0)) > 0.5


def test_are_the_sunspots_the_yearly_series_from_1700_to_2008(page):
    assert page["years"].tolist() == list(range(1700, 2009))
    assert page["sunspots"].min() == 0
    assert page["years"][page["sunspots"].argmax()] == 1957


def test_is_the_highest_peak_of_the_later_years_far_above_what_the_models_learned_from(page):
    years, sunspots = page["years"], page["sunspots"]
    assert sunspots[years > 1955].max() > 1.2 * sunspots[years <= 1920].max()
