"""Two networks on one sequence, one of them from its end to its beginning; TensorFlow 1's names on top.

A row of a batch is turned round by its own length: its padding stays at the end. fw is forward in time, bw backward.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from solutions.recurrence import Cell, bptt, dynamic_rnn, dynamic_unroll, last_output
from solutions.shapes import shapes


def both_ways(x_1, x_2, x_3, w, u):
    """Two chains of a linear cell over three inputs, as formulas.

    The forward chain is h_t = w x_t + u h_{t-1}, from h_0 = 0 on. The backward
    chain is g_t = w x_t + u g_{t+1}, from g_4 = 0 on. Write each result as an
    expression in the five numbers; no loop is needed.

    Args:
        x_1, x_2, x_3: numbers, the inputs.
        w, u: numbers, the weights of the input and of the state, the same in both
            chains.

    Returns:
        h_3: a number, the last state of the forward chain.
        g_1: a number, the last state of the backward chain, which ends at x_1.
        g_3: a number, the state of the backward chain beside h_3.
    """
    h_3 = w * (x_3 + u * x_2 + u**2 * x_1)
    g_1 = w * (x_1 + u * x_2 + u**2 * x_3)
    return h_3, g_1, w * x_3


@shapes(inputs="B T D", sequence_length="B")
def reverse_sequence(inputs, sequence_length):
    """Turn each row round by its own length.

    The first sequence_length[b] steps of row b come out in the reverse order; the
    padding after them stays where it is. A row of length 0 or 1 does not change.

    Args:
        inputs: [B, T, D].
        sequence_length: B whole numbers from 0 to T, in an array or a list.

    Returns:
        [B, T, D], a new array.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)

    Source:
        TensorFlow's tf.reverse_sequence, for time on the second axis.
    """
    t = np.arange(inputs.shape[1])
    length = np.asarray(sequence_length)[:, np.newaxis]
    source = np.where(t < length, length - 1 - t, t)  # [B, T]: the step that comes to stand at t
    return np.take_along_axis(inputs, source[..., np.newaxis], axis=1)


@shapes(inputs="B T D", sequence_length="B")
def bidirectional(step_fw, step_bw, inputs, initial_state_fw, initial_state_bw, sequence_length):
    """Run one step forward and another backward over rows of different lengths.

    The forward chain is `dynamic_unroll` of step_fw over the inputs. The backward
    chain is `dynamic_unroll` of step_bw over the same rows, each turned round by
    its own length, so that it begins at the last real step of each row and ends
    at its first. Its outputs are then put back into the order of time:
    outputs_bw[:, t] belongs to inputs[:, t]. Past the end of a row both outputs
    are zero, and what stands in the padding makes no difference.

    Args:
        step_fw, step_bw: functions, step(x, state) -> (output, new state); x is
            [B, D], output [B, H].
        inputs: [B, T, D], with T at least 1.
        initial_state_fw: the state with which step_fw begins at the first step.
        initial_state_bw: the state with which step_bw begins at the last real
            step of each row. Either state is an array, or tuples and lists of
            arrays, nested anyhow; each array is [B, any size].
        sequence_length: B whole numbers from 0 to T, in an array or a list.

    Returns:
        outputs: a pair, outputs_fw and outputs_bw, each [B, T, H].
        states: a pair, for each row the state of step_fw after its last real
            step, and that of step_bw after its first.

    Raises:
        ValueError: if inputs is not [B, T, D] or sequence_length not [B]. (The
            reference checks this; your answer need not.)

    Source:
        Schuster & Paliwal (1997), Bidirectional recurrent neural networks; what
        is returned is as in TensorFlow 1's tf.nn.bidirectional_dynamic_rnn.
    """
    outputs_fw, state_fw = dynamic_unroll(step_fw, inputs, initial_state_fw, sequence_length)
    turned = reverse_sequence(inputs, sequence_length)
    outputs_bw, state_bw = dynamic_unroll(step_bw, turned, initial_state_bw, sequence_length)
    return (outputs_fw, reverse_sequence(outputs_bw, sequence_length)), (state_fw, state_bw)


@shapes(outputs_fw="B T H", outputs_bw="B T H", sequence_length="B")
def sequence_summary(outputs_fw, outputs_bw, sequence_length):
    """One vector for each row, from two outputs that have each seen all of it.

    The forward chain has seen the whole row at its last real step, the backward
    chain at its first. Put these two outputs side by side, the forward one first.

    Args:
        outputs_fw, outputs_bw: [B, T, H], in the order of time, such as
            `bidirectional` returns.
        sequence_length: B whole numbers from 1 to T, in an array or a list.

    Returns:
        [B, 2H].

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    return np.concatenate([last_output(outputs_fw, sequence_length), outputs_bw[:, 0]], axis=1)


