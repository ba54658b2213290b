"""Dropout in recurrent networks: a mask, where it goes, the way back through it, and TensorFlow 1's wrapper on top.

A keep probability is the chance to be kept, as in TensorFlow 1; Keras speaks of rates, the chance to be dropped. A mask
is 1 where a number is kept and 0 where it is dropped. All randomness comes from a generator that is handed in.
"""

import numpy as np

from solutions.lstm import LSTMStateTuple, sigmoid
from solutions.recurrence import Cell, rnn_step, unroll
from solutions.shapes import shapes


@shapes(x="B D", weights="D")
def dropped_sum_moments(x, weights, keep_prob):
    """Mean and variance, over all masks, of a weighted sum of numbers that go through dropout.

    Each of the D numbers of a row of x is kept, independently of the others, with
    probability keep_prob, and divided by keep_prob; otherwise it becomes 0. Then
    the row is multiplied by the weights and added up. No mask is drawn here: mean
    and variance are formulas in x, weights and keep_prob.

    Args:
        x: [B, D].
        weights: [D].
        keep_prob: the probability to be kept, above 0, at most 1.

    Returns:
        mean: [B], the mean of the sum of each row.
        variance: [B], its variance.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    mean = x @ weights
    variance = (1 - keep_prob) / keep_prob * (x**2 @ weights**2)
    return mean, variance


def dropout(x, keep_mask, keep_prob):
    """Drop those numbers of x where the mask is 0, and scale up the survivors.

    Where the mask is 1 the result is x divided by keep_prob, where it is 0 the
    result is 0. Divided in this way, the mean over all masks is x itself, and
    nothing has to be done when the network is used: this is called inverted
    dropout.

    Args:
        x: an array of any shape.
        keep_mask: zeros and ones, in the shape of x or one that broadcasts to it,
            such as [B, 1, H] beside [B, T, H].
        keep_prob: the probability with which the mask keeps a number, above 0, at
            most 1.

    Returns:
        an array of the shape of x.

    Source:
        Srivastava et al. (2014), Dropout: a simple way to prevent neural networks
        from overfitting; scaled during training as in TensorFlow's tf.nn.dropout.
    """
    return np.where(keep_mask, x / keep_prob, 0)


def dropout_mask(shape, keep_prob, rng):
    """Draw a mask of zeros and ones, each of them 1 with probability keep_prob, independently of all others.

    All randomness comes from rng: two generators made from the same seed give the
    same mask, and a second mask drawn from the same generator is another one.

    Args:
        shape: a tuple of sizes.
        keep_prob: the probability of a 1, from 0 to 1.
        rng: a generator, such as np.random.default_rng(0).

    Returns:
        an array of that shape, of zeros and ones.
    """
    return (rng.random(shape) < keep_prob).astype(float)


def dropout_step(step, x, state, input_mask, output_mask, input_keep_prob, output_keep_prob):
    """One step with dropout on its way in and on its way out; the state is never dropped.

    Drop the input x under the input mask, take the step, drop its output under
    the output mask. The state that the step returns is handed on as it is.

    Args:
        step: a function, step(x, state) -> (output, new state).
        x: [B, D], the input at this step.
        state: the step's state: an array, or tuples and lists of arrays.
        input_mask: [B, D], zeros and ones; a mask [1, D] serves all rows alike.
        output_mask: [B, H], or [1, H].
        input_keep_prob, output_keep_prob: the probability with which each mask
            keeps a number, see `dropout`.

    Returns:
        output: [B, H], dropped.
        state: the new state, nothing dropped.

    Source:
        Zaremba, Sutskever & Vinyals (2014), Recurrent neural network
        regularization; Pham et al. (2014), Dropout improves recurrent neural
        networks for handwriting recognition.
    """
    output, state = step(dropout(x, input_mask, input_keep_prob), state)
    return dropout(output, output_mask, output_keep_prob), state


@shapes(x="B D", h_prev="B H", d_output="B H", d_h="B H", kernel="D+H H", bias="H", input_mask="B D", output_mask="B H")
def dropout_step_backward(
    d_output,
    d_h,
    x,
    h_prev,
    kernel,
    bias,
    input_mask,
    output_mask,
    input_keep_prob,
    output_keep_prob,
):
    """The backward pass of `dropout_step` around `rnn_step`: from the gradient at its results to that at its arguments.

    The step, forward: x is dropped under the input mask; h = tanh([dropped x,
    h_prev] kernel + bias); the output is h dropped under the output mask, and the
    new state is h itself. A loss L uses both. Given are d_output, the derivative
    of L by the output, and d_h, the derivative of L by the state with the output
    held fixed. Do not average over the batch.

    Args:
        d_output: [B, H].
        d_h: [B, H].
        x: [B, D], before anything was dropped.
        h_prev: [B, H].
        kernel: [D+H, H]; its first D rows belong to x, the H rows below them to
            h_prev.
        bias: [H].
        input_mask: [B, D], zeros and ones.
        output_mask: [B, H].
        input_keep_prob, output_keep_prob: see `dropout`.

    Returns:
        d_x: [B, D], the derivative of L by x.
        d_h_prev: [B, H].
        d_kernel: [D+H, H].
        d_bias: [H].

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    D = x.shape[1]
    dropped_x = dropout(x, input_mask, input_keep_prob)
    h = rnn_step(dropped_x, h_prev, kernel, bias)

    d_h = d_h + dropout(d_output, output_mask, output_keep_prob)
    d_a = d_h * (1 - h**2)
    d_x_and_h = d_a @ kernel.T
    d_x = dropout(d_x_and_h[:, :D], input_mask, input_keep_prob)
    return d_x, d_x_and_h[:, D:], np.concatenate([dropped_x, h_prev], axis=1).T @ d_a, d_a.sum(axis=0)


