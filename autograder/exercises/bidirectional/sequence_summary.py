"""One vector for each row: where has each chain seen all of it?"""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.bidirectional._chains import as_long, halves, reference
from autograder.exercises.recurrence._sequences import real
from solutions.recurrence import last_output

LENGTHS = (
    ((3, 5, 4), np.array([5, 1, 3])),  # all sizes different
    ((3, 6, 2), [2, 4, 3]),  # a list; every row has padding
    ((4, 4, 4), np.array([2, 4, 1, 3])),  # B = T = H
    ((3, 1, 2), [1, 1, 1]),  # T = 1
    ((1, 4, 3), np.array([3])),  # a single row
)


def draw_outputs(rng):
    for size, sequence_length in LENGTHS:
        yield rng.normal(size=size), rng.normal(size=size), sequence_length


def first_half(outputs_fw, outputs_bw, sequence_length):
    B, _, H = outputs_fw.shape
    return np.tile(halves(H, 2 * H), (B, 1))


def second_half(*arguments):
    return ~first_half(*arguments)


sequence_summary = Exercise(
    reference.sequence_summary,
    results=("summary",),
    draw=draw_outputs,
    aspects=(
        Aspect(
            "forward half",
            1.5,
            where=first_half,
            hint="At which step has the forward chain read the whole row, and in which column is that, counted from 0?",
        ),
        Aspect(
            "backward half",
            1.5,
            where=second_half,
            hint="The outputs stand in the order of time. Beside which step has the backward chain read the whole row?",
        ),
        Purity("no side effects", 0.5, needs=("forward half", "backward half")),
    ),
)


def side_by_side(one, other):
    return np.concatenate([one, other], axis=1)


@mistake_in(sequence_summary)
def last_column_of_both(outputs_fw, outputs_bw, sequence_length):
    """Both halves are read in the last column: how much of a row has the backward chain read there?"""
    return side_by_side(outputs_fw[:, -1], outputs_bw[:, -1])


@mistake_in(sequence_summary)
def last_real_step_of_both(outputs_fw, outputs_bw, sequence_length):
    """The forward half is right. The backward half is read at the last real step, where that chain has only begun."""
    return side_by_side(last_output(outputs_fw, sequence_length), last_output(outputs_bw, sequence_length))


@mistake_in(sequence_summary)
def first_column_of_both(outputs_fw, outputs_bw, sequence_length):
    """The backward half is right. The forward half is read at the first step, where that chain has only begun."""
    return side_by_side(outputs_fw[:, 0], outputs_bw[:, 0])


@mistake_in(sequence_summary)
def forward_half_in_the_last_column(outputs_fw, outputs_bw, sequence_length):
    """The backward half is right. The forward half is read in the last column, and in a short row that is padding."""
    return side_by_side(outputs_fw[:, -1], outputs_bw[:, 0])


@mistake_in(sequence_summary)
def backward_half_in_the_last_column(outputs_fw, outputs_bw, sequence_length):
    """The forward half is right. The backward half is read in the last column: these outputs stand in order of time."""
    return side_by_side(last_output(outputs_fw, sequence_length), outputs_bw[:, -1])


@mistake_in(sequence_summary)
def ends_exchanged(outputs_fw, outputs_bw, sequence_length):
    """Each chain is read where the other one ends: at which end of the row has each of them seen all of it?"""
    return side_by_side(outputs_fw[:, 0], last_output(outputs_bw, sequence_length))


@mistake_in(sequence_summary)
def forward_half_one_column_too_far(outputs_fw, outputs_bw, sequence_length):
    """The forward half is read one column too far: the columns are counted from 0."""
    column = np.minimum(sequence_length, outputs_fw.shape[1] - 1)
    return side_by_side(last_output(outputs_fw, column + 1), outputs_bw[:, 0])


@mistake_in(sequence_summary)
def forward_half_read_at_the_length(outputs_fw, outputs_bw, sequence_length):
    """The forward half is read one column too far, and in a full row there is none: the columns are counted from 0."""
    return side_by_side(outputs_fw[np.arange(len(outputs_fw)), sequence_length], outputs_bw[:, 0])


