"""The backward pass of one step of the LSTM."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.lstm._cell import F, I, J, O, draw_cell, gates, in_order
from solutions import lstm as reference
from solutions.lstm import sigmoid


def draw_gradients(rng):
    # all different, B = H, D = H, a single row
    for (B, D, H), forget_bias in (((3, 2, 4), 0.7), ((4, 3, 4), 1.0), ((5, 3, 3), 0.0), ((1, 2, 3), 0.4)):
        yield rng.normal(size=(B, H)), rng.normal(size=(B, H)), *draw_cell(rng, B, D, H), forget_bias
    B, D, H = 2, 3, 4
    yield rng.normal(size=(B, H)), np.zeros((B, H)), *draw_cell(rng, B, D, H), 1.0


def from_memory_alone(d_c, d_h, *inputs):
    return not d_h.any()


lstm_step_backward = Exercise(
    reference.lstm_step_backward,
    results=("d_x", "d_c_prev", "d_h_prev", "d_kernel", "d_bias"),
    draw=draw_gradients,
    aspects=(
        Aspect(
            "d_c_prev where d_h is 0",
            1,
            path=(1,),
            when=from_memory_alone,
            hint="Where d_h is 0, all there is comes from d_c, and between the two memories stands a single gate.",
        ),
        Aspect(
            "d_c_prev",
            1,
            path=(1,),
            needs=("d_c_prev where d_h is 0",),
            hint="The new memory has a part in the output too: d_h comes back to it past the output gate and a tanh.",
        ),
        Aspect(
            "d_x where d_h is 0",
            1,
            path=(0,),
            when=from_memory_alone,
            hint="Where d_h is 0 nothing goes through the output gate: look at the other three blocks, and at their "
            "slopes.",
        ),
        Aspect(
            "d_x",
            1,
            path=(0,),
            needs=("d_x where d_h is 0",),
            hint="x reaches the loss through all four blocks. What did the output gate multiply, and what is its "
            "slope?",
        ),
        Aspect(
            "d_h_prev",
            2,
            path=(2,),
            hint="h_prev stood beside x, under the same kernel: its gradient comes back the same way, from the lower "
            "rows.",
        ),
        Aspect(
            "d_kernel",
            2,
            path=(3,),
            hint="Each row of the kernel met one number of x or h_prev, each column belongs to a gate: the order is "
            "i, j, f, o.",
        ),
        Aspect(
            "d_bias",
            1,
            path=(4,),
            hint="The bias was added in every row of the batch: its gradient is the sum of those of the rows, without "
            "a mean.",
        ),
        Purity("no side effects", 1, needs=("d_x", "d_c_prev", "d_h_prev", "d_kernel", "d_bias")),
    ),
)


def at_memory(d_c, d_h, at):
    return d_c + d_h * at.o * (1 - np.tanh(at.c) ** 2)


def at_gates(d_memory, d_h, c_prev, at):
    return d_memory * at.j, d_memory * at.i, d_memory * c_prev, d_h * np.tanh(at.c)


def slopes(at):
    return at.i * (1 - at.i), 1 - at.j**2, at.f * (1 - at.f), at.o * (1 - at.o)


def backward_with(d_c, d_h, *inputs, at_memory=at_memory, at_gates=at_gates, slopes=slopes, joined=(I, J, F, O)):
    """`lstm_step_backward` with another idea of how the gradient reaches the memory, the gates or what is below."""
    x, c_prev, h_prev, kernel, *_ = inputs
    at = gates(*inputs)
    d_memory = at_memory(d_c, d_h, at)
    d_gates = at_gates(d_memory, d_h, c_prev, at)
    blocks = [d * slope for d, slope in zip(d_gates, slopes(at), strict=True)]
    d_a = np.concatenate([blocks[block] for block in joined], axis=1)
    d_x, d_h_prev = np.split(d_a @ kernel.T, [x.shape[1]], axis=1)
    return d_x, d_memory * at.f, d_h_prev, np.concatenate([x, h_prev], axis=1).T @ d_a, d_a.sum(axis=0)


@mistake_in(lstm_step_backward)
def memory_gradient_left_out(d_c, d_h, x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """d_c makes no difference here. The memory lives on in the next step, and its gradient comes back from there."""
    return reference.lstm_step_backward(0 * d_c, d_h, x, c_prev, h_prev, kernel, bias, forget_bias)


@mistake_in(lstm_step_backward)
def output_gradient_left_out(d_c, d_h, x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """d_h makes no difference here. The output has a part in the loss too, besides the memory."""
    return reference.lstm_step_backward(d_c, 0 * d_h, x, c_prev, h_prev, kernel, bias, forget_bias)


@mistake_in(lstm_step_backward)
def output_does_not_reach_the_memory(*arguments):
    """d_h reaches the output gate and goes no further. Since h was computed from the memory, a part of it comes back to
    the memory too."""
    return backward_with(*arguments, at_memory=lambda d_c, d_h, at: d_c)


@mistake_in(lstm_step_backward)
def slope_of_shown_memory_left_out(*arguments):
    """On its way from h to the memory the gradient passes a tanh, and should shrink where that tanh is flat. Here it
    passes unchanged."""
    return backward_with(*arguments, at_memory=lambda d_c, d_h, at: d_c + d_h * at.o)


@mistake_in(lstm_step_backward)
def slope_of_shown_memory_without_tanh(*arguments):
    """On the way from h to the memory the slope of tanh is wrong: it is negative in places, and tanh never falls. Is it
    written with the memory itself, or with its tanh?"""
    return backward_with(*arguments, at_memory=lambda d_c, d_h, at: d_c + d_h * at.o * (1 - at.c**2))


@mistake_in(lstm_step_backward)
def slope_of_shown_memory_of_a_second_tanh(*arguments):
    """On the way from h to the memory the slope takes tanh of tanh(c). With what has been through the tanh already, the
    slope is written without another one."""
    return backward_with(
        *arguments, at_memory=lambda d_c, d_h, at: d_c + d_h * at.o * (1 - np.tanh(np.tanh(at.c)) ** 2)
    )


@mistake_in(lstm_step_backward)
def d_c_through_the_output(*arguments):
    """d_c is added to d_h before the output gate and tanh. It belongs to the memory itself: only d_h comes back through
    these two."""
    return backward_with(*arguments, at_memory=lambda d_c, d_h, at: (d_c + d_h) * at.o * (1 - np.tanh(at.c) ** 2))


@mistake_in(lstm_step_backward)
def slope_of_shown_memory_not_squared(*arguments):
    """On the way from h to the memory the slope of tanh is not right: it should be the same for a memory and for its
    negative, and this one is not."""
    return backward_with(*arguments, at_memory=lambda d_c, d_h, at: d_c + d_h * at.o * (1 - np.tanh(at.c)))


@mistake_in(lstm_step_backward)
def output_gate_left_out_on_the_way_to_memory(*arguments):
    """On its way from h to the memory the gradient leaves out the output gate: only a share of the memory was shown."""
    return backward_with(*arguments, at_memory=lambda d_c, d_h, at: d_c + d_h * (1 - np.tanh(at.c) ** 2))


@mistake_in(lstm_step_backward)
def output_gate_sees_the_plain_memory(*arguments):
    """At the output gate d_h is multiplied by the memory as it is. What did the output gate multiply on the way
    forward?"""

    def at_plain_memory(d_memory, d_h, c_prev, at):
        return *at_gates(d_memory, d_h, c_prev, at)[:3], d_h * at.c

    return backward_with(*arguments, at_gates=at_plain_memory)


@mistake_in(lstm_step_backward)
def output_gate_hears_of_the_memory(*arguments):
    """The gradient at the output gate is made from that at the memory. This gate has a part in h alone: which of the
    two gradients that come in is the one at h?"""

    def at_output(d_memory, d_h, c_prev, at):
        return *at_gates(d_memory, d_h, c_prev, at)[:3], d_memory * np.tanh(at.c)

    return backward_with(*arguments, at_gates=at_output)


@mistake_in(lstm_step_backward)
def forget_gate_sees_the_new_memory(*arguments):
    """At the forget gate the gradient is multiplied by the new memory. Which memory did this gate multiply on the way
    forward?"""

    def at_new_memory(d_memory, d_h, c_prev, at):
        return at_gates(d_memory, d_h, at.c, at)

    return backward_with(*arguments, at_gates=at_new_memory)


@mistake_in(lstm_step_backward)
def input_gate_and_candidate_swapped(*arguments):
    """Input gate and candidate multiply each other, so that the gradient at each is multiplied by the other one. Here
    each is multiplied by itself."""

    def at_swapped(d_memory, d_h, c_prev, at):
        d_i, d_j, d_f, d_o = at_gates(d_memory, d_h, c_prev, at)
        return d_j, d_i, d_f, d_o

    return backward_with(*arguments, at_gates=at_swapped)


@mistake_in(lstm_step_backward)
def gates_hear_only_of_the_memory_to_come(d_c, *others):
    """The gradients at input gate, candidate and forget gate are made of d_c alone: what comes back through h passes
    the memory too, and then them."""

    def at_memory_to_come(d_memory, d_h, c_prev, at):
        return *at_gates(d_c, d_h, c_prev, at)[:3], d_h * np.tanh(at.c)

    return backward_with(d_c, *others, at_gates=at_memory_to_come)


@mistake_in(lstm_step_backward)
def slopes_left_out(*arguments):
    """The gradient passes all three gates and the candidate unchanged: each went through a sigmoid or a tanh on the way
    forward, and that has a slope."""
    return backward_with(*arguments, slopes=lambda at: (1, 1, 1, 1))


@mistake_in(lstm_step_backward)
def slope_of_output_gate_left_out(*arguments):
    """At the output gate the gradient passes the sigmoid unchanged: the other two gates are treated right."""
    return backward_with(*arguments, slopes=lambda at: (*slopes(at)[:O], 1))


@mistake_in(lstm_step_backward)
def slope_of_input_gate_left_out(*arguments):
    """At the input gate the gradient passes the sigmoid unchanged: the other two gates are treated right."""
    return backward_with(*arguments, slopes=lambda at: (1, *slopes(at)[J:]))


@mistake_in(lstm_step_backward)
def slope_of_forget_gate_left_out(*arguments):
    """At the forget gate the gradient passes the sigmoid unchanged: the other two gates are treated right."""
    return backward_with(*arguments, slopes=lambda at: (*slopes(at)[:F], 1, slopes(at)[O]))


@mistake_in(lstm_step_backward)
def slopes_of_a_second_function(*arguments):
    """The slopes take sigmoid and tanh of values that have already been through them: i, j, f and o are what came
    out."""
    return backward_with(*arguments, slopes=second_slopes)


def second_slopes(at):
    i, f, o = (sigmoid(gate) * (1 - sigmoid(gate)) for gate in (at.i, at.f, at.o))
    return i, 1 - np.tanh(at.j) ** 2, f, o


@mistake_in(lstm_step_backward)
def slopes_of_a_second_sigmoid(*arguments):
    """At the three gates the slope takes the sigmoid of a value that has already been through it: i, f and o are what
    came out."""
    return backward_with(*arguments, slopes=lambda at: (*second_slopes(at)[:J], slopes(at)[J], *second_slopes(at)[F:]))


@mistake_in(lstm_step_backward)
def slope_of_candidate_of_a_second_tanh(*arguments):
    """At the candidate the slope takes tanh of a value that has already been through it: j is what came out."""
    return backward_with(*arguments, slopes=lambda at: (slopes(at)[I], second_slopes(at)[J], *slopes(at)[F:]))


@mistake_in(lstm_step_backward)
def slope_of_candidate_left_out(*arguments):
    """At the candidate the gradient passes tanh unchanged: the three gates are treated right."""
    return backward_with(*arguments, slopes=lambda at: (slopes(at)[I], 1, slopes(at)[F], slopes(at)[O]))


@mistake_in(lstm_step_backward)
def slope_of_candidate_as_of_a_gate(*arguments):
    """The slope at the candidate is that of a sigmoid. What did the candidate go through?"""
    return backward_with(*arguments, slopes=lambda at: tuple(g * (1 - g) for g in (at.i, at.j, at.f, at.o)))


@mistake_in(lstm_step_backward)
def slope_of_candidate_not_squared(*arguments):
    """The slope at the candidate is not right: a tanh's is the same for a value and for its negative, and this one is
    not."""
    return backward_with(*arguments, slopes=lambda at: (slopes(at)[I], 1 - at.j, slopes(at)[F], slopes(at)[O]))


@mistake_in(lstm_step_backward)
def slopes_of_gates_as_of_tanh(*arguments):
    """The slopes at the three gates are those of tanh. What did the gates go through?"""
    return backward_with(*arguments, slopes=lambda at: tuple(1 - g**2 for g in (at.i, at.j, at.f, at.o)))


@mistake_in(lstm_step_backward)
def forget_gate_left_out_on_the_way_back(*arguments):
    """d_c_prev is as large as the gradient at the new memory: how much of the old memory was kept?"""
    d_x, _, *others = reference.lstm_step_backward(*arguments)
    d_c, d_h, *inputs = arguments
    return d_x, at_memory(d_c, d_h, gates(*inputs)), *others


@mistake_in(lstm_step_backward)
def old_memory_hears_only_of_d_c(d_c, d_h, *others):
    """d_c_prev comes from d_c alone: what comes back through h passes the memory too."""
    d_x, _, *rest = reference.lstm_step_backward(d_c, d_h, *others)
    return d_x, d_c * gates(*others).f, *rest


@mistake_in(lstm_step_backward)
def forget_bias_left_out(d_c, d_h, x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The gates are those of a forward pass without the forget bias: how does your backward pass compute them again?"""
    return reference.lstm_step_backward(d_c, d_h, x, c_prev, h_prev, kernel, bias, 0.0)