@shapes(inputs="B T D", input_mask="B D", output_mask="B H", state_mask="B R")
def variational_unroll(
    step,
    inputs,
    initial_state,
    input_mask,
    output_mask,
    state_mask,
    input_keep_prob,
    output_keep_prob,
    state_keep_prob,
):
    """Run an LSTM's step along time with one mask for the whole sequence at each of three places.

    Each step is a `dropout_step`, with the same two masks at all times. Of the
    state (c, h) that it returns, h is dropped under the state mask before the
    next step gets it; c is never dropped. The initial state is used as it is. A
    step's output is not touched by what is done to the state. The arrays c and h
    and the output may differ in width: each mask has the width of what it drops.

    Args:
        step: a function, step(x, (c, h)) -> (output, (new c, new h)).
        inputs: [B, T, D], with T at least 1.
        initial_state: (c, h), arrays [B, S] and [B, R]; in an LSTM S = R = H.
        input_mask: [B, D], zeros and ones.
        output_mask: [B, H].
        state_mask: [B, R], for h.
        input_keep_prob, output_keep_prob, state_keep_prob: see `dropout`.

    Returns:
        outputs: [B, T, H], dropped.
        state: (c, h) after the last step, its h dropped like all others.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)

    Source:
        Gal & Ghahramani (2016), A theoretically grounded application of dropout
        in recurrent neural networks.
    """

    def dropped_step(x, state):
        output, (c, h) = dropout_step(step, x, state, input_mask, output_mask, input_keep_prob, output_keep_prob)
        return output, (c, dropout(h, state_mask, state_keep_prob))

    return unroll(dropped_step, inputs, initial_state)


