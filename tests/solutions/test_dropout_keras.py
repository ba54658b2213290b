"""Does the wrapper in Keras drop what TensorFlow 1's drops, and nothing unless it trains? Does the network learn?"""

import keras
import numpy as np
import pytest

from solutions import lstm_keras, recurrence_keras
from solutions.dropout_keras import DropoutWrapper, train_with_dropout

CELLS = {  # a cell, and where its states hold c
    "our LSTM": (lambda: lstm_keras.BasicLSTMCell(60), 0),
    "Keras' LSTM": (lambda: keras.layers.LSTMCell(60), 1),
    "our simple cell": (lambda: recurrence_keras.BasicRNNCell(60), None),
    "Keras' GRU": (lambda: keras.layers.GRUCell(60), None),
}
every_cell = pytest.mark.parametrize(("make", "memory"), CELLS.values(), ids=CELLS.keys())
INPUTS = np.random.default_rng(0).normal(size=(30, 6, 40)).astype("float32")


def run(cell, training):
    layer = keras.layers.RNN(cell, return_sequences=True, return_state=True)
    return [np.array(each) for each in layer(INPUTS, training=training)]


def share_is(keep_prob, array):
    """Is about this share not zero? Six standard deviations: wrong once in five hundred million times."""
    return abs(np.mean(array != 0) - keep_prob) < 6 * np.sqrt(keep_prob * (1 - keep_prob) / array.size)


@every_cell
def test_is_nothing_dropped_unless_it_trains(make, memory):
    cell = make()
    plain = run(cell, training=False)
    for wrapper, training in (
        (DropoutWrapper(cell, 0.5, 0.5, 0.5), False),
        (DropoutWrapper(cell), True),
    ):
        for one, other in zip(run(wrapper, training), plain, strict=True):
            np.testing.assert_allclose(one, other, atol=1e-6)


@every_cell
def test_is_each_place_dropped_with_its_own_probability_and_c_never(make, memory):
    outputs, *states = run(DropoutWrapper(make(), 0.9, 0.6, 0.3, seed=0), training=True)
    assert share_is(0.6, outputs)
    for place, state in enumerate(states):
        if place == memory:
            assert np.all(state != 0)
        else:
            assert share_is(0.3, state)


@every_cell
def test_are_survivors_of_the_output_scaled_and_the_state_left_whole(make, memory):
    cell = make()
    plain, *plain_states = run(cell, training=False)
    dropped, *states = run(DropoutWrapper(cell, output_keep_prob=0.6, seed=0), training=True)
    np.testing.assert_allclose(dropped[dropped != 0], plain[dropped != 0] / 0.6, rtol=1e-4, atol=1e-6)
    for one, other in zip(states, plain_states, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-6)


def test_is_the_input_dropped_before_the_cell_sees_it():
    class Echo(keras.layers.Layer):
        state_size = output_size = 40

        def call(self, x, states):
            return x, states

    outputs, _ = run(DropoutWrapper(Echo(), input_keep_prob=0.7, seed=0), training=True)
    assert share_is(0.7, outputs)
    np.testing.assert_allclose(outputs[outputs != 0], INPUTS[outputs != 0] / 0.7, rtol=1e-5)


def test_are_masks_new_for_each_step_each_row_and_each_call():
    layer = keras.layers.RNN(
        DropoutWrapper(lstm_keras.BasicLSTMCell(60), output_keep_prob=0.5, seed=0), return_sequences=True
    )
    masks = [np.array(layer(INPUTS, training=True)) != 0 for _ in range(2)]
    assert len(np.unique(np.concatenate(masks).reshape(-1, 60), axis=0)) == 2 * 30 * 6


def test_does_fit_drop_and_predict_not():
    wrapper = DropoutWrapper(lstm_keras.BasicLSTMCell(8), 0.9, 0.5, 0.8, seed=0)
    model = keras.Sequential([keras.Input((None, 40)), keras.layers.RNN(wrapper), keras.layers.Dense(1)])
    model.compile("adam", "mse")
    targets = INPUTS[:, 0, :1]
    with_noise = model.fit(INPUTS, targets, epochs=1, batch_size=30, verbose=0).history["loss"][0]
    assert with_noise != pytest.approx(model.evaluate(INPUTS, targets, verbose=0), rel=1e-3)
    np.testing.assert_array_equal(model.predict(INPUTS, verbose=0), model.predict(INPUTS, verbose=0))


@pytest.mark.filterwarnings("ignore:__array__ implementation")  # in Keras' own saving
@every_cell
def test_does_a_saved_model_come_back_the_same(make, memory, tmp_path):
    layer = keras.layers.RNN(DropoutWrapper(make(), 0.9, 0.5, 0.8, seed=3))
    model = keras.Sequential([keras.Input((None, 40)), layer])
    model.save(tmp_path / "model.keras")
    loaded = keras.models.load_model(tmp_path / "model.keras")
    wrapper, again = layer.cell, loaded.layers[0].cell
    assert type(again.cell) is type(wrapper.cell)
    for name in ("input_keep_prob", "output_keep_prob", "state_keep_prob", "seed"):
        assert getattr(again, name) == getattr(wrapper, name)
    np.testing.assert_array_equal(loaded.predict(INPUTS, verbose=0), model.predict(INPUTS, verbose=0))


def test_are_the_weights_those_of_the_cell_inside():
    wrapper = DropoutWrapper(lstm_keras.BasicLSTMCell(5))
    wrapper.build((None, 3))
    assert [tuple(weight.shape) for weight in wrapper.trainable_weights] == [(8, 20), (20,)]


def test_does_the_network_give_the_same_predictions_each_time():
    rng = np.random.default_rng(0)
    inputs, targets = rng.normal(size=(40, 3, 2)), rng.normal(size=(40, 1))
    first, second = (train_with_dropout(inputs, targets, inputs[:3]) for _ in range(2))
    np.testing.assert_array_equal(first, second)
    with pytest.raises(ValueError, match="new_inputs should have shape"):
        train_with_dropout(inputs, targets, inputs[:, :2])
