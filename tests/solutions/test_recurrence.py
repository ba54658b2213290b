"""Does the simple recurrent network compute what TensorFlow 1, Keras 3 and finite differences say?"""

from typing import NamedTuple

import keras
import numpy as np
import pytest
import tensorflow as tf

from solutions import (
    BasicRNNCell,
    bptt,
    clip_by_global_norm,
    dynamic_rnn,
    dynamic_unroll,
    last_output,
    rnn_step,
    rnn_to_keras,
    sequence_cross_entropy,
    static_rnn,
    training_step,
    two_steps,
    unroll,
)
from solutions.recurrence import map_state
from tests import oracles
from tests.solutions.examples import DIFFERENT, LENGTHS, assert_all_close, every_length, every_size, example


def step_of(kernel, bias):
    """`rnn_step` in the form that the loops over time take."""

    def step(x, state):
        h = rnn_step(x, state, kernel, bias)
        return h, h

    return step


def cell_of(kernel, bias):
    """A BasicRNNCell with these weights."""
    cell = BasicRNNCell(len(bias))
    cell.kernel, cell.bias = kernel, bias
    return cell


def in_tensorflow1(one, run, d_results=None):
    """What TensorFlow 1's BasicRNNCell makes of an example."""
    units = len(one.bias)
    return oracles.tensorflow1(
        cell=lambda: oracles.rnn_cell.BasicRNNCell(units, dtype="float64"),
        run=run,
        inputs=one.inputs,
        state=one.state,
        weights=[one.kernel, one.bias],
        d_results=d_results or [one.d_outputs, np.zeros_like(one.state[0])],
    )


@every_size
def test_do_the_unrolled_step_and_its_gradient_agree_with_tensorflow_1(sizes):
    one = example(sizes)
    results, gradients = in_tensorflow1(one, oracles.dynamic_rnn())
    assert_all_close(unroll(step_of(one.kernel, one.bias), one.inputs, *one.state), results)
    assert_all_close(bptt(one.d_outputs, one.inputs, *one.state, one.kernel, one.bias), gradients)


@every_size
def test_do_the_unrolled_step_and_its_gradient_agree_with_keras(sizes):
    inputs, state, kernel, bias, d_outputs, d_state = example(sizes)
    layer = keras.layers.SimpleRNN(sizes.H, return_sequences=True, return_state=True, dtype="float64")
    halves = np.split(kernel, [sizes.D])
    results, gradients = oracles.keras3(layer, inputs, state, [*halves, bias], [d_outputs, 0 * d_state[0]])
    assert_all_close(unroll(step_of(kernel, bias), inputs, *state), results)
    d_inputs, d_state, d_kernel, d_bias = bptt(d_outputs, inputs, *state, kernel, bias)
    assert_all_close([d_inputs, d_state, *np.split(d_kernel, [sizes.D]), d_bias], gradients)


@every_size
def test_does_bptt_agree_with_finite_differences(sizes):
    inputs, state, kernel, bias, d_outputs, _ = example(sizes)

    def outputs(inputs, state, kernel, bias):
        return unroll(step_of(kernel, bias), inputs, state)[0]

    wanted = oracles.finite_differences(outputs, [inputs, *state, kernel, bias], d_outputs)
    assert_all_close(bptt(d_outputs, inputs, *state, kernel, bias), wanted, tolerance=1e-7)


@pytest.mark.parametrize("seed", range(5))
def test_do_the_two_steps_by_hand_agree_with_the_loop_and_with_finite_differences(seed):
    rng = np.random.default_rng(seed)
    x, h_0, (w_x, w_h, b) = rng.normal(size=(4, 2, 1)), rng.normal(size=(4, 1)), rng.normal(size=3)

    def after_two_steps(w_h):
        kernel, bias = np.stack([[w_x], w_h]), np.array([b])
        return unroll(lambda x, h: (rnn_step(x, h, kernel, bias),) * 2, x, h_0)[1]

    h_2, d_w_h = two_steps(x[:, 0, 0], x[:, 1, 0], h_0[:, 0], w_x, w_h, b)
    assert_all_close([h_2], [after_two_steps(np.array([w_h]))[:, 0]])
    for row, derivative in enumerate(d_w_h):
        this_row = np.eye(4)[:, [row]]
        [wanted] = oracles.finite_differences(after_two_steps, [np.array([w_h])], this_row)
        assert derivative == pytest.approx(wanted[0], abs=1e-8)


