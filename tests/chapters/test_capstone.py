"""The project's page: does what its sentences and thresholds say follow from what its cells compute?"""

import contextlib

import numpy as np
import pytest

from autograder.book.page import parse
from autograder.course import CHAPTERS
from autograder.exercises.capstone.train_and_predict import EXCELLENT, FAIR, GOOD


@pytest.fixture(scope="module")
def page():
    """The names that the page defines, once its experiments have run; figures and exercises are left out."""
    namespace: dict = {}
    with contextlib.chdir(CHAPTERS), pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(CHAPTERS))
        for cell in parse((CHAPTERS / "capstone.md").read_text()).cells:
            if cell.cell_type == "code" and not belongs_to_figure_or_check(cell):
                exec(cell.source, namespace)
    return namespace


def belongs_to_figure_or_check(cell):
    figure = {"hide-input", "remove-input"} & set(cell.metadata.get("tags", []))
    return figure or "check(" in cell.source or "default_rng(7)" in cell.source


def test_does_the_formula_agree_with_the_experiment(page):
    assert page["measured"].std() == pytest.approx(page["on_paper"], rel=0.05)


def test_is_the_best_of_twenty_flattered_where_it_was_chosen_and_nowhere_else(page):
    chosen_by, others = page["flattered"].mean(axis=0)
    assert chosen_by > 1 / 9 + 0.04
    assert others == pytest.approx(1 / 9, abs=0.005)


def test_do_zeros_as_padding_pull_the_mean_down_by_a_quarter(page):
    inputs, real = page["inputs"], page["real"]
    assert abs(inputs.mean() - inputs[real].mean()) < 1
    assert page["zeroed"].mean() / inputs[real].mean() == pytest.approx(0.75, abs=0.04)


def test_are_the_simple_methods_as_far_apart_as_the_text_says(page):
    guessing, linear, neighbour = (np.array(page["reached"][name]) for name in page["simple"])
    assert np.all(guessing < 0.15)
    assert np.all((linear > 1.5 * guessing) & (linear < 3 * guessing))
    assert np.all((neighbour > 2.5 * guessing) & (neighbour < FAIR))


def test_does_a_plain_network_know_the_last_shape_and_little_of_the_first(page):
    first, last, _ = page["plain_shares"].T
    assert np.all(last > 0.85)
    assert np.all(first < 0.65)
    assert first.mean() < 0.55


def test_does_a_network_that_reads_on_know_the_first_shape_and_lose_the_last(page):
    first, last, _ = page["padding_shares"].T
    assert np.all(first > 0.9)
    assert np.all(last < 0.85)


def test_do_the_failures_stay_below_the_second_threshold_and_the_model_above_the_third(page):
    reached = page["reached"]
    assert max(reached["plain recurrent network"] + reached["GRU that reads on"]) < GOOD
    assert min(reached["convolutional network"]) > FAIR
    assert max(reached["convolutional network"]) < min(reached["model in the fold"])
    good = np.array(reached["model in the fold"])
    assert np.all(good > EXCELLENT + 0.04)
    assert good.mean() - 3 * good.std(ddof=1) > EXCELLENT


def test_are_the_thresholds_on_the_page_those_of_the_check():
    text = (CHAPTERS / "capstone.md").read_text()
    assert [f"at least {share:.2f}" in text for share in (FAIR, GOOD, EXCELLENT)] == [True] * 3
