"""Find the fault: a deep loop modelled on that of the tutorial this course grew from."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.deep._stack import draw_weights
from autograder.exercises.lstm.lstm_loss import losses
from solutions import deep as reference
from solutions.recurrence import rnn_step


def draw_batches(rng):
    # K is the number of outputs, N that of the layers. All different; D = H, where whatever is mixed up still fits; one
    # step; a single layer; a single row.
    for B, T, D, H, K, N in (
        (3, 5, 2, 4, 1, 2),
        (4, 3, 3, 3, 2, 3),
        (2, 1, 4, 4, 2, 3),
        (3, 4, 2, 3, 2, 1),
        (1, 3, 3, 3, 3, 2),
    ):
        yield (
            rng.normal(size=(B, T, D)),
            rng.normal(size=(B, T, K)),
            *draw_weights(rng, D, [H] * N),
            2 * rng.normal(size=(H, K)),
            rng.normal(size=K),
        )
    for T, faults_that_do_not_matter in ((1, (deaf, forgetful)), (1, (alike, forgetful)), (4, (alike, deaf))):
        kernels, biases = draw_weights(rng, 3, [3] * 3)
        for harmless in faults_that_do_not_matter:
            kernels, biases = harmless(kernels, biases)
        inputs, targets = rng.normal(size=(3, T, 3)), rng.normal(size=(3, T, 2))
        yield inputs, targets, kernels, biases, 2 * rng.normal(size=(3, 2)), rng.normal(size=2)


# Weights with which one fault of the loop makes no difference, so that it is seen whether another is mended.


def alike(kernels, biases):
    """All layers with the weights of the first."""
    return [kernels[0]] * len(kernels), [biases[0]] * len(biases)


def deaf(kernels, biases):
    """Layers on which what they read has no influence."""
    units = [len(bias) for bias in biases]
    return [np.concatenate([0 * W[:-H], W[-H:]]) for W, H in zip(kernels, units, strict=True)], biases


def forgetful(kernels, biases):
    """Layers on which their state has no influence."""
    units = [len(bias) for bias in biases]
    return [np.concatenate([W[:-H], 0 * W[-H:]]) for W, H in zip(kernels, units, strict=True)], biases


def weights_alone(inputs, targets, kernels, biases, *others):
    return all(not np.any(kernel) for kernel in kernels)


def reading_alone(inputs, targets, kernels, biases, *others):
    return are_alike(kernels) and not np.any(kernels[0][-len(biases[0]) :])


def states_alone(inputs, targets, kernels, biases, *others):
    return are_alike(kernels) and not np.any(kernels[0][: -len(biases[0])])


def are_alike(kernels):
    return len(kernels) > 1 and np.any(kernels[0]) and all(np.array_equal(kernel, kernels[0]) for kernel in kernels)


def nothing_alone(*case):
    return not (weights_alone(*case) or reading_alone(*case) or states_alone(*case))


def loop_of_the_tutorial(inputs, targets, kernels, biases, output_kernel, output_bias):
    """This gives what the loop gave before you changed it, and it has more than one fault. Does the loss change with
    the weights of the second layer? What does that layer read, and whose state does it start from?"""
    batch_size, num_units = len(inputs), len(output_kernel)
    number_of_layers = len(kernels)
    layers = [(kernels[0], biases[0])] * number_of_layers
    state = np.zeros((batch_size, num_units))
    loss = 0.0
    for t in range(inputs.shape[1]):
        current_input = inputs[:, t]
        # through all layers, from the lowest to the last
        for kernel, bias in layers:
            both = np.concatenate([current_input, state], axis=1)
            state = np.tanh(both @ kernel + bias)
        # the prediction is made from the output of the last layer
        final_output = state @ output_kernel + output_bias
        loss += np.mean((final_output - targets[:, t]) ** 2)
    return loss


stack_loss = Exercise(
    reference.stack_loss,
    results=("loss",),
    draw=draw_batches,
    aspects=(
        Aspect(
            "whose weights a layer uses",
            1,
            when=weights_alone,
            hint="In one case all kernels are zero, and the biases alone tell the layers apart: whose bias does each "
            "layer use?",
        ),
        Aspect(
            "what a layer reads",
            1,
            when=reading_alone,
            hint="In one case all layers have the same weights, and the state has none: what comes up to the second "
            "layer?",
        ),
        Aspect(
            "states that move on once a step",
            1,
            when=states_alone,
            hint="In one case all layers have the same weights, and what they read has none: how often does a state "
            "change in a step?",
        ),
        Aspect(
            "loss of a sequence",
            1.5,
            when=nothing_alone,
            hint="Follow the second layer from one step to the next, and then the sum: what is averaged, what is added "
            "up?",
        ),
        Purity("no side effects", 0.5, needs=("loss of a sequence",)),
    ),
    given=loop_of_the_tutorial,
)

mistake_in(stack_loss)(loop_of_the_tutorial)


def outputs_of_layers(inputs, kernels, biases, shared=False, reads_input=False, one_state=False, start_anew=False):
    """[N, B, T, H]: what each layer puts out at each step, with some of the loop's faults, or none."""
    N, (B, T, _) = len(kernels), inputs.shape
    outputs = np.zeros((N, B, T, len(biases[0])))
    states = [np.zeros_like(outputs[0, :, 0])] * N
    for t in range(T):
        y = inputs[:, t]
        if start_anew:
            states = [0 * state for state in states]
        for layer in range(N):
            weights = 0 if shared else layer
            y = rnn_step(inputs[:, t] if reads_input else y, states[layer], kernels[weights], biases[weights])
            states = [y] * N if one_state else [*states[:layer], y, *states[layer + 1 :]]
            outputs[layer, :, t] = y
    return outputs


