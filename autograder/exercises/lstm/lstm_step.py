"""One step of the LSTM."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.lstm._cell import F, I, J, O, draw_cell, gates, in_order, raised
from solutions import lstm as reference
from solutions.lstm import sigmoid


def draw_steps(rng):
    # all different, B = H, D = H, a single row
    for (B, D, H), forget_bias in (((3, 2, 4), 0.7), ((4, 3, 4), 1.0), ((5, 3, 3), 0.0), ((1, 2, 3), 0.4)):
        yield *draw_cell(rng, B, D, H), forget_bias
    x, c_prev, h_prev, *weights = draw_cell(rng, 2, 3, 4)
    yield x, 0 * c_prev, 0 * h_prev, *weights, 1.0


def from_zero(x, c_prev, h_prev, *weights):
    return not c_prev.any() and not h_prev.any()


def from_any(*arguments):
    return not from_zero(*arguments)


lstm_step = Exercise(
    reference.lstm_step,
    results=("c", "h"),
    draw=draw_steps,
    aspects=(
        Aspect(
            "c from the zero state",
            1,
            path=(0,),
            when=from_zero,
            hint="From the zero state the memory is input gate times candidate: which columns belong to these two?",
        ),
        Aspect(
            "h from the zero state",
            1,
            path=(1,),
            when=from_zero,
            hint="The output comes second: the output gate shows a share of the new memory, brought between -1 and 1 "
            "before.",
        ),
        Aspect(
            "c from any state",
            2,
            path=(0,),
            when=from_any,
            needs=("c from the zero state",),
            hint="Of the old memory stays what the forget gate keeps: which columns, which bias and which state does "
            "it see?",
        ),
        Aspect(
            "h from any state",
            1,
            path=(1,),
            when=from_any,
            needs=("h from the zero state",),
            hint="The output gate sees x and h_prev; what it shows is the memory after this step.",
        ),
        Purity("no side effects", 1, needs=("c from any state", "h from any state")),
    ),
)


def shown(o, c):
    """Memory and output, given the output gate."""
    return c, o * np.tanh(c)


@mistake_in(lstm_step)
def columns_in_order_of_keras(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The columns are read in the order of Keras, not of TensorFlow 1: which block is the candidate?"""
    order = I, F, J, O
    return reference.lstm_step(x, c_prev, h_prev, in_order(kernel, *order), in_order(bias, *order), forget_bias)


