"""One step with dropout on its way in and on its way out."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.dropout._masks import draw_mask, reference
from autograder.exercises.recurrence._sequences import mixing_step
from solutions.dropout import dropout
from solutions.recurrence import map_state


def draw_steps(rng):
    # all different; B = H; D = S = H, so that masks and results can be exchanged; a single row; one mask for all rows
    cases = (
        (3, 2, [4], 5, 0.7, 0.4),
        (4, 3, [2], 4, 0.3, 0.8),
        (2, 4, [4], 4, 0.6, 0.9),
        (1, 3, [2], 4, 0.8, 0.3),
        (3, 4, [2, 3], 5, 0.4, 0.7),
    )
    for B, D, states, H, input_keep_prob, output_keep_prob in cases:
        state = [rng.normal(size=(B, size)) for size in states]
        rows = 1 if len(states) > 1 else B
        yield (
            mixing_step(rng, D, states, H),
            rng.normal(size=(B, D)),
            (state[0], state[1:]) if len(states) > 1 else state[0],
            draw_mask(rng, (rows, D), input_keep_prob),
            draw_mask(rng, (rows, H), output_keep_prob),
            input_keep_prob,
            output_keep_prob,
        )


dropout_step = Exercise(
    reference.dropout_step,
    results=("output", "state"),
    draw=draw_steps,
    aspects=(
        Aspect(
            "output",
            2,
            path=(0,),
            hint="The step reads a dropped x, and what it puts out is dropped in turn: each under a mask and scale of "
            "its own.",
        ),
        Aspect(
            "state",
            1.5,
            path=(1,),
            hint="The new state is what the step returns after it has read a dropped x, and nothing else is done to "
            "it.",
        ),
        Purity("no side effects", 0.5, needs=("output", "state")),
    ),
)


@mistake_in(dropout_step)
def nothing_dropped(step, x, state, *masks_and_probabilities):
    """This is the step without any dropout: neither mask plays a part."""
    return step(x, state)


@mistake_in(dropout_step)
def input_not_dropped(step, x, state, input_mask, output_mask, input_keep_prob, output_keep_prob):
    """The output is dropped, but the step was given all of x: the input mask plays no part."""
    output, state = step(x, state)
    return dropout(output, output_mask, output_keep_prob), state


@mistake_in(dropout_step)
def output_not_dropped(step, x, state, input_mask, output_mask, input_keep_prob, output_keep_prob):
    """The step is given a dropped x, and the state is right; the output is returned as it came from the step."""
    return step(dropout(x, input_mask, input_keep_prob), state)


@mistake_in(dropout_step)
def state_dropped_too(step, x, state, input_mask, output_mask, input_keep_prob, output_keep_prob):
    """The state has been dropped under the mask of the output: it should go on whole."""
    output, state = reference.dropout_step(step, x, state, input_mask, output_mask, input_keep_prob, output_keep_prob)
    return output, map_state(lambda array: dropout(array, output_mask, output_keep_prob), state)


@mistake_in(dropout_step)
def state_dropped_on_its_way_in(step, x, state, input_mask, output_mask, *keep_probs):
    """The step was given a state that had been dropped: only x and the output should be."""
    dropped = map_state(lambda array: dropout(array, output_mask, keep_probs[1]), state)
    return reference.dropout_step(step, x, dropped, input_mask, output_mask, *keep_probs)


@mistake_in(dropout_step)
def masks_swapped(step, x, state, input_mask, output_mask, *keep_probs):
    """The two masks are taken one for the other: that fits only where D and H are alike."""
    return reference.dropout_step(step, x, state, output_mask, input_mask, *keep_probs)


@mistake_in(dropout_step)
def probabilities_swapped(step, x, state, input_mask, output_mask, input_keep_prob, output_keep_prob):
    """The two probabilities are taken one for the other: look at their order."""
    return reference.dropout_step(step, x, state, input_mask, output_mask, output_keep_prob, input_keep_prob)


@mistake_in(dropout_step)
def input_probability_for_both(step, x, state, input_mask, output_mask, input_keep_prob, output_keep_prob):
    """The output is scaled as the input is: it has a probability of its own."""
    return reference.dropout_step(step, x, state, input_mask, output_mask, input_keep_prob, input_keep_prob)


@mistake_in(dropout_step)
def output_probability_for_both(step, x, state, input_mask, output_mask, input_keep_prob, output_keep_prob):
    """The input is scaled as the output is: it has a probability of its own."""
    return reference.dropout_step(step, x, state, input_mask, output_mask, output_keep_prob, output_keep_prob)


@mistake_in(dropout_step)
def output_mask_inverted(step, x, state, input_mask, output_mask, *keep_probs):
    """The input is dropped as it should be. Of the output exactly those numbers are dropped that should be kept."""
    return reference.dropout_step(step, x, state, input_mask, 1 - output_mask, *keep_probs)


@mistake_in(dropout_step)
def not_scaled(step, x, state, input_mask, output_mask, *keep_probs):
    """Numbers are dropped on both ways, and the survivors are not scaled."""
    return reference.dropout_step(step, x, state, input_mask, output_mask, 1.0, 1.0)


@mistake_in(dropout_step)
def input_not_scaled(step, x, state, input_mask, output_mask, input_keep_prob, output_keep_prob):
    """The survivors of x are not scaled, while those of the output are: what is input_keep_prob for?"""
    return reference.dropout_step(step, x, state, input_mask, output_mask, 1.0, output_keep_prob)


@mistake_in(dropout_step)
def output_not_scaled(step, x, state, input_mask, output_mask, input_keep_prob, output_keep_prob):
    """The survivors of the output are not scaled, while those of x are: what is output_keep_prob for?"""
    return reference.dropout_step(step, x, state, input_mask, output_mask, input_keep_prob, 1.0)


@mistake_in(dropout_step)
def masks_inverted(step, x, state, input_mask, output_mask, *keep_probs):
    """Exactly those numbers are dropped that should be kept: what does a 1 in a mask mean?"""
    return reference.dropout_step(step, x, state, 1 - input_mask, 1 - output_mask, *keep_probs)


@mistake_in(dropout_step)
def old_state_returned(step, x, state, *masks_and_probabilities):
    """The output is right. The state returned beside it is the one that was handed in: what does the step return?"""
    return reference.dropout_step(step, x, state, *masks_and_probabilities)[0], state


@mistake_in(dropout_step)
def results_swapped(step, x, state, *masks_and_probabilities):
    """Output and state are returned in each other's place."""
    return reference.dropout_step(step, x, state, *masks_and_probabilities)[::-1]


@mistake_in(dropout_step)
def output_for_state(step, x, state, *masks_and_probabilities):
    """The output is right. What is returned beside it is the output once more, and it should be the state."""
    output, _ = reference.dropout_step(step, x, state, *masks_and_probabilities)
    return output, output


@mistake_in(dropout_step)
def input_changed_in_place(step, x, state, input_mask, output_mask, input_keep_prob, output_keep_prob):
    """The values are right, but the x that was handed in is changed: drop a copy."""
    x[:] = dropout(x, input_mask, input_keep_prob)
    output, state = step(x, state)
    return dropout(output, output_mask, output_keep_prob), np.copy(state) if isinstance(state, np.ndarray) else state
