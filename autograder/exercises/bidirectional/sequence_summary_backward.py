"""The way back: at which steps does the gradient of a summary enter?"""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.bidirectional._chains import as_long, reference
from autograder.exercises.bidirectional.sequence_summary import LENGTHS


def draw_gradients(rng):
    for (B, T, H), sequence_length in LENGTHS:
        yield rng.normal(size=(B, 2 * H)), sequence_length, T


sequence_summary_backward = Exercise(
    reference.sequence_summary_backward,
    results=("d_outputs_fw", "d_outputs_bw"),
    draw=draw_gradients,
    aspects=(
        Aspect(
            "d_outputs_fw",
            2,
            path=(0,),
            hint="Which output of the forward chain went into the summary of a row? All others had no part in the "
            "loss.",
        ),
        Aspect(
            "d_outputs_bw",
            1.5,
            path=(1,),
            hint="Which output of the backward chain went into the summary of a row, and which half of it was that?",
        ),
        Purity("no side effects", 0.5, needs=("d_outputs_fw", "d_outputs_bw")),
    ),
)


def placed(d, columns, max_time):
    """[B, T, H]: each row of d in a column of its own, zeros elsewhere."""
    return d[:, np.newaxis] * (np.arange(max_time) == np.asarray(columns)[:, np.newaxis])[..., np.newaxis]


def with_columns(d_summary, max_time, columns_fw, columns_bw):
    """The backward pass of a summary that was read in these columns."""
    d_fw, d_bw = np.split(d_summary, 2, axis=1)
    return placed(d_fw, columns_fw, max_time), placed(d_bw, columns_bw, max_time)


@mistake_in(sequence_summary_backward)
def both_in_the_last_column(d_summary, sequence_length, max_time):
    """Both gradients enter in the last column: in a short row that is padding, which has no part in the loss."""
    last = as_long(sequence_length, max_time - 1)
    return with_columns(d_summary, max_time, last, last)


@mistake_in(sequence_summary_backward)
def forward_gradient_in_the_last_column(d_summary, sequence_length, max_time):
    """d_outputs_bw is right. The other gradient enters in the last column, and a short row ends earlier."""
    last = as_long(sequence_length, max_time - 1)
    return with_columns(d_summary, max_time, last, 0 * last)


@mistake_in(sequence_summary_backward)
def both_at_the_last_real_step(d_summary, sequence_length, max_time):
    """d_outputs_fw is right. The backward half of a summary was read at another step than the forward half."""
    last = np.subtract(sequence_length, 1)
    return with_columns(d_summary, max_time, last, last)


@mistake_in(sequence_summary_backward)
def backward_gradient_in_the_last_column(d_summary, sequence_length, max_time):
    """d_outputs_fw is right. The other gradient enters in the last column: the outputs stand in the order of time."""
    last = np.subtract(sequence_length, 1)
    return with_columns(d_summary, max_time, last, as_long(sequence_length, max_time - 1))


@mistake_in(sequence_summary_backward)
def both_in_the_first_column(d_summary, sequence_length, max_time):
    """d_outputs_bw is right. The forward half of a summary was read at another step than the backward half."""
    first = as_long(sequence_length, 0)
    return with_columns(d_summary, max_time, first, first)


@mistake_in(sequence_summary_backward)
def columns_exchanged(d_summary, sequence_length, max_time):
    """Each gradient enters where the other one should: where was each half of the summary read?"""
    return with_columns(d_summary, max_time, as_long(sequence_length, 0), np.subtract(sequence_length, 1))


@mistake_in(sequence_summary_backward)
def forward_gradient_one_column_too_far(d_summary, sequence_length, max_time):
    """d_outputs_bw is right. The other gradient enters one column too far: the columns are counted from 0."""
    return with_columns(d_summary, max_time, sequence_length, as_long(sequence_length, 0))


@mistake_in(sequence_summary_backward)
def halves_exchanged(d_summary, sequence_length, max_time):
    """The columns are right, and the halves of d_summary have changed places: the forward one comes first."""
    d_fw, d_bw = np.split(d_summary, 2, axis=1)
    return reference.sequence_summary_backward(np.concatenate([d_bw, d_fw], axis=1), sequence_length, max_time)


@mistake_in(sequence_summary_backward)
def results_exchanged(d_summary, sequence_length, max_time):
    """Both gradients are right, and they are returned in each other's place."""
    return reference.sequence_summary_backward(d_summary, sequence_length, max_time)[::-1]


@mistake_in(sequence_summary_backward)
def spread_over_the_real_steps(d_summary, sequence_length, max_time):
    """The gradient stands at every real step. A summary was read at one of them: the others have no part in it."""
    d_fw, d_bw = np.split(d_summary, 2, axis=1)
    now = (np.arange(max_time) < np.asarray(sequence_length)[:, np.newaxis])[..., np.newaxis]
    return d_fw[:, np.newaxis] * now, d_bw[:, np.newaxis] * now


@mistake_in(sequence_summary_backward)
def in_every_column(d_summary, sequence_length, max_time):
    """The gradient stands in every column: a summary was read in one of them, and the others have no part in it."""
    d_fw, d_bw = np.split(d_summary, 2, axis=1)
    return tuple(np.repeat(d[:, np.newaxis], max_time, axis=1) for d in (d_fw, d_bw))


@mistake_in(sequence_summary_backward)
def both_halves_to_both_chains(d_summary, sequence_length, max_time):
    """Both chains are given the whole gradient: half of the summary belongs to each."""
    last = np.subtract(sequence_length, 1)
    return placed(d_summary, last, max_time), placed(d_summary, 0 * last, max_time)


@mistake_in(sequence_summary_backward)
def averaged_over_the_batch(d_summary, sequence_length, max_time):
    """The gradients are divided by the number of rows: d_summary already holds whatever the loss averages."""
    return reference.sequence_summary_backward(d_summary / len(d_summary), sequence_length, max_time)


@mistake_in(sequence_summary_backward)
def time_comes_first(d_summary, sequence_length, max_time):
    """The values are right, and the axes are [T, B, H]: they should be those of the outputs."""
    both = reference.sequence_summary_backward(d_summary, sequence_length, max_time)
    return tuple(np.swapaxes(d, 0, 1) for d in both)


@mistake_in(sequence_summary_backward)
def as_long_as_the_longest_row(d_summary, sequence_length, max_time):
    """The gradients end with the longest row: they should have as many columns as the outputs, padding included."""
    both = reference.sequence_summary_backward(d_summary, sequence_length, max_time)
    return tuple(d[:, : max(sequence_length)] for d in both)