def predictions(inputs, kernels, biases, output_kernel, output_bias, layer=-1, **faults):
    """[B, T, K]: what is predicted from the outputs of one layer."""
    return outputs_of_layers(inputs, kernels, biases, **faults)[layer] @ output_kernel + output_bias


def loss_with(inputs, targets, *weights, **faults):
    return losses(predictions(inputs, *weights, **faults), targets).sum()


# What is left when some of the loop's faults have been mended.


@mistake_in(stack_loss)
def weights_shared(*arguments):
    """Each layer reads the right thing and has a state of its own. One fault is left: all of them use the weights of
    the first."""
    return loss_with(*arguments, shared=True)


@mistake_in(stack_loss)
def input_for_every_layer(*arguments):
    """Each layer has its own weights and its own state. One fault is left: what does the second layer read?"""
    return loss_with(*arguments, reads_input=True)


@mistake_in(stack_loss)
def one_state_for_all_layers(*arguments):
    """Each layer has its own weights and reads what it should. One fault is left: there is one state, and all layers
    write into it."""
    return loss_with(*arguments, one_state=True)


@mistake_in(stack_loss)
def weights_shared_and_one_state(*arguments):
    """Each layer reads what it should. Two faults are left: whose weights does the second layer use, and whose state
    does it start from?"""
    return loss_with(*arguments, shared=True, one_state=True)


@mistake_in(stack_loss)
def first_layer_predicts(*arguments):
    """This is what the first layer alone would predict. Are the others never asked, or do they compute the very same,
    from the same weights and the same input?"""
    return loss_with(*arguments, layer=0)


@mistake_in(stack_loss)
def input_and_one_state_for_all_layers(*arguments):
    """Each layer has its own weights. Two faults are left: what does the second layer read, and whose state does it
    start from?"""
    return loss_with(*arguments, reads_input=True, one_state=True)


# Faults that one may put in while mending.


@mistake_in(stack_loss)
def states_made_anew(*arguments):
    """Every step starts from zero in every layer: the states are made anew where they should be handed on."""
    return loss_with(*arguments, start_anew=True)


@mistake_in(stack_loss)
def one_state_written_once_a_step(inputs, targets, kernels, biases, *output_weights):
    """Each layer has its own weights and reads what it should. All of them start a step from the state in which the
    last layer ended the step before: one state is not enough."""
    state, outputs = np.zeros((len(inputs), len(biases[0]))), []
    for t in range(inputs.shape[1]):
        y = inputs[:, t]
        for kernel, bias in zip(kernels, biases, strict=True):
            y = rnn_step(y, state, kernel, bias)
        outputs.append(state := y)
    output_kernel, output_bias = output_weights
    return losses(np.stack(outputs, axis=1) @ output_kernel + output_bias, targets).sum()


@mistake_in(stack_loss)
def state_before_what_is_read(inputs, targets, kernels, biases, *output_weights):
    """The state meets the upper rows of a kernel, and what the layer reads the lower ones: in which order are the two
    put side by side?"""
    turned = [np.roll(kernel, -len(bias), axis=0) for kernel, bias in zip(kernels, biases, strict=True)]
    return loss_with(inputs, targets, turned, biases, *output_weights)


