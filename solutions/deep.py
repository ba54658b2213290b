"""Stacked recurrent networks: one step, its gradient, the same weights in Keras, and TensorFlow 1's cell on top.

A layer is a step with weights of its own. Each reads what the layer below has put out at the same time, and keeps a
state of its own; the first reads the input, and the output of the last is that of the stack.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from solutions.recurrence import Cell, rnn_step, unroll
from solutions.shapes import shapes


def stack_parameters(input_size, layer_sizes):
    """The number of parameters of a stack of LSTM layers.

    Each layer is an LSTM as in `lstm_step`, with one kernel and one bias of its
    own. The first reads the input, every other one the output of the layer below
    it. The forget bias is a constant and does not count.

    Args:
        input_size: D, the inputs of the first layer.
        layer_sizes: a list of the units of each layer, the first layer first.

    Returns:
        a whole number.
    """
    return sum(4 * H * (D + H + 1) for D, H in pairwise([input_size, *layer_sizes]))


@shapes(x="B D")
def stacked_step(x, states, layers):
    """One step of a stack of layers.

    The first layer reads x, every other one the output of the layer below it.
    Each layer takes its step from its own state, and leaves its own new state.

    Args:
        x: [B, D], the input at this step.
        states: a tuple or list of the layers' states before this step, one for
            each layer. What a state looks like is the layer's own affair: hand it
            on without looking inside.
        layers: a list of steps, the lowest first: layer(x, state) -> (output, new
            state).

    Returns:
        output: what the last layer puts out.
        states: a tuple of the layers' states after this step, one for each layer.

    Raises:
        ValueError: if x is not [B, D], or there are not as many states as layers.
            (The reference checks this; your answer need not.)

    Source:
        Graves, Mohamed & Hinton (2013), Speech recognition with deep recurrent
        neural networks.
    """
    output, new_states = x, []
    for layer, state in zip(layers, states, strict=True):
        output, state = layer(output, state)
        new_states.append(state)
    return output, tuple(new_states)


def make_layers(make_cell, number_of_layers):
    """As many cells as a stack has layers, each with weights of its own.

    Args:
        make_cell: a function without arguments that makes a new cell at each
            call. Call it once for each layer.
        number_of_layers: how many cells to make.

    Returns:
        a list of the cells.
    """
    return [make_cell() for _ in range(number_of_layers)]


@shapes(inputs="B T D")
def unroll_by_layers(layers, inputs, initial_states):
    """Run a stack over a batch of sequences, one layer after the other.

    The first layer runs over all T steps, from its own initial state; then the
    second runs over all outputs of the first; and so on. The result is that of
    running the whole stack step by step.

    Args:
        layers: a list of steps, the lowest first: layer(x, state) -> (output, new
            state); x is [B, D] for the first layer. An output need not be as wide
            as the state.
        inputs: [B, T, D], with T at least 1.
        initial_states: a tuple or list of states, one for each layer.

    Returns:
        outputs: [B, T, H], what the last layer puts out at each step.
        states: a tuple of the layers' states after the last step.

    Raises:
        ValueError: if inputs is not [B, T, D], or there are not as many states as
            layers. (The reference checks this; your answer need not.)
    """
    outputs, states = inputs, []
    for layer, initial_state in zip(layers, initial_states, strict=True):
        outputs, state = unroll(layer, outputs, initial_state)
        states.append(state)
    return outputs, tuple(states)


@shapes(inputs="B T D", output_kernel="H K", targets="B T K", output_bias="K")
def stack_loss(inputs, targets, kernels, biases, output_kernel, output_bias):
    """The loss of a stack of simple layers that makes a prediction at every step.

    Layer l computes, at each time t, tanh([x, h] kernels[l] + biases[l]), where x
    is inputs[:, t] for the lowest layer and the output of the layer below for the
    others, and h is the layer's own output at the time before, zero at first.
    From the output of the last layer compute final_output = output output_kernel
    + output_bias, and add to the loss the mean, over the B rows and the K
    outputs, of the squared difference of final_output and targets[:, t].

    Args:
        inputs: [B, T, D].
        targets: [B, T, K].
        kernels: a list, one for each layer: [D+H, H] for the lowest, [H+H, H] for
            the others.
        biases: a list, [H] for each layer.
        output_kernel: [H, K].
        output_bias: [K].

    Returns:
        a number: the sum over the T steps of the mean squared error, in squared
            units of the targets.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    states = [np.zeros((len(inputs), len(bias)), inputs.dtype) for bias in biases]
    loss = 0.0
    for t in range(inputs.shape[1]):
        output = inputs[:, t]
        for layer in range(len(kernels)):
            output = states[layer] = rnn_step(output, states[layer], kernels[layer], biases[layer])
        final_output = output @ output_kernel + output_bias
        loss += np.mean((final_output - targets[:, t]) ** 2)
    return loss


