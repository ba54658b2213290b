"""Does the LSTM compute what TensorFlow 1, Keras 3 and finite differences say?"""

import keras
import numpy as np
import pytest
import tensorflow as tf

from solutions import (
    BasicLSTMCell,
    LSTMStateTuple,
    dynamic_rnn,
    leaky_memory,
    lstm_bptt,
    lstm_loss,
    lstm_step,
    lstm_step_backward,
    lstm_to_keras,
    static_rnn,
    unroll,
)
from solutions.lstm import sigmoid
from tests import oracles
from tests.solutions.examples import DIFFERENT, LENGTHS, assert_all_close, every_length, every_size, example

every_forget_bias = pytest.mark.parametrize("forget_bias", [0, 0.7, 1])


def lstm_example(sizes):
    return example(sizes, states=2, blocks=4)


def cell_of(one, forget_bias=1.0):
    """A BasicLSTMCell with the weights of an example."""
    cell = BasicLSTMCell(len(one.bias) // 4, forget_bias)
    cell.kernel, cell.bias = one.kernel, one.bias
    return cell


def in_tensorflow1(one, run, forget_bias=1.0, d_results=None):
    """What TensorFlow 1's BasicLSTMCell makes of an example; its state is (c, h)."""
    return oracles.tensorflow1(
        cell=lambda: oracles.rnn_cell.BasicLSTMCell(len(one.bias) // 4, forget_bias, dtype="float64"),
        run=run,
        inputs=one.inputs,
        state=one.state,
        weights=[one.kernel, one.bias],
        d_results=d_results or [one.d_outputs, *one.d_state],
    )


def heard_of_outputs_only(one):
    """The example with a loss that the state after the last step has no part in, as `lstm_bptt` wants it."""
    return one._replace(d_state=[np.zeros_like(part) for part in one.d_state])


def backward_through_time(one, forget_bias):
    return lstm_bptt(one.d_outputs, one.inputs, *one.state, one.kernel, one.bias, forget_bias)


@every_size
@every_forget_bias
def test_do_the_lstm_and_its_gradient_agree_with_tensorflow_1(sizes, forget_bias):
    one = heard_of_outputs_only(lstm_example(sizes))
    results, gradients = in_tensorflow1(one, oracles.dynamic_rnn(), forget_bias)
    outputs, (c, h) = dynamic_rnn(cell_of(one, forget_bias), one.inputs, initial_state=one.state)
    assert_all_close([outputs, c, h], results)
    assert_all_close(backward_through_time(one, forget_bias), gradients)


@every_size
@every_forget_bias
def test_do_the_weights_carried_over_to_keras_give_the_same_values_and_gradient(sizes, forget_bias):
    one = heard_of_outputs_only(lstm_example(sizes))
    layer = keras.layers.LSTM(sizes.H, return_sequences=True, return_state=True, dtype="float64")
    weights = lstm_to_keras(one.kernel, one.bias, sizes.D, forget_bias)
    (c, h), (d_c, d_h) = one.state, one.d_state  # Keras orders them h, c
    results, gradients = oracles.keras3(layer, one.inputs, [h, c], weights, [one.d_outputs, d_h, d_c])

    outputs, (c, h) = dynamic_rnn(cell_of(one, forget_bias), one.inputs, initial_state=one.state)
    assert_all_close([outputs, h, c], results)
    d_inputs, d_c, d_h, d_kernel, d_bias = backward_through_time(one, forget_bias)
    d_weights = lstm_to_keras(d_kernel, d_bias, sizes.D, forget_bias=0)
    assert_all_close([d_inputs, d_h, d_c, *d_weights], gradients)


@every_forget_bias
def test_does_the_backward_pass_of_a_step_agree_with_tensorflow_1(forget_bias):
    one = lstm_example(DIFFERENT._replace(T=1))
    _, gradients = in_tensorflow1(one, oracles.dynamic_rnn(), forget_bias)
    (d_c, d_h), arguments = one.d_state, [one.inputs[:, 0], *one.state, one.kernel, one.bias]
    d_x, *others = lstm_step_backward(d_c, d_h + one.d_outputs[:, 0], *arguments, forget_bias)
    assert_all_close([d_x[:, np.newaxis], *others], gradients)


@every_size
@every_forget_bias
def test_does_the_backward_pass_of_a_step_agree_with_finite_differences(sizes, forget_bias):
    one = lstm_example(sizes)
    arguments = [one.inputs[:, 0], *one.state, one.kernel, one.bias]
    wanted = oracles.finite_differences(lambda *given: lstm_step(*given, forget_bias), arguments, tuple(one.d_state))
    assert_all_close(lstm_step_backward(*one.d_state, *arguments, forget_bias), wanted, tolerance=1e-7)


@every_size
@every_forget_bias
def test_does_the_backward_pass_of_a_sequence_agree_with_finite_differences(sizes, forget_bias):
    one = lstm_example(sizes)

    def outputs(inputs, c, h, kernel, bias):
        return unroll(lambda x, state: step_of(x, state, kernel, bias), inputs, (c, h))[0]

    def step_of(x, state, kernel, bias):
        c, h = lstm_step(x, *state, kernel, bias, forget_bias)
        return h, (c, h)

    wanted = oracles.finite_differences(outputs, [one.inputs, *one.state, one.kernel, one.bias], one.d_outputs)
    assert_all_close(backward_through_time(one, forget_bias), wanted, tolerance=1e-7)


@pytest.mark.parametrize("n", [0, 1, 7, 40])
def test_does_the_leaky_memory_say_what_a_loop_says(n):
    rng = np.random.default_rng(n)
    c_0, written, f = rng.normal(size=5), rng.normal(size=5), rng.uniform(0.1, 0.99, 5)
    c = c_0
    for _ in range(n):
        c = f * c + written
    assert_all_close([leaky_memory(c_0, written, f, n)[0]], [c])


def test_is_the_limit_of_a_leaky_memory_where_a_step_changes_nothing_and_every_start_ends():
    rng = np.random.default_rng(0)
    written, f = rng.normal(size=5), rng.uniform(0.1, 0.9, 5)
    _, limit = leaky_memory(rng.normal(size=5), written, f, 3)
    assert_all_close([f * limit + written], [limit])
    assert_all_close([leaky_memory(rng.normal(size=5), written, f, 400)[0]], [limit])


def test_is_the_forget_bias_1_unless_another_is_given():
    one = lstm_example(DIFFERENT)
    arguments = [one.inputs[:, 0], *one.state, one.kernel, one.bias]
    assert_all_close(lstm_step(*arguments), lstm_step(*arguments, 1.0), tolerance=0)
    assert_all_close(lstm_step_backward(*one.d_state, *arguments), lstm_step_backward(*one.d_state, *arguments, 1.0), 0)
    sequence = [one.d_outputs, one.inputs, *one.state, one.kernel, one.bias]
    assert_all_close(lstm_bptt(*sequence), lstm_bptt(*sequence, 1.0), 0)
    assert_all_close(lstm_to_keras(*arguments[3:], DIFFERENT.D), lstm_to_keras(*arguments[3:], DIFFERENT.D, 1.0), 0)
    assert BasicLSTMCell(5).forget_bias == 1


@every_length
def test_do_rows_of_different_lengths_end_as_in_tensorflow_1(length):
    one = lstm_example(DIFFERENT)
    results, _ = in_tensorflow1(one, oracles.dynamic_rnn(sequence_length=length))
    outputs, (c, h) = dynamic_rnn(cell_of(one), one.inputs, length, one.state)
    assert_all_close([outputs, c, h], results)


@pytest.mark.parametrize("length", [None, LENGTHS["full, 1, 0 and between"]])
def test_does_static_rnn_return_what_tensorflow_1_returns(length):
    one = lstm_example(DIFFERENT)
    results, _ = in_tensorflow1(
        one, oracles.static_rnn(sequence_length=length), d_results=[*one.d_outputs.swapaxes(0, 1), *one.d_state]
    )
    outputs, state = static_rnn(cell_of(one), list(one.inputs.swapaxes(0, 1)), one.state, length)
    assert_all_close([*outputs, *state], results)


def test_is_the_loss_the_sum_over_time_of_the_mean_squared_error():
    one, K = lstm_example(DIFFERENT), 2
    rng = np.random.default_rng(1)
    output_kernel, output_bias = rng.normal(size=(DIFFERENT.H, K)), rng.normal(size=K)
    targets = rng.normal(size=(DIFFERENT.B, DIFFERENT.T, K))
    from_zero = one._replace(state=[np.zeros_like(part) for part in one.state])
    (outputs, _, _), _ = in_tensorflow1(from_zero, oracles.dynamic_rnn(), forget_bias=1.0)
    wanted = tf.reduce_sum(tf.reduce_mean((outputs @ output_kernel + output_bias - targets) ** 2, axis=[0, 2]))
    given = lstm_loss(one.inputs, targets, one.kernel, one.bias, output_kernel, output_bias)
    assert_all_close([given], [wanted])


def test_is_the_sigmoid_right_and_silent_for_any_number():
    a = np.array([-1e4, -30, -1, 0, 1, 30, 1e4])
    with np.errstate(all="raise"):
        np.testing.assert_allclose(sigmoid(a), tf.sigmoid(a), rtol=1e-10, atol=1e-15)


def test_is_the_state_a_pair_of_memory_and_output():
    cell = BasicLSTMCell(5)
    assert cell.state_size == LSTMStateTuple(c=5, h=5)
    assert cell.output_size == 5
    output, state = cell(np.ones((2, 3)), cell.zero_state(2))
    assert isinstance(state, LSTMStateTuple)
    assert output is state.h or (output == state.h).all()
    assert (state.c != state.h).all()


def test_is_the_forget_bias_no_part_of_the_bias():
    cell = BasicLSTMCell(5, forget_bias=0.7)
    cell.build(3)
    assert (cell.kernel.shape, cell.bias.shape) == ((8, 20), (20,))
    assert not cell.bias.any()
