"""The Keras twin of `bidirectional`: the summary from keras.layers.Bidirectional, and a network that fills gaps."""

import math

import keras
import numpy as np

from solutions.shapes import shapes


@shapes(inputs="B T D", sequence_length="B", kernel_fw="D+H H", bias_fw="H", kernel_bw="D+H H", bias_bw="H")
def summary_in_keras(inputs, sequence_length, kernel_fw, bias_fw, kernel_bw, bias_bw):
    """The summary of each row, by Keras, from weights in TensorFlow 1's layout.

    Make a keras.layers.Bidirectional around a keras.layers.SimpleRNN of H units,
    build it for these inputs, give it the weights, and call it with a mask that
    is true where a step is real. Both chains start from the zero state. Keras
    keeps the rows of a kernel that belong to x and those that belong to h in two
    arrays; set_weights wants kernel, recurrent kernel and bias of the forward
    chain, then those of the backward chain.

    Args:
        inputs: [B, T, D].
        sequence_length: B whole numbers from 1 to T, in an array or a list.
        kernel_fw, bias_fw: [D+H, H] and [H], the weights of `rnn_step` in the
            forward chain.
        kernel_bw, bias_bw: the same of the backward chain.

    Returns:
        [B, 2H], in float32: the forward output at the last real step, then the
            backward output at the first step.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    T, D = inputs.shape[1:]
    layer = keras.layers.Bidirectional(keras.layers.SimpleRNN(len(bias_fw)))
    layer.build(inputs.shape)
    layer.set_weights([kernel_fw[:D], kernel_fw[D:], bias_fw, kernel_bw[:D], kernel_bw[D:], bias_bw])
    return layer(inputs, mask=np.arange(T) < np.asarray(sequence_length)[:, np.newaxis])


@shapes(inputs="N T D", sequence_length="N", targets="N T K", new_inputs="M T D", new_sequence_length="M")
def train_gap_filler(inputs, sequence_length, targets, new_inputs, new_sequence_length):
    """Train a network that speaks at every step, and let it speak of new rows.

    The target at a step depends on inputs before it and on inputs after it. Train
    a Keras model on the N rows, with a mask so that padding is neither read nor
    learned from: both inputs and targets hold anything there. Then return its
    prediction for each step of the M new rows, and 0 past the end of each.
    Training may take some seconds.

    Args:
        inputs: [N, T, D], the rows to learn from.
        sequence_length: N whole numbers from 1 to T.
        targets: [N, T, K], what is to be said at each step.
        new_inputs: [M, T, D], other rows of the same kind.
        new_sequence_length: M whole numbers from 1 to T.

    Returns:
        predictions: [M, T, K], zeros past the end of each row.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    keras.utils.set_random_seed(0)  # the same weights, hence the same predictions, every time
    T, epochs, batch_size = inputs.shape[1], 25, 32
    real, new_real = (np.arange(T) < np.asarray(each)[:, np.newaxis] for each in (sequence_length, new_sequence_length))

    rows, mask = keras.Input(inputs.shape[1:]), keras.Input((T,), dtype="bool")
    both = keras.layers.Bidirectional(keras.layers.LSTM(16, return_sequences=True))(rows, mask=mask)
    model = keras.Model([rows, mask], keras.layers.Dense(targets.shape[2])(both))
    steps = epochs * math.ceil(len(inputs) / batch_size)
    learning_rate = keras.optimizers.schedules.CosineDecay(0.02, steps)  # from 0.02 down to 0
    model.compile(keras.optimizers.Adam(learning_rate), loss="mse")
    model.fit([inputs, real], targets, batch_size, epochs, sample_weight=real.astype(float), verbose=0)
    return model.predict([new_inputs, new_real], verbose=0) * new_real[..., np.newaxis]