@pytest.mark.parametrize("clip_norm", [0.3, 1e9])
@every_size
def test_is_an_update_that_of_an_optimizer_of_keras(sizes, clip_norm):
    one, K = example(sizes), 2
    rng = np.random.default_rng(1)
    output_layer = rng.normal(size=(sizes.H, K)), rng.normal(size=K)
    targets = rng.normal(size=(sizes.B, sizes.T, K))
    before = rnn_to_keras(one.kernel, one.bias, *output_layer)
    model = keras_model(sizes, K, before)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(one.inputs) - targets) ** 2)
    gradients = tape.gradient(loss, model.trainable_variables)
    clipped, _ = tf.clip_by_global_norm(gradients, clip_norm)
    wanted = [old - 0.1 * gradient for old, gradient in zip(before, clipped, strict=True)]
    given, *parameters = training_step(one.inputs, targets, one.kernel, one.bias, *output_layer, 0.1, clip_norm)
    assert_all_close([given, *rnn_to_keras(*parameters)], [loss, *wanted])


def keras_model(sizes, outputs, weights):
    model = keras.Sequential(
        [
            keras.layers.SimpleRNN(sizes.H, return_sequences=True, dtype="float64"),
            keras.layers.Dense(outputs, dtype="float64"),
        ]
    )
    model.build((sizes.B, sizes.T, sizes.D))
    model.set_weights(weights)
    return model


@every_size
def test_does_a_keras_model_with_the_converted_weights_say_the_same(sizes):
    one, V, H = example(sizes), 3, sizes.H
    rng = np.random.default_rng(1)
    output_kernel, output_bias = rng.normal(size=(H, V)), rng.normal(size=V)
    model = keras_model(sizes, V, rnn_to_keras(one.kernel, one.bias, output_kernel, output_bias))
    h, _ = unroll(lambda x, h: (rnn_step(x, h, one.kernel, one.bias),) * 2, one.inputs, np.zeros((sizes.B, H)))
    assert_all_close([h @ output_kernel + output_bias], [np.array(model(one.inputs))])


@every_length
def test_do_rows_of_different_lengths_end_as_in_tensorflow_1(length):
    one = example(DIFFERENT)
    results, _ = in_tensorflow1(one, oracles.dynamic_rnn(sequence_length=length))
    assert_all_close(dynamic_unroll(step_of(one.kernel, one.bias), one.inputs, *one.state, length), results)
    assert_all_close(dynamic_rnn(cell_of(one.kernel, one.bias), one.inputs, length, *one.state), results)


@every_length
def test_does_each_row_alone_give_what_it_gives_in_the_batch(length):
    inputs, state, kernel, bias, _, _ = example(DIFFERENT)
    step = step_of(kernel, bias)
    outputs, final = dynamic_unroll(step, inputs, *state, length)
    for b, steps in enumerate(length):
        assert not outputs[b, steps:].any()
        if steps == 0:
            np.testing.assert_array_equal(final[b], state[0][b])
        else:
            alone = unroll(step, inputs[b : b + 1, :steps], state[0][b : b + 1])
            assert_all_close([outputs[b : b + 1, :steps], final[b : b + 1]], alone)


@every_length
def test_does_the_padding_make_no_difference(length):
    inputs, state, kernel, bias, _, _ = example(DIFFERENT)
    other = inputs.copy()
    for b, steps in enumerate(length):
        other[b, steps:] = 1e3
    for one, two in zip(
        *(dynamic_unroll(step_of(kernel, bias), each, *state, length) for each in (inputs, other)), strict=True
    ):
        np.testing.assert_array_equal(one, two)


