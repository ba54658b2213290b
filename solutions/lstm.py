"""The long short-term memory: one step, the backward pass, the same weights in Keras, and TensorFlow 1's cell on top.

TensorFlow 1's layout throughout: the kernel's rows are [x; h], its columns four blocks of H in the order i, j, f, o,
where j is the candidate. The forget bias is a constant beside the parameters, not one of them.
"""

from typing import Any, NamedTuple

import numpy as np

from solutions.recurrence import Cell, glorot_uniform
from solutions.shapes import shapes


def sigmoid(a):
    """The logistic function 1 / (1 + exp(-a)), of an array of any shape; written with tanh, which cannot overflow."""
    return 0.5 * (1 + np.tanh(0.5 * a))


@shapes(c_0="H", written="H", f="H")
def leaky_memory(c_0, written, f, n):
    """The memory c_n after n steps c_t = f c_{t-1} + written, and the value at which it settles.

    At each of the n steps the memory of every unit is multiplied by its factor f,
    and the same number is added to it. Every product is element by element.

    Args:
        c_0: [H], the memory before the first step.
        written: [H], what each step adds, the same at every step.
        f: [H], the factor that is kept at each step, between 0 and 1, both
            excluded.
        n: the number of steps, a whole number from 0.

    Returns:
        c_n: [H], the memory after n steps.
        limit: [H], what c_n comes closer and closer to as n grows.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    limit = written / (1 - f)
    return limit + f**n * (c_0 - limit), limit


@shapes(x="B D", c_prev="B H", h_prev="B H", kernel="D+H 4*H", bias="4*H")
def lstm_step(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """One step of the LSTM: the next memory and the next output.

    Put x and h_prev side by side, x first; multiply by the kernel and add the
    bias. Of the 4H columns that this gives, the first H are a_i, the next H a_j,
    then a_f, then a_o. With them

        i = sigmoid(a_i)                input gate: how much is written
        j = tanh(a_j)                   candidate: what would be written
        f = sigmoid(a_f + forget_bias)  forget gate: how much is kept
        o = sigmoid(a_o)                output gate: how much is shown
        c = f c_prev + i j              memory; products element by element
        h = o tanh(c)                   output

    Args:
        x: [B, D], the input at this step.
        c_prev: [B, H], the memory before this step.
        h_prev: [B, H], the output of the step before.
        kernel: [D+H, 4H]; its first D rows belong to x, the H rows below them to
            h_prev.
        bias: [4H].
        forget_bias: a number.

    Returns:
        c: [B, H], the memory after this step.
        h: [B, H], the output of this step, each value between -1 and 1.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)

    Source:
        Hochreiter & Schmidhuber (1997), Long short-term memory, section 4,
        without a forget gate; Gers, Schmidhuber & Cummins (2000), Learning to
        forget, section 3, with it; Zaremba, Sutskever & Vinyals (2014), Recurrent
        neural network regularization, section 3.1, in this form; Jozefowicz,
        Zaremba & Sutskever (2015), An empirical exploration of recurrent network
        architectures, with a forget bias of 1. The layout is that of TensorFlow
        1's BasicLSTMCell.
    """
    a_i, a_j, a_f, a_o = np.split(np.concatenate([x, h_prev], axis=1) @ kernel + bias, 4, axis=1)
    i, j, f, o = sigmoid(a_i), np.tanh(a_j), sigmoid(a_f + forget_bias), sigmoid(a_o)
    c = f * c_prev + i * j
    h = o * np.tanh(c)
    return c, h


@shapes(x="B D", c_prev="B H", h_prev="B H", d_c="B H", d_h="B H", kernel="D+H 4*H", bias="4*H")
def lstm_step_backward(d_c, d_h, x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The backward pass of `lstm_step`: from the gradient at its results to the gradient at its arguments.

    A loss L depends on c, h = lstm_step(x, c_prev, h_prev, kernel, bias,
    forget_bias). Given are d_c, the derivative of L by c with h held fixed, and
    d_h, the derivative of L by h. Since h itself is computed from c, the whole
    derivative by c is d_c and what comes back through h = o tanh(c). Do not
    average over the batch.

    Args:
        d_c: [B, H].
        d_h: [B, H].
        x, c_prev, h_prev, kernel, bias, forget_bias: what the step was given, see
            `lstm_step`.

    Returns:
        d_x: [B, D], the derivative of L by x.
        d_c_prev: [B, H].
        d_h_prev: [B, H].
        d_kernel: [D+H, 4H], columns in the order i, j, f, o.
        d_bias: [4H], in the same order.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)

    Source:
        Greff et al. (2017), LSTM: a search space odyssey, section II.B, without
        its peepholes.
    """
    D = x.shape[1]
    x_and_h = np.concatenate([x, h_prev], axis=1)
    a_i, a_j, a_f, a_o = np.split(x_and_h @ kernel + bias, 4, axis=1)
    i, j, f, o = sigmoid(a_i), np.tanh(a_j), sigmoid(a_f + forget_bias), sigmoid(a_o)
    c = f * c_prev + i * j

    d_o = d_h * np.tanh(c)
    d_c = d_c + d_h * o * (1 - np.tanh(c) ** 2)
    d_i, d_j, d_f, d_c_prev = d_c * j, d_c * i, d_c * c_prev, d_c * f
    d_a = np.concatenate([d_i * i * (1 - i), d_j * (1 - j**2), d_f * f * (1 - f), d_o * o * (1 - o)], axis=1)
    d_x_and_h = d_a @ kernel.T
    return d_x_and_h[:, :D], d_c_prev, d_x_and_h[:, D:], x_and_h.T @ d_a, d_a.sum(axis=0)


