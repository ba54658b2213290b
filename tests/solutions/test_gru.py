"""Does the GRU compute what TensorFlow 1, Keras 3 and finite differences say, in each of its conventions?"""

import keras
import numpy as np
import pytest

from solutions import (
    GRUCell,
    dynamic_rnn,
    gate_bias_to_keep,
    gru_last_state,
    gru_outputs,
    gru_step,
    gru_step_backward,
    gru_step_reset_after,
    gru_to_keras,
    static_rnn,
    turn_update_gate,
)
from solutions.lstm import sigmoid
from tests import oracles
from tests.solutions.examples import DIFFERENT, LENGTHS, assert_all_close, every_length, every_size, example


def weights_of(sizes, seed=1):
    """gate_kernel, gate_bias, candidate_kernel and candidate_bias, all random."""
    gates, candidate = (example(sizes, blocks=blocks, seed=seed + blocks) for blocks in (2, 1))
    return [gates.kernel, gates.bias, candidate.kernel, candidate.bias]


def cell_of(sizes):
    """A GRUCell with these weights."""
    cell = GRUCell(sizes.H)
    cell.gate_kernel, cell.gate_bias, cell.candidate_kernel, cell.candidate_bias = weights_of(sizes)
    return cell


def in_tensorflow1(sizes, one, run, d_results=None):
    """What TensorFlow 1's GRUCell makes of an example."""
    return oracles.tensorflow1(
        cell=lambda: oracles.rnn_cell.GRUCell(sizes.H, dtype="float64"),
        run=run,
        inputs=one.inputs,
        state=one.state,
        weights=weights_of(sizes),
        d_results=d_results or [one.d_outputs, *one.d_state],
    )


def backward_through_time(sizes, one):
    """`gru_step_backward` from the last step of an example to its first."""
    weights, states = weights_of(sizes), [one.state[0]]
    for x in one.inputs.swapaxes(0, 1):
        states.append(gru_step(x, states[-1], *weights))
    d_inputs, d_weights = np.empty_like(one.inputs), [0, 0, 0, 0]
    [d_h] = one.d_state
    for t in reversed(range(sizes.T)):
        d_inputs[:, t], d_h, *shares = gru_step_backward(
            d_h + one.d_outputs[:, t], one.inputs[:, t], states[t], *weights
        )
        d_weights = [total + share for total, share in zip(d_weights, shares, strict=True)]
    return [d_inputs, d_h, *d_weights]


@every_size
def test_do_the_gru_and_its_gradient_agree_with_tensorflow_1(sizes):
    one = example(sizes)
    results, gradients = in_tensorflow1(sizes, one, oracles.dynamic_rnn())
    assert_all_close(dynamic_rnn(cell_of(sizes), one.inputs, initial_state=one.state[0]), results)
    assert_all_close(backward_through_time(sizes, one), gradients)


@every_size
def test_do_the_weights_carried_over_to_keras_give_the_same_values_and_gradient(sizes):
    one = example(sizes)
    layer = keras.layers.GRU(sizes.H, reset_after=False, return_sequences=True, return_state=True, dtype="float64")
    weights = gru_to_keras(*weights_of(sizes), sizes.D)
    results, gradients = oracles.keras3(layer, one.inputs, one.state, weights, [one.d_outputs, *one.d_state])
    assert_all_close(dynamic_rnn(cell_of(sizes), one.inputs, initial_state=one.state[0]), results)
    d_inputs, d_h, *d_weights = backward_through_time(sizes, one)
    assert_all_close([d_inputs, d_h, *gru_to_keras(*d_weights, sizes.D)], gradients)


@every_size
def test_does_the_step_that_resets_after_the_product_agree_with_keras(sizes):
    one, H = example(sizes), sizes.H
    normal = np.random.default_rng(1).normal
    weights = [normal(size=(sizes.D, 3 * H)), normal(size=(H, 3 * H)), normal(size=(2, 3 * H))]
    layer = keras.layers.GRU(H, return_sequences=True, return_state=True, dtype="float64")
    assert layer.reset_after
    (outputs, _), _ = oracles.keras3(layer, one.inputs, one.state, weights, [one.d_outputs, *one.d_state])
    h = one.state[0]
    for t in range(sizes.T):
        h = gru_step_reset_after(one.inputs[:, t], h, *weights)
        assert_all_close([h], [outputs[:, t]])


