"""Does dropout do what TensorFlow 1, Keras 3 and finite differences say, mask by mask?"""

from functools import cache

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import ops

from solutions import (
    BasicLSTMCell,
    BasicRNNCell,
    DropoutWrapper,
    LSTMStateTuple,
    dropout,
    dropout_mask,
    dropout_step,
    dropout_step_backward,
    dropped_sum_moments,
    dynamic_rnn,
    keras_lstm_step,
    outputs_dropped,
    rnn_step,
    static_rnn,
    unroll,
    variational_unroll,
)
from solutions.recurrence import Cell
from tests import oracles
from tests.solutions.examples import DIFFERENT, LENGTHS, assert_all_close, every_length, every_size, example

KEEP = {"input": 0.75, "output": 0.625, "state": 0.375}  # float32 holds these exactly: TensorFlow 1 rounds to it
SEED = 5
IN_ORDER = oracles.dynamic_rnn(parallel_iterations=1)  # otherwise the steps draw their masks in any order
every_form = pytest.mark.parametrize("variational", [False, True], ids=["each step", "variational"])


def lstm(one):
    """Our LSTM with the weights of an example."""
    cell = BasicLSTMCell(len(one.bias) // 4, 0.7)
    cell.kernel, cell.bias = one.kernel, one.bias
    return cell


class Echo(oracles.rnn_cell.RNNCell):
    """A cell of TensorFlow 1 that shows its input, a one, or its state, so that a mask on it can be read off."""

    def __init__(self, sizes, shows):
        super().__init__(dtype="float64")
        self.sizes, self.shows = sizes, shows

    @property
    def state_size(self):
        return oracles.rnn_cell.LSTMStateTuple(self.sizes.H, self.sizes.H)

    @property
    def output_size(self):
        return self.sizes.D if self.shows == "input" else self.sizes.H

    def call(self, x, state):
        ones = tf.ones_like(state.h)
        output = {"input": x, "output": ones, "state": state.h}[self.shows]
        return output, oracles.rnn_cell.LSTMStateTuple(state.c, ones)


def wrapped(cell, sizes, variational, **keep):
    """TensorFlow 1's wrapper around a cell, as a function; the same seed gives the same masks in every graph."""
    options = {"input_size": tf.TensorShape([sizes.D]), "dtype": "float64"} if variational else {}
    keep = {f"{place}_keep_prob": keep_prob for place, keep_prob in keep.items()}
    return lambda: oracles.rnn_cell.DropoutWrapper(
        cell(), variational_recurrent=variational, seed=SEED, **keep, **options
    )


@cache
def masks_of_tensorflow1(sizes, variational):
    """The masks [B, T, size] at the three places, read off a cell that shows what it is given."""
    B, T, D, H = sizes
    zeros, found = [np.zeros((B, H))] * 2, {}
    for place, keep_prob in KEEP.items():
        cell = wrapped(lambda place=place: Echo(sizes, place), sizes, variational, **{place: keep_prob})
        size = D if place == "input" else H
        (outputs, _, h), _ = oracles.tensorflow1(
            cell, IN_ORDER, np.ones((B, T, D)), zeros, [], [np.zeros((B, T, size)), *zeros]
        )
        if place == "state":  # what is shown at a step was dropped after the step before
            outputs = np.concatenate([outputs[:, 1:], h[:, np.newaxis]], axis=1)
        assert set(np.unique(outputs.round(6))) <= {0.0, round(1 / keep_prob, 6)}
        found[place] = (outputs > 0).astype(float)
    return found


class Replay:
    """In place of a generator: its numbers make `dropout_mask` give these masks, one after the other."""

    def __init__(self, masks):
        self.masks = list(masks)

    def random(self, shape):
        mask = self.masks.pop(0)
        assert mask.shape == tuple(shape)
        return 1.0 - mask


def with_masks(cell, masks, variational):
    """Our wrapper that drops under the masks [B, T, size] of each place."""
    wrapper = DropoutWrapper(cell, *KEEP.values(), variational_recurrent=variational)
    in_our_order = [masks["input"], masks["state"], masks["output"]]
    if variational:
        wrapper.rng = Replay(mask[:1, 0] for mask in in_our_order)
    else:
        T = masks["input"].shape[1]
        wrapper.rng = Replay(mask[:, t] for t in range(T) for mask in in_our_order)
    return wrapper


def in_tensorflow1(one, sizes, variational, run, d_results=None, **keep):
    return oracles.tensorflow1(
        wrapped(lambda: oracles.rnn_cell.BasicLSTMCell(sizes.H, 0.7, dtype="float64"), sizes, variational, **keep),
        run,
        one.inputs,
        one.state,
        [one.kernel, one.bias],
        d_results or [one.d_outputs, *one.d_state],
    )


@every_form
@every_size
def test_does_the_wrapper_give_what_tensorflow_1_gives_under_the_same_masks(sizes, variational):
    one = example(sizes, states=2, blocks=4)
    wanted, _ = in_tensorflow1(one, sizes, variational, IN_ORDER, **KEEP)
    wrapper = with_masks(lstm(one), masks_of_tensorflow1(sizes, variational), variational)
    outputs, (c, h) = dynamic_rnn(wrapper, one.inputs, initial_state=one.state)
    assert_all_close([outputs, c, h], wanted)
    assert not wrapper.rng.masks, "as many masks as TensorFlow 1 drew"


@every_length
def test_do_padded_rows_end_as_in_tensorflow_1(length):
    one, masks = example(DIFFERENT, states=2, blocks=4), masks_of_tensorflow1(DIFFERENT, variational=True)
    wanted, _ = in_tensorflow1(one, DIFFERENT, True, oracles.dynamic_rnn(sequence_length=length), **KEEP)
    outputs, (c, h) = dynamic_rnn(with_masks(lstm(one), masks, True), one.inputs, length, one.state)
    assert_all_close([outputs, c, h], wanted)


@pytest.mark.parametrize("length", [None, LENGTHS["full, 1, 0 and between"]])
def test_does_it_run_in_static_rnn(length):
    one = example(DIFFERENT, states=2, blocks=4)
    run = oracles.static_rnn(sequence_length=length)
    d_results = [*one.d_outputs.swapaxes(0, 1), *one.d_state]
    wanted, _ = in_tensorflow1(one, DIFFERENT, True, run, d_results, **KEEP)
    wrapper = with_masks(lstm(one), masks_of_tensorflow1(DIFFERENT, variational=True), True)
    outputs, state = static_rnn(wrapper, list(one.inputs.swapaxes(0, 1)), one.state, length)
    assert_all_close([*outputs, *state], wanted)


@every_form
def test_does_a_wrapper_that_keeps_everything_change_nothing(variational):
    one = example(DIFFERENT, states=2, blocks=4)
    wrapper = DropoutWrapper(lstm(one), variational_recurrent=variational, rng=0)
    outputs, state = dynamic_rnn(wrapper, one.inputs, initial_state=one.state)
    plain_outputs, plain_state = dynamic_rnn(lstm(one), one.inputs, initial_state=one.state)
    assert_all_close([outputs, *state], [plain_outputs, *plain_state], tolerance=0)


def test_is_one_mask_for_all_rows_and_steps_how_tensorflow_1_understands_variational():
    for mask in masks_of_tensorflow1(DIFFERENT, variational=True).values():
        assert np.ptp(mask, axis=(0, 1)).max() == 0
    for mask in masks_of_tensorflow1(DIFFERENT, variational=False).values():
        assert np.ptp(mask, axis=0).max() == np.ptp(mask, axis=1).max() == 1


class Ones(Cell):
    """A cell of ours whose output is ones and whose state is (ones, [LSTM state of ones]), nothing learned."""

    @property
    def state_size(self):
        return (self.num_units, [LSTMStateTuple(self.num_units, self.num_units)])

    def initial_parameters(self, input_size):
        return {}

    def step(self, x, state):
        ones = np.ones((len(x), self.num_units))
        return ones, (ones, [LSTMStateTuple(ones, ones)])


def share_is(keep_prob, array):
    """Is about this share of an array not zero? Six standard deviations: wrong once in five hundred million times."""
    return abs(np.mean(array != 0) - keep_prob) < 6 * np.sqrt(keep_prob * (1 - keep_prob) / array.size)


def test_does_each_place_keep_its_share_and_c_stay_whole_however_deep_it_is_nested():
    wrapper = DropoutWrapper(Ones(300), *KEEP.values(), rng=0)
    inputs = np.ones((40, 5, 30))
    seen = []
    wrapper.cell.step = lambda x, state: (seen.append(x), Ones.step(wrapper.cell, x, state))[1]
    outputs, (s, [state]) = dynamic_rnn(wrapper, inputs)
    assert isinstance(state, LSTMStateTuple)
    assert np.all(state.c == 1)
    for array, place in ((np.stack(seen), "input"), (outputs, "output"), (s, "state"), (state.h, "state")):
        assert share_is(KEEP[place], array)
        np.testing.assert_allclose(array[array != 0], 1 / KEEP[place])
    assert (s != state.h).any(), "a mask for each array"


def test_does_a_simple_network_lose_its_state_and_not_its_output():
    wrapper = DropoutWrapper(BasicRNNCell(200, rng=0), state_keep_prob=0.5, rng=0)
    output, state = wrapper(np.ones((10, 3)), np.zeros((10, 200)))
    assert np.all(output != 0)
    assert share_is(0.5, state)
    np.testing.assert_allclose(state[state != 0], 2 * output[state != 0])


def test_are_masks_new_for_each_step_and_row_unless_variational():
    ordinary = DropoutWrapper(Ones(100), output_keep_prob=0.5, rng=0)
    outputs, _ = dynamic_rnn(ordinary, np.ones((4, 3, 2)))
    assert len(np.unique(outputs.reshape(12, 100), axis=0)) == 12
    variational = DropoutWrapper(Ones(100), output_keep_prob=0.5, variational_recurrent=True, rng=0)
    runs = [dynamic_rnn(variational, np.ones((4, 3, 2)))[0] for _ in range(2)]
    for outputs in runs:
        assert len(np.unique(outputs.reshape(12, 100), axis=0)) == 1
    assert (runs[0] != runs[1]).any(), "another mask for another run"


def test_does_the_seed_decide_the_masks():
    def run(rng):
        return dynamic_rnn(DropoutWrapper(Ones(50), output_keep_prob=0.5, rng=rng), np.ones((4, 3, 2)))[0]

    np.testing.assert_array_equal(run(1), run(np.random.default_rng(1)))
    assert (run(1) != run(2)).any()
    assert (run(None) != run(None)).any()


def test_is_the_precision_of_the_inputs_kept_and_the_cell_built_through_the_wrapper():
    wrapper = DropoutWrapper(BasicLSTMCell(5), 0.5, 0.5, 0.5, rng=0)
    wrapper.build(3)
    assert wrapper.cell.kernel.shape == (8, 20)
    assert (wrapper.output_size, wrapper.state_size) == (5, LSTMStateTuple(5, 5))
    outputs, state = dynamic_rnn(wrapper, np.ones((2, 4, 3), np.float32))
    assert {array.dtype for array in (outputs, *state)} == {np.dtype(np.float32)}
    assert wrapper.zero_state(2).c.shape == (2, 5)


@pytest.mark.parametrize("keep_prob", [0, -0.1, 1.1])
def test_is_a_probability_that_is_none_refused(keep_prob):
    with pytest.raises(ValueError, match="output_keep_prob should be above 0 and at most 1"):
        DropoutWrapper(BasicLSTMCell(5), output_keep_prob=keep_prob)


def test_does_a_keep_prob_of_0_8_zero_a_fifth_in_version_1_and_four_fifths_in_version_2():
    ones = tf.ones((200, 200))
    assert share_is(0.8, tf.compat.v1.nn.dropout(ones, 0.8).numpy())
    assert share_is(0.2, tf.nn.dropout(ones, 0.8).numpy())


# The functions.


@every_size
def test_does_dropout_do_what_keras_does_under_its_own_mask(sizes):
    x = np.random.default_rng(0).normal(size=(sizes.B, sizes.T, sizes.H))
    dropped = np.array(keras.layers.Dropout(0.3, dtype="float64", seed=1)(x, training=True))
    assert_all_close([dropout(x, dropped != 0, 0.7)], [dropped])


def test_may_a_mask_broadcast():
    x, mask = np.ones((2, 3, 4)), np.array([[1.0, 0, 1, 0], [0, 1, 0, 0]])[:, np.newaxis]
    assert_all_close([dropout(x, mask, 0.5)], [np.repeat(2 * mask, 3, axis=1)])


def test_are_the_moments_those_of_many_masks():
    rng = np.random.default_rng(0)
    x, weights, keep_prob = rng.normal(size=(3, 5)), rng.normal(size=5), 0.7
    sums = dropout(x, dropout_mask((200_000, 3, 5), keep_prob, rng), keep_prob) @ weights
    mean, variance = dropped_sum_moments(x, weights, keep_prob)
    assert np.all(abs(sums.mean(0) - mean) < 6 * np.sqrt(variance / len(sums)))
    np.testing.assert_allclose(sums.var(axis=0), variance, rtol=0.05)
    # and exactly, over all 32 masks of a row
    masks = np.array(np.meshgrid(*[[0, 1]] * 5)).reshape(5, -1).T
    chance = keep_prob ** masks.sum(1) * (1 - keep_prob) ** (5 - masks.sum(1))
    each = dropout(x[:, np.newaxis], masks, keep_prob) @ weights
    assert_all_close([each @ chance, each**2 @ chance - mean**2], [mean, variance])


@pytest.mark.parametrize("keep_prob", [0, 0.05, 0.3, 0.7, 1])
def test_has_a_mask_its_share_of_ones(keep_prob):
    mask = dropout_mask((300, 200), keep_prob, np.random.default_rng(0))
    assert set(np.unique(mask)) <= {0.0, 1.0}
    assert share_is(keep_prob, mask) if 0 < keep_prob < 1 else np.all(mask == keep_prob)


def masks_for(sizes, *lengths, keep_prob=0.6):
    rng = np.random.default_rng(2)
    return [dropout_mask((sizes.B, length), keep_prob, rng) for length in lengths]


@every_size
def test_is_a_dropped_step_a_step_of_the_wrapper(sizes):
    one = example(sizes, states=2, blocks=4)
    input_mask, output_mask = masks_for(sizes, sizes.D, sizes.H)
    wrapper = DropoutWrapper(lstm(one), 0.7, 0.6)
    wrapper.rng = Replay([input_mask, output_mask])
    output, state = wrapper(one.inputs[:, 0], one.state)
    given, given_state = dropout_step(lstm(one), one.inputs[:, 0], one.state, input_mask, output_mask, 0.7, 0.6)
    assert_all_close([given, *given_state], [output, *state])


@every_size
def test_is_the_variational_run_that_of_the_wrapper_with_a_mask_for_each_row(sizes):
    one = example(sizes, states=2, blocks=4)
    masks = masks_for(sizes, sizes.D, sizes.H, sizes.H)
    wrapper = DropoutWrapper(lstm(one), *KEEP.values())
    in_our_order = [masks[0], masks[2], masks[1]]
    wrapper.rng = Replay(in_our_order * sizes.T)
    outputs, state = dynamic_rnn(wrapper, one.inputs, initial_state=one.state)
    given, given_state = variational_unroll(lstm(one), one.inputs, one.state, *masks, *KEEP.values())
    assert_all_close([given, *given_state], [outputs, *state])


@every_size
def test_is_the_way_back_through_a_dropped_step_that_of_finite_differences(sizes):
    one = example(sizes)
    masks = masks_for(sizes, sizes.D, sizes.H)
    arguments = [one.inputs[:, 0], one.state[0], one.kernel, one.bias]

    def forward(x, h_prev, kernel, bias):
        def step(x, h):
            return (rnn_step(x, h, kernel, bias),) * 2

        return dropout_step(step, x, h_prev, *masks, 0.7, 0.6)

    d_output, d_h = one.d_outputs[:, 0], one.d_state[0]
    wanted = oracles.finite_differences(forward, arguments, (d_output, d_h))
    given = dropout_step_backward(d_output, d_h, *arguments, *masks, 0.7, 0.6)
    assert_all_close(given, wanted, tolerance=1e-7)


@every_size
def test_is_the_way_back_that_of_tensorflow_1_under_its_own_masks(sizes):
    sizes = sizes._replace(T=1)
    one, keep = example(sizes), {place: KEEP[place] for place in ("input", "output")}
    cell = wrapped(lambda: oracles.rnn_cell.BasicRNNCell(sizes.H, dtype="float64"), sizes, False, **keep)
    _, wanted = oracles.tensorflow1(
        cell, IN_ORDER, one.inputs, one.state, [one.kernel, one.bias], [one.d_outputs, *one.d_state]
    )
    masks = masks_of_tensorflow1(sizes, variational=False)
    d_x, *others = dropout_step_backward(
        one.d_outputs[:, 0],
        one.d_state[0],
        one.inputs[:, 0],
        one.state[0],
        one.kernel,
        one.bias,
        masks["input"][:, 0],
        masks["output"][:, 0],
        *keep.values(),
    )
    assert_all_close([d_x[:, np.newaxis], *others], wanted)


@pytest.mark.parametrize("training", [True, False])
def test_are_outputs_dropped_while_training_only(training):
    one = example(DIFFERENT, states=2, blocks=4)
    masks = dropout_mask(one.d_outputs.shape, 0.7, np.random.default_rng(0))
    outputs, state = unroll(lstm(one), one.inputs, one.state)
    given, given_state = outputs_dropped(lstm(one), one.inputs, one.state, masks, 0.3, training)
    assert_all_close([given, *given_state], [dropout(outputs, masks, 0.7) if training else outputs, *state])


@every_size
def test_are_the_dropouts_of_keras_lstm_one_mask_for_each_block_the_same_at_all_steps(sizes):
    one, rng = example(sizes, states=2, blocks=4), np.random.default_rng(0)
    layer = keras.layers.LSTM(
        sizes.H, dropout=0.3, recurrent_dropout=0.4, return_sequences=True, return_state=True, dtype="float64", seed=3
    )
    layer.build(one.inputs.shape)
    weights = [rng.normal(size=weight.shape) for weight in layer.get_weights()]
    layer.set_weights(weights)
    c, h = one.state
    # the masks that the cell makes for this batch: called once, it keeps them until the layer has run
    input_masks = np.array(layer.cell.get_dropout_mask(ops.convert_to_tensor(one.inputs[:, 0]))) > 0
    state_masks = np.array(layer.cell.get_recurrent_dropout_mask(ops.convert_to_tensor(h))) > 0
    assert input_masks.shape == (4, sizes.B, sizes.D)
    assert state_masks.shape == (4, sizes.B, sizes.H)
    outputs, last_h, last_c = layer(one.inputs, initial_state=[h, c], training=True)
    given = []
    for t in range(sizes.T):
        c, h = keras_lstm_step(one.inputs[:, t], c, h, *weights, input_masks, state_masks, 0.3, 0.4)
        given.append(h)
    assert_all_close([np.stack(given, axis=1), h, c], [outputs, last_h, last_c])
    assert layer.cell._dropout_mask is None, "forgotten after the batch"
