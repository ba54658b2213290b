"""The chapter on dropout: does what its sentences and figures say follow from what its cells compute?"""

import contextlib

import numpy as np
import pytest

from autograder.book.page import parse
from autograder.course import CHAPTERS


@pytest.fixture(scope="module")
def page():
    """The names that the page defines, once its experiments have run; no figures, checks, trained answer."""
    namespace: dict = {}
    with contextlib.chdir(CHAPTERS), pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(CHAPTERS))
        for cell in parse((CHAPTERS / "dropout.md").read_text()).cells:
            if cell.cell_type == "code" and not belongs_to_figure_or_check(cell):
                exec(cell.source, namespace)
    return namespace


def belongs_to_figure_or_check(cell):
    figure = {"hide-input", "remove-input"} & set(cell.metadata.get("tags", []))
    return figure or "check(" in cell.source or "guess = train_with_dropout" in cell.source


def held_out(page, rate):
    """[seed, epoch]: the perplexity on the names held out."""
    return np.exp([history["val_loss"] for _, history in page["runs"][rate]])


def test_does_the_network_learn_its_names_by_heart_in_every_seed(page):
    curves = held_out(page, 0.0)
    assert len(curves) >= 3
    assert np.all(curves[:, -1] > 1.12 * curves.min(axis=1))
    assert np.all(curves.argmin(axis=1) < 2 / 3 * page["EPOCHS"])
    assert np.all(abs(curves.min(axis=1) - page["to_beat"]) < 0.5)  # the figure: about where the n-gram is
    assert np.all(curves[:, -1] > page["to_beat"] + 1)  # and far above it at the end
    for _, history in page["runs"][0.0]:
        assert history["loss"][-1] == min(history["loss"])
        assert np.exp(history["loss"][-1]) < 0.6 * np.exp(history["val_loss"][-1])


def test_does_neither_a_longer_n_gram_nor_a_larger_discount_help(page):
    assert page["best_n"] < max(n for n, _ in page["n_grams"])
    largest, next_largest = sorted({discount for _, discount in page["n_grams"]})[:-3:-1]
    assert abs(page["n_grams"][page["best_n"], largest] - page["n_grams"][page["best_n"], next_largest]) < 0.05


def test_is_a_rate_above_0_chosen_and_better_in_every_seed(page):
    assert page["chosen"] > 0
    assert page["on_held_out"](page["chosen"]).max() < page["on_held_out"](0.0).min()


def test_does_the_curve_turn_later_and_rise_less_the_more_is_dropped(page):
    rates = sorted(page["runs"])
    assert rates[0] == 0
    turns = [held_out(page, rate).argmin(axis=1).mean() for rate in rates]
    rises = [np.mean(curves[:, -1] - curves.min(axis=1)) for curves in (held_out(page, rate) for rate in rates)]
    assert turns == sorted(turns)
    assert rises == sorted(rises, reverse=True)
    assert rises[-1] < rises[0] / 4


def test_is_the_network_about_as_good_as_the_n_gram_without_dropout_and_better_with_it(page):
    without, with_dropout = page["on_test"][0.0], page["on_test"][page["chosen"]]
    assert np.all(abs(without - page["simple"]) < 0.35)
    assert with_dropout.max() < without.min()
    assert with_dropout.max() < page["simple"] - 0.1


def test_are_predictions_worse_with_dropout_left_on_and_their_mean_nearly_as_good(page):
    assert page["each"].min() > page["off"] + 0.1
    assert abs(page["together"] - page["off"]) < (page["each"].mean() - page["off"]) / 2


def test_is_dropping_the_memory_what_ruins_learning(page):
    errors = page["errors"]
    assert {len(error) for error in errors.values()} == {3}
    assert errors["memory c"].min() > 0.25  # 1/3 is the error of saying 0
    for place in ("nothing", "output", "state h"):
        assert errors[place].max() < 0.15
    assert errors["output"].max() < errors["state h"].min()


def test_does_a_memory_die_along_time_as_the_power_of_p(page):
    np.testing.assert_allclose(page["survivors"], 0.75 ** np.arange(1, 31), atol=6 * np.sqrt(0.25 / 1000))
    assert page["survivors"][-1] == 0
    shares = [np.mean(array != 0) for array in page["shown"]]
    np.testing.assert_allclose(shares, 0.75, atol=6 * np.sqrt(0.75 * 0.25 / 1000))


def test_do_formula_and_masks_agree(page):
    mean, variance = page["mean"][0], page["variance"][0]
    sums = page["sums"]
    assert abs(sums.mean() - mean) < 6 * np.sqrt(variance / len(sums))
    assert sums.var() == pytest.approx(variance, rel=0.1)


def test_is_the_way_back_right(page):
    np.testing.assert_allclose(page["by_differences"], page["gradients"][0], atol=1e-8)


def test_is_the_variational_mask_of_tensorflow_1_the_same_for_steps_and_rows_and_new_for_each_run(page):
    kept, again = page["kept"], page["again"]
    assert np.all(kept == kept[:1, :1])
    assert np.any(kept != (again != 0))


def test_are_the_masks_of_keras_as_the_table_says(page):
    assert page["input_masks"].shape == (4, 4, 3)
    assert page["state_masks"].shape == (4, 4, 100)
    assert np.any(page["state_masks"][:, 0] != page["state_masks"][:, 1])
    assert np.any(page["state_masks"][0] != page["state_masks"][1])
    c = h = np.zeros((4, 100))
    for t in range(5):
        ones = np.ones((4, 4, 3)), np.ones((4, 4, 100))
        c, h = page["keras_lstm_step"](page["x"][:, t], c, h, *page["weights"], *ones, 0.0, 0.0)
    np.testing.assert_allclose(h, page["keras_h"], atol=1e-5)


def test_is_there_one_mask_for_all_blocks_where_only_the_input_is_dropped():
    import keras

    cell = keras.layers.LSTMCell(5, dropout=0.5, seed=0)
    cell.build((4, 3))
    assert np.shape(cell.get_dropout_mask(np.ones((4, 3), "float32"))) == (4, 3)
