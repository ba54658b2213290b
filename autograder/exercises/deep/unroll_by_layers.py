"""A stack over time, one layer after the other."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.deep._stack import mixing_layers
from autograder.exercises.recurrence._sequences import over_time
from solutions import deep as reference
from solutions.recurrence import unroll


def draw_sequences(rng):
    # All different; every size alike, so that anything fits anywhere; a single layer; T = 1; a single row.
    for B, T, D, layers in (
        (3, 5, 2, [([4], 6), ([3], 7)]),
        (4, 4, 4, [([4], 4)] * 3),
        (2, 3, 3, [([4], 5)]),
        (3, 1, 2, [([4], 5), ([2], 4)]),
        (1, 4, 2, [([3], 4), ([2], 3), ([5], 4)]),
    ):
        states = [rng.normal(size=(B, S)) for [S], _ in layers]
        yield mixing_layers(rng, D, *layers), rng.normal(size=(B, T, D)), states
    B, T, D = 2, 4, 3
    nested = ((rng.normal(size=(B, 2)), [rng.normal(size=(B, 3))]), rng.normal(size=(B, 4)))
    yield mixing_layers(rng, D, ([2, 3], 5), ([4], 3)), rng.normal(size=(B, T, D)), nested


def one_layer(layers, inputs, initial_states):
    return len(layers) == 1


def in_a_list(layers, inputs, initial_states):
    return isinstance(initial_states, list)


def several_layers(*case):
    return in_a_list(*case) and not one_layer(*case)


unroll_by_layers = Exercise(
    reference.unroll_by_layers,
    results=("outputs", "states"),
    draw=draw_sequences,
    aspects=(
        Aspect(
            "outputs of one layer",
            0.5,
            path=(0,),
            when=one_layer,
            hint="With a single layer this is a loop over time: what it puts out at each step, along the second axis.",
        ),
        Aspect(
            "outputs of several layers",
            1,
            path=(0,),
            when=several_layers,
            hint="All outputs of a layer, one for each step, are the inputs of the layer above it.",
        ),
        Aspect(
            "final states",
            1,
            path=(1,),
            when=in_a_list,
            hint="Each layer has its own initial state, and its final state is what its last step returns beside the "
            "output.",
        ),
        Aspect(
            "a tuple of states of any kind",
            1,
            when=lambda *case: not in_a_list(*case),
            hint="The states may come in a tuple, and each may be a pair or nested: hand it on without looking inside.",
        ),
        Purity("no side effects", 0.5, needs=("outputs of several layers", "final states")),
    ),
)


def runs_of(layers, inputs, initial_states, handed_up=lambda outputs, state: outputs, run=unroll):
    """[(outputs, final state)], one for each layer, for another idea of what a layer hands to the one above it."""
    runs = []
    for layer, initial_state in zip(layers, initial_states, strict=True):
        runs.append(run(layer, inputs, initial_state))
        inputs = handed_up(*runs[-1])
    return runs


def collected(runs):
    """The outputs of the last layer, and the final states of all."""
    return runs[-1][0], tuple(state for _, state in runs)


@mistake_in(unroll_by_layers)
def inputs_for_every_layer(layers, inputs, initial_states):
    """Every layer runs over the inputs. Only the lowest should: what does the second layer read?"""
    return collected(runs_of(layers, inputs, initial_states, handed_up=lambda *_: inputs))


@mistake_in(unroll_by_layers)
def last_output_handed_up(layers, inputs, initial_states):
    """A layer hands up its last output only, again and again. The one above it needs what it put out at each step."""
    last = lambda outputs, _: np.repeat(outputs[:, -1:], outputs.shape[1], axis=1)  # noqa: E731
    return collected(runs_of(layers, inputs, initial_states, handed_up=last))


@mistake_in(unroll_by_layers)
def last_output_runs_one_step(layers, inputs, initial_states):
    """Above the first layer there is one step only: a layer hands up all of its outputs, not just the last."""
    return collected(runs_of(layers, inputs, initial_states, handed_up=lambda outputs, _: outputs[:, -1:]))


@mistake_in(unroll_by_layers)
def outputs_one_step_late(layers, inputs, initial_states):
    """A layer reads what the one below put out one step earlier. Both belong to the same step."""
    late = lambda outputs, _: np.concatenate([0 * outputs[:, :1], outputs[:, :-1]], axis=1)  # noqa: E731
    return collected(runs_of(layers, inputs, initial_states, handed_up=late))


@mistake_in(unroll_by_layers)
def final_state_starts_the_layer_above(layers, inputs, initial_states):
    """A layer starts from the state in which the one below it ended. Each has an initial state of its own."""
    state, runs = initial_states[0], []
    for layer in layers:
        runs.append(unroll(layer, inputs, state))
        inputs, state = runs[-1]
    return collected(runs)


@mistake_in(unroll_by_layers)
def first_state_for_every_layer(layers, inputs, initial_states):
    """Every layer starts from the initial state of the first. There is one for each layer."""
    return collected(runs_of(layers, inputs, [initial_states[0]] * len(layers)))


@mistake_in(unroll_by_layers)
def initial_state_at_every_step(layers, inputs, initial_states):
    """Each layer takes every step from its initial state: nothing is remembered from one step to the next."""

    def run(layer, inputs, initial_state):
        made = [layer(x, initial_state) for x in over_time(inputs)]
        return np.stack([output for output, _ in made], axis=1), made[-1][1]

    return collected(runs_of(layers, inputs, initial_states, run=run))


@mistake_in(unroll_by_layers)
def states_read_by_the_layer_above(layers, inputs, initial_states):
    """A layer hands up its states, where it should hand up its outputs: a step returns both."""
    runs, read = [], inputs
    for layer, initial_state in zip(layers, initial_states, strict=True):
        runs.append(unroll(layer, read, initial_state))
        read, _ = unroll(lambda x, state, layer=layer: (layer(x, state)[1],) * 2, read, initial_state)
    return collected(runs)


@mistake_in(unroll_by_layers)
def last_state_only(layers, inputs, initial_states):
    """The outputs are right. Of the final states only that of the last layer is returned."""
    outputs, states = reference.unroll_by_layers(layers, inputs, initial_states)
    return outputs, states[-1]


@mistake_in(unroll_by_layers)
def initial_states_returned(layers, inputs, initial_states):
    """The outputs are right; the states beside them are those that were handed in."""
    return reference.unroll_by_layers(layers, inputs, initial_states)[0], initial_states


@mistake_in(unroll_by_layers)
def states_in_reverse(layers, inputs, initial_states):
    """The outputs are right, and the states stand in the wrong order: that of the last layer is first."""
    outputs, states = reference.unroll_by_layers(layers, inputs, initial_states)
    return outputs, states[::-1]


@mistake_in(unroll_by_layers)
def all_outputs_returned(layers, inputs, initial_states):
    """The outputs of all layers are returned; those of the last layer are wanted."""
    runs = runs_of(layers, inputs, initial_states)
    return [outputs for outputs, _ in runs], tuple(state for _, state in runs)


@mistake_in(unroll_by_layers)
def outputs_of_the_first_layer(layers, inputs, initial_states):
    """All layers run, and the outputs returned are those of the first: which layer's outputs leave the stack?"""
    runs = runs_of(layers, inputs, initial_states)
    return runs[0][0], tuple(state for _, state in runs)


