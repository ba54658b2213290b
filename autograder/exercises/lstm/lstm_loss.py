"""Find the faults: the loss in the training loop of the tutorial this course grew from."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.lstm._cell import F, raised
from solutions import lstm as reference
from solutions.lstm import lstm_step
from solutions.recurrence import unroll


def draw_batches(rng):
    # K is the number of outputs: one output; more rows than steps; all sizes alike; one step; one row
    for B, T, D, H, K in ((3, 5, 2, 4, 1), (5, 3, 2, 4, 2), (3, 3, 3, 3, 3), (1, 1, 2, 4, 2), (1, 4, 3, 2, 3)):
        yield (
            rng.normal(size=(B, T, D)),
            rng.normal(size=(B, T, K)),
            0.5 * rng.normal(size=(D + H, 4 * H)),
            0.5 * rng.normal(size=4 * H),
            2 * rng.normal(size=(H, K)),
            rng.normal(size=K),
        )


def loop_of_the_tutorial(inputs, targets, kernel, bias, output_kernel, output_bias):
    """The value is still that of the loop as it was given, which may be although one fault is mended: there is more
    than one. Does the loss change when you change the kernel? How often does the loop run when you add a row to the
    batch?"""
    batch_size, num_units = len(inputs), len(output_kernel)
    c = h = np.zeros((batch_size, num_units))
    final_output = h @ output_kernel + output_bias
    loss = 0.0
    for t in range(len(inputs)):
        # the same weights at every step; the state goes on from one step to the next
        h, c = lstm_step(inputs[:, t], c, h, kernel, bias)
        # the loss is the sum of the losses of all steps
        loss += np.mean((final_output - targets[:, t]) ** 2)
    return loss


def one_step(inputs, *others):
    return inputs.shape[1] == 1


lstm_loss = Exercise(
    reference.lstm_loss,
    results=("loss",),
    draw=draw_batches,
    aspects=(
        Aspect(
            "loss of one step",
            1.5,
            when=one_step,
            hint="With one step the prediction comes from the output after that step, and the loss is a single mean.",
        ),
        Aspect(
            "loss of a sequence",
            1.5,
            when=lambda inputs, *others: inputs.shape[1] == len(inputs) > 1,
            needs=("loss of one step",),
            hint="Follow memory, output, prediction and target through the second step: which are still those of "
            "the first?",
        ),
        Aspect(
            "loss of any batch",
            1.5,
            when=lambda inputs, *others: inputs.shape[1] != len(inputs),
            needs=("loss of a sequence",),
            hint="Batches differ in their number of rows, steps and outputs: which of them does each line count or "
            "average?",
        ),
        Purity("no side effects", 0.5, needs=("loss of any batch",)),
    ),
    given=loop_of_the_tutorial,
)

mistake_in(lstm_loss)(loop_of_the_tutorial)


def states(inputs, kernel, bias, units, start_anew=False, swap=False):
    """[B, T, H] twice: the memory and the output of each step."""

    def step(x, state):
        c, h = lstm_step(x, *(zero if start_anew else state), kernel, bias)
        after = (h, c) if swap else (c, h)
        return np.stack(after, axis=1), after

    zero = (np.zeros((len(inputs), units)),) * 2
    both, _ = unroll(step, inputs, zero)
    return both[:, :, 0], both[:, :, 1]


def losses(final_outputs, targets):
    """[T]: the loss of each step."""
    return np.mean((final_outputs - targets) ** 2, axis=(0, 2))


def as_many_steps_as_rows(inputs, targets):
    """The first B steps of both; IndexError where there are fewer."""
    if len(inputs) > inputs.shape[1]:
        raise IndexError("there are not so many steps")
    return inputs[:, : len(inputs)], targets[:, : len(inputs)]


def final_outputs(inputs, kernel, bias, output_kernel, output_bias):
    """[B, T, K]: the predictions of all steps."""
    return states(inputs, kernel, bias, len(output_kernel))[1] @ output_kernel + output_bias


# What is left when some of the loop's faults have been mended.


@mistake_in(lstm_loss)
def steps_counted_in_rows(inputs, targets, *weights):
    """The loop runs once for each row of the batch: what does the length of inputs count?"""
    return reference.lstm_loss(*as_many_steps_as_rows(inputs, targets), *weights)


@mistake_in(lstm_loss)
def rows_read_as_steps(inputs, targets, *weights):
    """What a step is given is one row with all its times. It should be one time, for all rows: which axis of the inputs
    is time?"""
    if len(inputs) != inputs.shape[1]:
        raise ValueError("the rows do not fit the state")
    return reference.lstm_loss(inputs.swapaxes(0, 1), targets.swapaxes(0, 1), *weights)


@mistake_in(lstm_loss)
def prediction_before_the_loop(inputs, targets, kernel, bias, output_kernel, output_bias):
    """The number of steps is right, but no step of the LSTM reaches the loss: when is final_output computed?"""
    return losses(output_bias, targets).sum()


@mistake_in(lstm_loss)
def state_unpacked_in_the_wrong_order(inputs, targets, kernel, bias, output_kernel, output_bias):
    """Memory and output change places from step to step: in what order does lstm_step return them?"""
    _, h = states(inputs, kernel, bias, len(output_kernel), swap=True)
    return losses(h @ output_kernel + output_bias, targets).sum()


@mistake_in(lstm_loss)
def state_handed_over_in_the_wrong_order(inputs, targets, kernel, bias, output_kernel, output_bias):
    """Memory and output are unpacked right, and change places where they are handed to the next step: in what order
    does lstm_step take them?"""
    c = h = np.zeros((len(inputs), len(output_kernel)))
    outputs = []
    for x in np.swapaxes(inputs, 0, 1):
        c, h = lstm_step(x, h, c, kernel, bias)
        outputs.append(h)
    return losses(np.stack(outputs, axis=1) @ output_kernel + output_bias, targets).sum()


@mistake_in(lstm_loss)
def steps_counted_in_rows_and_state_unpacked(inputs, targets, *weights):
    """The prediction is in the loop now. Two faults are left: one in how often the loop runs, the other in which result
    of lstm_step is taken for the memory and which for the output."""
    return state_unpacked_in_the_wrong_order(*as_many_steps_as_rows(inputs, targets), *weights)


# Faults that one may put in while mending.


@mistake_in(lstm_loss)
def memory_predicts(inputs, targets, kernel, bias, output_kernel, output_bias):
    """The prediction is made from the memory. It should be made from what the cell shows of it, the output."""
    c, _ = states(inputs, kernel, bias, len(output_kernel))
    return losses(c @ output_kernel + output_bias, targets).sum()


@mistake_in(lstm_loss)
def output_compared_without_projection(inputs, targets, kernel, bias, output_kernel, output_bias):
    """The cell's output h itself is compared with the targets. The prediction is made of it by output_kernel and
    output_bias."""
    _, h = states(inputs, kernel, bias, len(output_kernel))
    return losses(h, targets).sum()


@mistake_in(lstm_loss)
def state_made_anew(inputs, targets, kernel, bias, output_kernel, output_bias):
    """Every step starts from zero: the state is made anew where it should be handed on."""
    _, h = states(inputs, kernel, bias, len(output_kernel), start_anew=True)
    return losses(h @ output_kernel + output_bias, targets).sum()


@mistake_in(lstm_loss)
def prediction_one_step_late(inputs, targets, *weights):
    """Each target is compared with the prediction of the step before it: what comes first in the loop?"""
    first = np.zeros_like(targets[:, :1]) + weights[-1]
    late = np.concatenate([first, final_outputs(inputs, *weights)[:, :-1]], axis=1)
    return losses(late, targets).sum()


@mistake_in(lstm_loss)
def first_step_left_out(inputs, targets, *weights):
    """The loop starts one step too late: the first input is never read."""
    return losses(final_outputs(inputs[:, 1:], *weights), targets[:, 1:]).sum() if inputs.shape[1] > 1 else 0.0


@mistake_in(lstm_loss)
def first_loss_left_out(inputs, targets, *weights):
    """All steps are made, but the loss of the first one is missing in the sum."""
    return losses(final_outputs(inputs, *weights), targets)[1:].sum()


@mistake_in(lstm_loss)
def last_step_left_out(inputs, targets, *weights):
    """The loop ends one step too early: the loss of the last step is missing."""
    return losses(final_outputs(inputs, *weights), targets)[:-1].sum()


@mistake_in(lstm_loss)
def first_loss_only(inputs, targets, *weights):
    """This is the loss of the first step alone: is the `return` inside of the loop?"""
    return losses(final_outputs(inputs, *weights), targets)[0]


@mistake_in(lstm_loss)
def last_loss_only(inputs, targets, *weights):
    """This is the loss of the last step alone: what became of the losses before it?"""
    return losses(final_outputs(inputs, *weights), targets)[-1]


@mistake_in(lstm_loss)
def losses_not_added(inputs, targets, *weights):
    """The losses of the steps are right, and they are returned one by one: their sum is wanted."""
    return losses(final_outputs(inputs, *weights), targets)


@mistake_in(lstm_loss)
def targets_one_step_ahead(inputs, targets, *weights):
    """Each prediction is compared with the next target. The targets that are handed in already stand in their place."""
    return losses(final_outputs(inputs, *weights)[:, :-1], targets[:, 1:]).sum()


@mistake_in(lstm_loss)
def averaged_over_time(inputs, targets, *weights):
    """The losses of the steps are averaged: over time they should just add up."""
    return losses(final_outputs(inputs, *weights), targets).mean()


@mistake_in(lstm_loss)
def summed_over_the_batch(inputs, targets, *weights):
    """At each step the squared errors are added up over the batch: a mean is wanted there."""
    return len(inputs) * reference.lstm_loss(inputs, targets, *weights)


@mistake_in(lstm_loss)
def summed_over_outputs(inputs, targets, *weights):
    """At each step the squared errors are added up over the outputs: a mean is wanted there."""
    return targets.shape[2] * reference.lstm_loss(inputs, targets, *weights)


@mistake_in(lstm_loss)
def summed_over_batch_and_outputs(inputs, targets, *weights):
    """At each step the squared errors are added up over batch and outputs: a mean over both is wanted there."""
    return len(inputs) * targets.shape[2] * reference.lstm_loss(inputs, targets, *weights)


@mistake_in(lstm_loss)
def halved(inputs, targets, *weights):
    """This is half the loss. A factor of 1/2 makes the derivative look nicer in some textbooks, and it is not asked
    for."""
    return reference.lstm_loss(inputs, targets, *weights) / 2


@mistake_in(lstm_loss)
def absolute_errors(inputs, targets, *weights):
    """The absolute differences are averaged. The squared ones are asked for, in which a large error weighs more."""
    return np.abs(final_outputs(inputs, *weights) - targets).mean(axis=(0, 2)).sum()


@mistake_in(lstm_loss)
def roots_of_the_errors(inputs, targets, *weights):
    """At each step a root is taken of the mean squared error: it is not asked for."""
    return np.sqrt(losses(final_outputs(inputs, *weights), targets)).sum()


@mistake_in(lstm_loss)
def output_bias_left_out(inputs, targets, kernel, bias, output_kernel, output_bias):
    """These are the values without output_bias: with one of zero they would be right."""
    return reference.lstm_loss(inputs, targets, kernel, bias, output_kernel, 0 * output_bias)


@mistake_in(lstm_loss)
def forget_bias_of_zero(inputs, targets, kernel, bias, *output_weights):
    """These are the values for a forget bias of 0: 1 is asked for, what lstm_step takes by default."""
    return reference.lstm_loss(inputs, targets, kernel, raised(bias, F, -1.0), *output_weights)


@mistake_in(lstm_loss)
def tanh_of_the_prediction(inputs, targets, *weights):
    """The predictions went through a tanh once more. The targets may lie beyond 1, and the formula has none."""
    return losses(np.tanh(final_outputs(inputs, *weights)), targets).sum()
