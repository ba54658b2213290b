"""A stack in Keras, trained. A stack of our own cells needs no twin: keras.layers.RNN takes a list of cells."""

import math

import keras

from solutions.shapes import shapes


@shapes(inputs="N T 1", targets="N T 1", new_inputs="M T 1")
def train_stack(inputs, targets, new_inputs):
    """Train a stack to predict one sequence from another, and predict with it.

    Each row of inputs is a sequence, the row of targets beside it what was
    measured at each of its steps. Train a Keras model of two LSTM layers and an
    output layer on these N pairs, then return its predictions for all steps of
    the M new sequences. A prediction should use the inputs up to its own step,
    and new sequences are not there to learn from; the check cannot see this. Take
    away the mean of the training inputs and divide by their standard deviation,
    do the same with the targets and theirs, and turn the predictions back.
    Training may take some seconds.

    Args:
        inputs: [N, T, 1], the sequences to learn from.
        targets: [N, T, 1], in other units than the inputs.
        new_inputs: [M, T, 1].

    Returns:
        predictions: [M, T, 1], in the units of the targets.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    keras.utils.set_random_seed(0)  # the same weights, hence the same predictions, every time
    in_mean, in_deviation = inputs.mean(), inputs.std()
    mean, deviation = targets.mean(), targets.std()
    epochs, batch_size = 50, 20
    steps = epochs * math.ceil(len(inputs) / batch_size)

    model = keras.Sequential(
        [
            keras.layers.LSTM(16, return_sequences=True),
            keras.layers.LSTM(16, return_sequences=True),
            keras.layers.Dense(1),
        ]
    )
    learning_rate = keras.optimizers.schedules.CosineDecay(0.02, steps)  # from 0.02 down to 0
    model.compile(keras.optimizers.Adam(learning_rate), loss="mse")
    model.fit((inputs - in_mean) / in_deviation, (targets - mean) / deviation, batch_size, epochs, verbose=0)
    predictions = model((new_inputs - in_mean) / in_deviation)
    return mean + deviation * keras.ops.convert_to_numpy(predictions)