@shapes(inputs="B T D", sequence_length="B", output_kernel="2*H K", output_bias="K")
def birnn(inputs, sequence_length, step_fw, step_bw, initial_state_fw, initial_state_bw, output_kernel, output_bias):
    """The scores of a bidirectional classifier for each row.

    Run `bidirectional` over the rows, take the `sequence_summary` of its outputs,
    multiply by the output kernel and add the output bias.

    Args:
        inputs: [B, T, D].
        sequence_length: B whole numbers from 1 to T, in an array or a list.
        step_fw, step_bw, initial_state_fw, initial_state_bw: see `bidirectional`.
        output_kernel: [2H, K]; its first H rows belong to the forward chain.
        output_bias: [K].

    Returns:
        scores: [B, K], one for each of the K classes.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    initial_states = initial_state_fw, initial_state_bw
    (outputs_fw, outputs_bw), _ = bidirectional(step_fw, step_bw, inputs, *initial_states, sequence_length)
    return sequence_summary(outputs_fw, outputs_bw, sequence_length) @ output_kernel + output_bias


@shapes(d_summary="B 2*H", sequence_length="B", max_time="=T")
def sequence_summary_backward(d_summary, sequence_length, max_time):
    """The backward pass of `sequence_summary`: where its gradient enters.

    A loss L was computed from summary = sequence_summary(outputs_fw, outputs_bw,
    sequence_length). Given its derivative by the summary, find that by each of
    the outputs. An output that is not in the summary has no part in L.

    Args:
        d_summary: [B, 2H], the derivative of L by the summary.
        sequence_length: B whole numbers from 1 to T, in an array or a list.
        max_time: T, the number of steps in outputs_fw and outputs_bw.

    Returns:
        d_outputs_fw: [B, T, H], the derivative of L by outputs_fw.
        d_outputs_bw: [B, T, H], the derivative of L by outputs_bw.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    B, H = len(d_summary), d_summary.shape[1] // 2
    d_outputs_fw, d_outputs_bw = np.zeros((2, B, max_time, H), d_summary.dtype)
    d_outputs_fw[np.arange(B), np.asarray(sequence_length) - 1] = d_summary[:, :H]
    d_outputs_bw[:, 0] = d_summary[:, H:]
    return d_outputs_fw, d_outputs_bw


Chain = tuple[np.ndarray, np.ndarray, np.ndarray]


@shapes(inputs="B T D", sequence_length="B", d_outputs_fw="B T H", d_outputs_bw="B T H")
def bidirectional_bptt(
    d_outputs_fw: np.ndarray,
    d_outputs_bw: np.ndarray,
    inputs: np.ndarray,
    sequence_length: Sequence[int] | np.ndarray,
    fw: Chain,
    bw: Chain,
) -> tuple[np.ndarray, Chain, Chain]:
    """Backpropagation through time in both chains, for `rnn_step`; the two meet at the inputs.

    Args:
        d_outputs_fw, d_outputs_bw: [B, T, H], the derivative of a loss by the
            outputs of `bidirectional`; in the padding they make no difference,
            since the outputs there are zero whatever the weights.
        inputs: [B, T, D].
        sequence_length: [B].
        fw, bw: initial state [B, H], kernel [D+H, H] and bias [H] of each chain.

    Returns:
        d_inputs: [B, T, D], what comes back from both chains.
        d_fw, d_bw: the derivatives by fw and by bw.

    Raises:
        ValueError: if a shape does not fit.
    """
    real = (np.arange(inputs.shape[1]) < np.asarray(sequence_length)[:, np.newaxis])[..., np.newaxis]
    d_inputs_fw, *d_fw = bptt(d_outputs_fw * real, inputs, *fw)
    turned = reverse_sequence(inputs, sequence_length)
    d_turned = reverse_sequence(d_outputs_bw * real, sequence_length)
    d_inputs_bw, *d_bw = bptt(d_turned, turned, *bw)
    d_inputs = d_inputs_fw + reverse_sequence(d_inputs_bw, sequence_length)
    return d_inputs, tuple(d_fw), tuple(d_bw)