@every_size
def test_does_the_backward_pass_agree_with_finite_differences(sizes):
    one = example(sizes)
    arguments = [one.inputs[:, 0], *one.state, *weights_of(sizes)]
    wanted = oracles.finite_differences(gru_step, arguments, one.d_state[0])
    assert_all_close(gru_step_backward(one.d_state[0], *arguments), wanted, tolerance=1e-7)


@every_length
def test_do_rows_of_different_lengths_end_as_in_tensorflow_1(length):
    one = example(DIFFERENT)
    results, _ = in_tensorflow1(DIFFERENT, one, oracles.dynamic_rnn(sequence_length=length))
    assert_all_close(dynamic_rnn(cell_of(DIFFERENT), one.inputs, length, one.state[0]), results)


@every_length
def test_is_the_last_state_that_of_tensorflow_1_from_zero(length):
    one = example(DIFFERENT)
    one = one._replace(state=[np.zeros_like(one.state[0])])
    (_, last), _ = in_tensorflow1(DIFFERENT, one, oracles.dynamic_rnn(sequence_length=length))
    assert_all_close([gru_last_state(one.inputs, length, *weights_of(DIFFERENT))], [last])


@pytest.mark.parametrize("length", [None, LENGTHS["full, 1, 0 and between"]])
def test_does_static_rnn_return_what_tensorflow_1_returns(length):
    one = example(DIFFERENT)
    results, _ = in_tensorflow1(
        DIFFERENT,
        one,
        oracles.static_rnn(sequence_length=length),
        d_results=[*one.d_outputs.swapaxes(0, 1), *one.d_state],
    )
    outputs, state = static_rnn(cell_of(DIFFERENT), list(one.inputs.swapaxes(0, 1)), one.state[0], length)
    assert_all_close([*outputs, state], results)


@every_size
def test_are_the_outputs_with_the_products_taken_out_of_the_loop_the_same(sizes):
    one = example(sizes)
    (outputs, _), _ = in_tensorflow1(sizes, one, oracles.dynamic_rnn())
    assert_all_close([gru_outputs(one.inputs, one.state[0], *weights_of(sizes))], [outputs])


@every_size
def test_does_a_turned_update_gate_give_what_the_other_convention_gives(sizes):
    one = example(sizes)
    gate_kernel, gate_bias, candidate_kernel, candidate_bias = weights_of(sizes)
    x, [h] = one.inputs[:, 0], one.state
    r, z = np.split(sigmoid(np.hstack([x, h]) @ gate_kernel + gate_bias), 2, axis=1)
    candidate = np.tanh(np.hstack([x, r * h]) @ candidate_kernel + candidate_bias)
    turned = turn_update_gate(gate_kernel, gate_bias)
    assert_all_close([gru_step(x, h, *turned, candidate_kernel, candidate_bias)], [(1 - z) * h + z * candidate])
    assert_all_close(turn_update_gate(*turned), [gate_kernel, gate_bias], tolerance=0)


@pytest.mark.parametrize("share", [0.01, 0.5, 0.9])
@pytest.mark.parametrize("steps", [1, 2, 50])
def test_does_the_bias_keep_the_share_it_is_meant_to_keep(share, steps):
    h = np.ones((1, 1))
    for _ in range(steps):
        bias = np.array([0.0, gate_bias_to_keep(share, steps)])
        h = gru_step(np.zeros((1, 1)), h, np.zeros((2, 2)), bias, np.zeros((2, 1)), np.zeros(1))
    assert h.item() == pytest.approx(share)


def test_is_a_new_cell_as_tensorflow_1_makes_it():
    cell = GRUCell(5)
    assert (cell.state_size, cell.output_size) == (5, 5)
    output, state = cell(np.ones((2, 3)), cell.zero_state(2))
    assert (output == state).all()
    assert (cell.gate_kernel.shape, cell.candidate_kernel.shape) == ((8, 10), (8, 5))
    np.testing.assert_array_equal(cell.gate_bias, np.ones(10))
    np.testing.assert_array_equal(cell.candidate_bias, np.zeros(5))
