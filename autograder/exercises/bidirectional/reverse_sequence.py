"""Each row turned round by its own length."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.bidirectional._chains import as_long, reference, whole
from autograder.exercises.recurrence._sequences import real


def draw_padded_rows(rng):
    cases = (
        ((3, 5, 2), np.array([5, 1, 0])),  # all sizes different
        ((3, 6, 2), [2, 4, 3]),  # a list; every row has padding
        ((4, 4, 4), np.array([2, 4, 0, 3])),  # B = T = D
        ((3, 1, 2), [1, 0, 1]),  # T = 1
        ((1, 5, 3), np.array([3])),  # a single row
    )
    for size, sequence_length in cases:
        yield rng.normal(size=size), sequence_length


def full(inputs, sequence_length):
    """[B, T]: the rows that have no padding."""
    return np.repeat(real(inputs, sequence_length)[:, -1:], inputs.shape[1], axis=1)


def padded(inputs, sequence_length):
    """[B, T]: the real steps of all other rows."""
    return real(inputs, sequence_length) & ~full(inputs, sequence_length)


reverse_sequence = Exercise(
    reference.reverse_sequence,
    results=("reversed",),
    draw=draw_padded_rows,
    aspects=(
        Aspect(
            "rows without padding",
            0.5,
            where=full,
            hint="Time is the second axis: where there is no padding, the last step comes first and the first one "
            "last.",
        ),
        Aspect(
            "real steps of padded rows",
            1.5,
            where=padded,
            hint="Row b ends after sequence_length[b] steps: its last real step comes to stand at index 0.",
        ),
        Aspect(
            "padding",
            1,
            needs=("real steps of padded rows",),
            hint="What stands past the end of a row is neither turned round nor changed, and stays in its column.",
        ),
        Purity("no side effects", 1, needs=("padding",)),
    ),
)


@mistake_in(reverse_sequence)
def padding_comes_first(inputs, sequence_length):
    """The whole axis is turned round, so that in a short row the padding comes first: where does row b end?"""
    return whole(inputs)


@mistake_in(reverse_sequence)
def padding_turned_round_too(inputs, sequence_length):
    """The real steps are right. The padding has been turned round as well, and it should stay as it is."""
    turned = reference.reverse_sequence(inputs, sequence_length)
    for b, n in enumerate(sequence_length):
        turned[b, n:] = turned[b, n:][::-1]
    return turned


@mistake_in(reverse_sequence)
def padding_set_to_zero(inputs, sequence_length):
    """The real steps are right. The padding has become zero, and it should stay as it is."""
    return reference.reverse_sequence(inputs, sequence_length) * real(inputs, sequence_length)[..., np.newaxis]


@mistake_in(reverse_sequence)
def padding_taken_to_be_in_front(inputs, sequence_length):
    """The right number of steps is turned round, and they are the last ones of the row: at which end is the padding?"""
    turned = inputs.copy()
    for b, n in enumerate(sequence_length):
        turned[b, len(turned[b]) - n :] = turned[b, len(turned[b]) - n :][::-1]
    return turned


@mistake_in(reverse_sequence)
def one_step_too_many(inputs, sequence_length):
    """One step too many is turned round: to which column does the first real step go, counted from 0?"""
    return reference.reverse_sequence(inputs, np.minimum(np.add(sequence_length, 1), inputs.shape[1]))


@mistake_in(reverse_sequence)
def one_step_too_few(inputs, sequence_length):
    """The last real step of each row stays where it is: to which column should it go?"""
    return reference.reverse_sequence(inputs, np.subtract(sequence_length, 1))


@mistake_in(reverse_sequence)
def halfway_only(inputs, sequence_length):
    """Only the first half of a row is right: the second half holds copies of it, since what stood there was overwritten
    before it was read."""
    turned = inputs.copy()
    for b, n in enumerate(sequence_length):
        for t in range(n):
            turned[b, t] = turned[b, n - 1 - t]
    return turned


@mistake_in(reverse_sequence)
def nothing_turned_round(inputs, sequence_length):
    """Nothing has been turned round: these are the inputs."""
    return inputs.copy()


@mistake_in(reverse_sequence)
def turned_twice(inputs, sequence_length):
    """The whole axis was turned round and then each row by its length: one of the two is enough."""
    return reference.reverse_sequence(whole(inputs), sequence_length)


@mistake_in(reverse_sequence)
def rows_exchanged(inputs, sequence_length):
    """The rows of the batch stand in the reverse order: time is the second axis."""
    return inputs[::-1]


@mistake_in(reverse_sequence)
def features_turned_round(inputs, sequence_length):
    """The numbers inside a step stand in the reverse order: time is the second axis."""
    return np.where(real(inputs, sequence_length)[..., np.newaxis], inputs[..., ::-1], inputs)


@mistake_in(reverse_sequence)
def all_rows_as_long_as_the_longest(inputs, sequence_length):
    """All rows are turned round by the length of the longest one: each has a length of its own."""
    return reference.reverse_sequence(inputs, as_long(sequence_length, max(sequence_length)))


@mistake_in(reverse_sequence)
def all_rows_as_long_as_the_first(inputs, sequence_length):
    """All rows are turned round by the length of the first one: each has a length of its own."""
    return reference.reverse_sequence(inputs, as_long(sequence_length, sequence_length[0]))


@mistake_in(reverse_sequence)
def rotated(inputs, sequence_length):
    """The real steps moved to other columns and kept their order: their order should be the reverse."""
    turned = inputs.copy()
    for b, n in enumerate(sequence_length):
        turned[b, :n] = np.roll(turned[b, :n], 1, axis=0)
    return turned


@mistake_in(reverse_sequence)
def turned_round_in_place(inputs, sequence_length):
    """The values are right, but the inputs that were handed in are turned round themselves: work on a copy."""
    turned = reference.reverse_sequence(inputs, sequence_length)
    inputs[:] = turned
    return turned