class Pair(NamedTuple):
    first: np.ndarray
    second: list


def test_is_a_state_of_any_nesting_carried_past_the_end_part_by_part():
    def count(x, state):
        return x, map_state(lambda part: part + 1, state)

    start = Pair(np.zeros((3, 2)), [np.zeros((3, 1)), (np.zeros((3, 4)),)])
    _, final = dynamic_unroll(count, np.ones((3, 5, 2)), start, [5, 0, 2])
    assert isinstance(final, Pair)
    assert isinstance(final.second, list)
    for part in (final.first, final.second[0], final.second[1][0]):
        np.testing.assert_array_equal(part, np.broadcast_to([[5], [0], [2]], part.shape))


@pytest.mark.parametrize("length", [None, *LENGTHS.values()], ids=["no length", *LENGTHS])
def test_does_static_rnn_return_what_tensorflow_1_returns(length):
    one = example(DIFFERENT)
    T = DIFFERENT.T
    results, _ = in_tensorflow1(
        one,
        oracles.static_rnn(sequence_length=length),
        d_results=[*one.d_outputs.swapaxes(0, 1), *one.d_state],
    )
    outputs, state = static_rnn(cell_of(one.kernel, one.bias), list(one.inputs.swapaxes(0, 1)), *one.state, length)
    assert isinstance(outputs, list)
    assert len(outputs) == T
    assert_all_close([*outputs, state], results)


@pytest.mark.parametrize("length", [None, LENGTHS["all below T"]])
def test_is_time_the_first_axis_of_inputs_and_outputs_if_asked_for(length):
    inputs, state, kernel, bias, _, _ = example(DIFFERENT)
    cell = cell_of(kernel, bias)
    outputs, final = dynamic_rnn(cell, inputs, length, *state)
    swapped, same_final = dynamic_rnn(cell, inputs.swapaxes(0, 1), length, *state, time_major=True)
    assert_all_close([swapped.swapaxes(0, 1), same_final], [outputs, final])


def test_does_a_sequence_start_from_the_zero_state_if_none_is_given():
    inputs, state, kernel, bias, _, _ = example(DIFFERENT)
    cell = cell_of(kernel, bias)
    assert_all_close(dynamic_rnn(cell, inputs), dynamic_rnn(cell, inputs, initial_state=np.zeros_like(state[0])))


@every_length
def test_is_the_last_output_the_final_state_or_zero_for_an_empty_row(length):
    inputs, state, kernel, bias, _, _ = example(DIFFERENT)
    outputs, final = dynamic_unroll(step_of(kernel, bias), inputs, *state, length)
    final[np.array(length) == 0] = 0
    np.testing.assert_array_equal(last_output(outputs, length), final)


def test_is_the_last_output_zero_for_an_empty_row_even_where_its_padding_is_not():
    np.testing.assert_array_equal(last_output(np.ones((2, 3, 4)), [0, 3]), [[0] * 4, [1] * 4])


@pytest.mark.parametrize("clip_norm", [0.1, 1.0, 5.0, 100.0])
def test_does_clipping_agree_with_tensorflow(clip_norm):
    rng = np.random.default_rng(0)
    gradients = [rng.normal(size=shape) for shape in [(2, 3), (4,), (1, 2, 3)]]
    clipped, norm = clip_by_global_norm(gradients, clip_norm)
    wanted, wanted_norm = tf.clip_by_global_norm([tf.constant(gradient) for gradient in gradients], clip_norm)
    assert_all_close(clipped, wanted)
    assert_all_close([norm], [wanted_norm])


