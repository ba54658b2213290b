"""One step of a stack of layers."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.deep._stack import mixing_layers, steps_made
from solutions import deep as reference


def draw_stacks(rng):
    # All different; every size alike, so that anything fits anywhere; a single layer; a single row.
    for B, D, layers in (
        (3, 2, [([4], 5), ([3], 6)]),
        (4, 4, [([4], 4)] * 3),
        (2, 3, [([4], 5)]),
        (1, 2, [([3], 4), ([2], 3), ([5], 4)]),
    ):
        states = [rng.normal(size=(B, S)) for [S], _ in layers]
        yield rng.normal(size=(B, D)), states, mixing_layers(rng, D, *layers)
    # States that are pairs, states that are nested, states in a tuple.
    B, normal = 3, rng.normal
    nested = (
        (normal(size=(B, 2)), normal(size=(B, 3))),
        normal(size=(B, 4)),
        (normal(size=(B, 2)), [normal(size=(B, 1))]),
    )
    yield rng.normal(size=(B, 2)), nested, mixing_layers(rng, 2, ([2, 3], 4), ([4], 3), ([2, 1], 5))


def in_a_list(x, states, layers):
    return isinstance(states, list)


stacked_step = Exercise(
    reference.stacked_step,
    results=("output", "states"),
    draw=draw_stacks,
    aspects=(
        Aspect(
            "output",
            1.5,
            path=(0,),
            when=in_a_list,
            hint="The output is that of the last layer, after each layer has read what the one below it put out.",
        ),
        Aspect(
            "states",
            1.5,
            path=(1,),
            when=in_a_list,
            hint="A layer starts from its own entry in states and leaves one new state, in the same place.",
        ),
        Aspect(
            "a tuple of states of any kind",
            1,
            when=lambda *case: not in_a_list(*case),
            hint="The states may come in a tuple, and a state may be a pair or nested: hand each on to its layer as it "
            "is.",
        ),
        Purity("no side effects", 1, needs=("output", "states")),
    ),
)


@mistake_in(stacked_step)
def x_for_every_layer(x, states, layers):
    """Every layer reads x, side by side. Only the lowest one should: what does the second layer of a stack read?"""
    made = [layer(x, state) for layer, state in zip(layers, states, strict=True)]
    return made[-1][0], tuple(state for _, state in made)


@mistake_in(stacked_step)
def state_read_by_the_layer_above(x, states, layers):
    """Each layer hands its new state up, where it should hand up its output: a step returns both, in which order?"""
    new_states = []
    for layer, state in zip(layers, states, strict=True):
        output, x = layer(x, state)
        new_states.append(x)
    return output, tuple(new_states)


@mistake_in(stacked_step)
def state_goes_up_and_out(x, states, layers):
    """Of what a layer returns only the state is used: it goes up to the next layer, and the last one is returned as the
    output. What goes up is the output; a state stays in its layer."""
    new_states = []
    for layer, state in zip(layers, states, strict=True):
        _, x = layer(x, state)
        new_states.append(x)
    return x, tuple(new_states)


@mistake_in(stacked_step)
def step_results_swapped(x, states, layers):
    """The two things that a layer returns are taken one for the other, in every layer: look at their order."""
    outputs = []
    for layer, state in zip(layers, states, strict=True):
        output, x = layer(x, state)
        outputs.append(output)
    return x, tuple(outputs)


@mistake_in(stacked_step)
def outputs_kept_as_states(x, states, layers):
    """The output is right. What is kept for the next step are the outputs of the layers, not their new states."""
    made = steps_made(layers, x, states)
    return made[-1][0], tuple(output for output, _ in made)


@mistake_in(stacked_step)
def one_state_for_all_layers(x, states, layers):
    """One state is handed up from layer to layer. Each layer should start from its own entry in states."""
    state, new_states = states[0], []
    for layer in layers:
        x, state = layer(x, state)
        new_states.append(state)
    return x, tuple(new_states)


@mistake_in(stacked_step)
def first_state_for_every_layer(x, states, layers):
    """Every layer starts from the state of the first one. There is one for each layer."""
    made = steps_made(layers, x, [states[0]] * len(layers))
    return made[-1][0], tuple(state for _, state in made)


@mistake_in(stacked_step)
def last_state_only(x, states, layers):
    """The output is right. Of the new states only that of the last layer is returned: the others are needed too."""
    made = steps_made(layers, x, states)
    return made[-1][0], made[-1][1]


@mistake_in(stacked_step)
def old_states_returned(x, states, layers):
    """The output is right, and the states are those that were handed in: nothing would ever be remembered."""
    return reference.stacked_step(x, states, layers)[0], states


@mistake_in(stacked_step)
def all_outputs_returned(x, states, layers):
    """The outputs of all layers are returned. The output of the stack is one of them: which?"""
    made = steps_made(layers, x, states)
    return [output for output, _ in made], tuple(state for _, state in made)


@mistake_in(stacked_step)
def first_output_returned(x, states, layers):
    """All layers take their step, and the output returned is that of the first: which layer's output leaves the
    stack?"""
    made = steps_made(layers, x, states)
    return made[0][0], tuple(state for _, state in made)


@mistake_in(stacked_step)
def last_layer_left_out(x, states, layers):
    """The last layer takes no step, and its new state is missing: over which layers does the loop run?"""
    return reference.stacked_step(x, states[:-1], layers[:-1])


@mistake_in(stacked_step)
def first_layer_left_out(x, states, layers):
    """The loop starts one layer too late: the first layer is never asked."""
    return reference.stacked_step(x, states[1:], layers[1:])


@mistake_in(stacked_step)
def first_layer_over_and_over(x, states, layers):
    """There are as many steps as layers, and all are taken by the first layer: where does the loop name a layer?"""
    return reference.stacked_step(x, states, [layers[0]] * len(layers))


@mistake_in(stacked_step)
def last_layer_first(x, states, layers):
    """The stack is upside down: the first layer in the list is the lowest one, and it reads x."""
    output, new_states = reference.stacked_step(x, states[::-1], layers[::-1])
    return output, new_states[::-1]


@mistake_in(stacked_step)
def states_in_reverse(x, states, layers):
    """The output and the new states are right, and the states stand in the wrong order: that of the last layer is
    first."""
    output, new_states = reference.stacked_step(x, states, layers)
    return output, new_states[::-1]


@mistake_in(stacked_step)
def states_returned_first(x, states, layers):
    """The output and the states are right, and they are returned in each other's place."""
    return reference.stacked_step(x, states, layers)[::-1]


