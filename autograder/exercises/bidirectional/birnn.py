"""Find the fault: the classifier of the tutorial, which sums up a row by the last column of both outputs."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.bidirectional._chains import draw_chains, reference, whole
from autograder.exercises.recurrence._sequences import real
from solutions.bidirectional import reverse_sequence, sequence_summary
from solutions.recurrence import dynamic_unroll


def draw_rows(rng):
    cases = (
        ((3, 5, 2, 4, 7, 6), 2, np.array([5, 1, 3])),  # all sizes different
        ((3, 6, 2, 4, 4, 5), 3, [2, 4, 3]),  # a list; every row has padding
        ((4, 4, 3, 3, 3, 3), 6, np.array([3, 4, 1, 2])),  # B = T, and all other sizes alike
        ((2, 3, 2, 4, 3, 5), 2, [3, 3]),  # all rows full
        ((3, 1, 2, 4, 3, 5), 2, [1, 1, 1]),  # T = 1
    )
    for sizes, K, sequence_length in cases:
        step_fw, step_bw, inputs, *states = draw_chains(rng, *sizes)
        output_kernel, output_bias = rng.normal(size=(2 * sizes[-1], K)), rng.normal(size=K)
        yield inputs, sequence_length, step_fw, step_bw, *states, output_kernel, output_bias
    for one_chain in (slice(None, 3), slice(3, None)):  # the other one without weight
        step_fw, step_bw, inputs, *states = draw_chains(rng, 3, 4, 2, 5, 5, 3)
        output_kernel = np.zeros((6, 2))
        output_kernel[one_chain] = rng.normal(size=(3, 2))
        yield inputs, np.array([2, 4, 1]), step_fw, step_bw, *states, output_kernel, rng.normal(size=2)


def forward_alone(*arguments):
    return not np.any(np.split(arguments[-2], 2)[1])


def backward_alone(*arguments):
    return not np.any(np.split(arguments[-2], 2)[0])


def both_chains(*arguments):
    return not forward_alone(*arguments) and not backward_alone(*arguments)


def classifier_of_the_tutorial(
    inputs, sequence_length, step_fw, step_bw, initial_state_fw, initial_state_bw, output_kernel, output_bias
):
    """These are the scores that the code gave before you changed it. It has more than one fault, and one of them mended
    by itself may not show. Follow the backward chain of a short row: what does it read first, and in which column does
    it end?"""
    outputs_fw, _ = dynamic_unroll(step_fw, inputs, initial_state_fw, sequence_length)
    # the backward chain: the same loop over the inputs in the reverse order
    backwards = inputs[:, ::-1]
    outputs_bw, _ = dynamic_unroll(step_bw, backwards, initial_state_bw, sequence_length)
    # the last output sums up the row
    outputs = np.concatenate([outputs_fw, outputs_bw], axis=2)
    summary = outputs[:, -1]
    return summary @ output_kernel + output_bias


birnn = Exercise(
    reference.birnn,
    results=("scores",),
    draw=draw_rows,
    aspects=(
        Aspect(
            "scores from the forward chain alone",
            1,
            when=forward_alone,
            hint="In one case the backward chain has no weight: where in a padded row has the forward chain read all "
            "of it?",
        ),
        Aspect(
            "scores from the backward chain alone",
            1.5,
            when=backward_alone,
            hint="In one case the forward chain has no weight: what does the backward chain read first, and where does "
            "it end?",
        ),
        Aspect(
            "scores from both chains",
            1,
            when=both_chains,
            hint="The summary of a row is its forward half and then its backward half, each where that chain has read "
            "all.",
        ),
        Purity("no side effects", 0.5, needs=("scores from both chains",)),
    ),
    given=classifier_of_the_tutorial,
)

mistake_in(birnn)(classifier_of_the_tutorial)


def turned_by_length(inputs, sequence_length):
    return reverse_sequence(inputs, sequence_length)


def turned_as_a_whole(inputs, sequence_length):
    return whole(inputs)


def as_it_is(inputs, sequence_length):
    return inputs


def in_the_last_column(outputs_fw, outputs_bw, sequence_length):
    return np.concatenate([outputs_fw, outputs_bw], axis=2)[:, -1]


def scores_with(
    inputs, sequence_length, step_fw, step_bw, initial_state_fw, initial_state_bw, output_kernel, output_bias,
    *, turn=turned_by_length, back=turned_by_length, summary=sequence_summary,
):  # fmt: skip
    """`birnn` with another idea of how rows are turned round, outputs are put back, and a row is summed up."""
    outputs_fw, _ = dynamic_unroll(step_fw, inputs, initial_state_fw, sequence_length)
    outputs_bw, _ = dynamic_unroll(step_bw, turn(inputs, sequence_length), initial_state_bw, sequence_length)
    outputs_bw = back(outputs_bw, sequence_length)
    return summary(outputs_fw, outputs_bw, sequence_length) @ output_kernel + output_bias


# What is left when some of the faults have been mended.


@mistake_in(birnn)
def last_column_read(*arguments):
    """What is summed up is the last column of both outputs: in a short row that is padding, and in a full one the
    backward chain has only begun there."""
    return scores_with(*arguments, summary=in_the_last_column)


@mistake_in(birnn)
def outputs_not_put_back(*arguments):
    """The backward half of the summary is the first output of that chain, which has read a single input: look at the
    order of its outputs, and at the column that is read."""
    return scores_with(*arguments, back=as_it_is)


@mistake_in(birnn)
def padding_read_first(*arguments):
    """The summary is taken from the right columns. The backward chain begins with the padding of short rows."""
    return scores_with(*arguments, turn=turned_as_a_whole)


@mistake_in(birnn)
def padding_read_first_and_not_put_back(*arguments):
    """The forward half of the summary is right. Two faults are left in the backward half: in what is read, and in the
    order of the outputs."""
    return scores_with(*arguments, turn=turned_as_a_whole, back=as_it_is)


@mistake_in(birnn)
def put_back_as_a_whole(*arguments):
    """The backward half of a short row is zero: the column it is read from is padding. In which column does that
    chain's output stand after each of your steps?"""
    return scores_with(*arguments, back=turned_as_a_whole)


