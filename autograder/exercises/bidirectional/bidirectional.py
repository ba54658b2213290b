"""One step forward in time, another backward."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.bidirectional._chains import draw_chains, reference, whole
from autograder.exercises.bidirectional.reverse_sequence import full, padded
from autograder.exercises.recurrence._sequences import mixing_step
from solutions.recurrence import dynamic_unroll, last_output, unroll


def draw_two_steps(rng):
    cases = (
        ((3, 5, 2, 4, 7, 6), np.array([5, 1, 0])),  # all sizes different
        ((3, 6, 2, 4, 4, 5), [2, 4, 3]),  # a list; every row has padding; states of the same size
        ((4, 5, 2, 3, 3, 4), np.array([3, 0, 5, 2])),  # B = H
        ((2, 3, 3, 3, 3, 3), [3, 3]),  # all rows full, all sizes of the steps alike
        ((3, 1, 2, 4, 3, 5), [1, 0, 1]),  # T = 1
        ((1, 4, 2, 3, 4, 5), np.array([3])),  # a single row
    )
    for sizes, sequence_length in cases:
        yield *draw_chains(rng, *sizes), sequence_length
    B, T, D, (S, R), H = 3, 4, 2, (2, 3), 4
    steps = mixing_step(rng, D, [S, R], H), mixing_step(rng, D, [R, S], H)
    states = [(rng.normal(size=(B, one)), [rng.normal(size=(B, other))]) for one, other in ((S, R), (R, S))]
    yield *steps, rng.normal(size=(B, T, D)), *states, np.array([2, 4, 0])


def in_full_rows(step_fw, step_bw, inputs, initial_state_fw, initial_state_bw, sequence_length):
    return full(inputs, sequence_length)


def in_padded_rows(step_fw, step_bw, inputs, initial_state_fw, initial_state_bw, sequence_length):
    return padded(inputs, sequence_length)


bidirectional = Exercise(
    reference.bidirectional,
    results=("outputs", "states"),
    draw=draw_two_steps,
    aspects=(
        Aspect(
            "forward outputs",
            1,
            path=(0, 0),
            hint="The forward chain is the loop over rows of different lengths, with zeros past the end of each.",
        ),
        Aspect(
            "backward outputs of rows without padding",
            0.5,
            path=(0, 1),
            where=in_full_rows,
            hint="The backward chain reads the last step first. In which order do its outputs come, in which are they "
            "wanted?",
        ),
        Aspect(
            "backward outputs of padded rows",
            1.5,
            path=(0, 1),
            where=in_padded_rows,
            hint="A padded row is turned round by its own length, and so are the outputs: which step is read first?",
        ),
        Aspect(
            "backward outputs past the end",
            1,
            path=(0, 1),
            needs=("backward outputs of padded rows",),
            hint="Past the end of a row the backward outputs are zero as the forward ones are, whatever stands there.",
        ),
        Aspect(
            "last state of the forward chain",
            0.5,
            path=(1, 0),
            hint="Each row's forward state is the one after its last real step; the states are a pair, forward first.",
        ),
        Aspect(
            "last state of the backward chain",
            0.5,
            path=(1, 1),
            hint="The backward chain starts from its own initial state at a row's last real step, and ends at its "
            "first.",
        ),
        Purity(
            "no side effects",
            1,
            needs=(
                "forward outputs",
                "backward outputs past the end",
                "last state of the forward chain",
                "last state of the backward chain",
            ),
        ),
    ),
)


def with_backward(
    step_fw, step_bw, inputs, initial_state_fw, initial_state_bw, sequence_length,
    *, turn=reference.reverse_sequence, back=reference.reverse_sequence, run=dynamic_unroll,
):  # fmt: skip
    """`bidirectional` with another idea of how the backward chain's inputs are turned round, read, and put back."""
    outputs_fw, state_fw = dynamic_unroll(step_fw, inputs, initial_state_fw, sequence_length)
    outputs_bw, state_bw = run(step_bw, turn(inputs, sequence_length), initial_state_bw, sequence_length)
    return (outputs_fw, back(outputs_bw, sequence_length)), (state_fw, state_bw)


