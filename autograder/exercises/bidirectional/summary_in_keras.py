"""The same summary from keras.layers.Bidirectional."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.bidirectional._chains import halves, reference
from solutions.recurrence import last_output, rnn_step


def draw_weights(rng):
    # all different, with a full row; D = H, all rows short, lengths in a list; B = H
    for (B, T, D, H), length in (((3, 5, 2, 4), [5, 1, 3]), ((2, 4, 3, 3), [2, 3]), ((4, 3, 2, 4), [1, 3, 2, 3])):
        weights = [0.7 * rng.normal(size=size) for size in ((D + H, H), (H,), (D + H, H), (H,))]
        yield rng.normal(size=(B, T, D)), length if D == H else np.array(length), *weights


def first_half(inputs, sequence_length, kernel_fw, bias_fw, kernel_bw, bias_bw):
    return np.tile(halves(len(bias_fw), 2 * len(bias_fw)), (len(inputs), 1))


def second_half(*arguments):
    return ~first_half(*arguments)


summary_in_keras = Exercise(
    "solutions.bidirectional_keras.summary_in_keras",
    results=("summary",),
    draw=draw_weights,
    aspects=(
        Aspect(
            "forward half",
            1.5,
            where=first_half,
            hint="The upper rows of a kernel belong to the input, the lower to the state. Does the layer know which "
            "steps are real?",
        ),
        Aspect(
            "backward half",
            2,
            where=second_half,
            hint="The backward layer has weights of its own, and begins at each row's last real step if it knows the "
            "mask.",
        ),
        Purity("no side effects", 0.5, needs=("forward half", "backward half")),
    ),
    twice=False,
)


def both_outputs(inputs, sequence_length, *weights):
    """What keras.layers.Bidirectional computes: the outputs of both chains, in the order of time."""

    def step(kernel, bias):
        return lambda x, h: (rnn_step(x, h, kernel, bias),) * 2

    kernel_fw, bias_fw, kernel_bw, bias_bw = weights
    zeros = np.zeros((len(inputs), len(bias_fw)))
    steps = step(kernel_fw, bias_fw), step(kernel_bw, bias_bw)
    outputs, _ = reference.bidirectional(*steps, inputs, zeros, zeros, sequence_length)
    return outputs


def summary(inputs, sequence_length, *weights):
    return reference.sequence_summary(*both_outputs(inputs, sequence_length, *weights), sequence_length)


@mistake_in(summary_in_keras)
def mask_left_out(inputs, sequence_length, *weights):
    """Both chains read the padding as if it were part of the row: how is Keras told which steps are real?"""
    return summary(inputs, [inputs.shape[1]] * len(inputs), *weights)


@mistake_in(summary_in_keras)
def last_column_of_all_outputs(inputs, sequence_length, *weights):
    """This is the last column of all outputs: zeros in a short row, and in a full one the backward chain has only begun
    there. What does the layer return if it is not asked for all of them?"""
    return np.concatenate(both_outputs(inputs, sequence_length, *weights), axis=2)[:, -1]


@mistake_in(summary_in_keras)
def last_real_step_of_both(inputs, sequence_length, *weights):
    """The forward half is right. The backward half is read at the last real step, where that chain has only begun."""
    both = both_outputs(inputs, sequence_length, *weights)
    return np.concatenate([last_output(each, sequence_length) for each in both], axis=1)


@mistake_in(summary_in_keras)
def mask_one_step_too_long(inputs, sequence_length, *weights):
    """Each row is one step too long: for a row of length 1, at which steps should the mask be true?"""
    return summary(inputs, np.minimum(np.add(sequence_length, 1), inputs.shape[1]), *weights)


@mistake_in(summary_in_keras)
def mask_inverted(inputs, sequence_length, *weights):
    """Both chains read the padding and nothing else: where should the mask be true?"""
    T = inputs.shape[1]
    padding_first = np.stack([np.roll(row, T - n, axis=0) for row, n in zip(inputs, sequence_length, strict=True)])
    return summary(padding_first, T - np.asarray(sequence_length), *weights)


@mistake_in(summary_in_keras)
def kernel_taken_for_states_first(inputs, sequence_length, kernel_fw, bias_fw, kernel_bw, bias_bw):
    """The two parts of each kernel have changed places: which rows belong to the input, the upper or the lower?"""
    turned_fw, turned_bw = (np.roll(kernel, -len(bias_fw), axis=0) for kernel in (kernel_fw, kernel_bw))
    return summary(inputs, sequence_length, turned_fw, bias_fw, turned_bw, bias_bw)


@mistake_in(summary_in_keras)
def chains_exchanged(inputs, sequence_length, kernel_fw, bias_fw, kernel_bw, bias_bw):
    """The weights of the two chains have changed places: in which order does the layer want them?"""
    return summary(inputs, sequence_length, kernel_bw, bias_bw, kernel_fw, bias_fw)


@mistake_in(summary_in_keras)
def forward_weights_in_both(inputs, sequence_length, kernel_fw, bias_fw, kernel_bw, bias_bw):
    """The forward half is right. The backward chain has been given the weights of the forward one."""
    return summary(inputs, sequence_length, kernel_fw, bias_fw, kernel_fw, bias_fw)


@mistake_in(summary_in_keras)
def biases_exchanged(inputs, sequence_length, kernel_fw, bias_fw, kernel_bw, bias_bw):
    """The kernels are in their places. The biases of the two chains have changed theirs."""
    return summary(inputs, sequence_length, kernel_fw, bias_bw, kernel_bw, bias_fw)


@mistake_in(summary_in_keras)
def biases_left_out(inputs, sequence_length, kernel_fw, bias_fw, kernel_bw, bias_bw):
    """These are the values without the biases: with biases of zero they would be right."""
    return summary(inputs, sequence_length, kernel_fw, 0 * bias_fw, kernel_bw, 0 * bias_bw)


@mistake_in(summary_in_keras)
def halves_added(inputs, sequence_length, *weights):
    """The two halves are added up: how does the layer merge them unless it is told otherwise?"""
    return np.add(*np.split(summary(inputs, sequence_length, *weights), 2, axis=1))


@mistake_in(summary_in_keras)
def halves_exchanged(inputs, sequence_length, *weights):
    """Both halves are right, and they stand in each other's place: the forward one comes first."""
    return np.roll(summary(inputs, sequence_length, *weights), len(weights[1]), axis=1)


@mistake_in(summary_in_keras)
def all_outputs_returned(inputs, sequence_length, *weights):
    """The result has an axis for time, and one vector for each row is wanted: what does the layer return if it is not
    asked for all outputs?"""
    return np.concatenate(both_outputs(inputs, sequence_length, *weights), axis=2)


@mistake_in(summary_in_keras)
def both_chains_forward(inputs, sequence_length, *weights):
    """The forward half is right. The other chain reads forwards too: two layers side by side are not yet two
    directions."""
    outputs_fw, _ = both_outputs(inputs, sequence_length, *weights)
    other, _ = both_outputs(inputs, sequence_length, *weights[2:], *weights[:2])
    return np.concatenate([last_output(each, sequence_length) for each in (outputs_fw, other)], axis=1)
