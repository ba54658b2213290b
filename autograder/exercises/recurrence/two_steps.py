"""By hand: two steps of one unit, and the derivative by a weight that is used twice."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from solutions import recurrence as reference


def draw_two_steps(rng):
    for B in (4, 5, 1):
        x_1, x_2, h_0 = rng.normal(size=(3, B))
        w_x, w_h, b = rng.choice([-1, 1], 3) * rng.uniform(0.3, 1.2, 3)
        yield x_1, x_2, h_0, w_x, w_h, b
        if B == 4:
            yield x_2, x_1, np.zeros(B), w_x, w_h, b


def from_zero(x_1, x_2, h_0, *weights):
    return not h_0.any()


two_steps = Exercise(
    reference.two_steps,
    results=("h_2", "d_w_h"),
    draw=draw_two_steps,
    aspects=(
        Aspect(
            "h_2",
            1,
            path=(0,),
            hint="The state h_2 is returned first, its derivative second. The second step starts from the state of "
            "the first one.",
        ),
        Aspect(
            "d_w_h from a zero state",
            1,
            path=(1,),
            when=from_zero,
            hint="Where h_0 is 0, h_1 does not depend on w_h: only the second step uses it, and its tanh has a slope.",
        ),
        Aspect(
            "d_w_h",
            1,
            path=(1,),
            needs=("d_w_h from a zero state",),
            hint="The weight w_h is used twice, so that the derivative is a sum of two ways. Which factors lie on "
            "each?",
        ),
        Purity("no side effects", 0.5, needs=("h_2", "d_w_h")),
    ),
)


def states(x_1, x_2, h_0, w_x, w_h, b):
    """h_1 and h_2, and the slope of tanh at each."""
    h_1 = np.tanh(w_x * x_1 + w_h * h_0 + b)
    h_2 = np.tanh(w_x * x_2 + w_h * h_1 + b)
    return h_1, h_2, 1 - h_1**2, 1 - h_2**2


def derivative_with(*arguments, direct=1.0, through_h_1=1.0):
    """The results, with other weights on the two ways from w_h to h_2."""
    h_0, w_h = arguments[2], arguments[4]
    h_1, h_2, slope_1, slope_2 = states(*arguments)
    return h_2, slope_2 * (direct * h_1 + through_h_1 * w_h * slope_1 * h_0)


@mistake_in(two_steps)
def second_use_only(*arguments):
    """In the derivative h_1 counts as a constant. It was computed with the same weight, so it moves as well."""
    return derivative_with(*arguments, through_h_1=0.0)


@mistake_in(two_steps)
def first_use_only(*arguments):
    """The derivative holds what reaches h_2 through h_1 alone. The second step uses the weight itself as well."""
    return derivative_with(*arguments, direct=0.0)


@mistake_in(two_steps)
def first_use_without_the_weight(x_1, x_2, h_0, w_x, w_h, b):
    """On the way through h_1 a factor is missing: by how much does h_2's pre-activation move when h_1 moves?"""
    return derivative_with(x_1, x_2, h_0, w_x, w_h, b, through_h_1=1 / w_h)


@mistake_in(two_steps)
def first_use_without_the_slope(*arguments):
    """On the way through h_1 the tanh of the first step is passed as if it were a straight line."""
    return derivative_with(*arguments, through_h_1=1 / states(*arguments)[2])


@mistake_in(two_steps)
def last_slope_left_out(*arguments):
    """This is the derivative of what goes into the second tanh, not of what comes out."""
    h_2, derivative = derivative_with(*arguments)
    return h_2, derivative / states(*arguments)[3]


@mistake_in(two_steps)
def slopes_left_out(*arguments):
    """Both times the tanh is passed as if it were a straight line of slope 1."""
    _, _, slope_1, slope_2 = states(*arguments)
    h_2, derivative = derivative_with(*arguments, through_h_1=1 / slope_1)
    return h_2, derivative / slope_2


@mistake_in(two_steps)
def last_slope_on_one_way_only(*arguments):
    """The slope of the second tanh is applied to one of the two ways only: all that reaches h_2 goes through it."""
    h_0, w_h = arguments[2], arguments[4]
    h_1, h_2, slope_1, slope_2 = states(*arguments)
    return h_2, slope_2 * h_1 + w_h * slope_1 * h_0


@mistake_in(two_steps)
def slope_not_squared(*arguments):
    """The slope of tanh is not right: it should be the same for a state and for its negative, and this one is not."""
    h_0, w_h = arguments[2], arguments[4]
    h_1, h_2, _, _ = states(*arguments)
    return h_2, (1 - h_2) * (h_1 + w_h * (1 - h_1) * h_0)