@mistake_in(lstm_step)
def candidate_last(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The columns are read as if the three gates came first and the candidate last. The candidate has other columns."""
    order = I, O, J, F  # which block of the kernel is taken for i, j, f and o
    return reference.lstm_step(x, c_prev, h_prev, in_order(kernel, *order), in_order(bias, *order), forget_bias)


@mistake_in(lstm_step)
def candidate_first(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """Two blocks of columns are exchanged: those taken for the candidate belong to the input gate, and the other way
    round."""
    order = J, I, F, O
    return reference.lstm_step(x, c_prev, h_prev, in_order(kernel, *order), in_order(bias, *order), forget_bias)


@mistake_in(lstm_step)
def forget_and_output_columns_swapped(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """Two blocks of columns are exchanged: those taken for the forget gate belong to the output gate, and the other way
    round."""
    order = I, J, O, F
    return reference.lstm_step(x, c_prev, h_prev, in_order(kernel, *order), in_order(bias, *order), forget_bias)


@mistake_in(lstm_step)
def input_and_forget_columns_swapped(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """Two blocks of columns are exchanged: those taken for the forget gate belong to the input gate, and the other way
    round."""
    order = F, J, I, O
    return reference.lstm_step(x, c_prev, h_prev, in_order(kernel, *order), in_order(bias, *order), forget_bias)


@mistake_in(lstm_step)
def input_and_output_columns_swapped(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """Two blocks of columns are exchanged: those taken for the input gate belong to the output gate, and the other way
    round."""
    order = O, J, F, I
    return reference.lstm_step(x, c_prev, h_prev, in_order(kernel, *order), in_order(bias, *order), forget_bias)


@mistake_in(lstm_step)
def columns_interleaved(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """Every fourth column is taken for a gate. The columns of a gate stand side by side."""
    columns = np.arange(len(bias)).reshape(-1, 4).T.ravel()
    return reference.lstm_step(x, c_prev, h_prev, kernel[:, columns], bias[columns], forget_bias)


@mistake_in(lstm_step)
def forget_bias_left_out(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """These are the values for a forget bias of 0: the one that is handed in has no effect. To which gate is it added,
    and before what?"""
    return reference.lstm_step(x, c_prev, h_prev, kernel, bias, forget_bias=0.0)


@mistake_in(lstm_step)
def forget_bias_always_one(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """These are the values for a forget bias of 1, whichever is handed in: 1 is only what it is by default."""
    return reference.lstm_step(x, c_prev, h_prev, kernel, bias, forget_bias=1.0)


@mistake_in(lstm_step)
def forget_bias_counted_twice(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The forget bias counts twice. The bias that is handed in does not contain it."""
    return reference.lstm_step(x, c_prev, h_prev, kernel, bias, 2 * forget_bias)


@mistake_in(lstm_step)
def forget_bias_taken_away(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The forget bias counts with the wrong sign: should the forget gate be further open for it, or less?"""
    return reference.lstm_step(x, c_prev, h_prev, kernel, bias, -forget_bias)


@mistake_in(lstm_step)
def forget_bias_on_the_input_gate(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The forget bias went to the input gate: it is there to keep what is remembered."""
    return reference.lstm_step(x, c_prev, h_prev, kernel, raised(bias, I, forget_bias), 0.0)


@mistake_in(lstm_step)
def forget_bias_on_the_candidate(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The forget bias went to the candidate: it is there to keep what is remembered."""
    return reference.lstm_step(x, c_prev, h_prev, kernel, raised(bias, J, forget_bias), 0.0)


@mistake_in(lstm_step)
def forget_bias_on_the_output_gate(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The forget bias went to the output gate: it is there to keep what is remembered."""
    return reference.lstm_step(x, c_prev, h_prev, kernel, raised(bias, O, forget_bias), 0.0)


@mistake_in(lstm_step)
def forget_bias_everywhere(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The forget bias has been added to all four blocks, and it belongs to one of them."""
    return reference.lstm_step(x, c_prev, h_prev, kernel, bias + forget_bias, 0.0)


@mistake_in(lstm_step)
def forget_bias_on_all_gates(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The forget bias has been added to all three gates, and it belongs to one of them."""
    for block in (I, F, O):
        bias = raised(bias, block, forget_bias)
    return reference.lstm_step(x, c_prev, h_prev, kernel, bias, 0.0)


@mistake_in(lstm_step)
def forget_bias_after_the_sigmoid(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The forget bias comes too late, after the sigmoid: so the gate can be greater than 1, and the memory grows."""
    at = gates(x, c_prev, h_prev, kernel, bias, 0.0)
    return shown(at.o, at.c + forget_bias * c_prev)


@mistake_in(lstm_step)
def candidate_through_a_sigmoid(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The candidate is never negative here: only gates lie between 0 and 1."""
    at = gates(x, c_prev, h_prev, kernel, bias, forget_bias)
    a_j = np.arctanh(at.j)
    return shown(at.o, at.f * c_prev + at.i * sigmoid(a_j))


@mistake_in(lstm_step)
def candidate_not_squashed(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The candidate lies beyond 1 in places: what should bring it between -1 and 1?"""
    at = gates(x, c_prev, h_prev, kernel, bias, forget_bias)
    return shown(at.o, at.f * c_prev + at.i * np.arctanh(at.j))


@mistake_in(lstm_step)
def gates_through_tanh(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The gates went through tanh and can be negative: a gate opens between 0 and 1."""
    at = gates(x, c_prev, h_prev, 2 * kernel, 2 * bias, 2 * forget_bias)
    i, f, o = 2 * at.i - 1, 2 * at.f - 1, 2 * at.o - 1
    return shown(o, f * c_prev + i * gates(x, c_prev, h_prev, kernel, bias, 0.0).j)


@mistake_in(lstm_step)
def gates_through_a_hard_sigmoid(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The gates went through a hard sigmoid, three straight lines, as in old versions of Keras. The values are close,
    and not the same: the logistic function is wanted."""
    at = gates(x, c_prev, h_prev, kernel, bias, forget_bias)
    i, f, o = (hard_sigmoid(gate) for gate in (at.i, at.f, at.o))
    return shown(o, f * c_prev + i * at.j)


def hard_sigmoid(gate):
    """What a hard sigmoid makes of the pre-activation of this gate."""
    return np.clip(0.2 * np.log(gate / (1 - gate)) + 0.5, 0, 1)


@mistake_in(lstm_step)
def bias_after_the_functions(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The bias comes too late, after sigmoid and tanh: so a gate can be greater than 1, or negative. What is it added
    to?"""
    at = gates(x, c_prev, h_prev, kernel, 0 * bias, forget_bias)
    b_i, b_j, b_f, b_o = np.split(bias, 4)
    return shown(at.o + b_o, (at.f + b_f) * c_prev + (at.i + b_i) * (at.j + b_j))


@mistake_in(lstm_step)
def gates_see_the_memory(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """Gates and candidate are computed from the old memory. They see x and what was shown of the memory, the old
    output."""
    at = gates(x, c_prev, c_prev, kernel, bias, forget_bias)
    return shown(at.o, at.c)


@mistake_in(lstm_step)
def memory_through_a_sigmoid(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The memory is right. The output is never negative: the memory went through a sigmoid before it was shown, and
    should go through another function."""
    at = gates(x, c_prev, h_prev, kernel, bias, forget_bias)
    return at.c, at.o * sigmoid(at.c)


@mistake_in(lstm_step)
def tanh_of_what_is_shown(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The memory is right. In the output two operations have changed places: does the output gate come before tanh, or
    after it?"""
    at = gates(x, c_prev, h_prev, kernel, bias, forget_bias)
    return at.c, np.tanh(at.o * at.c)


@mistake_in(lstm_step)
def tanh_of_memory_left_out(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The memory is right. The output lies beyond 1 where the memory is large: what should bring the memory between -1
    and 1 before it is shown?"""
    at = gates(x, c_prev, h_prev, kernel, bias, forget_bias)
    return at.c, at.o * at.c


@mistake_in(lstm_step)
def memory_squashed(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The memory itself went through tanh. Only what is shown of it should: the memory may grow."""
    at = gates(x, c_prev, h_prev, kernel, bias, forget_bias)
    return np.tanh(at.c), at.o * np.tanh(at.c)


@mistake_in(lstm_step)
def output_from_the_old_memory(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The memory is right. The output shows the memory as it was before this step."""
    at = gates(x, c_prev, h_prev, kernel, bias, forget_bias)
    return at.c, at.o * np.tanh(c_prev)


@mistake_in(lstm_step)
def output_gate_left_out(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The memory is right. All of it is shown in h: the output gate has nothing to do."""
    c, _ = reference.lstm_step(x, c_prev, h_prev, kernel, bias, forget_bias)
    return c, np.tanh(c)


@mistake_in(lstm_step)
def input_gate_left_out(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The whole candidate is written to the memory: the input gate has nothing to do."""
    at = gates(x, c_prev, h_prev, kernel, bias, forget_bias)
    return shown(at.o, at.f * c_prev + at.j)


@mistake_in(lstm_step)
def forget_gate_left_out(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The whole old memory is kept, as in the LSTM of 1997: since 2000 the forget gate has a say in it."""
    at = gates(x, c_prev, h_prev, kernel, bias, forget_bias)
    return shown(at.o, c_prev + at.i * at.j)


@mistake_in(lstm_step)
def forget_gate_turned(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The forget gate works the wrong way round. Its name misleads: where it is 1, all of the old memory is kept."""
    at = gates(x, c_prev, h_prev, kernel, bias, forget_bias)
    return shown(at.o, (1 - at.f) * c_prev + at.i * at.j)


@mistake_in(lstm_step)
def forget_gate_on_everything(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The forget gate multiplies what is written too. It has a say in the old memory alone."""
    at = gates(x, c_prev, h_prev, kernel, bias, forget_bias)
    return shown(at.o, at.f * (c_prev + at.i * at.j))


@mistake_in(lstm_step)
def input_gate_added(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """Input gate and candidate are added up. A gate multiplies: it says which share of the candidate is written."""
    at = gates(x, c_prev, h_prev, kernel, bias, forget_bias)
    return shown(at.o, at.f * c_prev + at.i + at.j)


@mistake_in(lstm_step)
def old_memory_left_out(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The old memory has no part in the new one: what does the forget gate multiply?"""
    at = gates(x, c_prev, h_prev, kernel, bias, forget_bias)
    return shown(at.o, at.i * at.j)


@mistake_in(lstm_step)
def input_gate_coupled(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """As much is written as is forgotten, as in a GRU: here the input gate has columns of its own."""
    at = gates(x, c_prev, h_prev, kernel, bias, forget_bias)
    return shown(at.o, at.f * c_prev + (1 - at.f) * at.j)


@mistake_in(lstm_step)
def forget_gate_coupled(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """As much is forgotten as is written, as in a GRU: here the forget gate has columns of its own."""
    at = gates(x, c_prev, h_prev, kernel, bias, forget_bias)
    return shown(at.o, (1 - at.i) * c_prev + at.i * at.j)


@mistake_in(lstm_step)
def gates_of_the_memory_swapped(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The gates are right, but in the memory two of them stand in each other's place: which one keeps, which one
    writes?"""
    at = gates(x, c_prev, h_prev, kernel, bias, forget_bias)
    return shown(at.o, at.i * c_prev + at.f * at.j)


@mistake_in(lstm_step)
def old_output_for_old_memory(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The forget gate multiplies the old output h_prev. Is that where the memory is?"""
    at = gates(x, h_prev, h_prev, kernel, bias, forget_bias)
    return shown(at.o, at.c)


@mistake_in(lstm_step)
def state_taken_in_the_wrong_order(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The two parts of the state are taken one for the other: c_prev comes before h_prev in the arguments."""
    return reference.lstm_step(x, h_prev, c_prev, kernel, bias, forget_bias)


@mistake_in(lstm_step)
def output_returned_first(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """Both values are right, and they are returned in the wrong order: the memory comes first."""
    c, h = reference.lstm_step(x, c_prev, h_prev, kernel, bias, forget_bias)
    return h, c


@mistake_in(lstm_step)
def state_before_input(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The rows of the kernel meet the wrong numbers: which of x and h_prev do its first rows belong to?"""
    return reference.lstm_step(x, c_prev, h_prev, np.roll(kernel, x.shape[1] - len(kernel), axis=0), bias, forget_bias)


@mistake_in(lstm_step)
def bias_left_out(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """These are the values without the bias: with a bias of zero they would be right."""
    return reference.lstm_step(x, c_prev, h_prev, kernel, 0 * bias, forget_bias)


@mistake_in(lstm_step)
def input_left_out(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The input plays no part: give two different x with the same state and compare."""
    return reference.lstm_step(0 * x, c_prev, h_prev, kernel, bias, forget_bias)


@mistake_in(lstm_step)
def old_output_left_out(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """h_prev plays no part: give the same x and c_prev with two different h_prev and compare."""
    return reference.lstm_step(x, c_prev, 0 * h_prev, kernel, bias, forget_bias)


@mistake_in(lstm_step)
def forget_bias_added_in_place(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The values are right, but the bias that was handed in has grown, and will grow again with every call."""
    results = reference.lstm_step(x, c_prev, h_prev, kernel, bias, forget_bias)
    bias[:] = raised(bias, F, forget_bias)
    return results


@mistake_in(lstm_step)
def memory_changed_in_place(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The values are right, but the c_prev that was handed in is overwritten, and whoever called still needs it."""
    c_prev[...], h = reference.lstm_step(x, c_prev, h_prev, kernel, bias, forget_bias)
    return c_prev, h
