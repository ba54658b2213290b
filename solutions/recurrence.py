"""The simple recurrent network: one step, the loop over time, its gradient, and TensorFlow 1's names on top.

Arrays are batch-major: B rows in a batch, T steps of time, D inputs, H units. Only the cells keep parameters;
everything else is a plain function of arrays.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from solutions.shapes import shapes


@shapes(x="B D", h_prev="B H", kernel="D+H H", bias="H")
def rnn_step(x, h_prev, kernel, bias):
    """One step of the simple recurrent network: the next state from an input and the state before it.

    Put x and h_prev side by side, x first, multiply by the kernel, add the bias,
    and take tanh of all of it: h = tanh([x, h_prev] kernel + bias). The state h
    is also the step's output.

    Args:
        x: [B, D], the input at this step.
        h_prev: [B, H], the state before this step.
        kernel: [D+H, H]; its first D rows belong to x, the H rows below them to
            h_prev.
        bias: [H].

    Returns:
        h: [B, H], the state after this step, each value between -1 and 1.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)

    Source:
        Elman (1990), Finding structure in time; the layout is that of TensorFlow
        1's BasicRNNCell.
    """
    return np.tanh(np.concatenate([x, h_prev], axis=1) @ kernel + bias)


@shapes(inputs="B T D")
def unroll(step, inputs, initial_state):
    """Run one step after another along time: the same step, hence the same weights, each time.

    The step at time t is given inputs[:, t] and the state that the step before it
    returned; the first one is given the initial state.

    Args:
        step: a function, step(x, state) -> (output, new state); x is [B, D],
            output [B, H].
        inputs: [B, T, D], with T at least 1.
        initial_state: whatever the step takes as its state: an array, or tuples
            and lists of arrays, nested anyhow.

    Returns:
        outputs: [B, T, H]; outputs[:, t] is what the step at time t returned.
        state: the state after the last step, nested as the step returned it.

    Raises:
        ValueError: if inputs is not [B, T, D]. (The reference checks this; your
            answer need not.)

    Source:
        Werbos (1990), Backpropagation through time: what it does and how to do
        it.
    """
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        output, state = step(inputs[:, t], state)
        outputs.append(output)
    return np.stack(outputs, axis=1), state


def map_state(function: Callable, state: Any, *others: Any) -> Any:
    """The state with `function` applied to each array in it, whatever the nesting of tuples and lists.

    With further states of the same nesting, `function` is given the arrays that
    stand in the same place: map_state(np.add, (a, [b]), (c, [d])) is (a + c, [b +
    d]). Named tuples stay named tuples.
    """
    if not isinstance(state, tuple | list):
        return function(state, *others)
    parts = [map_state(function, *same_place) for same_place in zip(state, *others, strict=True)]
    return type(state)(*parts) if hasattr(state, "_fields") else type(state)(parts)


@shapes(inputs="B T D", sequence_length="B")
def dynamic_unroll(step, inputs, initial_state, sequence_length):
    """Run a step along time over rows of different lengths, padded to a common T.

    As `unroll`, but row b is a sequence of sequence_length[b] steps and padding
    after it. Past its end, that is from time t = sequence_length[b] on, the row's
    output is zero and its state stays what it was: every array in the state is
    carried along unchanged. A row of length 0 has only zero outputs and ends in
    its initial state. What stands in the padding makes no difference.

    Args:
        step: a function, step(x, state) -> (output, new state); x is [B, D],
            output [B, H].
        inputs: [B, T, D], with T at least 1.
        initial_state: the step's state: an array, or tuples and lists of arrays,
            nested anyhow; each array is [B, any size].
        sequence_length: B whole numbers from 0 to T, in an array or a list.

    Returns:
        outputs: [B, T, H], zeros past the end of each row.
        state: for each row the state after its own last step, nested as the
            initial state is.

    Raises:
        ValueError: if inputs is not [B, T, D] or sequence_length not [B]. (The
            reference checks this; your answer need not.)

    Source:
        TensorFlow 1's tf.nn.dynamic_rnn, whose rule for sequence_length this is.
    """
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        output, new_state = step(inputs[:, t], state)
        running = (t < np.asarray(sequence_length))[:, np.newaxis]
        outputs.append(np.where(running, output, 0))
        state = map_state(partial(np.where, running), new_state, state)
    return np.stack(outputs, axis=1), state


@shapes(outputs="B T H", sequence_length="B")
def last_output(outputs, sequence_length):
    """The output at the last real step of each row.

    Row b of the result is outputs[b] at time sequence_length[b] - 1, or zeros
    where sequence_length[b] is 0.

    Args:
        outputs: [B, T, H], such as `dynamic_unroll` returns.
        sequence_length: B whole numbers from 0 to T, in an array or a list.

    Returns:
        [B, H].

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    length = np.asarray(sequence_length)
    last = outputs[np.arange(len(outputs)), length - 1]
    return np.where((length > 0)[:, np.newaxis], last, 0)


