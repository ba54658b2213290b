"""Answers to the two exercises with Keras as students write them: networks that fill gaps, and ways to a summary."""

import keras
import numpy as np
from keras import layers


def real(inputs, sequence_length):
    return np.arange(inputs.shape[1]) < np.array(sequence_length)[:, None]


def trained(
    recurrent,
    inputs,
    sequence_length,
    targets,
    new_inputs,
    new_sequence_length,
    epochs,
    rate,
    masked=True,
    weighted=True,
    ended=True,
):
    """The predictions of a network with these recurrent layers, as one trains it with Keras' functional interface."""
    T = inputs.shape[1]
    learned, new = real(inputs, sequence_length), real(new_inputs, new_sequence_length)
    x, mask = keras.Input((T, inputs.shape[2])), keras.Input((T,), dtype="bool")
    h = x
    for layer in recurrent:
        h = layer(h, mask=mask) if masked else layer(h)
    model = keras.Model([x, mask], layers.Dense(targets.shape[2])(h))
    model.compile(keras.optimizers.Adam(rate), "mse")
    weights = learned.astype("float32") if weighted else None
    model.fit([inputs, learned], targets, batch_size=32, epochs=epochs, sample_weight=weights, verbose=0)
    predictions = model.predict([new_inputs, new], verbose=0)
    return predictions * new[..., None] if ended else predictions


def grus_in_both_directions(*arguments):
    return trained([layers.Bidirectional(layers.GRU(16, return_sequences=True))], *arguments, epochs=25, rate=0.02)


def two_layers_in_both_directions(*arguments):
    recurrent = [layers.Bidirectional(layers.LSTM(12, return_sequences=True)) for _ in range(2)]
    return trained(recurrent, *arguments, epochs=20, rate=0.02)


def outputs_added_up(*arguments):
    lstm = layers.LSTM(24, return_sequences=True)
    return trained([layers.Bidirectional(lstm, merge_mode="sum")], *arguments, epochs=25, rate=0.02)


def masked_by_a_layer(inputs, sequence_length, targets, new_inputs, new_sequence_length):
    def marked(rows, lengths):
        return np.where(real(rows, lengths)[..., None], rows, -9.0)

    model = keras.Sequential(
        [layers.Masking(-9.0), layers.Bidirectional(layers.LSTM(16, return_sequences=True)), layers.Dense(1)]
    )
    model.compile(keras.optimizers.Adam(0.02), "mse")
    model.fit(marked(inputs, sequence_length), targets, batch_size=32, epochs=25, verbose=0)
    predictions = model.predict(marked(new_inputs, new_sequence_length), verbose=0)
    return (predictions * real(new_inputs, new_sequence_length)[..., None]).tolist()


HONEST = [grus_in_both_directions, two_layers_in_both_directions, outputs_added_up, masked_by_a_layer]


def one_direction(*arguments):
    return trained([layers.LSTM(16, return_sequences=True)], *arguments, epochs=25, rate=0.02)


def the_other_direction(inputs, *others):
    turned = layers.LSTM(16, return_sequences=True, go_backwards=True)
    back = layers.Lambda(lambda h: keras.ops.flip(h, axis=1))
    return trained([turned, back], inputs, *others, epochs=25, rate=0.02, masked=False)


HALF = [one_direction, the_other_direction]


def no_training(*arguments):
    return trained([layers.Bidirectional(layers.LSTM(16, return_sequences=True))], *arguments, epochs=1, rate=1e-4)


def targets_of_other_rows(inputs, sequence_length, targets, *others):
    lstm = layers.Bidirectional(layers.LSTM(16, return_sequences=True))
    return trained([lstm], inputs, sequence_length, targets[::-1], *others, epochs=10, rate=0.02)


def both_directions(*arguments, **options):
    lstm = layers.Bidirectional(layers.LSTM(16, return_sequences=True))
    return trained([lstm], *arguments, epochs=25, rate=0.02, **options)


def padding_read(*arguments):
    return both_directions(*arguments, masked=False)


def padding_read_and_learned_from(*arguments):
    return both_directions(*arguments, masked=False, weighted=False)


PADDED = [padding_read, padding_read_and_learned_from]


def padding_spoken_of(*arguments):
    return both_directions(*arguments, ended=False)


CHEAP = [no_training, targets_of_other_rows]


def layer_of(kernel_fw, bias_fw, kernel_bw, bias_bw, **options):
    H = len(bias_fw)
    weights = kernel_fw[:-H], kernel_fw[-H:], bias_fw, kernel_bw[:-H], kernel_bw[-H:], bias_bw
    layer = layers.Bidirectional(layers.SimpleRNN(H, **options))
    layer.build((None, None, len(kernel_fw) - H))
    layer.set_weights(weights)
    return layer


def states_of_the_layer(inputs, sequence_length, *weights):
    layer = layer_of(*weights, return_state=True)
    _, state_fw, state_bw = layer(inputs, mask=real(inputs, sequence_length))
    return keras.ops.concatenate([state_fw, state_bw], axis=1)


def outputs_of_all_steps(inputs, sequence_length, *weights):
    layer = layer_of(*weights, return_sequences=True)
    outputs = np.array(layer(inputs, mask=real(inputs, sequence_length)))
    H = len(weights[1])
    return np.hstack((outputs[range(len(inputs)), np.array(sequence_length) - 1, :H], outputs[:, 0, H:]))


def each_row_alone(inputs, sequence_length, *weights):
    layer = layer_of(*weights)
    return [np.array(layer(row[None, :n]))[0] for row, n in zip(inputs, sequence_length, strict=True)]


def in_a_model(inputs, sequence_length, *weights):
    x, mask = keras.Input(inputs.shape[1:]), keras.Input(inputs.shape[1:2], dtype="bool")
    model = keras.Model([x, mask], layer_of(*weights)(x, mask=mask))
    return model.predict([inputs, real(inputs, sequence_length)], verbose=0)


SUMMARIES = [states_of_the_layer, outputs_of_all_steps, each_row_alone, in_a_model]


def without_a_mask(inputs, sequence_length, *weights):
    return layer_of(*weights)(inputs)


def last_column(inputs, sequence_length, *weights):
    return layer_of(*weights, return_sequences=True)(inputs, mask=real(inputs, sequence_length))[:, -1]


def weights_in_another_order(inputs, sequence_length, kernel_fw, bias_fw, kernel_bw, bias_bw):
    layer = layer_of(kernel_bw, bias_bw, kernel_fw, bias_fw)
    return layer(inputs, mask=real(inputs, sequence_length))


def merged_by_sum(inputs, sequence_length, *weights):
    summary = states_of_the_layer(inputs, sequence_length, *weights)
    return sum(np.split(np.array(summary), 2, axis=1))


WRONG = {
    without_a_mask: "mask_left_out",
    last_column: "last_column_of_all_outputs",
    weights_in_another_order: "chains_exchanged",
    merged_by_sum: "halves_added",
}