@mistake_in(two_steps)
def slope_above_one(*arguments):
    """The slope of tanh is never greater than 1, and grows smaller away from 0. Here it grows: look at its signs."""
    h_0, w_h = arguments[2], arguments[4]
    h_1, h_2, _, _ = states(*arguments)
    return h_2, (1 + h_2**2) * (h_1 + w_h * (1 + h_1**2) * h_0)


@mistake_in(two_steps)
def slopes_exchanged(*arguments):
    """Both slopes are there, in each other's place: which of the two tanhs do both ways go through?"""
    h_0, w_h = arguments[2], arguments[4]
    h_1, h_2, slope_1, slope_2 = states(*arguments)
    return h_2, slope_1 * (h_1 + w_h * slope_2 * h_0)


@mistake_in(two_steps)
def first_state_in_place_of_the_initial_one(*arguments):
    """On the way through h_1 the wrong state is used: what is w_h multiplied by in the first step?"""
    w_h = arguments[4]
    h_1, h_2, slope_1, slope_2 = states(*arguments)
    return h_2, slope_2 * (h_1 + w_h * slope_1 * h_1)


@mistake_in(two_steps)
def slope_of_the_state_before(*arguments):
    """Each slope is taken one step too early, at the state that goes into a step. Which state comes out of its tanh?"""
    h_0, w_h = arguments[2], arguments[4]
    h_1, h_2, slope_1, _ = states(*arguments)
    return h_2, slope_1 * (h_1 + w_h * (1 - h_0**2) * h_0)


@mistake_in(two_steps)
def derivative_by_the_input_weight(*arguments):
    """This is the derivative by w_x, the weight of the inputs. The one by w_h is wanted."""
    x_1, x_2, _, _, w_h, _ = arguments
    _, h_2, slope_1, slope_2 = states(*arguments)
    return h_2, slope_2 * (x_2 + w_h * slope_1 * x_1)


@mistake_in(two_steps)
def derivative_by_the_bias(*arguments):
    """This is the derivative by b, the bias. The one by w_h is wanted: what does w_h multiply in each step?"""
    w_h = arguments[4]
    _, h_2, slope_1, slope_2 = states(*arguments)
    return h_2, slope_2 * (1 + w_h * slope_1)


@mistake_in(two_steps)
def derivative_by_the_initial_state(*arguments):
    """This is the derivative by h_0, the initial state. The one by w_h is wanted: what does w_h multiply in each
    step?"""
    w_h = arguments[4]
    _, h_2, slope_1, slope_2 = states(*arguments)
    return h_2, slope_2 * w_h * slope_1 * w_h


@mistake_in(two_steps)
def summed_over_the_rows(*arguments):
    """The derivatives of the rows are added up. Here each row is asked for by itself."""
    h_2, derivative = derivative_with(*arguments)
    return h_2, derivative.sum()


@mistake_in(two_steps)
def first_state_returned(*arguments):
    """This is the state after the first step, and its derivative: the second step is missing."""
    h_1, _, slope_1, _ = states(*arguments)
    return h_1, slope_1 * arguments[2]


@mistake_in(two_steps)
def first_state_beside_the_derivative(*arguments):
    """The derivative is right. The state beside it is the one after the first step."""
    return states(*arguments)[0], derivative_with(*arguments)[1]


@mistake_in(two_steps)
def results_exchanged(*arguments):
    """Both results are right, in each other's place: the state comes first."""
    h_2, derivative = derivative_with(*arguments)
    return derivative, h_2


@mistake_in(two_steps)
def inputs_in_the_wrong_order(x_1, x_2, *others):
    """The second input is read first: look at the order of the arguments."""
    return reference.two_steps(x_2, x_1, *others)


@mistake_in(two_steps)
def weights_exchanged(x_1, x_2, h_0, w_x, w_h, b):
    """The two weights are taken for one another: w_x multiplies the inputs, w_h the states."""
    return reference.two_steps(x_1, x_2, h_0, w_h, w_x, b)


@mistake_in(two_steps)
def bias_at_the_second_step_only(x_1, x_2, h_0, w_x, w_h, b):
    """The bias is missing in the first step: all steps share it."""
    h_1 = np.tanh(w_x * x_1 + w_h * h_0)
    h_2 = np.tanh(w_x * x_2 + w_h * h_1 + b)
    return h_2, (1 - h_2**2) * (h_1 + w_h * (1 - h_1**2) * h_0)


@mistake_in(two_steps)
def bias_at_one_step_only(x_1, x_2, h_0, w_x, w_h, b):
    """The bias is missing in the second step: all steps share it."""
    h_1 = states(x_1, x_2, h_0, w_x, w_h, b)[0]
    h_2 = np.tanh(w_x * x_2 + w_h * h_1)
    return h_2, (1 - h_2**2) * (h_1 + w_h * (1 - h_1**2) * h_0)
