"""Find the fault: dropout in a loop over time, as one finds it in other people's code."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.dropout._masks import draw_mask, reference
from autograder.exercises.recurrence._sequences import mixing_step
from solutions.dropout import dropout
from solutions.recurrence import unroll


def draw_runs(rng):
    # all different; B = T; D = H; one step; a single row; each while training and not
    for B, T, D, H, drop_prob in (
        (3, 5, 2, 4, 0.3),
        (4, 4, 3, 2, 0.2),
        (2, 3, 4, 4, 0.6),
        (3, 1, 2, 4, 0.4),
        (1, 4, 2, 3, 0.7),
    ):
        for training in (True, False):
            yield (
                mixing_step(rng, D, [H], H),
                rng.normal(size=(B, T, D)),
                rng.normal(size=(B, H)),
                draw_mask(rng, (B, T, H), 1 - drop_prob),
                drop_prob,
                training,
            )


def while_training(step, inputs, initial_state, masks, drop_prob, training):
    return training


def when_used(*arguments):
    return not while_training(*arguments)


def at_the_first_step(step, inputs, initial_state, masks, drop_prob, training):
    B, T = inputs.shape[:2]
    return np.tile(np.arange(T) == 0, (B, 1))


def code_of_others(step, inputs, initial_state, masks, drop_prob, training):
    """This gives what the code gave before you changed it, and it has more than one fault. Ask which probability
    dropout wants, what the state goes through on its way to the next step, and where the last argument is used."""
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        output, state = step(inputs[:, t], state)
        output = dropout(output, masks[:, t], drop_prob)
        state = dropout(state, masks[:, t], drop_prob)
        outputs.append(output)
    return np.stack(outputs, axis=1), state


outputs_dropped = Exercise(
    reference.outputs_dropped,
    results=("outputs", "state"),
    draw=draw_runs,
    aspects=(
        Aspect(
            "first output while training",
            1,
            path=(0,),
            when=while_training,
            where=at_the_first_step,
            hint="Dropout asks for the probability to be kept: what is handed in here? And what does a 1 in a mask "
            "mean?",
        ),
        Aspect(
            "later outputs while training",
            1,
            path=(0,),
            when=while_training,
            needs=("first output while training",),
            hint="A later output depends on the state that reached its step, and is dropped under the mask of that "
            "step.",
        ),
        Aspect(
            "state while training",
            1,
            path=(1,),
            when=while_training,
            hint="Only outputs are dropped. What does the state go through between one step and the next?",
        ),
        Aspect(
            "outputs when not training",
            1,
            path=(0,),
            when=when_used,
            needs=("first output while training",),
            hint="When the network is used nothing is dropped and nothing is scaled: the outputs are those of the "
            "step.",
        ),
        Aspect(
            "state when not training",
            0.5,
            path=(1,),
            when=when_used,
            needs=("outputs when not training",),
            hint="When the network is used the state goes from step to step as the step returns it.",
        ),
        Purity("no side effects", 0.5, needs=("later outputs while training", "state when not training")),
    ),
    given=code_of_others,
)

mistake_in(outputs_dropped)(code_of_others)


def run(step, inputs, state, masks, keep_prob, along_time=True):
    """Outputs and state of a run with dropout; along time, the state is dropped too."""

    def dropped_step(x, state_and_time):
        state, t = state_and_time
        output, state = step(x, state)
        if along_time:
            state = dropout(state, masks[:, t], keep_prob)
        return dropout(output, masks[:, t], keep_prob), (state, t + 1)

    outputs, (state, _) = unroll(dropped_step, inputs, (state, 0))
    return outputs, state


# What is left when some of the faults have been mended.


@mistake_in(outputs_dropped)
def along_time_and_always(step, inputs, initial_state, masks, drop_prob, training):
    """The scale is right. Two faults are left: the state loses numbers on its way to the next step, and numbers are
    dropped even when the network is used."""
    return run(step, inputs, initial_state, masks, 1 - drop_prob)


@mistake_in(outputs_dropped)
def wrong_probability_and_always(step, inputs, initial_state, masks, drop_prob, training):
    """The state is left alone. Two faults are left: the scale of the survivors, and that numbers are dropped even when
    the network is used."""
    return run(step, inputs, initial_state, masks, drop_prob, along_time=False)


@mistake_in(outputs_dropped)
def wrong_probability_along_time(step, inputs, initial_state, masks, drop_prob, training):
    """Nothing is dropped when the network is used. Two faults are left in training: the scale of the survivors, and
    what happens to the state."""
    return run(step, inputs, initial_state, masks, drop_prob) if training else unroll(step, inputs, initial_state)


@mistake_in(outputs_dropped)
def along_time(step, inputs, initial_state, masks, drop_prob, training):
    """One fault is left: while training, the state loses numbers on its way from step to step."""
    return run(step, inputs, initial_state, masks, 1 - drop_prob) if training else unroll(step, inputs, initial_state)


@mistake_in(outputs_dropped)
def wrong_probability(step, inputs, initial_state, masks, drop_prob, training):
    """One fault is left: the scale of the survivors. Which of two probabilities does dropout ask for?"""
    outputs, state = unroll(step, inputs, initial_state)
    return (dropout(outputs, masks, drop_prob) if training else outputs), state


@mistake_in(outputs_dropped)
def always(step, inputs, initial_state, masks, drop_prob, training):
    """One fault is left: numbers are dropped even when the network is used."""
    return reference.outputs_dropped(step, inputs, initial_state, masks, drop_prob, True)


# Faults that one may put in while mending.


@mistake_in(outputs_dropped)
def never(step, inputs, initial_state, masks, drop_prob, training):
    """Nothing is ever dropped: that is right when the network is used. While it trains the outputs lose numbers."""
    return unroll(step, inputs, initial_state)


@mistake_in(outputs_dropped)
def only_when_used(step, inputs, initial_state, masks, drop_prob, training):
    """Numbers are dropped when the network is used, and not while it trains: it is the other way round."""
    return reference.outputs_dropped(step, inputs, initial_state, masks, drop_prob, not training)


@mistake_in(outputs_dropped)
def scaled_when_used(step, inputs, initial_state, masks, drop_prob, training):
    """While training it is right. When the network is used the outputs are made smaller: the survivors have already
    been made larger in training."""
    outputs, state = reference.outputs_dropped(step, inputs, initial_state, masks, drop_prob, training)
    return (outputs if training else outputs * (1 - drop_prob)), state


@mistake_in(outputs_dropped)
def not_scaled(step, inputs, initial_state, masks, drop_prob, training):
    """While training, the right numbers are dropped, and the survivors are not scaled: what makes up for the others?"""
    return reference.outputs_dropped(step, inputs, initial_state, masks, 0.0, training)


@mistake_in(outputs_dropped)
def masks_inverted(step, inputs, initial_state, masks, drop_prob, training):
    """While training, exactly those numbers are dropped that should be kept: what does a 1 in a mask mean?"""
    return reference.outputs_dropped(step, inputs, initial_state, 1 - masks, drop_prob, training)


@mistake_in(outputs_dropped)
def first_mask_at_every_step(step, inputs, initial_state, masks, drop_prob, training):
    """While training, all steps are dropped under the mask of the first: here each has its own."""
    return reference.outputs_dropped(
        step, inputs, initial_state, np.repeat(masks[:, :1], masks.shape[1], axis=1), drop_prob, training
    )


@mistake_in(outputs_dropped)
def scaled_but_not_dropped(step, inputs, initial_state, masks, drop_prob, training):
    """While training, all outputs are scaled and none is dropped: where do the masks come in?"""
    return reference.outputs_dropped(step, inputs, initial_state, np.ones_like(masks), drop_prob, training)


@mistake_in(outputs_dropped)
def last_state_dropped(step, inputs, initial_state, masks, drop_prob, training):
    """The outputs are right. The state that is returned has been dropped at the end of the run."""
    outputs, state = reference.outputs_dropped(step, inputs, initial_state, masks, drop_prob, training)
    return outputs, dropout(state, masks[:, -1], 1 - drop_prob) if training else state