@mistake_in(lstm_step_backward)
def forget_bias_always_one(d_c, d_h, x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """These are the gradients for a forget bias of 1, whichever is handed in: 1 is only what it is by default."""
    return reference.lstm_step_backward(d_c, d_h, x, c_prev, h_prev, kernel, bias, 1.0)


@mistake_in(lstm_step_backward)
def bias_left_out(d_c, d_h, x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The gates are those of a forward pass without the bias: how does your backward pass compute them again?"""
    return reference.lstm_step_backward(d_c, d_h, x, c_prev, h_prev, kernel, 0 * bias, forget_bias)


@mistake_in(lstm_step_backward)
def columns_in_order_of_keras(d_c, d_h, x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The columns of the kernel are read in the order of Keras, not of TensorFlow 1: which block is the candidate?"""
    kernel, bias = in_order(kernel, I, F, J, O), in_order(bias, I, F, J, O)
    results = reference.lstm_step_backward(d_c, d_h, x, c_prev, h_prev, kernel, bias, forget_bias)
    return *results[:3], in_order(results[3], I, F, J, O), in_order(results[4], I, F, J, O)


@mistake_in(lstm_step_backward)
def gradients_in_order_of_keras(*arguments):
    """d_x and the gradients of the state are right. The columns of d_kernel and d_bias stand in the order of Keras:
    they should be those of the kernel."""
    *others, d_kernel, d_bias = reference.lstm_step_backward(*arguments)
    return *others, in_order(d_kernel, I, F, J, O), in_order(d_bias, I, F, J, O)


@mistake_in(lstm_step_backward)
def blocks_joined_in_another_order(*arguments):
    """The gradients of the four blocks are put side by side in another order than the blocks of the kernel, which are
    i, j, f, o."""
    return backward_with(*arguments, joined=(I, F, J, O))


@mistake_in(lstm_step_backward)
def averaged_over_the_batch(d_c, d_h, x, *others):
    """d_kernel and d_bias are averaged over the batch: the shares of its rows should just add up."""
    *gradients, d_kernel, d_bias = reference.lstm_step_backward(d_c, d_h, x, *others)
    return *gradients, d_kernel / len(x), d_bias / len(x)


@mistake_in(lstm_step_backward)
def bias_gradient_averaged(d_c, d_h, x, *others):
    """d_bias is averaged over the batch: the shares of its rows should just add up."""
    *gradients, d_bias = reference.lstm_step_backward(d_c, d_h, x, *others)
    return *gradients, d_bias / len(x)


@mistake_in(lstm_step_backward)
def bias_gradient_for_each_row(*arguments):
    """d_bias has a row for each row of the batch. There is one bias for all of them."""
    *gradients, _ = reference.lstm_step_backward(*arguments)
    rows = [reference.lstm_step_backward(*one_row(arguments, b))[4] for b in range(len(arguments[0]))]
    return *gradients, np.stack(rows)


def one_row(arguments, b):
    """The arguments for one row of the batch."""
    *rows, kernel, bias, forget_bias = arguments
    return *(array[b : b + 1] for array in rows), kernel, bias, forget_bias


@mistake_in(lstm_step_backward)
def kernel_rows_in_the_other_order(d_c, d_h, x, *others):
    """The rows of d_kernel stand in the wrong order: those for x come first, as in the kernel itself."""
    *gradients, d_kernel, d_bias = reference.lstm_step_backward(d_c, d_h, x, *others)
    return *gradients, np.roll(d_kernel, -x.shape[1], axis=0), d_bias


@mistake_in(lstm_step_backward)
def kernel_of_the_state_left_out(d_c, d_h, x, *others):
    """Only the upper rows of d_kernel are filled: the kernel met the state as well as x."""
    *gradients, d_kernel, d_bias = reference.lstm_step_backward(d_c, d_h, x, *others)
    d_kernel[x.shape[1] :] = 0
    return *gradients, d_kernel, d_bias


@mistake_in(lstm_step_backward)
def state_before_input(d_c, d_h, x, c_prev, h_prev, kernel, *others):
    """The rows of the kernel meet the wrong numbers, on both ways: which of x and h_prev do its first rows belong
    to?"""
    D, H = x.shape[1], c_prev.shape[1]
    *gradients, d_kernel, d_bias = reference.lstm_step_backward(
        d_c, d_h, x, c_prev, h_prev, np.roll(kernel, -H, axis=0), *others
    )
    return *gradients, np.roll(d_kernel, -D, axis=0), d_bias


@mistake_in(lstm_step_backward)
def split_for_state_before_input(d_c, d_h, x, c_prev, *others):
    """d_x and d_h_prev are cut from the wrong columns: in what order were x and h_prev put side by side?"""
    d_x, d_c_prev, d_h_prev, *rest = reference.lstm_step_backward(d_c, d_h, x, c_prev, *others)
    both = np.concatenate([d_x, d_h_prev], axis=1)
    H = c_prev.shape[1]
    return both[:, H:], d_c_prev, both[:, :H], *rest


@mistake_in(lstm_step_backward)
def input_and_output_gradients_swapped(*arguments):
    """d_x and d_h_prev are right, and they are returned in each other's place."""
    d_x, d_c_prev, d_h_prev, *others = reference.lstm_step_backward(*arguments)
    return d_h_prev, d_c_prev, d_x, *others


@mistake_in(lstm_step_backward)
def gradients_of_the_state_swapped(*arguments):
    """d_c_prev and d_h_prev are right, and they are returned in each other's place."""
    d_x, d_c_prev, d_h_prev, *others = reference.lstm_step_backward(*arguments)
    return d_x, d_h_prev, d_c_prev, *others


@mistake_in(lstm_step_backward)
def incoming_gradients_swapped(d_c, d_h, *others):
    """The two gradients that come in are taken one for the other: d_c comes before d_h in the arguments."""
    return reference.lstm_step_backward(d_h, d_c, *others)


@mistake_in(lstm_step_backward)
def state_taken_in_the_wrong_order(d_c, d_h, x, c_prev, h_prev, *others):
    """The two parts of the old state are taken one for the other: c_prev comes before h_prev in the arguments."""
    return reference.lstm_step_backward(d_c, d_h, x, h_prev, c_prev, *others)


@mistake_in(lstm_step_backward)
def memory_gradient_changed_in_place(d_c, d_h, *others):
    """The values are right, but the d_c that was handed in is changed: add into a new array."""
    results = reference.lstm_step_backward(d_c, d_h, *others)
    d_c += d_h
    return results
