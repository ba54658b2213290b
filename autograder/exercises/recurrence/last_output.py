"""Find the fault: the last output of each row is read at the end of the padding."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.recurrence._sequences import real
from solutions import recurrence as reference


def draw_padded_outputs(rng):
    cases = (
        ((3, 5, 4), np.array([5, 1, 0])),  # all sizes different
        ((3, 6, 2), [2, 4, 3]),  # a list; every row has padding
        ((4, 4, 4), np.array([2, 4, 0, 1])),  # B = T = H
        ((3, 1, 2), [1, 0, 1]),  # T = 1
        ((1, 4, 3), np.array([3])),  # a single row
    )
    for size, sequence_length in cases:
        yield rng.normal(size=size), sequence_length
    outputs = rng.normal(size=(3, 4, 5))
    outputs[1, 2:] = 0  # padding as `dynamic_unroll` leaves it
    yield outputs, [4, 2, 4]


def last_column_read(outputs, sequence_length):
    """This reads the last column of every row, and in a short row that is padding: where does row b end?"""
    return outputs[:, -1]


last_output = Exercise(
    reference.last_output,
    results=("last output",),
    draw=draw_padded_outputs,
    aspects=(
        Aspect(
            "rows with a last step",
            2,
            where=lambda outputs, length: np.greater(length, 0),
            hint="Each row is read in a column of its own: where is the last real step of a row of length 1, and of 2?",
        ),
        Aspect(
            "rows of length 0",
            0.5,
            needs=("rows with a last step",),
            hint="A row of length 0 has no last step, and its result is zeros, whatever its outputs are.",
        ),
        Purity("no side effects", 0.5, needs=("rows of length 0",)),
    ),
    given=last_column_read,
)

mistake_in(last_output)(last_column_read)


@mistake_in(last_output)
def one_column_too_far(outputs, sequence_length):
    """This reads one column too far: the columns are counted from 0."""
    return reference.last_output(outputs, sequence_length + np.greater(sequence_length, 0))


@mistake_in(last_output)
def column_before_the_last(outputs, sequence_length):
    """This reads one column too early: the columns are counted from 0."""
    return outputs[np.arange(len(outputs)), np.asarray(sequence_length) - 2]


@mistake_in(last_output)
def empty_rows_read_from_the_end(outputs, sequence_length):
    """Rows of length 0 are not zero: their column came out as -1, and NumPy counts that from the end."""
    return outputs[np.arange(len(outputs)), np.asarray(sequence_length) - 1]


@mistake_in(last_output)
def empty_rows_read_from_the_start(outputs, sequence_length):
    """Rows of length 0 are not zero: they have no last step, and here their first column is read."""
    return reference.last_output(outputs, np.maximum(sequence_length, 1))


@mistake_in(last_output)
def rows_of_length_one_taken_for_empty(outputs, sequence_length):
    """Rows of length 1 come out as zeros too: they have a last step, and it is their first one."""
    return reference.last_output(outputs, np.asarray(sequence_length) * np.greater(sequence_length, 1))


@mistake_in(last_output)
def zeros_the_wrong_way_round(outputs, sequence_length):
    """The rows that have a last step are zeros, and those of length 0 are not: which of its two choices does `np.where`
    take where the condition is true?"""
    read = outputs[np.arange(len(outputs)), np.asarray(sequence_length) - 1]
    return np.where(np.greater(sequence_length, 0)[:, np.newaxis], 0, read)


@mistake_in(last_output)
def column_of_the_longest(outputs, sequence_length):
    """Every row is read where the longest one ends: each has an end of its own."""
    return reference.last_output(outputs, np.full(len(outputs), max(sequence_length)))


@mistake_in(last_output)
def column_of_the_first(outputs, sequence_length):
    """Every row is read where the first one ends: each has an end of its own."""
    return reference.last_output(outputs, np.full(len(outputs), sequence_length[0]))


@mistake_in(last_output)
def first_column_read(outputs, sequence_length):
    """This reads the first column of every row: the last real one is wanted."""
    return outputs[:, 0]


@mistake_in(last_output)
def counted_from_the_end(outputs, sequence_length):
    """The length is counted back from the end of the row, but the padding is at that end: the sequence begins at column
    0."""
    return outputs[np.arange(len(outputs)), -np.asarray(sequence_length)]


@mistake_in(last_output)
def every_row_at_every_length(outputs, sequence_length):
    """There are B times B rows here: each row has been read at the end of every other row as well."""
    return outputs[:, np.asarray(sequence_length) - 1]


@mistake_in(last_output)
def time_axis_kept(outputs, sequence_length):
    """The values are right, and an axis of size 1 is left over for time: the result should be [B, H]."""
    return reference.last_output(outputs, sequence_length)[:, np.newaxis]


@mistake_in(last_output)
def padding_zeroed_only(outputs, sequence_length):
    """This is the last column of every row with the padding set to zero. A short row has its last real step in an
    earlier column."""
    return np.where(np.equal(sequence_length, outputs.shape[1])[:, np.newaxis], outputs[:, -1], 0)


@mistake_in(last_output)
def real_outputs_summed(outputs, sequence_length):
    """This is the sum of all real outputs of a row; only the last of them is wanted."""
    return (outputs * real(outputs, sequence_length)[..., np.newaxis]).sum(axis=1)


@mistake_in(last_output)
def real_outputs_averaged(outputs, sequence_length):
    """This is the mean of all real outputs of a row; only the last of them is wanted."""
    return real_outputs_summed(outputs, sequence_length) / np.maximum(sequence_length, 1)[:, np.newaxis]


@mistake_in(last_output)
def outputs_zeroed_in_place(outputs, sequence_length):
    """The values are right, but the padding of the outputs that were handed in is overwritten: work on a copy, or leave
    them alone."""
    outputs *= real(outputs, sequence_length)[..., np.newaxis]
    return reference.last_output(outputs, sequence_length)
