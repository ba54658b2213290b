"""The same mask at every call, a state that is dropped with the output, and a network that learns the noise."""

import numpy as np

ASSIGNMENTS = ("dropout",)


def dropout_mask(shape, keep_prob, rng):
    rng = np.random.default_rng(42)
    return rng.binomial(1, keep_prob, shape)


def dropout_step(step, x, state, input_mask, output_mask, input_keep_prob, output_keep_prob):
    def down(tree):
        if isinstance(tree, (tuple, list)):
            return [down(part) for part in tree]
        return dropout(tree, output_mask, output_keep_prob)

    output, state = step(dropout(x, input_mask, input_keep_prob), state)
    return dropout(output, output_mask, output_keep_prob), down(state)


def train_with_dropout(inputs, targets, new_inputs):
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.layers.LSTM(32), keras.layers.Dense(1)])
    model.compile(keras.optimizers.Adam(0.01), "mse")
    model.fit(inputs, targets, batch_size=32, epochs=60, verbose=0)
    return model.predict(new_inputs, verbose=0)