@mistake_in(sequence_summary)
def forward_half_where_the_longest_row_ends(outputs_fw, outputs_bw, sequence_length):
    """The forward half of every row is read where the longest one ends: each has an end of its own."""
    length = as_long(sequence_length, max(sequence_length))
    return side_by_side(last_output(outputs_fw, length), outputs_bw[:, 0])


@mistake_in(sequence_summary)
def halves_exchanged(outputs_fw, outputs_bw, sequence_length):
    """Both halves are right, and they stand in each other's place: the forward one comes first."""
    return side_by_side(outputs_bw[:, 0], last_output(outputs_fw, sequence_length))


@mistake_in(sequence_summary)
def halves_added(outputs_fw, outputs_bw, sequence_length):
    """The two halves are added up: they should stand side by side."""
    return last_output(outputs_fw, sequence_length) + outputs_bw[:, 0]


@mistake_in(sequence_summary)
def halves_below_each_other(outputs_fw, outputs_bw, sequence_length):
    """The two halves stand below each other, as twice as many rows: they should stand side by side."""
    return np.concatenate([last_output(outputs_fw, sequence_length), outputs_bw[:, 0]])


@mistake_in(sequence_summary)
def halves_as_a_pair(outputs_fw, outputs_bw, sequence_length):
    """The two halves are returned as two arrays: one is wanted, with both side by side."""
    return last_output(outputs_fw, sequence_length), outputs_bw[:, 0]


@mistake_in(sequence_summary)
def halves_interleaved(outputs_fw, outputs_bw, sequence_length):
    """The units of the two halves alternate: all of the forward half should come first."""
    both = np.stack([last_output(outputs_fw, sequence_length), outputs_bw[:, 0]], axis=2)
    return both.reshape(len(both), -1)


@mistake_in(sequence_summary)
def forward_half_twice(outputs_fw, outputs_bw, sequence_length):
    """The forward half stands there twice: from which of the two outputs is the second half taken?"""
    return side_by_side(*[last_output(outputs_fw, sequence_length)] * 2)


@mistake_in(sequence_summary)
def forward_half_only(outputs_fw, outputs_bw, sequence_length):
    """This is the forward half alone: the summary is twice as wide, with the backward half beside it."""
    return last_output(outputs_fw, sequence_length)


@mistake_in(sequence_summary)
def means_over_the_real_steps(outputs_fw, outputs_bw, sequence_length):
    """These are means over all real steps: what is wanted is one step of each chain, when it has seen it all."""
    now = real(outputs_fw, sequence_length)[..., np.newaxis]
    return side_by_side(*((each * now).sum(axis=1) / now.sum(axis=1) for each in (outputs_fw, outputs_bw)))


@mistake_in(sequence_summary)
def means_over_all_columns(outputs_fw, outputs_bw, sequence_length):
    """These are means over time, the padding included: what is wanted is one step of each chain, when it has seen it
    all."""
    return side_by_side(outputs_fw.mean(axis=1), outputs_bw.mean(axis=1))


@mistake_in(sequence_summary)
def greatest_of_the_real_steps(outputs_fw, outputs_bw, sequence_length):
    """These are the greatest values over all real steps: what is wanted is one step of each chain, when it has seen it
    all."""
    now = real(outputs_fw, sequence_length)[..., np.newaxis]
    return side_by_side(*(np.where(now, each, -np.inf).max(axis=1) for each in (outputs_fw, outputs_bw)))


@mistake_in(sequence_summary)
def outputs_zeroed_in_place(outputs_fw, outputs_bw, sequence_length):
    """The values are right, but the padding of the forward outputs that were handed in is overwritten."""
    outputs_fw *= real(outputs_fw, sequence_length)[..., np.newaxis]
    return reference.sequence_summary(outputs_fw, outputs_bw, sequence_length)
