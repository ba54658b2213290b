"""The loop over rows of different lengths."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.recurrence._sequences import mixing_step, over_time, real
from solutions import recurrence as reference


def draw_padded_sequences(rng):
    cases = (
        ((3, 5, 2, 4, 6), np.array([5, 1, 0])),  # all sizes different
        ((3, 6, 2, 4, 5), [2, 4, 3]),  # a list; every row has padding
        ((4, 5, 2, 4, 4), np.array([3, 0, 5, 2])),  # B = H: a mask along the wrong axis has the right shape
        ((3, 1, 2, 4, 5), [1, 0, 1]),  # T = 1
        ((1, 4, 2, 3, 5), np.array([3])),  # a single row
    )
    for (B, T, D, S, H), sequence_length in cases:
        step, initial_state = mixing_step(rng, D, [S], H), rng.normal(size=(B, S))
        yield step, rng.normal(size=(B, T, D)), initial_state, sequence_length
    B, T, D, (S, R), H = 3, 4, 2, (2, 3), 4
    step = mixing_step(rng, D, [S, R], H)
    state = (rng.normal(size=(B, S)), [rng.normal(size=(B, R))])
    yield step, rng.normal(size=(B, T, D)), state, np.array([2, 4, 0])


def state_is_nested(step, inputs, initial_state, sequence_length):
    return isinstance(initial_state, tuple)


def state_is_one_array(*arguments):
    return not state_is_nested(*arguments)


dynamic_unroll = Exercise(
    reference.dynamic_unroll,
    results=("outputs", "state"),
    draw=draw_padded_sequences,
    aspects=(
        Aspect(
            "outputs at real steps",
            1,
            path=(0,),
            where=lambda step, inputs, state, length: real(inputs, length),
            when=state_is_one_array,
            hint="At real steps this is `unroll`: until its end, a row should not notice that others are shorter.",
        ),
        Aspect(
            "outputs past the end",
            1.5,
            path=(0,),
            when=state_is_one_array,
            needs=("outputs at real steps",),
            hint="Past the end of a row its outputs are zeros. The first step is at index 0: at which index is the "
            "end?",
        ),
        Aspect(
            "final state",
            1,
            path=(1,),
            where=lambda step, inputs, state, length: np.greater(length, 0),
            when=state_is_one_array,
            needs=("outputs at real steps",),
            hint="Each row's final state is the one after its own last real step.",
        ),
        Aspect(
            "final state of rows of length 0",
            0.5,
            path=(1,),
            when=state_is_one_array,
            needs=("final state",),
            hint="A row of length 0 takes no step: which state does it begin with, and what could have changed it?",
        ),
        Aspect(
            "nested states",
            1,
            when=state_is_nested,
            needs=("outputs past the end", "final state of rows of length 0"),
            hint="A state may be a tuple of arrays, or tuples in a tuple: every array in it stops with its row.",
        ),
        Purity("no side effects", 1, needs=("nested states",)),
    ),
)


def masked_unroll(step, inputs, initial_state, running):
    """`dynamic_unroll` with another idea of when a row is running: `running(t)` is a mask for one array of a step."""
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        output, new_state = step(inputs[:, t], state)
        outputs.append(np.where(running(t), output, 0))
        state = reference.map_state(lambda new, old, t=t: np.where(running(t), new, old), new_state, state)
    return np.stack(outputs, axis=1), state


@mistake_in(dynamic_unroll)
def lengths_ignored(step, inputs, initial_state, sequence_length):
    """All rows run to the end: the padding is read as if it were part of the sequence."""
    return reference.unroll(step, inputs, initial_state)


@mistake_in(dynamic_unroll)
def mask_one_step_too_long(step, inputs, initial_state, sequence_length):
    """Each row runs one step too long. The steps are counted from 0: at which t does a row of length 1 end?"""
    return reference.dynamic_unroll(step, inputs, initial_state, np.add(sequence_length, 1))


@mistake_in(dynamic_unroll)
def mask_one_step_too_short(step, inputs, initial_state, sequence_length):
    """Each row ends one step too early. The steps are counted from 0: at which t does a row of length 1 end?"""
    return reference.dynamic_unroll(step, inputs, initial_state, np.subtract(sequence_length, 1))


@mistake_in(dynamic_unroll)
def mask_the_wrong_way_round(step, inputs, initial_state, sequence_length):
    """The mask is the wrong way round: rows stand still on their real steps and run on their padding."""
    past = ~real(inputs, sequence_length)
    return masked_unroll(step, inputs, initial_state, lambda t: past[:, t, np.newaxis])


@mistake_in(dynamic_unroll)
def mask_across_units(step, inputs, initial_state, sequence_length):
    """The mask has one value for each row, and here it has been laid along the units, which fits only when B = H: on
    which axis of the array are the rows?"""
    now = real(inputs, sequence_length)
    return masked_unroll(step, inputs, initial_state, lambda t: now[:, t])


@mistake_in(dynamic_unroll)
def padding_taken_to_be_in_front(step, inputs, initial_state, sequence_length):
    """Each row runs the right number of steps, and they are its last ones: at which end is the padding?"""
    now = real(inputs, sequence_length)[:, ::-1]
    return masked_unroll(step, inputs, initial_state, lambda t: now[:, t, np.newaxis])


@mistake_in(dynamic_unroll)
def all_rows_as_long_as_the_longest(step, inputs, initial_state, sequence_length):
    """All rows run as long as the longest one. The shorter ones have ended by then."""
    return reference.dynamic_unroll(step, inputs, initial_state, np.full(len(inputs), max(sequence_length)))


@mistake_in(dynamic_unroll)
def all_rows_as_long_as_the_shortest(step, inputs, initial_state, sequence_length):
    """All rows end with the shortest one. The longer ones still have steps to go."""
    return reference.dynamic_unroll(step, inputs, initial_state, np.full(len(inputs), min(sequence_length)))


@mistake_in(dynamic_unroll)
def all_rows_as_long_as_the_first(step, inputs, initial_state, sequence_length):
    """All rows run as long as the first one: each has a length of its own."""
    return reference.dynamic_unroll(step, inputs, initial_state, np.full(len(inputs), sequence_length[0]))


@mistake_in(dynamic_unroll)
def empty_rows_take_a_step(step, inputs, initial_state, sequence_length):
    """A row of length 0 takes a step here. It has none to take."""
    return reference.dynamic_unroll(step, inputs, initial_state, np.maximum(sequence_length, 1))


@mistake_in(dynamic_unroll)
def state_runs_on(step, inputs, initial_state, sequence_length):
    """The outputs are right, but the state runs on over the padding: what should it be once a row has ended?"""
    outputs, _ = reference.dynamic_unroll(step, inputs, initial_state, sequence_length)
    return outputs, reference.unroll(step, inputs, initial_state)[1]


@mistake_in(dynamic_unroll)
def state_forgotten_at_the_end(step, inputs, initial_state, sequence_length):
    """The outputs are right, but a row that has ended loses its state: it becomes zeros. It should stay what it was
    after the last real step."""
    outputs, state = reference.dynamic_unroll(step, inputs, initial_state, sequence_length)
    whole = np.equal(sequence_length, inputs.shape[1])[:, np.newaxis]
    return outputs, reference.map_state(lambda array: array * whole, state)


@mistake_in(dynamic_unroll)
def empty_rows_end_in_zero(step, inputs, initial_state, sequence_length):
    """A row of length 0 ends in a state of zeros here. It never left the state that it began with."""
    outputs, state = reference.dynamic_unroll(step, inputs, initial_state, sequence_length)
    some = np.greater(sequence_length, 0)[:, np.newaxis]
    return outputs, reference.map_state(lambda array: array * some, state)


@mistake_in(dynamic_unroll)
def initial_state_after_the_end(step, inputs, initial_state, sequence_length):
    """The outputs are right, but a row that has ended falls back to its initial state: it should keep the state after
    its last real step."""
    outputs, state = reference.dynamic_unroll(step, inputs, initial_state, sequence_length)
    whole = np.equal(sequence_length, inputs.shape[1])[:, np.newaxis]
    return outputs, reference.map_state(lambda new, old: np.where(whole, new, old), state, initial_state)


@mistake_in(dynamic_unroll)
def outputs_end_with_the_longest(step, inputs, initial_state, sequence_length):
    """The outputs end with the longest row. They should have a column for each of the T steps, the last ones with zeros
    where every row has ended."""
    outputs, state = reference.dynamic_unroll(step, inputs, initial_state, sequence_length)
    return outputs[:, : max(sequence_length)], state


@mistake_in(dynamic_unroll)
def state_one_step_too_far(step, inputs, initial_state, sequence_length):
    """The outputs are right, but each state takes one step more than its row has: state and output of a row should stop
    at the same time."""
    outputs, _ = reference.dynamic_unroll(step, inputs, initial_state, sequence_length)
    return outputs, reference.dynamic_unroll(step, inputs, initial_state, np.add(sequence_length, 1))[1]


@mistake_in(dynamic_unroll)
def initial_state_returned(step, inputs, initial_state, sequence_length):
    """The outputs are right; the state returned beside them is the one that was handed in."""
    outputs, _ = reference.dynamic_unroll(step, inputs, initial_state, sequence_length)
    return outputs, initial_state


@mistake_in(dynamic_unroll)
def newest_state_returned(step, inputs, initial_state, sequence_length):
    """The outputs are right, and each state stops with its row. But what is returned is the state as the last step gave
    it, before the rows that have ended kept theirs."""
    outputs, _ = reference.dynamic_unroll(step, inputs, initial_state, sequence_length)
    _, before = reference.dynamic_unroll(step, inputs, initial_state, np.minimum(sequence_length, inputs.shape[1] - 1))
    return outputs, step(inputs[:, -1], before)[1]


@mistake_in(dynamic_unroll)
def outputs_masked_the_wrong_way_round(step, inputs, initial_state, sequence_length):
    """The states are right, but the outputs are zero at real steps and not zero past the end: which of its two choices
    does `np.where` take where the mask is true?"""
    outputs, state = outputs_not_zeroed(step, inputs, initial_state, sequence_length)
    return np.where(real(inputs, sequence_length)[..., np.newaxis], 0, outputs), state


@mistake_in(dynamic_unroll)
def state_masked_the_wrong_way_round(step, inputs, initial_state, sequence_length):
    """The zeros stand in the right places, but a state stands still while its row is running, and moves on after its
    end: which of its two choices does `np.where` take where the mask is true?"""
    past = ~real(inputs, sequence_length)
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        output, new = step(inputs[:, t], state)
        outputs.append(np.where(past[:, t, np.newaxis], 0, output))
        state = reference.map_state(lambda new, old, t=t: np.where(past[:, t, np.newaxis], new, old), new, state)
    return np.stack(outputs, axis=1), state


@mistake_in(dynamic_unroll)
def inputs_one_step_late(step, inputs, initial_state, sequence_length):
    """Every step reads the input before its own, and the first step the last one, for -1 is an index too: from which
    number does your loop count?"""
    return reference.dynamic_unroll(step, np.roll(inputs, 1, axis=1), initial_state, sequence_length)


@mistake_in(dynamic_unroll)
def only_first_array_held(step, inputs, initial_state, sequence_length):
    """Where a state has several arrays, only the first one stops with its row: the others run on."""
    outputs, held = reference.dynamic_unroll(step, inputs, initial_state, sequence_length)
    if not isinstance(initial_state, tuple):
        return outputs, held
    state = initial_state
    for t, now in enumerate(real(inputs, sequence_length).T):
        output, new = step(inputs[:, t], state)
        outputs[:, t] = output * now[:, np.newaxis]
        state = (np.where(now[:, np.newaxis], new[0], state[0]), *new[1:])
    return outputs, state


@mistake_in(dynamic_unroll)
def outputs_not_zeroed(step, inputs, initial_state, sequence_length):
    """The states are right, but past the end of a row its outputs are not zero: there they should not be what the step
    gives."""
    outputs, state = reference.dynamic_unroll(step, inputs, initial_state, sequence_length)
    still = np.stack([step(x, state)[0] for x in over_time(inputs)], axis=1)
    return np.where(real(inputs, sequence_length)[..., np.newaxis], outputs, still), state


@mistake_in(dynamic_unroll)
def last_output_repeated(step, inputs, initial_state, sequence_length):
    """Past the end of a row its last output is repeated, as Keras would do it. Here zeros are wanted."""
    outputs, state = reference.dynamic_unroll(step, inputs, initial_state, sequence_length)
    last = reference.last_output(outputs, sequence_length)[:, np.newaxis]
    return np.where(real(inputs, sequence_length)[..., np.newaxis], outputs, last), state


@mistake_in(dynamic_unroll)
def inputs_zeroed_instead(step, inputs, initial_state, sequence_length):
    """The padding is set to zero and then read all the same: a step on zeros still changes the state."""
    return reference.unroll(step, inputs * real(inputs, sequence_length)[..., np.newaxis], initial_state)


@mistake_in(dynamic_unroll)
def inputs_and_outputs_zeroed(step, inputs, initial_state, sequence_length):
    """The outputs are right, but the state goes on after the end, over zeros: a step on zeros still changes it."""
    outputs, _ = reference.dynamic_unroll(step, inputs, initial_state, sequence_length)
    return outputs, inputs_zeroed_instead(step, inputs, initial_state, sequence_length)[1]


@mistake_in(dynamic_unroll)
def outputs_time_major(step, inputs, initial_state, sequence_length):
    """The outputs are there, and their axes are [T, B, H] instead of [B, T, H]: think about the axis along which they
    are stacked."""
    outputs, state = reference.dynamic_unroll(step, inputs, initial_state, sequence_length)
    return over_time(outputs), state


@mistake_in(dynamic_unroll)
def initial_state_at_every_step(step, inputs, initial_state, sequence_length):
    """Every step starts from the initial state: nothing is remembered from one step to the next."""
    outputs = np.stack([step(x, initial_state)[0] for x in over_time(inputs)], axis=1)
    last = [step(reference.last_output(inputs, sequence_length), initial_state)[1], initial_state]
    some = np.greater(sequence_length, 0)[:, np.newaxis]
    state = reference.map_state(lambda new, old: np.where(some, new, old), *last)
    return outputs * real(inputs, sequence_length)[..., np.newaxis], state


@mistake_in(dynamic_unroll)
def lengths_counted_down(step, inputs, initial_state, sequence_length):
    """The values are right, but the lengths that were handed in are changed: count on a copy of them."""
    results = reference.dynamic_unroll(step, inputs, initial_state, sequence_length)
    for b in range(len(sequence_length)):
        sequence_length[b] -= inputs.shape[1]
    return results


@mistake_in(dynamic_unroll)
def padding_cleared_in_place(step, inputs, initial_state, sequence_length):
    """The values are right, but the padding of the inputs that were handed in is overwritten: work on a copy, or leave
    the inputs alone."""
    inputs *= real(inputs, sequence_length)[..., np.newaxis]
    return reference.dynamic_unroll(step, inputs, initial_state, sequence_length)