@pytest.mark.parametrize("gradients", [[np.zeros((2, 3)), np.zeros(4)], [np.array([3.0]), np.array([4.0])]])
def test_does_clipping_leave_a_gradient_alone_that_is_not_too_long(gradients):
    clipped, norm = clip_by_global_norm(gradients, 5.0)
    assert norm <= 5
    for one, other in zip(clipped, gradients, strict=True):
        np.testing.assert_array_equal(one, other)


@every_length
def test_does_the_cross_entropy_agree_with_tensorflow_and_ignore_padding(length):
    rng = np.random.default_rng(0)
    B, T, V = DIFFERENT.B, DIFFERENT.T, 7
    logits, targets = 5 * rng.normal(size=(B, T, V)), rng.integers(V, size=(B, T))
    each = tf.nn.sparse_softmax_cross_entropy_with_logits(targets, logits).numpy()
    real = [(b, t) for b in range(B) for t in range(length[b])]
    wanted = np.mean([each[place] for place in real]) if real else 0
    assert_all_close([sequence_cross_entropy(logits, targets, length)], [wanted])

    for b, steps in enumerate(length):
        logits[b, steps:], targets[b, steps:] = np.nan, -100
    assert_all_close([sequence_cross_entropy(logits, targets, length)], [wanted])


def test_does_the_cross_entropy_survive_large_logits():
    logits = np.array([[[1000.0, 0.0], [0.0, 1000.0]], [[-1000.0, -1000.0], [0.0, 0.0]]])
    nats = sequence_cross_entropy(logits, np.zeros((2, 2), int), [2, 2])
    np.testing.assert_allclose(nats, (0 + 1000 + 2 * np.log(2)) / 4)


def test_are_parameters_made_at_the_first_call_and_not_before():
    cell = BasicRNNCell(5)
    with pytest.raises(AttributeError, match=r"BasicRNNCell has no 'kernel'; .* made at its first call"):
        cell.kernel  # noqa: B018
    cell(np.ones((2, 3)), cell.zero_state(2))
    assert (cell.kernel.shape, cell.bias.shape) == ((8, 5), (5,))
    made = cell.kernel
    cell(np.ones((2, 3)), cell.zero_state(2))
    assert cell.kernel is made


def test_is_a_parameter_used_that_was_set_before_the_cell_was_built():
    inputs, state, kernel, bias, _, _ = example(DIFFERENT)
    cell = BasicRNNCell(DIFFERENT.H)
    cell.kernel = kernel
    h, _ = cell(inputs[:, 0], *state)
    np.testing.assert_array_equal(h, rnn_step(inputs[:, 0], *state, kernel, np.zeros_like(bias)))


def test_is_the_initial_kernel_glorot_uniform_the_bias_zero_and_the_seed_decisive():
    one, same, other = BasicRNNCell(100, rng=1), BasicRNNCell(100, rng=1), BasicRNNCell(100, rng=2)
    for cell in (one, same, other):
        cell.build(50)
    limit = np.sqrt(6 / (150 + 100))
    assert 0.99 * limit < np.abs(one.kernel).max() <= limit
    np.testing.assert_allclose(one.kernel.var(), limit**2 / 3, rtol=0.05)
    assert not one.bias.any()
    np.testing.assert_array_equal(one.kernel, same.kernel)
    assert (one.kernel != other.kernel).any()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_does_a_cell_return_the_precision_of_its_inputs_whatever_its_weights_have(dtype):
    inputs, state, kernel, bias, _, _ = example(DIFFERENT)
    outputs, final = dynamic_rnn(cell_of(kernel, bias), inputs.astype(dtype), LENGTHS["all below T"], *state)
    assert outputs.dtype == final.dtype == dtype


def test_are_whole_numbers_taken_as_floats():
    cell = BasicRNNCell(5, rng=0)
    outputs, state = dynamic_rnn(cell, np.ones((2, 4, 3), int))
    assert outputs.dtype == state.dtype == cell.kernel.dtype == np.float64
    assert_all_close([outputs, state], dynamic_rnn(cell, np.ones((2, 4, 3))))