@shapes(x_1="B", x_2="B", h_0="B")
def two_steps(x_1, x_2, h_0, w_x, w_h, b):
    """The state of one unit after two steps, and its derivative by the recurrent weight.

    The network has one input and one unit, so that its kernel is the two numbers
    w_x and w_h:

        h_1 = tanh(w_x x_1 + w_h h_0 + b)
        h_2 = tanh(w_x x_2 + w_h h_1 + b)

    Args:
        x_1, x_2: [B], the input at the first and at the second step.
        h_0: [B], the initial state.
        w_x, w_h, b: numbers, the same at both steps.

    Returns:
        h_2: [B], the state after the second step.
        d_w_h: [B], the derivative of h_2 by w_h, for each row by itself.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    h_1 = np.tanh(w_x * x_1 + w_h * h_0 + b)
    h_2 = np.tanh(w_x * x_2 + w_h * h_1 + b)
    return h_2, (1 - h_2**2) * (h_1 + w_h * (1 - h_1**2) * h_0)


@shapes(inputs="B T D", initial_state="B H", d_outputs="B T H", kernel="D+H H", bias="H")
def bptt(d_outputs, inputs, initial_state, kernel, bias):
    """Backpropagation through time for `rnn_step`: from the gradient at the outputs to the gradient at everything else.

    A loss L was computed from outputs, where outputs, _ = unroll(step, inputs,
    initial_state) and step is `rnn_step` with this kernel and bias. A state
    reaches L in two ways: as the output of its own step, and through the next
    state. The kernel and the bias are the same at every step, so that each step
    adds its share to their gradients. Do not average over the batch: d_outputs
    already holds whatever the loss averages.

    Args:
        d_outputs: [B, T, H], the derivative of L by each output.
        inputs: [B, T, D].
        initial_state: [B, H].
        kernel: [D+H, H].
        bias: [H].

    Returns:
        d_inputs: [B, T, D], the derivative of L by each input.
        d_initial_state: [B, H].
        d_kernel: [D+H, H].
        d_bias: [H].

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)

    Source:
        Werbos (1990), Backpropagation through time: what it does and how to do
        it.
    """
    T, D = inputs.shape[1:]
    h = [initial_state]  # h[t] is the state before step t, h[t + 1] the state after it
    for t in range(T):
        h.append(rnn_step(inputs[:, t], h[t], kernel, bias))

    d_inputs, d_kernel, d_bias = np.zeros_like(inputs), np.zeros_like(kernel), np.zeros_like(bias)
    d_h = np.zeros_like(initial_state)
    for t in reversed(range(T)):
        d_h = d_h + d_outputs[:, t]
        d_a = d_h * (1 - h[t + 1] ** 2)  # a is what tanh was taken of
        d_kernel += np.concatenate([inputs[:, t], h[t]], axis=1).T @ d_a
        d_bias += d_a.sum(axis=0)
        d_x_and_h = d_a @ kernel.T
        d_inputs[:, t], d_h = d_x_and_h[:, :D], d_x_and_h[:, D:]
    return d_inputs, d_h, d_kernel, d_bias


def clip_by_global_norm(gradients, clip_norm):
    """Shorten the gradient to length `clip_norm` if it is longer, keeping its direction.

    All arrays together count as one long vector. Its length, the global norm, is
    the square root of the sum of all squares, over all arrays. If it exceeds
    clip_norm, every array is multiplied by clip_norm / global norm; otherwise all
    stay as they are. The given arrays are not changed.

    Args:
        gradients: a list of arrays of any shapes.
        clip_norm: the greatest length allowed, positive.

    Returns:
        clipped: a list of arrays, shaped as the given ones.
        global_norm: a number, the length before clipping.

    Source:
        Pascanu, Mikolov & Bengio (2013), On the difficulty of training recurrent
        neural networks, section 3.2, algorithm 1; over all arrays at once as
        TensorFlow's tf.clip_by_global_norm.
    """
    global_norm = np.sqrt(sum(np.sum(gradient**2) for gradient in gradients))
    scale = clip_norm / max(global_norm, clip_norm)
    return [gradient * scale for gradient in gradients], global_norm


@shapes(inputs="B T D", targets="B T K", output_kernel="H K", output_bias="K", kernel="D+H H", bias="H")
def training_step(inputs, targets, kernel, bias, output_kernel, output_bias, rate, clip_norm):
    """One update of a simple network with an output layer: its loss, and its parameters after the update.

    Start from the zero state and run `rnn_step` over the inputs; the
    prediction at each step is y = h output_kernel + output_bias. The loss is
    the mean of the squared differences of y and the targets, over all rows,
    steps and outputs. Take its gradient by the four parameters, shorten them
    together to clip_norm where their global norm exceeds it, and take away
    rate times what comes out.

    Args:
        inputs: [B, T, D].
        targets: [B, T, K].
        kernel, bias: [D+H, H] and [H], see `rnn_step`.
        output_kernel: [H, K].
        output_bias: [K].
        rate: the learning rate, a positive number.
        clip_norm: the greatest length allowed, see `clip_by_global_norm`.

    Returns:
        loss: a number, that of the parameters as they were handed in.
        kernel, bias, output_kernel, output_bias: the new parameters, in new
            arrays.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """

    def step(x, h_prev):
        h = rnn_step(x, h_prev, kernel, bias)
        return h, h

    zero = np.zeros((len(inputs), len(bias)), inputs.dtype)
    h, _ = unroll(step, inputs, zero)
    difference = h @ output_kernel + output_bias - targets

    d_y = 2 * difference / difference.size
    _, _, d_kernel, d_bias = bptt(d_y @ output_kernel.T, inputs, zero, kernel, bias)
    d_output_kernel, d_output_bias = np.einsum("bth,btk->hk", h, d_y), d_y.sum(axis=(0, 1))
    gradients = d_kernel, d_bias, d_output_kernel, d_output_bias
    clipped, _ = clip_by_global_norm(gradients, clip_norm)
    parameters = kernel, bias, output_kernel, output_bias
    return np.mean(difference**2), *(old - rate * gradient for old, gradient in zip(parameters, clipped, strict=True))


@shapes(logits="B T V", targets="B T", sequence_length="B")
def sequence_cross_entropy(logits, targets, sequence_length):
    """How surprised the model is by the right tokens: the mean of -ln p(target) over all real tokens.

    At each time p is the softmax of the V logits. Real are the first
    sequence_length[b] tokens of row b. Sum over all real tokens of the batch and
    divide by their number, so that a long row counts for more than a short one;
    padding counts for nothing, whatever stands in it. With no real token at all
    the result is 0. Large logits, 1000 say, must not overflow: a softmax does not
    change if the same number is taken from all its logits.

    Args:
        logits: [B, T, V], any real numbers, for a vocabulary of V tokens.
        targets: [B, T], whole numbers from 0 to V-1; in the padding, any of these
            or -1.
        sequence_length: B whole numbers from 0 to T, in an array or a list.

    Returns:
        a number, in nats per token (natural logarithm).

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)

    Source:
        Goodfellow, Bengio & Courville (2016), Deep learning, section 10.2; for
        the overflow, section 4.1.
    """
    real = np.arange(logits.shape[1]) < np.asarray(sequence_length)[:, np.newaxis]
    z, target = logits[real], targets[real]  # the N real tokens of the batch: [N, V] and [N]
    z = z - z.max(axis=1, keepdims=True)
    surprise = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(target)), target]  # -ln p(target)
    return surprise.sum() / max(len(target), 1)


@shapes(bias="H", output_kernel="H V", output_bias="V", kernel="D+H H")
def rnn_to_keras(kernel, bias, output_kernel, output_bias):
    """The weights of a simple network with an output layer, for a Keras model of SimpleRNN and Dense.

    Keras keeps the rows of the kernel for x and those for h in two matrices. A
    model lists its weights layer by layer; SimpleRNN has a kernel [D, H], a
    recurrent_kernel [H, H] and a bias [H], in this order, and Dense a kernel [H,
    V] and a bias [V].

    Args:
        kernel: [D+H, H], rows [x; h], see `rnn_step`.
        bias: [H].
        output_kernel: [H, V], the weights from the state to V outputs.
        output_bias: [V].

    Returns:
        a list of the five arrays that set_weights wants, in the order above.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    D = len(kernel) - len(bias)
    return [kernel[:D], kernel[D:], bias, output_kernel, output_bias]