@mistake_in(stacked_step)
def outputs_side_by_side(x, states, layers):
    """The outputs of all layers are joined side by side. Each of them goes up to the next layer: which one leaves the
    stack?"""
    made = steps_made(layers, x, states)
    return np.concatenate([output for output, _ in made], axis=1), tuple(state for _, state in made)


@mistake_in(stacked_step)
def pairs_kept_as_states(x, states, layers):
    """The output is right. Of each layer everything that it returned is kept, its output too: only the new state is
    wanted."""
    made = steps_made(layers, x, states)
    return made[-1][0], tuple(made)


@mistake_in(stacked_step)
def input_added_to_the_output(x, states, layers):
    """Each layer's output has been added to what it read. Some stacks have such shortcuts; this one has none."""
    new_states = []
    for layer, state in zip(layers, states, strict=True):
        output, state = layer(x, state)
        x = x + output
        new_states.append(state)
    return x, tuple(new_states)


@mistake_in(stacked_step)
def states_replaced_in_the_list(x, states, layers):
    """The values are right, but the list of states that was handed in holds new ones now, and into a tuple none can be
    put: make a list of your own."""
    output, new_states = reference.stacked_step(x, states, layers)
    for layer, state in enumerate(new_states):
        states[layer] = state
    return output, new_states


@mistake_in(stacked_step)
def states_overwritten(x, states, layers):
    """The values are right, but the arrays of the old states are overwritten, and whoever called may still need
    them."""
    output, new_states = reference.stacked_step(x, states, layers)
    for old, new in zip(states, new_states, strict=True):
        if isinstance(old, np.ndarray):
            old[...] = new
    return output, new_states
