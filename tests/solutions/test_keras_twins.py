"""Do the Keras twins compute what the reference computes, and work wherever a Keras cell should?"""

from typing import NamedTuple

import keras
import numpy as np
import pytest
import tensorflow as tf

from solutions import BasicLSTMCell, BasicRNNCell, GRUCell, dynamic_rnn, gru_keras, lstm_keras, recurrence_keras
from tests import oracles
from tests.solutions.examples import DIFFERENT, assert_all_close, every_length, every_size, example


class Twins(NamedTuple):
    """A cell in NumPy, in Keras and in TensorFlow 1, with the sizes of its state and of each of its kernels."""

    in_numpy: type
    in_keras: type
    in_tensorflow1: type
    options: dict
    states: int
    blocks: tuple[int, ...]

    def example(self, sizes):
        return example(sizes, self.states)

    def weights(self, sizes):
        """A random kernel and a random bias for each number in `blocks`, in the order in which cells keep them."""
        drawn = [example(sizes, blocks=blocks, seed=seed) for seed, blocks in enumerate(self.blocks)]
        return [weight for one in drawn for weight in (one.kernel, one.bias)]

    def layer(self, sizes, **options):
        """The Keras cell in a recurrent layer that returns its sequences and its state, in float64."""
        options = {"return_sequences": True, "return_state": True, "dtype": "float64"} | options
        return keras.layers.RNN(self.in_keras(sizes.H, dtype="float64", **self.options), **options)


TWINS = {
    "rnn": Twins(BasicRNNCell, recurrence_keras.BasicRNNCell, oracles.rnn_cell.BasicRNNCell, {}, states=1, blocks=(1,)),
    "lstm": Twins(
        BasicLSTMCell,
        lstm_keras.BasicLSTMCell,
        oracles.rnn_cell.BasicLSTMCell,
        {"forget_bias": 0.7},
        states=2,
        blocks=(4,),
    ),
    "gru": Twins(GRUCell, gru_keras.GRUCell, oracles.rnn_cell.GRUCell, {}, states=1, blocks=(2, 1)),
}
every_twin = pytest.mark.parametrize("twins", TWINS.values(), ids=TWINS.keys())


@every_twin
@every_size
def test_does_the_twin_give_the_values_and_the_gradient_of_tensorflow_1(twins, sizes):
    one = twins.example(sizes)
    given = [one.inputs, one.state, twins.weights(sizes), [one.d_outputs, *one.d_state]]
    wanted = oracles.tensorflow1(
        lambda: twins.in_tensorflow1(sizes.H, dtype="float64", **twins.options), oracles.dynamic_rnn(), *given
    )
    results, gradients = oracles.keras3(twins.layer(sizes), *given)
    assert_all_close(results, wanted[0])
    assert_all_close(gradients, wanted[1])


@every_twin
@every_length
def test_does_a_mask_on_the_padding_act_as_the_sequence_length_does(twins, length):
    one = twins.example(DIFFERENT)
    cell = twins.in_numpy(DIFFERENT.H, **twins.options)
    weights = twins.weights(DIFFERENT)
    vars(cell).update(zip(cell.initial_parameters(DIFFERENT.D), weights, strict=True))
    initial_state = one.state if twins.states > 1 else one.state[0]
    outputs, state = dynamic_rnn(cell, one.inputs, length, initial_state)
    results, _ = oracles.keras3(
        twins.layer(DIFFERENT, zero_output_for_mask=True),
        one.inputs,
        one.state,
        weights,
        [one.d_outputs, *one.d_state],
        mask=tf.sequence_mask(length, DIFFERENT.T),
    )
    assert_all_close(results, tf.nest.flatten([outputs, state]))


def model_of(twins, **options):
    """A model that reads padded sequences and predicts two numbers."""
    keras.utils.set_random_seed(0)
    return keras.Sequential(
        [
            keras.layers.Input((None, DIFFERENT.D)),
            keras.layers.Masking(0.0),
            keras.layers.RNN(twins.in_keras(DIFFERENT.H, **twins.options), **options),
            keras.layers.Dense(2),
        ]
    )


def padded_inputs():
    inputs = np.random.default_rng(0).normal(size=(64, 9, DIFFERENT.D)).astype("float32")
    inputs[::2, 6:] = 0
    return inputs


@every_twin
def test_does_fit_learn(twins):
    inputs = padded_inputs()
    targets = inputs.sum(axis=1)[:, :2] / 3
    model = model_of(twins)
    before = [np.array(weight) for weight in model.get_weights()]
    model.compile(keras.optimizers.Adam(0.02), "mse")
    losses = model.fit(inputs, targets, batch_size=16, epochs=8, verbose=0).history["loss"]
    assert losses[-1] < 0.7 * losses[0]
    assert all((old != new).any() for old, new in zip(before, model.get_weights(), strict=True))


@every_twin
def test_does_a_tf_function_give_what_eager_execution_gives(twins):
    inputs, model = padded_inputs(), model_of(twins, return_sequences=True)
    compiled = tf.function(model, input_signature=[tf.TensorSpec([None, None, DIFFERENT.D])])
    for T in (9, 4):
        np.testing.assert_allclose(compiled(inputs[:, :T]), model(inputs[:, :T]), rtol=1e-5, atol=1e-6)


@pytest.mark.filterwarnings("ignore:__array__ implementation")  # in Keras' own saving
@every_twin
def test_does_a_saved_model_come_back_the_same(twins, tmp_path):
    inputs, model = padded_inputs(), model_of(twins)
    model.save(tmp_path / "model.keras")
    loaded = keras.models.load_model(tmp_path / "model.keras")
    assert isinstance(loaded.layers[1].cell, twins.in_keras)
    assert loaded.layers[1].cell.get_config() == model.layers[1].cell.get_config()
    np.testing.assert_array_equal(loaded.predict(inputs, verbose=0), model.predict(inputs, verbose=0))


@every_twin
def test_do_twins_stack_in_one_layer(twins):
    cells = [twins.in_keras(units, **twins.options) for units in (4, 3)]
    outputs = keras.layers.RNN(cells, return_sequences=True)(padded_inputs())
    assert outputs.shape == (64, 9, 3)


@every_twin
def test_are_the_weights_those_of_the_reference_in_name_and_shape(twins):
    cell, reference = twins.in_keras(DIFFERENT.H), twins.in_numpy(DIFFERENT.H)
    cell.build((None, DIFFERENT.D))
    initial = reference.initial_parameters(DIFFERENT.D)
    assert [(w.name, tuple(w.shape)) for w in cell.trainable_weights] == [(k, v.shape) for k, v in initial.items()]
    for weight in cell.trainable_weights:
        if "kernel" in weight.name:
            assert 0 < np.abs(weight.numpy()).max() <= np.sqrt(6 / sum(weight.shape))
        else:
            np.testing.assert_array_equal(weight, initial[weight.name])
