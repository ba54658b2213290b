"""Forecasters as students train them: honest ones of several kinds, and those that spare themselves the trouble."""

import keras
from keras import layers, optimizers


def trained(network, inputs, targets, new_inputs, epochs, optimizer, shift, scale, batch_size=32):
    """The predictions of a network that was trained on values (x - shift) / scale."""
    network.compile(optimizer, loss="mse")
    network.fit((inputs - shift) / scale, (targets - shift) / scale, batch_size, epochs, verbose=0)
    return shift + scale * network.predict((new_inputs - shift) / scale, verbose=0)


def a_larger_lstm(inputs, targets, new_inputs):
    network = keras.Sequential([layers.LSTM(32), layers.Dense(1)])
    shift, scale = inputs.mean(), inputs.std()
    return trained(network, inputs, targets, new_inputs, 30, optimizers.Adam(0.01), shift, scale)


def a_small_lstm_from_0_to_1(inputs, targets, new_inputs):
    network = keras.Sequential([layers.LSTM(8), layers.Dense(1)])
    shift, scale = inputs.min(), inputs.max() - inputs.min()
    return trained(network, inputs, targets, new_inputs, 40, optimizers.Adam(0.02), shift, scale, batch_size=16)


def two_layers(inputs, targets, new_inputs):
    network = keras.Sequential([layers.LSTM(16, return_sequences=True), layers.LSTM(16), layers.Dense(1)])
    shift, scale = inputs.mean(), inputs.std()
    return trained(network, inputs, targets, new_inputs, 40, "rmsprop", shift, scale, batch_size=16)


def a_gru(inputs, targets, new_inputs):
    network = keras.Sequential([layers.GRU(16), layers.Dense(1)])
    shift, scale = targets.mean(), targets.std()
    return trained(network, inputs, targets, new_inputs, 40, optimizers.Adam(0.01), shift, scale)


def a_dense_network(inputs, targets, new_inputs):
    network = keras.Sequential([layers.Flatten(), layers.Dense(32, "relu"), layers.Dense(1)])
    shift, scale = inputs.mean(), inputs.std()
    return trained(network, inputs, targets, new_inputs, 100, optimizers.Adam(0.005), shift, scale).ravel()


def values_divided_by_100(inputs, targets, new_inputs):
    network = keras.Sequential([layers.LSTM(16), layers.Dense(1)])
    return trained(network, inputs, targets, new_inputs, 60, optimizers.Adam(0.01), 0, 100, batch_size=16)


HONEST = [
    a_larger_lstm,
    a_small_lstm_from_0_to_1,
    two_layers,
    a_gru,
    a_dense_network,
    values_divided_by_100,
]


def values_as_they_are(inputs, targets, new_inputs):
    network = keras.Sequential([layers.LSTM(16), layers.Dense(1)])
    return trained(network, inputs, targets, new_inputs, 20, "adam", 0, 1)


def three_epochs(inputs, targets, new_inputs):
    network = keras.Sequential([layers.LSTM(16), layers.Dense(1)])
    return trained(network, inputs, targets, new_inputs, 3, "adam", inputs.mean(), inputs.std())


def trained_on_shuffled_targets(inputs, targets, new_inputs):
    network = keras.Sequential([layers.LSTM(16), layers.Dense(1)])
    return trained(network, inputs, targets[::-1], new_inputs, 20, optimizers.Adam(0.01), inputs.mean(), inputs.std())


CHEAP = [values_as_they_are, three_epochs, trained_on_shuffled_targets]
