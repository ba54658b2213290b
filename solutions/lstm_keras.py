"""The Keras twin of `lstm`: the same cell, with the same parameters, for keras.layers.RNN; and a forecaster."""

import math

import keras
from keras import ops

from solutions.shapes import shapes


@keras.saving.register_keras_serializable(package="unrolled")
class BasicLSTMCell(keras.layers.Layer):
    """`lstm_step` as a Keras cell: keras.layers.RNN(BasicLSTMCell(num_units)).

    Weights: kernel [D+H, 4H], rows [x; h], initially Glorot uniform, and bias
    [4H], initially 0, both with columns in the order i, j, f, o. The forget bias
    is a constant. The states are c and h, in this order. Keras' own LSTM orders
    its columns i, f, j, o and its states h, c; `lstm_to_keras` converts the
    weights.

    Source:
        Gers, Schmidhuber & Cummins (2000), Learning to forget, section 3; the
        layout is that of TensorFlow 1's BasicLSTMCell.
    """

    def __init__(self, num_units: int, forget_bias: float = 1.0, **layer_options):
        """A cell of `num_units` units; `layer_options`, such as name or dtype, go to keras.layers.Layer."""
        super().__init__(**layer_options)
        self.num_units = self.output_size = num_units
        self.state_size = (num_units, num_units)
        self.forget_bias = forget_bias

    def build(self, input_shape):
        H = self.num_units
        self.kernel = self.add_weight((input_shape[-1] + H, 4 * H), initializer="glorot_uniform", name="kernel")
        self.bias = self.add_weight((4 * H,), initializer="zeros", name="bias")

    def call(self, x, states):
        """x [B, D] and states (c_prev, h_prev) to the output h [B, H] and the new states (c, h)."""
        c_prev, h_prev = states
        a = ops.matmul(ops.concatenate([x, h_prev], axis=1), self.kernel) + self.bias
        a_i, a_j, a_f, a_o = ops.split(a, 4, axis=1)
        i, j, f, o = ops.sigmoid(a_i), ops.tanh(a_j), ops.sigmoid(a_f + self.forget_bias), ops.sigmoid(a_o)
        c = f * c_prev + i * j
        h = o * ops.tanh(c)
        return h, (c, h)

    def get_config(self):
        return super().get_config() | {"num_units": self.num_units, "forget_bias": self.forget_bias}


@shapes(inputs="N T 1", targets="N 1", new_inputs="M T 1")
def train_forecaster(inputs, targets, new_inputs):
    """Train a small LSTM to predict the next value of a series, and predict with it.

    Each row of inputs is a window of T values that follow one another, the row of
    targets beside it the value that came next. Train a Keras model with an LSTM
    in it on these N pairs, then return its prediction for each of the M new
    windows. Networks learn best from numbers of the order of 1: take away the mean
    of the training inputs and divide by their standard deviation, everywhere, and
    turn the predictions back. New windows are not there to learn from, not even their
    mean. Predictions on new windows must be clearly better than repeating a
    window's last value. Training may take some seconds.

    Args:
        inputs: [N, T, 1], the windows to learn from.
        targets: [N, 1], in the same units.
        new_inputs: [M, T, 1], later windows of the same series.

    Returns:
        predictions: [M, 1], in the units of the targets.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    keras.utils.set_random_seed(0)  # the same weights, hence the same predictions, every time
    mean, deviation = inputs.mean(), inputs.std()
    epochs, batch_size = 40, 32
    steps = epochs * math.ceil(len(inputs) / batch_size)

    model = keras.Sequential([keras.layers.LSTM(16), keras.layers.Dense(1)])
    learning_rate = keras.optimizers.schedules.CosineDecay(0.01, steps)  # from 0.01 down to 0
    model.compile(keras.optimizers.Adam(learning_rate), loss="mse")
    model.fit((inputs - mean) / deviation, (targets - mean) / deviation, batch_size, epochs, verbose=0)
    return mean + deviation * model.predict((new_inputs - mean) / deviation, verbose=0)