@mistake_in(birnn)
def turned_as_a_whole_and_last_column_read(*arguments):
    """The axis of time is turned round as a whole, before the backward chain and after it, and the last column is taken
    for a summary: in a short row both are padding."""
    return scores_with(*arguments, turn=turned_as_a_whole, back=turned_as_a_whole, summary=in_the_last_column)


# Faults that one may put in while mending.


@mistake_in(birnn)
def first_step_of_both(*arguments):
    """Both halves are read at the first step: the forward chain has read a single input by then."""
    return scores_with(*arguments, summary=lambda fw, bw, length: np.concatenate([fw[:, 0], bw[:, 0]], axis=1))


@mistake_in(birnn)
def halves_exchanged(*arguments):
    """The two halves of the summary have changed places: the first rows of the kernel belong to the forward one."""
    return scores_with(
        *arguments, summary=lambda fw, bw, length: np.roll(sequence_summary(fw, bw, length), fw.shape[2], axis=1)
    )


@mistake_in(birnn)
def means_over_the_real_steps(*arguments):
    """The summary is a mean over all real steps: one output of each chain is wanted, when it has read the whole row."""

    def means(fw, bw, length):
        now = real(fw, length)[..., np.newaxis]
        return (np.concatenate([fw, bw], axis=2) * now).sum(axis=1) / now.sum(axis=1)

    return scores_with(*arguments, summary=means)


@mistake_in(birnn)
def forward_step_in_both(inputs, sequence_length, step_fw, step_bw, *others):
    """The forward half of the summary is right. The forward step runs in both directions: what is step_bw for?"""
    return reference.birnn(inputs, sequence_length, step_fw, step_fw, *others)


@mistake_in(birnn)
def forward_half_in_the_last_column(*arguments):
    """The backward half of the summary is right. The forward half is read in the last column, and in a padded row that
    chain has ended earlier."""
    return scores_with(*arguments, summary=lambda fw, bw, length: np.concatenate([fw[:, -1], bw[:, 0]], axis=1))


@mistake_in(birnn)
def one_initial_state_for_both(inputs, sequence_length, step_fw, step_bw, initial_state_fw, initial_state_bw, *others):
    """The forward half of the summary is right. The backward chain starts from the forward chain's initial state."""
    states = initial_state_fw, initial_state_fw
    return reference.birnn(inputs, sequence_length, step_fw, step_bw, *states, *others)


@mistake_in(birnn)
def class_named(*arguments):
    """The classes with the greatest score are returned: the scores themselves are wanted, one for each class."""
    return reference.birnn(*arguments).argmax(axis=1)


@mistake_in(birnn)
def output_bias_left_out(*arguments):
    """These are the scores without the output bias: with one of zero they would be right."""
    return reference.birnn(*arguments) - arguments[-1]


@mistake_in(birnn)
def softmax_of_the_scores(*arguments):
    """These are probabilities, which come after a softmax: the scores before it are wanted."""
    exponentials = np.exp(reference.birnn(*arguments))
    return exponentials / exponentials.sum(axis=1, keepdims=True)
