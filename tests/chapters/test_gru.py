"""The chapter on the GRU: does what its sentences and figures say follow from what its cells compute?"""

import contextlib

import numpy as np
import pytest

from autograder.book.page import parse
from autograder.course import CHAPTERS


@pytest.fixture(scope="module")
def page():
    """The names that the page defines, once its experiments have run; figures and exercises are left out."""
    namespace: dict = {}
    with contextlib.chdir(CHAPTERS), pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(CHAPTERS))
        for cell in parse((CHAPTERS / "gru.md").read_text()).cells:
            if cell.cell_type == "code" and not belongs_to_figure_or_check(cell):
                exec(cell.source, namespace)
    return namespace


def belongs_to_figure_or_check(cell):
    figure = {"hide-input", "remove-input"} & set(cell.metadata.get("tags", []))
    return figure or "check(" in cell.source or "answers = train_to_hold" in cell.source


def test_do_free_gates_count_and_tied_gates_average(page):
    np.testing.assert_array_equal(page["counter"], page["flag_is_up"].cumsum())
    rises = np.diff(page["tied"])[page["flag_is_up"][1:]]
    assert page["counter"][-1] >= 5
    assert page["tied"].max() < 1
    assert np.all(np.diff(rises) < 0)


def test_does_a_unit_with_a_stuck_update_gate_follow_the_formula(page):
    candidate = np.tanh(page["jump"][0, :, 0])
    for a_u, h in page["stuck"].items():
        u = page["sigmoid"](a_u)
        sums = [(1 - u) * np.sum(u ** np.arange(t, -1, -1.0) * candidate[: t + 1]) for t in range(50)]
        np.testing.assert_allclose(h, sums, atol=1e-9)


def test_does_the_reset_gate_let_a_unit_start_anew(page):
    moving, stuck_open = page["moving"], page["stuck_open"]
    assert np.all(moving[4:14] > 0.9)
    assert np.all(abs(moving[14:24]) < 1e-4)
    assert np.all(moving[24:34] < -0.9)
    assert np.all(abs(moving[34:]) < 1e-4)
    assert np.all(stuck_open[4:24] > 0.9)
    assert np.all(stuck_open[25:] < -0.9)


def test_does_an_open_gate_tell_the_two_meanings_of_z_apart(page):
    assert page["moved"]["gru_step"] < 1e-12
    assert page["moved"]["of_keras"] < 1e-6
    assert page["moved"]["of_chung"] > 0.5


@pytest.mark.parametrize("seed", range(5))
def test_is_the_step_of_chung_what_its_paper_says(page, seed):
    rng = np.random.default_rng(seed)
    x, h, gate_kernel, gate_bias, kernel, bias = (
        rng.normal(size=size) for size in ((4, 3), (4, 5), (8, 10), 10, (8, 5), 5)
    )
    r, z = np.split(page["sigmoid"](np.hstack([x, h]) @ gate_kernel + gate_bias), 2, axis=1)
    wanted = (1 - z) * h + z * np.tanh(np.hstack([x, r * h]) @ kernel + bias)
    np.testing.assert_allclose(page["of_chung"](x, h, gate_kernel, gate_bias, kernel, bias), wanted)


def test_does_a_neighbours_reset_gate_reach_a_unit_only_before_the_product(page):
    assert page["reach"]["gru_step"] > 0.01
    assert page["reach"]["after"] == 0


def test_are_before_and_after_the_same_in_the_special_cases_alone(page):
    assert page["differences"].pop("two units") > 0.01
    assert max(page["differences"].values()) < 1e-12


def test_is_the_derivation_right(page):
    for name, gradient in zip(page["arguments"], page["by_hand"], strict=True):
        np.testing.assert_allclose(gradient, page["by_differences"](name), atol=1e-8)


def test_is_more_left_of_the_gradient_the_further_open_the_update_gate_starts(page):
    none, one, three = (page["left"][b][:, -1] for b in (0.0, 1.0, 3.0))
    assert np.all(none < one / 50)  # seed by seed: among the seeds they differ by more
    assert one.max() < three.min() / 10
    assert three.min() > 0.02


def test_does_what_is_left_differ_by_powers_of_ten_from_seed_to_seed(page):
    for b in (0.0, 1.0):
        left = page["left"][b][:, -1]
        assert left.max() > 100 * left.min()


def test_is_more_left_than_the_direct_path_alone_would_leave(page):
    for bias, left in page["left"].items():
        assert left[:, -1].min() > page["sigmoid"](bias) ** 100


def test_do_all_forms_agree_with_keras(page):
    assert max(page["agreement"].values()) < 1e-6


def test_does_keras_refuse_the_weights_of_the_other_form(page):
    layer = page["keras"].layers.GRU(5)
    layer.build((4, 8, 3))
    with pytest.raises(ValueError, match="shape"):
        layer.set_weights(page["gru_to_keras"](*page["weights"], 3))


def test_have_the_three_cells_the_same_number_of_parameters(page):
    counts = list(page["parameters"].values())
    assert max(counts) < 1.005 * min(counts)


def test_does_one_rate_for_all_mislead(page):
    by_rate = {kind: dict(zip(page["RATES"], p, strict=True)) for kind, p in page["on_held_out"].items()}
    assert page["best_rate"]["RNN"] < page["best_rate"]["LSTM"]
    for small in (0.01, 0.02):
        assert by_rate["LSTM"][small] > by_rate["RNN"][small] > by_rate["GRU"][small]
    assert by_rate["RNN"][0.08] > 1.5 + by_rate["LSTM"][0.08]


def test_is_the_order_on_new_names_beyond_the_spread_over_seeds(page):
    results = {kind: np.array(scores) for kind, scores in page["results"].items()}
    assert all(len(scores) >= 3 for scores in results.values())
    for better, worse in (("GRU", "LSTM"), ("LSTM", "RNN")):
        spread = np.hypot(results[better].std(ddof=1), results[worse].std(ddof=1))
        assert results[worse].mean() - results[better].mean() > 2 * spread
        assert results[better].max() < results[worse].min()


def test_does_a_5_gram_do_about_as_well_as_the_best_network(page):
    assert abs(page["simple"][5] - np.mean(page["results"]["GRU"])) < 0.15
    assert page["simple"][2] > page["simple"][3] > page["simple"][4] > page["simple"][5]


def test_does_the_rate_move_each_cell_by_more_than_what_lies_between_them(page):
    means = [np.mean(scores) for scores in page["results"].values()]
    for perplexities in page["on_held_out"].values():
        assert max(perplexities) - min(perplexities) > max(means) - min(means)
