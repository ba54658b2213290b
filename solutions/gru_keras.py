"""The Keras twin of `gru`: the same cell, with the same parameters, for keras.layers.RNN; and a network that holds."""

import math

import keras
from keras import ops

from solutions.shapes import shapes


@keras.saving.register_keras_serializable(package="unrolled")
class GRUCell(keras.layers.Layer):
    """`gru_step` as a Keras cell: keras.layers.RNN(GRUCell(num_units)).

    Weights: gate_kernel [D+H, 2H], columns in the order r, u, and
    candidate_kernel [D+H, H], both with the rows [x; h] and initially Glorot
    uniform; gate_bias [2H], initially 1, and candidate_bias [H], initially 0. The
    state is one tensor [B, H], which is also the output. Keras' own GRU keeps
    gates and candidate in one matrix, in the order z, r, h, and resets after the
    product by default; `gru_to_keras` converts the weights for
    reset_after=False.

    Source:
        Cho et al. (2014), Learning phrase representations using RNN
        encoder-decoder for statistical machine translation; the layout is that of
        TensorFlow 1's GRUCell.
    """

    def __init__(self, num_units: int, **layer_options):
        """A cell of `num_units` units; `layer_options`, such as name or dtype, go to keras.layers.Layer."""
        super().__init__(**layer_options)
        self.num_units = self.state_size = self.output_size = num_units

    def build(self, input_shape):
        D, H = input_shape[-1], self.num_units
        self.gate_kernel = self.add_weight((D + H, 2 * H), initializer="glorot_uniform", name="gate_kernel")
        self.gate_bias = self.add_weight((2 * H,), initializer="ones", name="gate_bias")
        self.candidate_kernel = self.add_weight((D + H, H), initializer="glorot_uniform", name="candidate_kernel")
        self.candidate_bias = self.add_weight((H,), initializer="zeros", name="candidate_bias")

    def call(self, x, states):
        """x [B, D] and states (h_prev,) to the output h [B, H] and the new states (h,)."""
        (h_prev,) = states
        a = ops.matmul(ops.concatenate([x, h_prev], axis=1), self.gate_kernel) + self.gate_bias
        r, u = ops.split(ops.sigmoid(a), 2, axis=1)
        seen = ops.concatenate([x, r * h_prev], axis=1)
        candidate = ops.tanh(ops.matmul(seen, self.candidate_kernel) + self.candidate_bias)
        h = u * h_prev + (1 - u) * candidate
        return h, (h,)

    def get_config(self):
        return super().get_config() | {"num_units": self.num_units}


@shapes(inputs="N T 2", targets="N 1", new_inputs="M T 2")
def train_to_hold(inputs, targets, new_inputs):
    """Train a small network to say which value it was last told to hold.

    At each step a row of inputs holds a value and a flag, which is 1 or 0. The
    target of a row is its value at the last step at which the flag was 1; every
    row has such a step, and the values after it are there to distract. Train a
    Keras model with a recurrent layer in it on these N rows, then return what it
    says for each of the M new ones. Training may take some seconds.

    Args:
        inputs: [N, T, 2], value and flag; the values are drawn from a normal
            distribution with mean 0 and deviation 1.
        targets: [N, 1].
        new_inputs: [M, T, 2], more rows of the same kind.

    Returns:
        predictions: [M, 1].

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    keras.utils.set_random_seed(0)  # the same weights, hence the same predictions, every time
    epochs, batch_size = 30, 32
    steps = epochs * math.ceil(len(inputs) / batch_size)

    model = keras.Sequential([keras.layers.GRU(16), keras.layers.Dense(1)])
    learning_rate = keras.optimizers.schedules.CosineDecay(0.02, steps)  # from 0.02 down to 0
    model.compile(keras.optimizers.Adam(learning_rate), loss="mse")
    model.fit(inputs, targets, batch_size, epochs, verbose=0)
    return ops.convert_to_numpy(model(new_inputs))
