"""A model of the project's signals that earns its points: one layer of gated recurrent units, in Keras."""

import math

import keras

from solutions.capstone import real_steps, standardise
from solutions.shapes import shapes


@shapes(inputs="N T D", sequence_length="N", labels="N", new_inputs="M T D", new_sequence_length="M")
def train_and_predict(
    inputs,
    sequence_length,
    labels,
    new_inputs,
    new_sequence_length,
):
    """Learn from labelled signals, then score the classes of new ones.

    How is up to you: a Keras model, several of them, anything in NumPy. New
    signals are there to be classified, and not to learn from, not even their
    mean. Past the end of a signal stands what was left of an older recording.
    Learning and predicting must be done within 60 seconds.

    Args:
        inputs: [N, T, D], the signals to learn from.
        sequence_length: [N], the number of real steps of each.
        labels: [N], their classes, whole numbers from 0 to K-1; each class
            occurs.
        new_inputs: [M, T, D], signals of which nobody tells you the class.
        new_sequence_length: [M].

    Returns:
        scores: [M, K], a row for each new signal: probabilities, logits or any
            other numbers, the greatest in the column of the class you name.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    keras.utils.set_random_seed(0)  # the same weights, hence the same scores, every time
    inputs, new_inputs = standardise(inputs, sequence_length, new_inputs, new_sequence_length)
    epochs, batch_size = 12, 16
    steps = epochs * math.ceil(len(inputs) / batch_size)

    signals, real = keras.Input(inputs.shape[1:]), keras.Input(inputs.shape[1:2], dtype="bool")
    state = keras.layers.GRU(32)(signals, mask=real)
    model = keras.Model([signals, real], keras.layers.Dense(int(max(labels)) + 1)(state))
    learning_rate = keras.optimizers.schedules.CosineDecay(0.02, steps)  # from 0.02 down to 0
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(learning_rate, global_clipnorm=1.0), loss)
    model.fit([inputs, real_steps(inputs, sequence_length)], labels, batch_size, epochs, verbose=0)
    return model.predict([new_inputs, real_steps(new_inputs, new_sequence_length)], verbose=0)