def wholly(inputs, sequence_length):
    return whole(inputs)


def as_it_is(inputs, sequence_length):
    return inputs


def without_lengths(step, inputs, initial_state, sequence_length):
    return unroll(step, inputs, initial_state)


@mistake_in(bidirectional)
def outputs_not_put_back(*arguments):
    """The states are right. The backward outputs stand in the order in which they were made, the last step first."""
    return with_backward(*arguments, back=as_it_is)


@mistake_in(bidirectional)
def whole_rows_turned_round(*arguments):
    """The backward chain begins with the padding: the whole axis is turned round, before it and after it."""
    return with_backward(*arguments, turn=wholly, back=wholly)


@mistake_in(bidirectional)
def whole_rows_turned_round_before(*arguments):
    """The backward chain begins with the padding: its inputs are turned round as a whole, padding included."""
    return with_backward(*arguments, turn=wholly)


@mistake_in(bidirectional)
def whole_rows_turned_round_after(*arguments):
    """The states are right. The backward outputs are put back as a whole axis, so that in a short row they come after
    the padding."""
    return with_backward(*arguments, back=wholly)


@mistake_in(bidirectional)
def whole_rows_turned_round_and_not_put_back(*arguments):
    """The backward chain begins with the padding of short rows, and its outputs are not put back into order."""
    return with_backward(*arguments, turn=wholly, back=as_it_is)


@mistake_in(bidirectional)
def backward_chain_runs_through_the_padding(*arguments):
    """The forward chain heeds the lengths. The backward chain reads all T steps, beginning with the padding."""
    return with_backward(*arguments, turn=wholly, back=wholly, run=without_lengths)


@mistake_in(bidirectional)
def backward_chain_runs_on_over_the_padding(*arguments):
    """The backward chain begins in the right place, and at the first step of a row it does not stop: it has lengths
    too."""
    return with_backward(*arguments, run=without_lengths)


@mistake_in(bidirectional)
def backward_chain_reads_forwards(*arguments):
    """The second step reads its row from the first step to the last, as the first one does."""
    return with_backward(*arguments, turn=as_it_is, back=as_it_is)


@mistake_in(bidirectional)
def only_outputs_turned_round(*arguments):
    """The second step reads its row forwards, and its outputs are turned round afterwards: what should it have read?"""
    return with_backward(*arguments, turn=as_it_is)


@mistake_in(bidirectional)
def lengths_ignored(step_fw, step_bw, inputs, initial_state_fw, initial_state_bw, sequence_length):
    """Both chains read all T steps of every row: the lengths make no difference."""
    full = [inputs.shape[1]] * len(inputs)
    return reference.bidirectional(step_fw, step_bw, inputs, initial_state_fw, initial_state_bw, full)


@mistake_in(bidirectional)
def loops_go_on_over_the_padding(step_fw, step_bw, inputs, initial_state_fw, initial_state_bw, sequence_length):
    """Rows are turned round by their lengths, but the loops do not know these: both chains go on over the padding."""
    outputs_fw, state_fw = unroll(step_fw, inputs, initial_state_fw)
    turned = reference.reverse_sequence(inputs, sequence_length)
    outputs_bw, state_bw = unroll(step_bw, turned, initial_state_bw)
    return (outputs_fw, reference.reverse_sequence(outputs_bw, sequence_length)), (state_fw, state_bw)


@mistake_in(bidirectional)
def one_step_for_both(step_fw, step_bw, inputs, initial_state_fw, initial_state_bw, sequence_length):
    """The forward step runs in both directions: the second one has weights of its own."""
    return reference.bidirectional(step_fw, step_fw, inputs, initial_state_fw, initial_state_bw, sequence_length)


