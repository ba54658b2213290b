"""The chapter on bidirectional networks: does what its sentences say follow from what its cells compute?"""

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
        for cell in parse((CHAPTERS / "bidirectional.md").read_text()).cells:
            if cell.cell_type == "code" and not belongs_to_figure_or_check(cell):
                exec(cell.source, namespace)
    return namespace


def belongs_to_figure_or_check(cell):
    figure = {"hide-input", "remove-input"} & set(cell.metadata.get("tags", []))
    return figure or "check(" in cell.source or "said = train_gap_filler(" in cell.source


def test_does_a_forward_network_toss_a_coin_where_the_next_one_decides(page):
    next_coin, majority = page["coin_scores"]["forward"].T
    assert len(next_coin) >= 3
    assert np.all(abs(next_coin - 0.5) < 0.05)
    assert np.all(abs(majority - 0.75) < 0.05)


def test_does_a_network_that_reads_both_ways_make_no_mistakes_to_speak_of(page):
    assert page["coin_scores"]["both ways"].min() > 0.98


def test_is_a_coin_asked_for_only_where_it_has_both_neighbours(page):
    x, real, answers, asked = page["coins"](np.random.default_rng(0))
    for b, t in np.argwhere(asked):
        three = x[b, t - 1 : t + 2, 0]
        assert real[b, t - 1 : t + 2].all()
        assert answers[b, t].tolist() == [three[2] > 0, three.sum() > 0]


def test_is_the_state_of_a_short_row_wrong_if_whole_rows_are_turned_round(page):
    rng = np.random.default_rng(0)
    inputs, length, cell = rng.normal(size=(2, 6, 3)), np.array([6, 2]), page["BasicRNNCell"](4, rng=0)
    (_, wrong), (_, right) = (
        page["dynamic_rnn"](cell, turned, length)
        for turned in (inputs[:, ::-1], page["reverse_sequence"](inputs, length))
    )
    alone = [page["dynamic_rnn"](cell, inputs[b : b + 1, :n][:, ::-1])[1][0] for b, n in enumerate(length)]
    np.testing.assert_allclose(right, alone, atol=1e-12)
    assert abs(wrong[0] - alone[0]).max() < 1e-12
    assert abs(wrong[1] - alone[1]).max() > 0.1


def test_is_the_backward_half_of_the_last_output_one_step_on_the_last_input(page):
    np.testing.assert_array_equal(page["last_fw"], page["outputs_fw"][:, -1])
    np.testing.assert_allclose(page["last_bw"], page["one_step"], atol=1e-12)
    np.testing.assert_allclose(page["last_bw"], page["other_bw"][:, -1], atol=1e-12)
    _, (state_fw, state_bw) = page["bidirectional_dynamic_rnn"](page["cell_fw"], page["cell_bw"], page["full"])
    np.testing.assert_allclose(page["last_fw"], state_fw.h, atol=1e-12)
    assert abs(page["last_bw"] - state_bw.h).max() > 0.01


def test_does_the_right_summary_depend_on_every_input_and_the_other_half_on_the_last_alone(page):
    assert list(page["reached"].values()) == [10, 10, 1]
    forward, backward, last = (each.mean(axis=0) for each in page["depends"].values())
    assert forward.argmax() == 9
    assert backward.argmax() == 0
    assert not last[:-1].any()


def test_does_the_list_of_the_tutorial_hold_the_steps(page):
    inputs = page["inputs"]
    T, B, D = np.transpose(inputs, [1, 0, 2]).shape
    split = np.split(np.reshape(np.transpose(inputs, [1, 0, 2]), [-1, D]), T)
    assert all(np.array_equal(one, inputs[:, t]) for t, one in enumerate(split))
    without = np.split(np.reshape(inputs, [-1, D]), T)
    assert B != T
    assert not np.array_equal(without[0], inputs[:, 0])


def test_is_the_derivation_right(page):
    np.testing.assert_allclose(page["by_hand"], page["by_differences"], atol=1e-8)


def test_does_keras_give_the_summary_by_default_and_the_tutorials_mistake_one_index_away(page):
    np.testing.assert_allclose(page["in_keras"](), page["summary"], atol=1e-6)
    np.testing.assert_allclose(page["all_outputs"], page["ours"], atol=1e-6)
    last, right = page["all_outputs"][:, -1], page["in_keras"]()
    H = right.shape[1] // 2
    np.testing.assert_allclose(last[0, :H], right[0, :H], atol=1e-6)
    assert abs(last[0, H:] - right[0, H:]).max() > 0.01
    assert not last[1:].any()


def test_are_the_vowels_what_the_text_says(page):
    assert (page["train"].sum(), page["test"].sum()) == (270, 370)
    assert (page["length"].min(), page["length"].max()) == (7, 29)
    assert np.bincount(page["speaker"][page["train"]]).tolist() == [30] * 9
    assert page["neighbour"] == pytest.approx(0.938, abs=0.001)


def test_is_the_loss_on_what_was_held_back_flat_by_epoch_15(page):
    for history in page["watched"].values():
        loss = np.array(history["val_loss"])
        assert loss[14] < 1.15 * loss.min()
        assert loss[14] < 0.5 * loss[0]


def test_does_what_was_held_back_not_favour_two_directions(page):
    forward, both = (np.mean(page["watched"][name]["val_loss"][-5:]) for name in ("forward", "both ways"))
    assert both > forward - 0.02


def test_are_the_networks_better_than_the_nearest_neighbour(page):
    for scores in page["vowel_scores"].values():
        assert len(scores) >= 3
        assert np.mean(scores) > page["neighbour"] + 0.005


def test_do_the_networks_differ_no_more_than_the_spread_of_seeds_and_the_uncertainty_allow(page):
    scores = np.array(list(page["vowel_scores"].values()))
    means = scores.mean(axis=1)
    assert np.ptp(means) < np.ptp(scores, axis=1).max() + 2 * page["uncertainty"]


def test_does_the_wrong_summary_cost_no_more_than_the_uncertainty(page):
    right, wrong = (np.mean(page["vowel_scores"][name]) for name in ("both ways", "both, wrong summary"))
    assert right - wrong < 2 * page["uncertainty"]


def test_does_the_backward_half_of_the_wrong_summary_notice_nothing(page):
    for name, limit in (("both ways", 1), ("both, wrong summary", 0)):
        for model in page["vowel_models"][name]:
            forward_half, backward_half = page["notices"](model)
            assert forward_half.max() > 0.1
            assert (backward_half.max() > 0.1) == bool(limit)
            assert limit or backward_half.max() < 1e-5
