"""The Keras twin of `lstm`: the same cell, with the same parameters, for keras.layers.RNN; and a forecaster to train."""

import keras
import numpy as np
from keras import ops

from solutions.shapes import shapes


@keras.saving.register_keras_serializable(package="unrolled")
class BasicLSTMCell(keras.layers.Layer):
    """`lstm_step` as a Keras cell: keras.layers.RNN(BasicLSTMCell(num_units)).

    Weights: kernel [D+H, 4H], rows [x; h], initially Glorot uniform, and bias [4H], initially 0, both with columns in the
    order i, j, f, o. The forget bias is a constant. The states are c and h, in this order. Keras' own LSTM orders its
    columns i, f, j, o and its states h, c; `lstm_to_keras` converts the weights.

    Source:
        Gers, Schmidhuber & Cummins (2000), Learning to forget; the layout is that of TensorFlow 1's BasicLSTMCell.
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