@shapes(x="B D", d_output="B H")
def stacked_step_backward(d_output, d_states, x, states, kernels, biases):
    """The backward pass of one step of a stack of simple layers.

    Going forward, each layer computes its new state h = tanh([below, state]
    kernel + bias), where below is x for the lowest layer and the h of the layer
    below for the others. A loss L depends on the output of the stack, which is
    the last h, and through the next step on every h. Given are the derivatives of
    L on both ways. Do not average over the batch.

    Args:
        d_output: [B, H], the derivative of L by the output of the stack, on the
            way that does not lead through the next step.
        d_states: a list, one for each layer, [B, its units]: the derivative of L
            by its new state, on the way through the next step.
        x: [B, D], the input at this step.
        states: a list, one for each layer, [B, its units]: the states before this
            step.
        kernels: a list, one for each layer, [inputs + units, units].
        biases: a list, one for each layer, [units].

    Returns:
        d_x: [B, D], the derivative of L by x.
        d_states_prev: a list, one for each layer, the derivative by its state
            before this step.
        d_kernels: a list, one for each layer.
        d_biases: a list, one for each layer.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    h = [x]  # h[layer] is what a layer reads, h[layer + 1] what it puts out
    for state, kernel, bias in zip(states, kernels, biases, strict=True):
        h.append(rnn_step(h[-1], state, kernel, bias))

    d_states_prev, d_kernels, d_biases = [], [], []
    from_above = d_output
    for layer in reversed(range(len(kernels))):
        d_h = from_above + d_states[layer]
        d_a = d_h * (1 - h[layer + 1] ** 2)
        d_kernels.insert(0, np.concatenate([h[layer], states[layer]], axis=1).T @ d_a)
        d_biases.insert(0, d_a.sum(axis=0))
        from_above, d_state_prev = np.split(d_a @ kernels[layer].T, [h[layer].shape[1]], axis=1)
        d_states_prev.insert(0, d_state_prev)
    return from_above, d_states_prev, d_kernels, d_biases  # of the first layer, at x


@shapes(input_size="=D")
def stack_to_keras(kernels, biases, input_size):
    """The weights of a stack of BasicRNNCells, for a Keras model of SimpleRNNs.

    A SimpleRNN layer has three arrays: `kernel` for what it reads,
    `recurrent_kernel` for its own state, and `bias`. A model's `set_weights`
    wants those of all layers in one list, the lowest layer first.

    Args:
        kernels: a list, one for each layer, [inputs + units, units]; the upper
            rows belong to what the layer reads. The lowest layer reads D inputs,
            every other one as many as the layer below has units.
        biases: a list, one for each layer, [units].
        input_size: D.

    Returns:
        a list of three arrays for each layer: kernel [inputs, units],
            recurrent_kernel [units, units], bias [units].

    Raises:
        ValueError: if there are not as many biases as kernels. (The reference
            checks this; your answer need not.)
    """
    weights = []
    for kernel, bias in zip(kernels, biases, strict=True):
        weights += [kernel[:input_size], kernel[input_size:], bias]
        input_size = len(bias)  # of the layer above
    return weights


class MultiRNNCell(Cell):
    """A stack of cells as one cell, as TensorFlow 1's MultiRNNCell.

    The state is a tuple with one entry for each cell, the lowest first, whatever
    the state of that cell is. The parameters are those of the cells. A cell that
    stands in the list more than once is used more than once, with the same
    parameters and a state for each of its places.
    """

    def __init__(self, cells: Sequence[Cell]):
        """A stack of these cells, the lowest first.

        Raises:
            ValueError: if there is no cell.
        """
        if not cells:
            raise ValueError("a MultiRNNCell needs at least one cell")
        self.cells = cells

    @property
    def output_size(self) -> int:
        return self.cells[-1].output_size

    @property
    def state_size(self) -> tuple:
        return tuple(cell.state_size for cell in self.cells)

    def build(self, input_size: int, dtype: Any = np.float64) -> None:
        for cell in self.cells:
            cell.build(input_size, dtype)
            input_size = cell.output_size

    def new_sequence(self):
        for cell in self.cells:
            cell.new_sequence()

    def step(self, x, state):
        return stacked_step(x, state, self.cells)