@shapes(inputs="B T D", masks="B T H")
def outputs_dropped(step, inputs, initial_state, masks, drop_prob, training):
    """Run a step along time; while training, drop its outputs, each step under a mask of its own.

    While training, the output at time t is dropped under masks[:, t], as
    `dropout` does it. The state goes from step to step as the step returns it.
    When not training, nothing is dropped and nothing is scaled. Mind that the last
    but one argument is the probability to be dropped.

    Args:
        step: a function, step(x, state) -> (output, new state).
        inputs: [B, T, D], with T at least 1.
        initial_state: the step's state, [B, H].
        masks: [B, T, H], zeros and ones: 1 is kept.
        drop_prob: the probability with which a mask drops a number, from 0 to
            below 1.
        training: True or False.

    Returns:
        outputs: [B, T, H].
        state: the state after the last step.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    outputs, state = unroll(step, inputs, initial_state)
    if training:
        outputs = dropout(outputs, masks, 1 - drop_prob)
    return outputs, state


@shapes(
    x="B D",
    c_prev="B H",
    h_prev="B H",
    kernel="D 4*H",
    recurrent_kernel="H 4*H",
    bias="4*H",
    input_masks="N B D",
    state_masks="N B H",
)
def keras_lstm_step(x, c_prev, h_prev, kernel, recurrent_kernel, bias, input_masks, state_masks, rate, recurrent_rate):
    """One step of keras.layers.LSTM with dropout and recurrent_dropout, while it trains.

    The pre-activation of each of the four blocks, in Keras' order i, f, j, o, is

        a = dropped x (its H columns of kernel)
            + dropped h_prev (its H columns of recurrent_kernel) + its H of bias

    and each block has masks of its own: x is dropped under input_masks[n] and
    h_prev under state_masks[n], for n = 0, 1, 2, 3. Kept numbers are divided by
    the probability to be kept; rate and recurrent_rate are the probabilities to
    be dropped. With these a's the rest is the LSTM as always:

        c = sigmoid(a_f) c_prev + sigmoid(a_i) tanh(a_j)
        h = sigmoid(a_o) tanh(c)

    Neither c nor the h that is returned is dropped.

    Args:
        x: [B, D].
        c_prev: [B, H].
        h_prev: [B, H].
        kernel: [D, 4H].
        recurrent_kernel: [H, 4H].
        bias: [4H].
        input_masks: [4, B, D], zeros and ones. (Where recurrent_rate is 0, Keras has
            a single mask for x: hand it in four times.)
        state_masks: [4, B, H], zeros and ones.
        rate, recurrent_rate: from 0 to below 1.

    Returns:
        c: [B, H].
        h: [B, H].

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)

    Source:
        Keras 3, LSTMCell.call.
    """
    W, U, b = np.split(kernel, 4, axis=1), np.split(recurrent_kernel, 4, axis=1), np.split(bias, 4)
    dropped_x = dropout(x, input_masks, 1 - rate)  # [4, B, D]
    dropped_h = dropout(h_prev, state_masks, 1 - recurrent_rate)  # [4, B, H]
    a_i, a_f, a_j, a_o = (dropped_x[n] @ W[n] + dropped_h[n] @ U[n] + b[n] for n in range(4))
    c = sigmoid(a_f) * c_prev + sigmoid(a_i) * np.tanh(a_j)
    return c, sigmoid(a_o) * np.tanh(c)


class DropoutWrapper(Cell):
    """A cell with dropout around it, as TensorFlow 1's tf.nn.rnn_cell.DropoutWrapper.

    At each step the input is dropped before the cell sees it. Of what the cell
    returns, the output is dropped on its way up, and the state, if state_keep_prob
    is below 1, on its way to the next step; the memory c of an LSTMStateTuple never
    is, however deep it is nested. A keep probability of 1 drops nothing: use it
    for everything but training.

    Each step and each row has a mask of its own. With variational_recurrent there
    is one mask for each place, and it is the same for all steps of a run and, as
    in TensorFlow 1, for all rows of the batch; `new_sequence`, which dynamic_rnn
    and static_rnn call before the first step, forgets the masks.

    The parameters are those of the inner cell, `cell`.
    """

    def __init__(
        self,
        cell: Cell,
        input_keep_prob: float = 1.0,
        output_keep_prob: float = 1.0,
        state_keep_prob: float = 1.0,
        variational_recurrent: bool = False,
        rng: np.random.Generator | int | None = None,
    ):
        """Dropout around `cell`; `rng` is a generator, or a seed for one, to draw the masks from.

        Raises:
            ValueError: if a keep probability is not above 0 and at most 1.
        """
        keep_probs = {"input": input_keep_prob, "output": output_keep_prob, "state": state_keep_prob}
        for place, keep_prob in keep_probs.items():
            if not 0 < keep_prob <= 1:
                raise ValueError(f"{place}_keep_prob should be above 0 and at most 1, and is {keep_prob}")
        self.cell, self.rng = cell, np.random.default_rng(rng)
        self.input_keep_prob, self.output_keep_prob = input_keep_prob, output_keep_prob
        self.state_keep_prob, self.variational_recurrent = state_keep_prob, variational_recurrent
        self.new_sequence()

    @property
    def output_size(self):
        return self.cell.output_size

    @property
    def state_size(self):
        return self.cell.state_size

    def build(self, input_size, dtype=np.float64):
        self.cell.build(input_size, dtype)

    def new_sequence(self):
        self.masks = {}  # by place, where one mask serves the whole run
        self.cell.new_sequence()

    def step(self, x, state):
        output, state = self.cell(self._dropped(x, self.input_keep_prob, "input"), state)
        state = self._dropped_state(state)
        return self._dropped(output, self.output_keep_prob, "output"), state

    def _dropped_state(self, state, place=("state",)):
        """The state with every array dropped but the memory of an LSTM; `place` leads to it."""
        if isinstance(state, LSTMStateTuple):
            return state._replace(h=self._dropped_state(state.h, (*place, "h")))
        if isinstance(state, tuple | list):
            return type(state)(self._dropped_state(part, (*place, n)) for n, part in enumerate(state))
        return self._dropped(state, self.state_keep_prob, place)

    def _dropped(self, array, keep_prob, place):
        if keep_prob == 1:
            return array
        if not self.variational_recurrent:
            return dropout(array, dropout_mask(array.shape, keep_prob, self.rng), keep_prob)
        if place not in self.masks:
            self.masks[place] = dropout_mask((1, array.shape[1]), keep_prob, self.rng)
        return dropout(array, self.masks[place], keep_prob)