@mistake_in(stack_loss)
def every_layer_predicts(inputs, targets, *weights):
    """A loss is added for every layer: look how far the line that adds it is indented."""
    return sum(loss_with(inputs, targets, *weights, layer=layer) for layer in range(len(weights[0])))


@mistake_in(stack_loss)
def last_loss_only(inputs, targets, *weights):
    """This is the loss of the last step alone: what became of the losses before it?"""
    return losses(predictions(inputs, *weights), targets)[-1]


@mistake_in(stack_loss)
def first_loss_only(inputs, targets, *weights):
    """This is the loss of the first step alone: look how far the line that returns it is indented."""
    return losses(predictions(inputs, *weights), targets)[0]


@mistake_in(stack_loss)
def first_step_left_out(inputs, targets, *weights):
    """The loop over time begins at the second step: the first one takes part, and leaves states behind."""
    return loss_with(inputs[:, 1:], targets[:, 1:], *weights)


@mistake_in(stack_loss)
def last_step_left_out(inputs, targets, *weights):
    """The loss of the last step is missing: how often does the loop over time run?"""
    return losses(predictions(inputs, *weights), targets)[:-1].sum()


@mistake_in(stack_loss)
def differences_not_squared(inputs, targets, *weights):
    """The differences are averaged with their signs, so that they cancel: what is done to each of them before?"""
    return np.mean(predictions(inputs, *weights) - targets, axis=(0, 2)).sum()


@mistake_in(stack_loss)
def differences_without_sign(inputs, targets, *weights):
    """This is the mean absolute error of each step: the differences are squared, not stripped of their signs."""
    return np.mean(abs(predictions(inputs, *weights) - targets), axis=(0, 2)).sum()


@mistake_in(stack_loss)
def losses_not_added(inputs, targets, *weights):
    """The losses of the steps are right, and they are still apart: one number is wanted."""
    return losses(predictions(inputs, *weights), targets)


@mistake_in(stack_loss)
def averaged_over_time(inputs, targets, *weights):
    """The losses of the steps are averaged: over time they should just add up."""
    return losses(predictions(inputs, *weights), targets).mean()


@mistake_in(stack_loss)
def halved(inputs, targets, *weights):
    """The loss is half as large as it should be: its description has no 1/2 in front of the square."""
    return loss_with(inputs, targets, *weights) / 2


@mistake_in(stack_loss)
def root_of_each_mean(inputs, targets, *weights):
    """At each step the root of the mean squared error is added: the mean itself is wanted."""
    return np.sqrt(losses(predictions(inputs, *weights), targets)).sum()


@mistake_in(stack_loss)
def summed_over_the_batch(inputs, *others):
    """At each step the squared errors are added up over the batch: a mean is wanted there."""
    return len(inputs) * loss_with(inputs, *others)


@mistake_in(stack_loss)
def summed_over_outputs(inputs, targets, *weights):
    """At each step the squared errors are added up over the outputs: a mean is wanted there."""
    return targets.shape[2] * loss_with(inputs, targets, *weights)


@mistake_in(stack_loss)
def summed_over_batch_and_outputs(inputs, targets, *weights):
    """At each step the squared errors are added up over batch and outputs: a mean over both is wanted there."""
    return targets[:, 0].size * loss_with(inputs, targets, *weights)


@mistake_in(stack_loss)
def last_layer_left_out(inputs, targets, kernels, biases, *output_weights):
    """The last layer takes no part: the prediction is made from the layer below it."""
    return loss_with(inputs, targets, kernels, biases, *output_weights, layer=-2 if len(kernels) > 1 else 0)


@mistake_in(stack_loss)
def layers_from_the_last_to_the_first(inputs, targets, kernels, biases, *output_weights):
    """The stack is upside down: the first kernel belongs to the layer that reads the inputs."""
    return loss_with(inputs, targets, kernels[::-1], biases[::-1], *output_weights)


@mistake_in(stack_loss)
def biases_left_out(inputs, targets, kernels, biases, *output_weights):
    """These are the values without the biases of the layers: with biases of zero they would be right."""
    return loss_with(inputs, targets, kernels, [0 * bias for bias in biases], *output_weights)


@mistake_in(stack_loss)
def output_bias_left_out(inputs, targets, kernels, biases, output_kernel, output_bias):
    """These are the values without output_bias: with one of zero they would be right."""
    return loss_with(inputs, targets, kernels, biases, output_kernel, 0 * output_bias)
