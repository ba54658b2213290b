"""Networks for few and noisy sequences as students train them: honest ones, and those that learn the noise."""

import keras
from keras import layers


def fitted(network, inputs, targets, new_inputs, epochs=40, rate=0.01, batch_size=32):
    network = keras.Sequential(network)
    steps = epochs * -(-len(inputs) // batch_size)
    network.compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(rate, steps)), "mse")
    network.fit(inputs, targets, batch_size, epochs, verbose=0)
    return network.predict(new_inputs, verbose=0)


def a_larger_lstm(*data):
    network = [layers.Dropout(0.3), layers.LSTM(32), layers.Dropout(0.5), layers.Dense(1)]
    return fitted(network, *data).ravel()


def a_larger_lstm_with_dropout_of_its_own(*data):
    return fitted([layers.LSTM(32, dropout=0.5, recurrent_dropout=0.3), layers.Dropout(0.3), layers.Dense(1)], *data)


HONEST = [a_larger_lstm, a_larger_lstm_with_dropout_of_its_own]


def nothing_dropped(*data):
    return fitted([layers.LSTM(64), layers.Dense(1)], *data, epochs=100)


BY_HEART = [nothing_dropped]