class Cell:
    """A step together with its parameters: output, state = cell(inputs, state).

    Parameters are made at the first call, or by `build`, and are plain
    attributes: one that you set yourself, before or after, is the one used. A
    cell computes in the precision of its parameters and returns what it got:
    float32 for float32 inputs. A kind of cell provides `state_size`,
    `initial_parameters` and `step`.
    """

    def __init__(self, num_units: int, rng: np.random.Generator | int | None = None):
        """A cell of `num_units` units; `rng` is a generator, or a seed for one, to draw the initial kernel from."""
        self.num_units = num_units
        self.rng = np.random.default_rng(rng)

    @property
    def output_size(self) -> int:
        """H, the size of an output."""
        return self.num_units

    @property
    def state_size(self) -> Any:
        """The size of a state, nested as the state is."""
        raise NotImplementedError

    def initial_parameters(self, input_size: int) -> dict[str, np.ndarray]:
        """The parameters of a new cell by name, for D = `input_size` inputs."""
        raise NotImplementedError

    def step(self, x: np.ndarray, state: Any) -> tuple[np.ndarray, Any]:
        """One step with this cell's parameters: the output and the new state."""
        raise NotImplementedError

    def new_sequence(self) -> None:
        """Called before the first step of a run; a cell that draws something for a whole run forgets it here."""

    def zero_state(self, batch_size: int, dtype: Any = np.float64) -> Any:
        """The state of all zeros for B = `batch_size` rows."""
        return map_state(lambda size: np.zeros((batch_size, size), dtype), self.state_size)

    def build(self, input_size: int, dtype: Any = np.float64) -> None:
        """Make those parameters that are not there yet, for D = `input_size` inputs."""
        for name, value in self.initial_parameters(input_size).items():
            if name not in vars(self):
                setattr(self, name, value.astype(dtype))

    def __call__(self, inputs: np.ndarray, state: Any) -> tuple[np.ndarray, Any]:
        """One step: inputs [B, D] and a state to the output [B, H] and the new state.

        Raises:
            ValueError: if a shape does not fit the parameters.
        """
        dtype = float_dtype(inputs)
        self.build(np.shape(inputs)[-1], dtype)
        return map_state(lambda array: array.astype(dtype), self.step(inputs, state))

    def __getattr__(self, name: str) -> Any:
        """Python comes here only for a name that is not there."""
        raise AttributeError(
            f"this {type(self).__name__} has no {name!r}; a cell's parameters are made at its first call, "
            "or before it by build(input_size)"
        )