@mistake_in(bidirectional)
def one_initial_state_for_both(step_fw, step_bw, inputs, initial_state_fw, initial_state_bw, sequence_length):
    """The backward chain starts from the initial state of the forward one: two initial states are handed in."""
    return reference.bidirectional(step_fw, step_bw, inputs, initial_state_fw, initial_state_fw, sequence_length)


@mistake_in(bidirectional)
def backward_chain_goes_on_from_the_forward_one(
    step_fw, step_bw, inputs, initial_state_fw, initial_state_bw, sequence_length
):
    """The backward chain starts from the last state of the forward one: the two know nothing of each other."""
    _, (state_fw, _) = reference.bidirectional(
        step_fw, step_bw, inputs, initial_state_fw, initial_state_bw, sequence_length
    )
    return reference.bidirectional(step_fw, step_bw, inputs, initial_state_fw, state_fw, sequence_length)


@mistake_in(bidirectional)
def directions_exchanged(*arguments):
    """Forward and backward have changed places in both pairs that are returned, outputs and states."""
    outputs, states = reference.bidirectional(*arguments)
    return outputs[::-1], states[::-1]


@mistake_in(bidirectional)
def states_exchanged(*arguments):
    """The outputs are right. The two states have changed places: that of the forward chain comes first."""
    outputs, states = reference.bidirectional(*arguments)
    return outputs, states[::-1]


@mistake_in(bidirectional)
def outputs_exchanged(*arguments):
    """The states are right. The two outputs have changed places: those of the forward chain come first."""
    outputs, states = reference.bidirectional(*arguments)
    return outputs[::-1], states


@mistake_in(bidirectional)
def paired_by_direction(*arguments):
    """All four are right, and they are paired by direction: the two outputs belong together, and the two states."""
    outputs, states = reference.bidirectional(*arguments)
    return tuple(zip(outputs, states, strict=True))


@mistake_in(bidirectional)
def outputs_side_by_side(*arguments):
    """The outputs are right, and they are joined into one array: a pair of them is wanted."""
    outputs, states = reference.bidirectional(*arguments)
    return np.concatenate(outputs, axis=2), states


@mistake_in(bidirectional)
def outputs_added(*arguments):
    """The outputs of the two chains are added up: a pair of arrays is wanted, one for each chain."""
    outputs, states = reference.bidirectional(*arguments)
    return outputs[0] + outputs[1], states


@mistake_in(bidirectional)
def forward_chain_runs_on_over_the_padding(step_fw, step_bw, inputs, initial_state_fw, *others):
    """The backward chain is right. The forward chain does not stop where a row ends: it reads the padding too."""
    outputs, states = reference.bidirectional(step_fw, step_bw, inputs, initial_state_fw, *others)
    outputs_fw, state_fw = unroll(step_fw, inputs, initial_state_fw)
    return (outputs_fw, outputs[1]), (state_fw, states[1])


@mistake_in(bidirectional)
def outputs_one_after_the_other(*arguments):
    """The outputs are joined along time: a pair of arrays is wanted, each as long as the inputs."""
    outputs, states = reference.bidirectional(*arguments)
    return np.concatenate(outputs, axis=1), states


@mistake_in(bidirectional)
def last_outputs_for_states(*arguments):
    """The outputs are right. Beside them stand the last output of each chain: the last states are wanted."""
    outputs, _ = reference.bidirectional(*arguments)
    return outputs, (last_output(outputs[0], arguments[-1]), outputs[1][:, 0])


@mistake_in(bidirectional)
def initial_states_returned(*arguments):
    """The outputs are right. The states beside them are the initial ones: where does each chain end?"""
    outputs, _ = reference.bidirectional(*arguments)
    return outputs, arguments[3:5]


@mistake_in(bidirectional)
def inputs_turned_round_in_place(step_fw, step_bw, inputs, *others):
    """The values are right, but the inputs that were handed in are turned round themselves: work on a copy."""
    results = reference.bidirectional(step_fw, step_bw, inputs, *others)
    inputs[:] = reference.reverse_sequence(inputs, others[-1])
    return results
