"""A composition: numbers near 1, without a look at what is new or at what is padding."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from solutions import capstone as reference
from solutions.capstone import real_steps


def draw_signals(rng):
    cases = (
        ((4, 5, 2), [5, 3, 1, 2], 3, [2, 5, 1]),  # all sizes different, lengths from 1 to T
        ((3, 4, 1), np.array([2, 3, 2]), 3, np.array([1, 3, 2])),  # N = M; every row is padded
        ((3, 3, 3), np.array([3, 0, 2]), 2, np.array([0, 2])),  # N = T = D; a row of length 0
        ((2, 6, 1), np.array([6, 6]), 2, np.array([6, 4])),  # no padding in what is learned from
    )
    for (N, T, D), sequence_length, M, new_sequence_length in cases:
        center, spread = rng.uniform(3, 9, D), rng.uniform(2, 4, D)
        inputs, new_inputs = center + spread * rng.normal(size=(N, T, D)), center + 2 * rng.normal(size=(M, T, D))
        yield inputs, sequence_length, new_inputs + 1, new_sequence_length


standardise = Exercise(
    reference.standardise,
    results=("inputs", "new_inputs"),
    draw=draw_signals,
    aspects=(
        Aspect("real steps to learn from", 1.5, path=(0,), where=lambda x, length, new, n: real_steps(x, length)),
        Aspect("real steps of new signals", 1, path=(1,), where=lambda x, length, new, n: real_steps(new, n)),
        Aspect("padding", 1, path=(0,), needs=("real steps to learn from",)),
        Aspect("padding of new signals", 0.5, path=(1,), needs=("real steps of new signals",)),
        Purity("no side effects", 1, needs=("real steps to learn from", "real steps of new signals")),
    ),
)


def scaled(inputs, sequence_length, mean, deviation):
    return np.where(real_steps(inputs, sequence_length)[..., np.newaxis], (inputs - mean) / deviation, 0)


def both(inputs, sequence_length, new_inputs, new_sequence_length, learned_from):
    """Both arrays, with the statistics of some values [.., D]."""
    mean, deviation = learned_from.mean(axis=0), learned_from.std(axis=0)
    return (
        scaled(inputs, sequence_length, mean, deviation),
        scaled(new_inputs, new_sequence_length, mean, deviation),
    )


def real_values(inputs, sequence_length):
    return inputs[real_steps(inputs, sequence_length)]


@mistake_in(standardise)
def padding_averaged_too(inputs, sequence_length, new_inputs, new_sequence_length):
    """The mean and the deviation are those of all steps, padding among them: only real steps tell something."""
    everything = inputs.reshape(-1, inputs.shape[2])
    return both(inputs, sequence_length, new_inputs, new_sequence_length, everything)


@mistake_in(standardise)
def padding_zeroed_then_averaged(inputs, sequence_length, new_inputs, new_sequence_length):
    """The padding was set to zero first, and the zeros then were averaged with the rest: they pull the mean down."""
    zeroed = np.where(real_steps(inputs, sequence_length)[..., np.newaxis], inputs, 0).reshape(-1, inputs.shape[2])
    return both(inputs, sequence_length, new_inputs, new_sequence_length, zeroed)


@mistake_in(standardise)
def new_signals_averaged_too(inputs, sequence_length, new_inputs, new_sequence_length):
    """The new signals have a part in the mean and the deviation: a leak, for nothing may be learned from them."""
    known = real_values(inputs, sequence_length), real_values(new_inputs, new_sequence_length)
    return both(inputs, sequence_length, new_inputs, new_sequence_length, np.concatenate(known))


@mistake_in(standardise)
def new_signals_by_their_own(inputs, sequence_length, new_inputs, new_sequence_length):
    """New signals are scaled by a mean and deviation of their own: a leak, and the same value then means two things."""
    known, new = real_values(inputs, sequence_length), real_values(new_inputs, new_sequence_length)
    return (
        scaled(inputs, sequence_length, known.mean(axis=0), known.std(axis=0)),
        scaled(new_inputs, new_sequence_length, new.mean(axis=0), new.std(axis=0)),
    )


@mistake_in(standardise)
def one_mean_for_all_inputs(inputs, sequence_length, new_inputs, new_sequence_length):
    """With one input this is right. With several, each has a mean and a deviation of its own; here they share one."""
    known = real_values(inputs, sequence_length).reshape(-1, 1)
    return both(inputs, sequence_length, new_inputs, new_sequence_length, known)


@mistake_in(standardise)
def deviation_of_a_sample(inputs, sequence_length, new_inputs, new_sequence_length):
    """Nearly right: the deviation is divided by one less than the number of values, not by the number."""
    known = real_values(inputs, sequence_length)
    statistics = known.mean(axis=0), known.std(axis=0, ddof=1)
    return (
        scaled(inputs, sequence_length, *statistics),
        scaled(new_inputs, new_sequence_length, *statistics),
    )


@mistake_in(standardise)
def divided_by_the_variance(inputs, sequence_length, new_inputs, new_sequence_length):
    """The mean is right. Divided is by the variance, so that the units do not cancel: its root is wanted."""
    known = real_values(inputs, sequence_length)
    statistics = known.mean(axis=0), known.var(axis=0)
    return (
        scaled(inputs, sequence_length, *statistics),
        scaled(new_inputs, new_sequence_length, *statistics),
    )


@mistake_in(standardise)
def mean_not_taken_away(inputs, sequence_length, new_inputs, new_sequence_length):
    """The values are divided by the deviation, but the mean is still in them."""
    deviation = real_values(inputs, sequence_length).std(axis=0)
    return (
        scaled(inputs, sequence_length, 0, deviation),
        scaled(new_inputs, new_sequence_length, 0, deviation),
    )


@mistake_in(standardise)
def not_divided(inputs, sequence_length, new_inputs, new_sequence_length):
    """The mean is taken away, but the values still have their own unit: divide by the deviation."""
    mean = real_values(inputs, sequence_length).mean(axis=0)
    return scaled(inputs, sequence_length, mean, 1), scaled(new_inputs, new_sequence_length, mean, 1)


@mistake_in(standardise)
def each_signal_by_its_own(inputs, sequence_length, new_inputs, new_sequence_length):
    """Every signal is scaled by a mean and a deviation of its own: its level and its height are then lost."""

    def one_by_one(signals, length):
        result = np.zeros_like(signals)
        for signal, T, scaled_signal in zip(signals, length, result, strict=True):
            if T:
                scaled_signal[:T] = (signal[:T] - signal[:T].mean(axis=0)) / signal[:T].std(axis=0)
        return result

    return one_by_one(inputs, sequence_length), one_by_one(new_inputs, new_sequence_length)


@mistake_in(standardise)
def padding_left(inputs, sequence_length, new_inputs, new_sequence_length):
    """The real steps are right. What stands past the end of a signal is scaled too, and should be 0."""
    known = real_values(inputs, sequence_length)
    return (inputs - known.mean(axis=0)) / known.std(axis=0), (new_inputs - known.mean(axis=0)) / known.std(axis=0)


@mistake_in(standardise)
def padding_zeroed_before_scaling(inputs, sequence_length, new_inputs, new_sequence_length):
    """The real steps are right. The padding was 0 before the mean was taken away, and is not 0 any more."""
    known = real_values(inputs, sequence_length)
    mean, deviation = known.mean(axis=0), known.std(axis=0)
    return (
        (scaled(inputs, sequence_length, 0, 1) - mean) / deviation,
        (scaled(new_inputs, new_sequence_length, 0, 1) - mean) / deviation,
    )


@mistake_in(standardise)
def scaled_in_place(inputs, sequence_length, new_inputs, new_sequence_length):
    """The values are right, but the arrays that were handed in are overwritten: work on copies."""
    results = reference.standardise(inputs, sequence_length, new_inputs, new_sequence_length)
    inputs[:], new_inputs[:] = results
    return results