@shapes(inputs="B T D", initial_c="B H", initial_h="B H", d_outputs="B T H", kernel="D+H 4*H", bias="4*H")
def lstm_bptt(d_outputs, inputs, initial_c, initial_h, kernel, bias, forget_bias=1.0):
    """Backpropagation through time for `lstm_step`: from the gradient at the outputs to that at everything else.

    A loss L was computed from the outputs h of all T steps, the first of which
    started from initial_c and initial_h. The memory after the last step is used
    by nothing, so that no gradient arrives there. The kernel and the bias are the
    same at every step, so that each step adds its share to their gradients. Do
    not average over the batch: d_outputs already holds whatever the loss
    averages.

    Args:
        d_outputs: [B, T, H], the derivative of L by each output.
        inputs: [B, T, D].
        initial_c, initial_h: [B, H].
        kernel, bias, forget_bias: see `lstm_step`.

    Returns:
        d_inputs: [B, T, D], the derivative of L by each input.
        d_initial_c: [B, H].
        d_initial_h: [B, H].
        d_kernel: [D+H, 4H].
        d_bias: [4H].

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)

    Source:
        Greff et al. (2017), LSTM: a search space odyssey, section II.B, without
        its peepholes.
    """
    T = inputs.shape[1]
    states = [(initial_c, initial_h)]  # states[t] is the state before step t
    for t in range(T):
        states.append(lstm_step(inputs[:, t], *states[t], kernel, bias, forget_bias))

    d_inputs, d_kernel, d_bias = np.zeros_like(inputs), np.zeros_like(kernel), np.zeros_like(bias)
    d_c, d_h = np.zeros_like(initial_c), np.zeros_like(initial_h)
    for t in reversed(range(T)):
        d_h = d_h + d_outputs[:, t]
        gradients = lstm_step_backward(d_c, d_h, inputs[:, t], *states[t], kernel, bias, forget_bias)
        d_inputs[:, t], d_c, d_h = gradients[:3]
        d_kernel += gradients[3]
        d_bias += gradients[4]
    return d_inputs, d_c, d_h, d_kernel, d_bias


@shapes(input_size="=D", bias="4*H", kernel="D+H 4*H")
def lstm_to_keras(kernel, bias, input_size, forget_bias=1.0):
    """The weights of an LSTM in TensorFlow 1's layout, rewritten for keras.layers.LSTM.

    The weights differ in three ways: in Keras the blocks of columns come in the
    order i, f, j, o (Keras calls j "c"); the rows for x and the rows for h are two
    matrices; and there is no constant forget bias, so that it has to be part of
    the bias.

    Args:
        kernel: [D+H, 4H], columns in the order i, j, f, o, rows [x; h], see
            `lstm_step`.
        bias: [4H], in the same order.
        input_size: D.
        forget_bias: the constant that `lstm_step` adds to a_f.

    Returns:
        a list, as keras.layers.LSTM.set_weights wants it: kernel [D, 4H],
            recurrent_kernel [H, 4H], bias [4H].

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    i, j, f, o = np.split(kernel, 4, axis=1)
    b_i, b_j, b_f, b_o = np.split(bias, 4)
    kernel = np.concatenate([i, f, j, o], axis=1)
    bias = np.concatenate([b_i, b_f + forget_bias, b_j, b_o])
    return [kernel[:input_size], kernel[input_size:], bias]


@shapes(inputs="B T D", output_kernel="H K", targets="B T K", kernel="D+H 4*H", bias="4*H", output_bias="K")
def lstm_loss(inputs, targets, kernel, bias, output_kernel, output_bias):
    """The loss of an LSTM that makes a prediction at every step.

    Start from memory and output zero. At each time t take one `lstm_step` (forget
    bias 1) from inputs[:, t] and the state so far; from its h compute
    final_output = h output_kernel + output_bias; and add to the loss the mean,
    over the B rows and the K outputs, of the squared difference of final_output
    and targets[:, t].

    Args:
        inputs: [B, T, D].
        targets: [B, T, K].
        kernel, bias: [D+H, 4H] and [4H], see `lstm_step`.
        output_kernel: [H, K].
        output_bias: [K].

    Returns:
        a number: the sum over the T steps of the mean squared error, in squared
            units of the targets.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    B, T, _ = inputs.shape
    H = len(output_kernel)
    c = h = np.zeros((B, H), inputs.dtype)
    loss = 0.0
    for t in range(T):
        c, h = lstm_step(inputs[:, t], c, h, kernel, bias)
        final_output = h @ output_kernel + output_bias
        loss += np.mean((final_output - targets[:, t]) ** 2)
    return loss


class LSTMStateTuple(NamedTuple):
    """The state of an LSTM: memory c and output h, each [B, H]; or the sizes of the two."""

    c: Any
    h: Any


class BasicLSTMCell(Cell):
    """`lstm_step` as a cell. The state is LSTMStateTuple(c, h), the output is its h.

    Parameters: `kernel` [D+H, 4H], initially Glorot uniform, and `bias` [4H],
    initially 0, columns in the order i, j, f, o.
    """

    def __init__(self, num_units: int, forget_bias: float = 1.0, rng: np.random.Generator | int | None = None):
        """A cell of `num_units` units; `forget_bias` is added to f before the sigmoid; `rng` as in `Cell`."""
        super().__init__(num_units, rng)
        self.forget_bias = forget_bias

    @property
    def state_size(self) -> LSTMStateTuple:
        return LSTMStateTuple(self.num_units, self.num_units)

    def initial_parameters(self, input_size):
        H = self.num_units
        return {"kernel": glorot_uniform((input_size + H, 4 * H), self.rng), "bias": np.zeros(4 * H)}

    def step(self, x, state):
        c, h = lstm_step(x, *state, self.kernel, self.bias, self.forget_bias)
        return h, LSTMStateTuple(c, h)
