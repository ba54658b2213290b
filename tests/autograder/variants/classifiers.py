"""Classifiers as students train them: honest ones of several kinds, and those with a mistake or without the trouble."""

import keras
import numpy as np
from keras import layers, optimizers

from solutions.capstone import nearest_neighbour, standardise


def learned(network, inputs, labels, new_inputs, epochs, optimizer, batch_size=16):
    """The scores of a network whose last layer is a softmax."""
    network.compile(optimizer, loss="sparse_categorical_crossentropy")
    network.fit(inputs, labels, batch_size, epochs, verbose=0)
    return network.predict(new_inputs, batch_size=500, verbose=0)


def falling_from(rate, inputs, epochs, batch_size=16):
    steps = epochs * -(-len(inputs) // batch_size)
    return optimizers.Adam(optimizers.schedules.CosineDecay(rate, steps))


def an_lstm_behind_a_masking_layer(inputs, sequence_length, labels, new_inputs, new_sequence_length):
    inputs, new_inputs = standardise(inputs, sequence_length, new_inputs, new_sequence_length)
    network = keras.Sequential([layers.Masking(), layers.LSTM(32), layers.Dense(9, "softmax")])
    return learned(network, inputs, labels, new_inputs, 14, falling_from(0.01, inputs, 14))


def a_convolution_and_a_gru_on_rows_moved_to_the_end(inputs, sequence_length, labels, new_inputs, new_sequence_length):
    """The padding comes first, as zeros: nothing need be masked."""

    def turned(signals, lengths):
        rows = [np.roll(signal, 48 - n, axis=0) for signal, n in zip(signals, lengths, strict=True)]
        return np.array(rows, np.float32)

    inputs, new_inputs = standardise(inputs, sequence_length, new_inputs, new_sequence_length)
    inputs, new_inputs = turned(inputs, sequence_length), turned(new_inputs, new_sequence_length)
    network = keras.Sequential(
        [
            layers.Conv1D(32, 7, strides=2, padding="same", activation="relu"),
            layers.GRU(32),
            layers.Dense(9, "softmax"),
        ]
    )
    return list(learned(network, inputs, labels, new_inputs, 12, falling_from(0.01, inputs, 12)))


HONEST = [an_lstm_behind_a_masking_layer, a_convolution_and_a_gru_on_rows_moved_to_the_end]


def a_gru_that_reads_the_padding(inputs, sequence_length, labels, new_inputs, new_sequence_length):
    network = keras.Sequential([layers.GRU(32), layers.Dense(9, "softmax")])
    optimizer = falling_from(0.01, inputs, 12)
    return learned(network, (inputs - 50) / 20, labels, (new_inputs - 50) / 20, 12, optimizer)


def a_dense_network(inputs, sequence_length, labels, new_inputs, new_sequence_length):
    inputs, new_inputs = standardise(inputs, sequence_length, new_inputs, new_sequence_length)
    network = keras.Sequential([layers.Flatten(), layers.Dense(100, "relu"), layers.Dense(9, "softmax")])
    return learned(network, inputs, labels, new_inputs, 20, optimizers.Adam(0.003))


def one_epoch(inputs, sequence_length, labels, new_inputs, new_sequence_length):
    inputs, new_inputs = standardise(inputs, sequence_length, new_inputs, new_sequence_length)
    network = keras.Sequential([layers.Masking(), layers.GRU(32), layers.Dense(9, "softmax")])
    return learned(network, inputs, labels, new_inputs, 1, "adam")


def values_as_they_are(inputs, sequence_length, labels, new_inputs, new_sequence_length):
    network = keras.Sequential([layers.GRU(32), layers.Dense(9, "softmax")])
    return learned(network, inputs, labels, new_inputs, 4, "adam")


def five_neighbours(inputs, sequence_length, labels, new_inputs, new_sequence_length):
    """Each asks for the nearest among another fifth of the signals; the five then vote."""
    inputs, new_inputs = standardise(inputs, sequence_length, new_inputs, new_sequence_length)
    votes = [nearest_neighbour(inputs[n::5], labels[n::5], new_inputs) for n in range(5)]
    return np.mean(votes, axis=0)


CHEAP = [a_dense_network, one_epoch, values_as_they_are, five_neighbours]
