"""A character model of names in Keras: any recurrent layers, one way to train them, one number to judge them by."""

import logging

import keras
import numpy as np

from experiments.surnames import ALPHABET, encode
from solutions.recurrence import sequence_cross_entropy

V = len(ALPHABET)
logging.getLogger("tensorflow").setLevel(logging.ERROR)  # it would print on the page that it traces a model anew


def train(recurrent_layers, names, seed, epochs, batch_size=64, rate=0.01, **fit_options):
    """A model of the names: layers that return sequences, and an output layer on top of the last of them.

    Args:
        recurrent_layers: a function that makes them, so that their weights are drawn from the seed too.
        names: to learn from.
        seed: for the weights, for dropout and for the order of the names.
        epochs, batch_size: how often the names are gone through, and how many are in a batch.
        rate: the learning rate at the beginning; it falls along half a cosine to zero.
        fit_options: for keras.Model.fit, such as callbacks.
    """
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((None, V)), *recurrent_layers(), keras.layers.Dense(V)])
    steps = epochs * -(-len(names) // batch_size)
    schedule = keras.optimizers.schedules.CosineDecay(rate, steps)
    # the loss is averaged over what is real: a weight of 0 in the padding, and a division by the sum of the weights
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="mean_with_sample_weight")
    model.compile(keras.optimizers.Adam(schedule, global_clipnorm=0.5), loss)
    inputs, targets, real = arrays(names)
    model.fit(inputs, targets, batch_size, epochs, sample_weight=real, verbose=0, **fit_options)
    return model


def arrays(names):
    """What the model reads, one-hot [B, T, 27]; what it is to say [B, T]; and where both are real [B, T]."""
    inputs, targets, length = encode(names)
    real = np.arange(targets.shape[1]) < length[:, np.newaxis]
    return np.eye(V, dtype=np.float32)[inputs], targets, real.astype(np.float32)


def perplexity(model, names):
    """The exponential of the cross-entropy per real character, with nothing dropped."""
    inputs, targets, real = arrays(names)
    logits = model.predict(inputs, batch_size=500, verbose=0)
    return np.exp(sequence_cross_entropy(logits, targets, real.sum(axis=1).astype(int)))
