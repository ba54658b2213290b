"""The Keras twin of `dropout`: the wrapper as a Keras cell; and a network that would overfit without dropout."""

import math

import keras

from solutions import lstm_keras
from solutions.shapes import shapes

MEMORY = {
    lstm_keras.BasicLSTMCell: 0,
    keras.layers.LSTMCell: 1,
}  # where an LSTM's states hold c, which is never dropped


@keras.saving.register_keras_serializable(package="unrolled")
class DropoutWrapper(keras.layers.Layer):
    """A Keras cell with dropout around it: keras.layers.RNN(DropoutWrapper(cell, output_keep_prob=0.5)).

    As TensorFlow 1's DropoutWrapper without variational_recurrent: at each step
    new masks are drawn for the input, for the output and, on its way to the next
    step, for the state; the memory c of an LSTM is never dropped. Unlike there,
    nothing is dropped unless training=True, as Keras' `fit` has it. The weights
    are those of the inner cell.

    keras.layers.LSTM has dropout of its own, and it is another one: see
    `keras_lstm_step`.

    Source:
        Zaremba, Sutskever & Vinyals (2014), Recurrent neural network
        regularization.
    """

    def __init__(
        self,
        cell: keras.layers.Layer,
        input_keep_prob: float = 1.0,
        output_keep_prob: float = 1.0,
        state_keep_prob: float = 1.0,
        seed: int | None = None,
        **layer_options,
    ):
        """Dropout around `cell`; `seed` for the masks; `layer_options` go to keras.layers.Layer."""
        super().__init__(**layer_options)
        self.cell, self.seed = cell, seed
        self.input_keep_prob, self.output_keep_prob = input_keep_prob, output_keep_prob
        self.state_keep_prob = state_keep_prob
        self.state_size, self.output_size = cell.state_size, cell.output_size
        self.seed_generator = keras.random.SeedGenerator(seed)

    def build(self, input_shape):
        if not self.cell.built:  # it is when a model is loaded
            self.cell.build(input_shape)

    def call(self, x, states, training=False):
        """x [B, D] and the cell's states to its output [B, H] and its new states."""
        output, states = self.cell(self._dropped(x, self.input_keep_prob, training), states)
        memory, states = MEMORY.get(type(self.cell)), list(states)
        for place in range(len(states)):
            if place != memory:
                states[place] = self._dropped(states[place], self.state_keep_prob, training)
        return self._dropped(output, self.output_keep_prob, training), states

    def _dropped(self, array, keep_prob, training):
        if not training or keep_prob == 1:
            return array
        return keras.random.dropout(array, rate=1 - keep_prob, seed=self.seed_generator)

    def get_config(self):
        own = ("input_keep_prob", "output_keep_prob", "state_keep_prob", "seed")
        cell = keras.saving.serialize_keras_object(self.cell)
        return super().get_config() | {"cell": cell} | {name: getattr(self, name) for name in own}

    @classmethod
    def from_config(cls, config):
        return cls(keras.saving.deserialize_keras_object(config.pop("cell")), **config)


@shapes(inputs="N T D", targets="N 1", new_inputs="M T D")
def train_with_dropout(inputs, targets, new_inputs):
    """Train an LSTM on few, noisy examples without letting it learn the noise, and predict with it.

    Each row of inputs is a sequence of T steps with D numbers each, most of which
    have nothing to do with the target, a number with much noise in it. There are
    few rows: a network that is trained for long learns them by heart. Train a
    Keras model with an LSTM in it, with dropout, on these N pairs, then return
    its predictions for the M new sequences, with nothing dropped. They must be
    clearly better than those of ridge regression on all T D numbers. Training may
    take some seconds.

    Args:
        inputs: [N, T, D], numbers of mean 0 and standard deviation 1.
        targets: [N, 1], of mean 0 and standard deviation 1, about.
        new_inputs: [M, T, D], sequences of the same kind.

    Returns:
        predictions: [M, 1].

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    keras.utils.set_random_seed(0)  # the same weights and masks, hence the same predictions, every time
    epochs, batch_size = 40, 32
    steps = epochs * math.ceil(len(inputs) / batch_size)

    model = keras.Sequential(
        [
            keras.layers.LSTM(16, dropout=0.4, recurrent_dropout=0.2),
            keras.layers.Dropout(0.4),
            keras.layers.Dense(1),
        ]
    )
    learning_rate = keras.optimizers.schedules.CosineDecay(0.01, steps)  # from 0.01 down to 0
    model.compile(keras.optimizers.Adam(learning_rate), loss="mse")
    model.fit(inputs, targets, batch_size, epochs, verbose=0)
    return model.predict(new_inputs, verbose=0)
