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


def one_input(inputs, *others):
    return inputs.shape[2] == 1


def is_real(inputs, sequence_length, new_inputs, new_sequence_length):
    return real_steps(inputs, sequence_length)


def is_real_and_new(inputs, sequence_length, new_inputs, new_sequence_length):
    return real_steps(new_inputs, new_sequence_length)


standardise = Exercise(
    reference.standardise,
    results=("inputs", "new_inputs"),
    draw=draw_signals,
    aspects=(
        Aspect(
            "real steps of one input",
            0.5,
            path=(0,),
            when=one_input,
            where=is_real,
            hint="Mean and deviation are those of all real steps together; the one is taken away, by the other is "
            "divided.",
        ),
        Aspect(
            "real steps of several inputs",
            1,
            path=(0,),
            when=lambda *case: not one_input(*case),
            where=is_real,
            hint="Each of the D inputs has a mean and a deviation of its own, over the real steps of all signals.",
        ),
        Aspect(
            "real steps of new signals",
            1,
            path=(1,),
            where=is_real_and_new,
            hint="New signals are scaled by the mean and the deviation that were found without them.",
        ),
        Aspect(
            "padding",
            1,
            path=(0,),
            where=lambda *case: ~is_real(*case),
            needs=("real steps of one input",),
            hint="Past the end of a signal stands 0 in the result: what is there before and after it is scaled?",
        ),
        Aspect(
            "padding of new signals",
            0.5,
            path=(1,),
            where=lambda *case: ~is_real_and_new(*case),
            needs=("real steps of new signals",),
            hint="New signals have lengths of their own, and past their ends stands 0 as well.",
        ),
        Purity("no side effects", 1, needs=("real steps of several inputs", "real steps of new signals")),
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
    """With one input this is right. With several, each has a mean and a deviation of its own; here they share one of
    each."""
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
    """The mean is right. The values are divided by the variance, whose unit is another one: the deviation is its
    root."""
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
    """The mean is taken away, but the values spread as widely as before: what is a standard deviation there for?"""
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
def between_0_and_1(inputs, sequence_length, new_inputs, new_sequence_length):
    """The values are moved between 0 and 1, by the least and the greatest of them: mean and standard deviation are
    wanted."""
    known = real_values(inputs, sequence_length)
    least, width = known.min(axis=0), known.max(axis=0) - known.min(axis=0)
    return scaled(inputs, sequence_length, least, width), scaled(new_inputs, new_sequence_length, least, width)


@mistake_in(standardise)
def means_for_each_step(inputs, sequence_length, new_inputs, new_sequence_length):
    """There is a mean and a deviation for each step, over the signals, padding among them: one of each is wanted for an
    input, over all real steps."""
    mean, deviation = inputs.mean(axis=0), inputs.std(axis=0)
    return scaled(inputs, sequence_length, mean, deviation), scaled(new_inputs, new_sequence_length, mean, deviation)


@mistake_in(standardise)
def new_signals_left_as_they_were(inputs, sequence_length, new_inputs, new_sequence_length):
    """The signals to learn from are right. The new ones still have their own unit, and a model would not know them."""
    result, _ = reference.standardise(inputs, sequence_length, new_inputs, new_sequence_length)
    return result, scaled(new_inputs, new_sequence_length, 0, 1)


@mistake_in(standardise)
def padding_of_new_signals_left(inputs, sequence_length, new_inputs, new_sequence_length):
    """The signals to learn from are right, and so are the real steps of the new ones. What stands past their ends
    should be 0 too."""
    result, _ = reference.standardise(inputs, sequence_length, new_inputs, new_sequence_length)
    known = real_values(inputs, sequence_length)
    return result, (new_inputs - known.mean(axis=0)) / known.std(axis=0)


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
