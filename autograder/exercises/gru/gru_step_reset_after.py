"""One step of the GRU as Keras has it by default."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.gru._cell import SIZES
from solutions import gru as reference
from solutions.lstm import sigmoid

Z, R, C = range(3)  # the blocks in Keras' order; C is the candidate


def draw_steps(rng):
    for B, D, H in (*SIZES, (2, 3, 1)):  # the last: with one unit, only the second bias tells after from before
        yield [0.9 * rng.normal(size=size) for size in ((B, D), (B, H), (D, 3 * H), (H, 3 * H), (2, 3 * H))]
    B, D, H = 2, 3, 4
    x, h_prev, *kernels, bias = (
        0.9 * rng.normal(size=size) for size in ((B, D), (B, H), (D, 3 * H), (H, 3 * H), (2, 3 * H))
    )
    yield x, 0 * h_prev, *kernels, bias * [[1], [0]]


def nothing_to_reset(x, h_prev, kernel, recurrent_kernel, bias):
    return not h_prev.any() and not bias[1].any()


gru_step_reset_after = Exercise(
    reference.gru_step_reset_after,
    results=("h",),
    draw=draw_steps,
    aspects=(
        Aspect(
            "h where the reset gate plays no part",
            2,
            when=nothing_to_reset,
            hint="Where h_prev and the second row of the bias are 0, h is a share of what comes from x: in which "
            "block?",
        ),
        Aspect(
            "h from any state",
            3,
            when=lambda *case: not nothing_to_reset(*case),
            needs=("h where the reset gate plays no part",),
            hint="r multiplies what the product with h_prev and its bias gave; z says how much of h_prev itself stays.",
        ),
        Purity("no side effects", 1, needs=("h from any state",)),
    ),
)


def inside_of_tanh(r, x_h, h_h):
    return x_h + r * h_h


def mixed(z, h_prev, candidate):
    return z * h_prev + (1 - z) * candidate


def step_with(
    *arguments,
    order=(Z, R, C),
    gate=sigmoid,
    inside=inside_of_tanh,
    candidate=np.tanh,
    mix=mixed,
):
    """`gru_step_reset_after` with another order of blocks, or another idea of one of its functions."""
    x, h_prev, kernel, recurrent_kernel, bias = arguments
    from_x = np.split(x @ kernel + bias[0], 3, axis=1)
    from_h = np.split(h_prev @ recurrent_kernel + bias[1], 3, axis=1)
    x_z, x_r, x_h = (from_x[block] for block in order)
    h_z, h_r, h_h = (from_h[block] for block in order)
    return mix(gate(x_z + h_z), h_prev, candidate(inside(gate(x_r + h_r), x_h, h_h)))


@mistake_in(gru_step_reset_after)
def reset_before_the_product(x, h_prev, kernel, recurrent_kernel, bias):
    """The reset gate comes before the product, as in TensorFlow 1. Here it multiplies what the product and its bias
    gave."""
    H = h_prev.shape[1]

    def before(r, x_h, h_h):
        return x_h + (r * h_prev) @ recurrent_kernel[:, 2 * H :] + bias[1, 2 * H :]

    return step_with(x, h_prev, kernel, recurrent_kernel, bias, inside=before)


@mistake_in(gru_step_reset_after)
def recurrent_bias_not_reset(x, h_prev, kernel, recurrent_kernel, bias):
    """The candidate's second bias escapes the reset gate: r multiplies all that the product with h_prev and its bias
    gave."""
    b = bias[1, 2 * h_prev.shape[1] :]
    return step_with(x, h_prev, kernel, recurrent_kernel, bias, inside=lambda r, x_h, h_h: x_h + r * (h_h - b) + b)


@mistake_in(gru_step_reset_after)
def reset_of_everything(*arguments):
    """The reset gate multiplies all that goes into tanh. What comes from x has nothing to do with the past, and is not
    reset."""
    return step_with(*arguments, inside=lambda r, x_h, h_h: r * (x_h + h_h))


@mistake_in(gru_step_reset_after)
def reset_gate_left_out(*arguments):
    """The candidate sees the whole old state: the reset gate has nothing to do."""
    return step_with(*arguments, inside=lambda r, x_h, h_h: x_h + h_h)


@mistake_in(gru_step_reset_after)
def reset_gate_turned(*arguments):
    """The reset gate works the wrong way round: where it is 1, the candidate sees all of the old state."""
    return step_with(*arguments, inside=lambda r, x_h, h_h: x_h + (1 - r) * h_h)


@mistake_in(gru_step_reset_after)
def reset_on_the_part_of_x(*arguments):
    """The reset gate multiplies the part that comes from x: it should decide about the past."""
    return step_with(*arguments, inside=lambda r, x_h, h_h: r * x_h + h_h)


@mistake_in(gru_step_reset_after)
def blocks_in_order_of_pytorch(*arguments):
    """The blocks are read with the reset gate first, as TensorFlow 1 and PyTorch have it. Keras begins with another."""
    return step_with(*arguments, order=(R, Z, C))


@mistake_in(gru_step_reset_after)
def candidate_first(*arguments):
    """The candidate is read from the first block: in Keras it comes last."""
    return step_with(*arguments, order=(R, C, Z))


@mistake_in(gru_step_reset_after)
def update_gate_for_the_new_part(*arguments):
    """The update gate stands for the new part, as in some papers. In Keras an open gate keeps the old state."""
    return step_with(*arguments, mix=lambda z, h_prev, candidate: mixed(1 - z, h_prev, candidate))


@mistake_in(gru_step_reset_after)
def candidate_returned(*arguments):
    """This is the candidate: the old state has still to be mixed in."""
    return step_with(*arguments, mix=lambda z, h_prev, candidate: candidate)


@mistake_in(gru_step_reset_after)
def both_shares_alike(*arguments):
    """Old state and candidate are multiplied by the same share. The more is kept of one, the less should come in of the
    other."""
    return step_with(*arguments, mix=lambda z, h_prev, candidate: z * h_prev + z * candidate)


@mistake_in(gru_step_reset_after)
def candidate_added_whole(*arguments):
    """The whole candidate is added to what is kept: the more is kept, the less of the candidate should come in."""
    return step_with(*arguments, mix=lambda z, h_prev, candidate: z * h_prev + candidate)


@mistake_in(gru_step_reset_after)
def second_bias_left_out(x, h_prev, kernel, recurrent_kernel, bias):
    """The second row of the bias plays no part: it belongs to the product with h_prev."""
    return reference.gru_step_reset_after(x, h_prev, kernel, recurrent_kernel, bias * [[1], [0]])


@mistake_in(gru_step_reset_after)
def first_bias_left_out(x, h_prev, kernel, recurrent_kernel, bias):
    """The first row of the bias plays no part: it belongs to the product with x."""
    return reference.gru_step_reset_after(x, h_prev, kernel, recurrent_kernel, bias * [[0], [1]])


@mistake_in(gru_step_reset_after)
def biases_swapped(x, h_prev, kernel, recurrent_kernel, bias):
    """The two rows of the bias are taken for one another: the first belongs to the product with x. For the gates it
    makes no difference, for the candidate it does."""
    return reference.gru_step_reset_after(x, h_prev, kernel, recurrent_kernel, bias[::-1])


@mistake_in(gru_step_reset_after)
def old_state_kept_whole(*arguments):
    """The whole old state is kept, whatever the update gate says, so that the state can grow beyond 1."""
    return step_with(*arguments, mix=lambda z, h_prev, candidate: h_prev + (1 - z) * candidate)


@mistake_in(gru_step_reset_after)
def nothing_kept(*arguments):
    """The old state is in the candidate only: what has become of the share that is kept?"""
    return step_with(*arguments, mix=lambda z, h_prev, candidate: (1 - z) * candidate)


@mistake_in(gru_step_reset_after)
def candidate_not_squashed(*arguments):
    """The candidate lies beyond 1 in places: what should bring it between -1 and 1?"""
    return step_with(*arguments, candidate=lambda inside: inside)


@mistake_in(gru_step_reset_after)
def candidate_through_a_sigmoid(*arguments):
    """The candidate is never negative here: only gates lie between 0 and 1."""
    return step_with(*arguments, candidate=sigmoid)


@mistake_in(gru_step_reset_after)
def gates_through_a_hard_sigmoid(*arguments):
    """The gates went through a hard sigmoid, three straight lines, as in old versions of Keras. The values are close,
    and not the same: the logistic function is wanted."""
    return step_with(*arguments, gate=lambda a: np.clip(0.2 * a + 0.5, 0, 1))


@mistake_in(gru_step_reset_after)
def gates_through_tanh(*arguments):
    """The gates went through tanh and can be negative: a gate opens between 0 and 1."""
    return step_with(*arguments, gate=np.tanh)


@mistake_in(gru_step_reset_after)
def state_changed_in_place(x, h_prev, *weights):
    """The values are right, but the h_prev that was handed in is overwritten, and whoever called still needs it."""
    h_prev[...] = reference.gru_step_reset_after(x, h_prev, *weights)
    return h_prev