@mistake_in(unroll_by_layers)
def last_layer_first(layers, inputs, initial_states):
    """The stack is upside down: the first layer in the list is the lowest one, and it reads the inputs."""
    outputs, states = reference.unroll_by_layers(layers[::-1], inputs, initial_states[::-1])
    return outputs, states[::-1]


@mistake_in(unroll_by_layers)
def last_output_returned(layers, inputs, initial_states):
    """This is the stack's output at the last step; those of all steps are wanted."""
    outputs, states = reference.unroll_by_layers(layers, inputs, initial_states)
    return outputs[:, -1], states


@mistake_in(unroll_by_layers)
def outputs_side_by_side(layers, inputs, initial_states):
    """The outputs of all steps stand side by side in one long row. Time should have an axis of its own."""
    outputs, states = reference.unroll_by_layers(layers, inputs, initial_states)
    return outputs.reshape(len(outputs), -1), states


@mistake_in(unroll_by_layers)
def last_step_left_out(layers, inputs, initial_states):
    """The last step of every row is missing: how often does the loop over time run?"""
    return reference.unroll_by_layers(layers, inputs[:, :-1], initial_states)


@mistake_in(unroll_by_layers)
def outputs_time_major(layers, inputs, initial_states):
    """The outputs are there, and their axes are [T, B, H]: think about the axis along which they are stacked."""
    outputs, states = reference.unroll_by_layers(layers, inputs, initial_states)
    return over_time(outputs), states


@mistake_in(unroll_by_layers)
def initial_states_replaced(layers, inputs, initial_states):
    """The values are right, but the list of initial states that was handed in holds the final ones now, and into a
    tuple none can be put: make a list of your own."""
    outputs, states = reference.unroll_by_layers(layers, inputs, initial_states)
    for layer, state in enumerate(states):
        initial_states[layer] = state
    return outputs, states


@mistake_in(unroll_by_layers)
def inputs_overwritten(layers, inputs, initial_states):
    """The values are right, but the inputs that were handed in are overwritten with outputs."""
    outputs, states = reference.unroll_by_layers(layers, inputs, initial_states)
    inputs[...] = outputs if outputs.shape == inputs.shape else 0
    return outputs, states
