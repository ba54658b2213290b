"""The Keras twin of `recurrence`: the same cell, with the same parameters, for keras.layers.RNN."""

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="unrolled")
class BasicRNNCell(keras.layers.Layer):
    """`rnn_step` as a Keras cell: keras.layers.RNN(BasicRNNCell(num_units)).

    Weights: kernel [D+H, H], rows [x; h], initially Glorot uniform, and bias [H], initially 0. The state is one tensor
    [B, H], which is also the output. Keras' own SimpleRNN keeps the kernel's rows for x and for h in two matrices.

    Source:
        Elman (1990), Finding structure in time; the layout is that of TensorFlow 1's BasicRNNCell.
    """

    def __init__(self, num_units: int, **layer_options):
        """A cell of `num_units` units; `layer_options`, such as name or dtype, go to keras.layers.Layer."""
        super().__init__(**layer_options)
        self.num_units = self.state_size = self.output_size = num_units

    def build(self, input_shape):
        H = self.num_units
        self.kernel = self.add_weight((input_shape[-1] + H, H), initializer="glorot_uniform", name="kernel")
        self.bias = self.add_weight((H,), initializer="zeros", name="bias")

    def call(self, x, states):
        """x [B, D] and states (h_prev,) to the output h [B, H] and the new states (h,)."""
        (h_prev,) = states
        h = ops.tanh(ops.matmul(ops.concatenate([x, h_prev], axis=1), self.kernel) + self.bias)
        return h, (h,)

    def get_config(self):
        return super().get_config() | {"num_units": self.num_units}
