"""A whole sequence under one mask for each place."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.dropout._masks import draw_mask, reference
from autograder.exercises.recurrence._sequences import mixing_step, over_time
from solutions.dropout import dropout, dropout_step
from solutions.recurrence import unroll


def draw_sequences(rng):
    # all different; B = T; an LSTM's sizes, D = S = R = H, so that anything can be exchanged; one step; a single row
    cases = (
        (3, 5, 2, 4, 6, 5, (0.7, 0.4, 0.6)),
        (4, 4, 2, 3, 5, 6, (0.3, 0.8, 0.7)),
        (2, 3, 4, 4, 4, 4, (0.6, 0.7, 0.8)),
        (3, 1, 2, 4, 4, 4, (0.8, 0.3, 0.4)),
        (1, 4, 3, 2, 5, 4, (0.4, 0.6, 0.3)),
    )
    for B, T, D, S, R, H, keep_probs in cases:
        yield (
            mixing_step(rng, D, [S, R], H),
            rng.normal(size=(B, T, D)),
            (rng.normal(size=(B, S)), rng.normal(size=(B, R))),
            *(draw_mask(rng, (B, size), keep) for size, keep in zip((D, H, R), keep_probs, strict=True)),
            *keep_probs,
        )


def at_the_first_step(step, inputs, *others):
    B, T = inputs.shape[:2]
    return np.tile(np.arange(T) == 0, (B, 1))


variational_unroll = Exercise(
    reference.variational_unroll,
    results=("outputs", "state"),
    draw=draw_sequences,
    aspects=(
        Aspect(
            "first output",
            1,
            path=(0,),
            where=at_the_first_step,
            hint="The first step reads a dropped input and the initial state as it is; then its output is dropped.",
        ),
        Aspect(
            "later outputs",
            2,
            path=(0,),
            needs=("first output",),
            hint="The same masks serve every step, and a step reads the h of the one before it after that was dropped.",
        ),
        Aspect(
            "final state",
            1.5,
            path=(1,),
            hint="Of the two arrays of a state one is dropped after each step, the last step included, and one never.",
        ),
        Purity("no side effects", 0.5, needs=("later outputs", "final state")),
    ),
)


def run(step, inputs, state, input_mask, output_mask, state_mask, *keep_probs, change=None, before=None):
    """`variational_unroll` with other things done to the state after each step, and before it."""
    input_keep, output_keep, state_keep = keep_probs
    change = change or (lambda c, h: (c, dropout(h, state_mask, state_keep)))

    def dropped_step(x, state):
        state = before(*state) if before else state
        output, state = dropout_step(step, x, state, input_mask, output_mask, input_keep, output_keep)
        return output, change(*state)

    return unroll(dropped_step, inputs, state)


@mistake_in(variational_unroll)
def state_not_dropped(step, inputs, state, *masks_and_probabilities):
    """Inputs and outputs are dropped, the state is not: what is the state mask for?"""
    return run(step, inputs, state, *masks_and_probabilities, change=lambda c, h: (c, h))


@mistake_in(variational_unroll)
def memory_dropped_too(step, inputs, state, input_mask, output_mask, state_mask, *keep_probs):
    """Both arrays of the state are dropped: c never is."""

    def both(c, h):
        return dropout(c, state_mask, keep_probs[2]), dropout(h, state_mask, keep_probs[2])

    return run(step, inputs, state, input_mask, output_mask, state_mask, *keep_probs, change=both)


@mistake_in(variational_unroll)
def memory_dropped_instead(step, inputs, state, input_mask, output_mask, state_mask, *keep_probs):
    """The wrong array of the state is dropped: it should be h, and c should stay whole."""

    def first(c, h):
        return dropout(c, state_mask, keep_probs[2]), h

    return run(step, inputs, state, input_mask, output_mask, state_mask, *keep_probs, change=first)


@mistake_in(variational_unroll)
def state_dropped_on_its_way_in(step, inputs, state, input_mask, output_mask, state_mask, *keep_probs):
    """h is dropped when a step gets it, not when a step returns it: the initial state loses numbers, the last not."""

    def before(c, h):
        return c, dropout(h, state_mask, keep_probs[2])

    def after(c, h):
        return c, h

    return run(step, inputs, state, input_mask, output_mask, state_mask, *keep_probs, change=after, before=before)


@mistake_in(variational_unroll)
def initial_state_dropped(step, inputs, state, input_mask, output_mask, state_mask, *keep_probs):
    """The initial state has lost numbers before the first step: it should be used as it is."""
    c, h = state
    state = c, dropout(h, state_mask, keep_probs[2])
    return reference.variational_unroll(step, inputs, state, input_mask, output_mask, state_mask, *keep_probs)


@mistake_in(variational_unroll)
def last_state_whole(step, inputs, state, input_mask, output_mask, state_mask, *keep_probs):
    """The outputs are right. The h that is returned at the end is not dropped, as all others were."""
    masks_and_probabilities = input_mask, output_mask, state_mask, *keep_probs
    outputs, _ = reference.variational_unroll(step, inputs, state, *masks_and_probabilities)
    if inputs.shape[1] > 1:
        _, state = reference.variational_unroll(step, inputs[:, :-1], state, *masks_and_probabilities)
    _, last = dropout_step(step, inputs[:, -1], state, input_mask, output_mask, *keep_probs[:2])
    return outputs, last


@mistake_in(variational_unroll)
def inputs_not_dropped(step, inputs, state, input_mask, output_mask, state_mask, *keep_probs):
    """The steps read all of their inputs: the input mask plays no part."""
    ones = np.ones_like(input_mask)
    return run(step, inputs, state, ones, output_mask, state_mask, 1.0, *keep_probs[1:])


@mistake_in(variational_unroll)
def outputs_not_dropped(step, inputs, state, input_mask, output_mask, state_mask, *keep_probs):
    """Inputs and state are dropped as they should be. The outputs are returned whole: the output mask plays no part."""
    ones = np.ones_like(output_mask)
    return run(step, inputs, state, input_mask, ones, state_mask, keep_probs[0], 1.0, keep_probs[2])


@mistake_in(variational_unroll)
def masks_at_the_first_step_only(step, inputs, state, *masks_and_probabilities):
    """The first step is dropped, and the others are not: the masks hold for the whole sequence."""
    first, state = reference.variational_unroll(step, inputs[:, :1], state, *masks_and_probabilities)
    if inputs.shape[1] == 1:
        return first, state
    rest, state = unroll(step, inputs[:, 1:], state)
    return np.concatenate([first, rest], axis=1), state


@mistake_in(variational_unroll)
def probabilities_of_output_and_state_swapped(step, inputs, state, *others):
    """The probabilities for output and state are taken one for the other: look at their order."""
    *masks, input_keep, output_keep, state_keep = others
    return reference.variational_unroll(step, inputs, state, *masks, input_keep, state_keep, output_keep)


@mistake_in(variational_unroll)
def probabilities_of_input_and_output_swapped(step, inputs, state, *others):
    """The probabilities for input and output are taken one for the other: look at their order."""
    *masks, input_keep, output_keep, state_keep = others
    return reference.variational_unroll(step, inputs, state, *masks, output_keep, input_keep, state_keep)


@mistake_in(variational_unroll)
def first_row_of_each_mask(step, inputs, state, input_mask, output_mask, state_mask, *keep_probs):
    """All rows are dropped under the masks of the first, as in TensorFlow 1: here each sequence has its own."""
    masks = (np.broadcast_to(mask[:1], mask.shape) for mask in (input_mask, output_mask, state_mask))
    return reference.variational_unroll(step, inputs, state, *masks, *keep_probs)


@mistake_in(variational_unroll)
def masks_of_output_and_state_swapped(step, inputs, state, input_mask, output_mask, state_mask, *keep_probs):
    """The masks for output and state are taken one for the other, which fits only where their sizes are alike."""
    return reference.variational_unroll(step, inputs, state, input_mask, state_mask, output_mask, *keep_probs)


@mistake_in(variational_unroll)
def state_not_scaled(step, inputs, state, input_mask, output_mask, state_mask, *keep_probs):
    """h loses numbers on its way to the next step, and the survivors are not scaled."""
    return run(step, inputs, state, input_mask, output_mask, state_mask, *keep_probs[:2], 1.0)


@mistake_in(variational_unroll)
def not_scaled(step, inputs, state, *masks_and_probabilities):
    """The right numbers are dropped in all three places, and nowhere are the survivors scaled."""
    return reference.variational_unroll(step, inputs, state, *masks_and_probabilities[:3], 1.0, 1.0, 1.0)


@mistake_in(variational_unroll)
def nothing_dropped(step, inputs, state, *masks_and_probabilities):
    """This is the run without any dropout: none of the three masks plays a part."""
    return unroll(step, inputs, state)


@mistake_in(variational_unroll)
def input_probability_everywhere(step, inputs, state, input_mask, output_mask, state_mask, *keep_probs):
    """Outputs and h are scaled as the inputs are: each of the three has a probability of its own."""
    masks = input_mask, output_mask, state_mask
    return reference.variational_unroll(step, inputs, state, *masks, *keep_probs[:1] * 3)


@mistake_in(variational_unroll)
def outputs_time_major(step, inputs, state, *masks_and_probabilities):
    """The outputs are there, and their axes are [T, B, H]: think about the axis along which they are stacked."""
    outputs, state = reference.variational_unroll(step, inputs, state, *masks_and_probabilities)
    return over_time(outputs), state


@mistake_in(variational_unroll)
def initial_state_at_every_step(step, inputs, state, *masks_and_probabilities):
    """Every step starts from the initial state: nothing is remembered from one step to the next."""
    runs = [
        reference.variational_unroll(step, inputs[:, t : t + 1], state, *masks_and_probabilities)
        for t in range(inputs.shape[1])
    ]
    return np.concatenate([outputs for outputs, _ in runs], axis=1), runs[-1][1]


@mistake_in(variational_unroll)
def state_in_place(step, inputs, state, *masks_and_probabilities):
    """The values are right, but the inputs that were handed in are changed: drop copies of them."""
    results = reference.variational_unroll(step, inputs, state, *masks_and_probabilities)
    inputs *= masks_and_probabilities[0][:, np.newaxis]
    return results