def float_dtype(inputs: Any) -> np.dtype:
    """The floating-point type of the inputs; float64 for whole numbers."""
    dtype = np.asarray(inputs).dtype
    return dtype if np.issubdtype(dtype, np.floating) else np.dtype(np.float64)


def glorot_uniform(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """A matrix of independent uniform numbers within sqrt(6 / (rows + columns)) of zero, TensorFlow's default.

    Source:
        Glorot & Bengio (2010), Understanding the difficulty of training deep
        feedforward neural networks, equation 16.
    """
    limit = np.sqrt(6 / sum(shape))
    return rng.uniform(-limit, limit, shape)


class BasicRNNCell(Cell):
    """`rnn_step` as a cell. The state, an array [B, H], is also the output.

    Parameters: `kernel` [D+H, H], initially Glorot uniform, and `bias` [H],
    initially 0.
    """

    @property
    def state_size(self) -> int:
        return self.num_units

    def initial_parameters(self, input_size):
        H = self.num_units
        return {"kernel": glorot_uniform((input_size + H, H), self.rng), "bias": np.zeros(H)}

    def step(self, x, state):
        h = rnn_step(x, state, self.kernel, self.bias)
        return h, h


@shapes(inputs="B T D")
def dynamic_rnn(
    cell: Cell,
    inputs: np.ndarray,
    sequence_length: Sequence[int] | np.ndarray | None = None,
    initial_state: Any = None,
    time_major: bool = False,
) -> tuple[np.ndarray, Any]:
    """Run a cell over a batch of sequences, as TensorFlow 1's tf.nn.dynamic_rnn.

    Args:
        cell: such as BasicRNNCell(num_units).
        inputs: [B, T, D], or [T, B, D] if time_major.
        sequence_length: [B], the length of each row; see `dynamic_unroll`. All
            rows are T long if it is None.
        initial_state: a state of the cell; zeros if it is None.
        time_major: whether time is the first axis of inputs and outputs instead
            of the second.

    Returns:
        outputs: [B, T, H], or [T, B, H] if time_major.
        state: the state after the last real step of each row.

    Raises:
        ValueError: if a shape does not fit.
    """
    if time_major:
        outputs, state = dynamic_rnn(cell, np.swapaxes(inputs, 0, 1), sequence_length, initial_state)
        return np.swapaxes(outputs, 0, 1), state
    inputs, dtype = np.asarray(inputs), float_dtype(inputs)
    if initial_state is None:
        initial_state = cell.zero_state(len(inputs))
    initial_state = map_state(lambda array: np.asarray(array, dtype), initial_state)
    cell.new_sequence()
    if sequence_length is None:
        return unroll(cell, inputs, initial_state)
    return dynamic_unroll(cell, inputs, initial_state, sequence_length)


def static_rnn(
    cell: Cell,
    inputs: Sequence[np.ndarray],
    initial_state: Any = None,
    sequence_length: Sequence[int] | np.ndarray | None = None,
) -> tuple[list[np.ndarray], Any]:
    """Run a cell over a list with one array for each step, as TensorFlow 1's tf.nn.static_rnn.

    Args:
        cell: such as BasicRNNCell(num_units).
        inputs: a list of T arrays [B, D].
        initial_state: a state of the cell; zeros if it is None.
        sequence_length: [B], the length of each row; see `dynamic_unroll`. All
            rows are T long if it is None.

    Returns:
        outputs: a list of T arrays [B, H].
        state: the state after the last real step of each row.

    Raises:
        ValueError: if a shape does not fit, or the list is empty.
    """
    outputs, state = dynamic_rnn(cell, np.stack(inputs, axis=1), sequence_length, initial_state)
    return list(np.swapaxes(outputs, 0, 1)), state
