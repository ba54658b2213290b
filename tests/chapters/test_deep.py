"""The chapter on deep networks: does what its sentences and figures say follow from what its cells compute?"""

import contextlib
from math import comb

import numpy as np
import pytest

from autograder.book.page import parse
from autograder.course import CHAPTERS
from solutions.deep import stack_parameters


@pytest.fixture(scope="module")
def page():
    """The names that the page defines, once its experiments have run; figures and exercises are left out."""
    namespace: dict = {}
    with contextlib.chdir(CHAPTERS), pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(CHAPTERS))
        for cell in parse((CHAPTERS / "deep.md").read_text()).cells:
            if cell.cell_type == "code" and not belongs_to_figure_or_check(cell):
                exec(cell.source, namespace)
    return namespace


def belongs_to_figure_or_check(cell):
    figure = {"hide-input", "remove-input"} & set(cell.metadata.get("tags", []))
    return figure or "check(" in cell.source or "guess = train_stack" in cell.source


def test_do_the_three_lamps_count_to_seven_and_begin_again(page):
    assert page["lamps_say"].tolist() == [*range(1, 8), 0, *range(1, 8), 0]
    assert page["bits"] == [1, 0, 1]


def test_does_each_lamp_change_half_as_often_as_the_one_below(page):
    changes = np.abs(np.diff(page["lamps"], axis=1, prepend=0)).sum(axis=1)
    assert changes.tolist() == [16, 8, 4]


def test_does_a_second_layer_more_than_double_the_parameters_and_twice_the_width_cost_more():
    one, wide, two = (stack_parameters(27, units) for units in ([64], [128], [64, 64]))
    assert wide > two > 2 * one


def test_are_a_run_by_layers_and_a_run_by_steps_the_same(page):
    np.testing.assert_array_equal(page["by_layers"], page["by_steps"])
    for one, other in zip(page["states_by_layers"], page["states_by_steps"], strict=True):
        np.testing.assert_array_equal(one, other)


def test_does_one_cell_in_every_place_have_a_third_of_the_parameters(page):
    multiplied, apart = (page["number_of_parameters"](page[name].cells) for name in ("multiplied", "apart"))
    assert 3 * multiplied == apart


def test_do_all_layers_change_with_one_where_they_share_their_weights(page):
    assert page["changes_with"](page["multiplied"].cells).all()
    np.testing.assert_array_equal(page["changes_with"](page["apart"].cells), np.eye(3))


def test_is_a_loop_that_hands_on_one_variable_a_single_layer(page):
    np.testing.assert_allclose(page["last"], page["last_of_the_loop"], rtol=1e-12)


def test_does_the_way_back_by_layers_give_the_gradient_by_steps(page):
    (d_inputs, d_kernels), (other_inputs, other_kernels) = page["d_by_layers"], page["d_by_steps"]
    np.testing.assert_allclose(d_inputs, other_inputs, atol=1e-12)
    for one, other in zip(d_kernels, other_kernels, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-12)


def test_are_the_gradients_of_a_stack_those_of_finite_differences(page):
    assert max(page["worst_differences"]) < 1e-8


def test_does_a_deeper_stack_pass_on_less_at_once_and_more_some_steps_back(page):
    median = {L: np.median(curves, axis=0) for L, curves in page["arriving"].items()}
    for shallow, deep in ((1, 2), (2, 4)):
        assert median[deep][0] < 0.9 * median[shallow][0]
        for steps_back in (10, 20, 40, 60):
            assert median[deep][steps_back] > 2 * median[shallow][steps_back]


def test_does_the_gradient_vanish_in_every_stack(page):
    for curves in page["arriving"].values():
        assert np.median(curves, axis=0)[60] < 1e-7


def test_does_a_stack_of_four_gain_far_more_between_40_and_60_steps_back_than_it_gains_ways(page):
    median = {N: np.median(curves, axis=0) for N, curves in page["arriving"].items()}
    gain = (median[4][60] / median[4][40]) / (median[1][60] / median[1][40])
    ways = [comb(steps_back + 3, 3) for steps_back in (40, 60)]
    assert ways == [12341, 39711]
    assert gain > 10 * ways[1] / ways[0]
    slopes = np.mean(page["slopes"], axis=0)
    assert (slopes[-1] / slopes[0]) ** 20 > 10 * ways[1] / ways[0]


def test_is_the_tanh_of_a_higher_layer_less_flat(page):
    assert (np.diff(np.mean(page["slopes"], axis=0)) > 0.01).all()


def test_have_the_networks_equal_numbers_of_parameters(page):
    counts = [models[0].count_params() for models in page["models"].values()]
    assert max(counts) < 1.02 * min(counts)


def test_is_one_wide_layer_the_best_and_the_stack_of_three_the_worst_beyond_the_spread_of_seeds(page):
    one, two, three = page["on_test"]
    assert len(one) >= 3
    assert one.max() < two.min()
    assert two.max() < three.min()


def test_is_one_layer_better_than_any_n_gram_and_the_stack_of_three_behind_the_4_gram(page):
    one, _, three = page["on_test"]
    assert one.max() < min(page["n_grams"].values())
    assert three.min() > page["n_grams"][4]


def test_are_the_deeper_networks_behind_on_the_names_they_learned_from_as_well(page):
    one, two, three = page["on_train"].mean(axis=1)
    assert one < two < three


def test_do_both_ways_to_stack_in_keras_give_the_values_of_ours(page):
    for given in (page["model_outputs"], page["keras_outputs"]):
        np.testing.assert_allclose(given, page["outputs_of_ours"], atol=1e-5)


def test_does_one_cell_twice_have_half_the_parameters_in_keras(page):
    cell = page["keras"].layers.LSTMCell
    assert 2 * page["parameters_in_keras"]([cell(5)] * 2) == page["parameters_in_keras"]([cell(5), cell(5)])


def test_does_the_upper_tank_reach_its_rim_and_the_lower_one_follow_later(page):
    upper, lower = np.array(page["upper"]), np.array(page["lower"])
    assert upper[15:20].max() == pytest.approx(1.4)
    assert upper[20:30].min() < 0.1
    assert upper.argmax() < lower.argmax()
