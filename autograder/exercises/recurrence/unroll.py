"""The loop over time: the same step again and again."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.recurrence._sequences import mixing_step, over_time
from solutions import recurrence as reference


def draw_sequences(rng):
    # all different; B = T; every size of the step alike, so that output and state can be swapped; T = 1; a single row
    for B, T, D, S, H in ((3, 5, 2, 4, 6), (4, 4, 2, 3, 5), (2, 3, 4, 4, 4), (3, 1, 2, 4, 5), (1, 4, 2, 3, 5)):
        yield mixing_step(rng, D, [S], H), rng.normal(size=(B, T, D)), rng.normal(size=(B, S))
    # inputs of whole numbers: outputs are none
    yield mixing_step(rng, 2, [3], 5), rng.integers(-3, 4, size=(2, 3, 2)), rng.normal(size=(2, 3))
    B, T, D, (S, R), H = 2, 4, 3, (2, 3), 4
    state = (rng.normal(size=(B, S)), [rng.normal(size=(B, R))])
    yield mixing_step(rng, D, [S, R], H), rng.normal(size=(B, T, D)), state


def first_step(step, inputs, initial_state):
    B, T, _ = inputs.shape
    return np.broadcast_to(np.arange(T) == 0, (B, T))


unroll = Exercise(
    reference.unroll,
    results=("outputs", "state"),
    draw=draw_sequences,
    aspects=(
        Aspect(
            "first outputs",
            0.5,
            path=(0,),
            where=first_step,
            hint="The first step is given the first input of every row and the initial state; outputs are [B, T, H].",
        ),
        Aspect(
            "all outputs",
            1.5,
            path=(0,),
            needs=("first outputs",),
            hint="Each later step is given the next input, and the state that the step before it has returned.",
        ),
        Aspect(
            "final state",
            1,
            path=(1,),
            needs=("all outputs",),
            hint="A step returns an output and a state, which may differ; wanted is the state that the last step "
            "returned.",
        ),
        Purity("no side effects", 1, needs=("all outputs", "final state")),
    ),
)


def run(step, xs, state):
    """The outputs of the steps over these inputs, and the state after each."""
    outputs, states = [], []
    for x in xs:
        output, state = step(x, state)
        outputs.append(output)
        states.append(state)
    return outputs, states


@mistake_in(unroll)
def initial_state_at_every_step(step, inputs, initial_state):
    """Every step starts from the initial state: nothing is remembered from one step to the next."""
    outputs, states = zip(*(step(x, initial_state) for x in over_time(inputs)), strict=True)
    return np.stack(outputs, axis=1), states[-1]


@mistake_in(unroll)
def first_input_at_every_step(step, inputs, initial_state):
    """Every step is given the first input: does the index that reads the inputs move along with the loop?"""
    return reference.unroll(step, np.repeat(inputs[:, :1], inputs.shape[1], axis=1), initial_state)


@mistake_in(unroll)
def inputs_one_step_late(step, inputs, initial_state):
    """Every step reads the input before its own, and the first step the last one, for -1 is an index too: from which
    number does your loop count?"""
    return reference.unroll(step, np.roll(inputs, 1, axis=1), initial_state)


@mistake_in(unroll)
def step_taken_twice(step, inputs, initial_state):
    """Every output comes from a state that has already seen the same input: take each step once, and keep both things
    that it returns."""
    outputs, state = [], initial_state
    for x in over_time(inputs):
        _, state = step(x, state)
        outputs.append(step(x, state)[0])
    return np.stack(outputs, axis=1), state


@mistake_in(unroll)
def rows_read_as_steps(step, inputs, initial_state):
    """What a step is given is one row of the batch with all its times. It should be one time, for all rows: which axis
    of the inputs is time?"""
    outputs, states = run(step, [inputs[t] for t in range(inputs.shape[1])], initial_state)
    return np.stack(outputs, axis=1), states[-1]


@mistake_in(unroll)
def last_step_left_out(step, inputs, initial_state):
    """The loop ends one step too early: the last input is never read."""
    return reference.unroll(step, inputs[:, :-1], initial_state)


@mistake_in(unroll)
def first_step_left_out(step, inputs, initial_state):
    """The loop starts one step too late: the first input is never read."""
    return reference.unroll(step, inputs[:, 1:], initial_state)


@mistake_in(unroll)
def time_runs_backwards(step, inputs, initial_state):
    """The loop reads the last input first: a sequence is read from its first step to its last."""
    return reference.unroll(step, inputs[:, ::-1], initial_state)


@mistake_in(unroll)
def time_runs_backwards_into_place(step, inputs, initial_state):
    """The loop reads the last input first, although each output stands in the right place afterwards."""
    outputs, state = reference.unroll(step, inputs[:, ::-1], initial_state)
    return outputs[:, ::-1], state


@mistake_in(unroll)
def outputs_in_reverse(step, inputs, initial_state):
    """The outputs themselves are right, and they stand in the wrong order: the last one comes first."""
    outputs, state = reference.unroll(step, inputs, initial_state)
    return outputs[:, ::-1], state


@mistake_in(unroll)
def outputs_time_major(step, inputs, initial_state):
    """The outputs are there, and their axes are [T, B, H] instead of [B, T, H]: think about the axis along which they
    are stacked."""
    outputs, state = reference.unroll(step, inputs, initial_state)
    return over_time(outputs), state


@mistake_in(unroll)
def outputs_time_last(step, inputs, initial_state):
    """The outputs are there, and time is their last axis, where it should be the second: think about the axis along
    which they are stacked."""
    outputs, state = reference.unroll(step, inputs, initial_state)
    return np.moveaxis(outputs, 1, -1), state


@mistake_in(unroll)
def outputs_reshaped(step, inputs, initial_state):
    """The shape is right, and rows and times are mixed up in it: a reshape does not exchange two axes."""
    outputs, state = reference.unroll(step, inputs, initial_state)
    return over_time(outputs).reshape(outputs.shape), state


@mistake_in(unroll)
def outputs_run_together(step, inputs, initial_state):
    """The outputs of all steps have run together along one axis: time needs an axis of its own."""
    outputs, state = reference.unroll(step, inputs, initial_state)
    return outputs.reshape(len(outputs), -1), state


@mistake_in(unroll)
def one_buffer_for_all_outputs(step, inputs, initial_state):
    """Every output is the last one: it looks as if all steps wrote into the same array."""
    outputs, state = reference.unroll(step, inputs, initial_state)
    return np.repeat(outputs[:, -1:], outputs.shape[1], axis=1), state


@mistake_in(unroll)
def last_output_only(step, inputs, initial_state):
    """This is the output of the last step; what is wanted are the outputs of all of them."""
    outputs, state = reference.unroll(step, inputs, initial_state)
    return outputs[:, -1], state


@mistake_in(unroll)
def states_for_outputs(step, inputs, initial_state):
    """These are the states of all steps. A step returns two things: look which of them you collect."""
    _, states = run(step, over_time(inputs), initial_state)
    return np.stack(states, axis=1), states[-1]


@mistake_in(unroll)
def step_results_swapped(step, inputs, initial_state):
    """The two things that a step returns are taken one for the other: look at their order."""
    outputs, states = run(lambda x, state: step(x, state)[::-1], over_time(inputs), initial_state)
    return np.stack(outputs, axis=1), states[-1]


@mistake_in(unroll)
def last_output_for_state(step, inputs, initial_state):
    """The outputs are right; what is returned beside them is the last output, and it should be the state."""
    outputs, _ = reference.unroll(step, inputs, initial_state)
    return outputs, outputs[:, -1]


@mistake_in(unroll)
def initial_state_returned(step, inputs, initial_state):
    """The outputs are right; the state returned beside them is the one that was handed in."""
    outputs, _ = reference.unroll(step, inputs, initial_state)
    return outputs, initial_state


@mistake_in(unroll)
def state_before_the_last_step(step, inputs, initial_state):
    """The outputs are right; the state returned beside them is one step too old."""
    outputs, states = run(step, over_time(inputs), initial_state)
    return np.stack(outputs, axis=1), [initial_state, *states][-2]


@mistake_in(unroll)
def all_states_returned(step, inputs, initial_state):
    """The outputs are right; of the states only the one after the last step is wanted."""
    outputs, states = run(step, over_time(inputs), initial_state)
    return np.stack(outputs, axis=1), states


@mistake_in(unroll)
def initial_state_overwritten(step, inputs, initial_state):
    """The values are right, but the initial state that was handed in is overwritten along the way, and whoever called
    still needs it."""
    outputs, state = reference.unroll(step, inputs, initial_state)
    reference.map_state(np.copyto, initial_state, state)
    return outputs, state