@shapes(inputs="B T D")
def bidirectional_dynamic_rnn(
    cell_fw: Cell,
    cell_bw: Cell,
    inputs: np.ndarray,
    sequence_length: Sequence[int] | np.ndarray | None = None,
    initial_state_fw: Any = None,
    initial_state_bw: Any = None,
    time_major: bool = False,
) -> tuple[tuple[np.ndarray, np.ndarray], tuple[Any, Any]]:
    """Run two cells over a batch of sequences, as TensorFlow 1's tf.nn.bidirectional_dynamic_rnn.

    Args:
        cell_fw, cell_bw: such as BasicLSTMCell(num_units); two cells, each with
            parameters of its own.
        inputs: [B, T, D], or [T, B, D] if time_major.
        sequence_length: [B], the length of each row; all rows are T long if it is
            None.
        initial_state_fw, initial_state_bw: states of the cells; zeros if None.
        time_major: whether time is the first axis of inputs and outputs instead
            of the second.

    Returns:
        outputs: a pair, outputs_fw and outputs_bw, each [B, T, H], or [T, B, H]
            if time_major; both in the order of time, and not concatenated.
        states: a pair, the last state of cell_fw and the last state of cell_bw.

    Raises:
        ValueError: if a shape does not fit.
    """
    states = initial_state_fw, initial_state_bw
    if time_major:
        swapped = np.swapaxes(inputs, 0, 1)
        (fw, bw), last_states = bidirectional_dynamic_rnn(cell_fw, cell_bw, swapped, sequence_length, *states)
        return (np.swapaxes(fw, 0, 1), np.swapaxes(bw, 0, 1)), last_states
    inputs = np.asarray(inputs)
    length = np.full(*inputs.shape[:2]) if sequence_length is None else sequence_length
    outputs_fw, state_fw = dynamic_rnn(cell_fw, inputs, length, initial_state_fw)
    outputs_bw, state_bw = dynamic_rnn(cell_bw, reverse_sequence(inputs, length), length, initial_state_bw)
    return (outputs_fw, reverse_sequence(outputs_bw, length)), (state_fw, state_bw)


def static_bidirectional_rnn(
    cell_fw: Cell,
    cell_bw: Cell,
    inputs: Sequence[np.ndarray],
    initial_state_fw: Any = None,
    initial_state_bw: Any = None,
    sequence_length: Sequence[int] | np.ndarray | None = None,
) -> tuple[list[np.ndarray], Any, Any]:
    """Run two cells over a list with one array for each step, as TensorFlow 1's tf.nn.static_bidirectional_rnn.

    Args:
        cell_fw, cell_bw: as in `bidirectional_dynamic_rnn`.
        inputs: a list of T arrays [B, D].
        initial_state_fw, initial_state_bw: states of the cells; zeros if None.
        sequence_length: [B], the length of each row; all rows are T long if it is
            None.

    Returns:
        outputs: a list of T arrays [B, 2H], the forward output first.
        state_fw: the last state of cell_fw.
        state_bw: the last state of cell_bw.

    Raises:
        ValueError: if a shape does not fit, or the list is empty.
    """
    outputs, (state_fw, state_bw) = bidirectional_dynamic_rnn(
        cell_fw, cell_bw, np.stack(inputs, axis=1), sequence_length, initial_state_fw, initial_state_bw
    )
    return list(np.swapaxes(np.concatenate(outputs, axis=2), 0, 1)), state_fw, state_bw
