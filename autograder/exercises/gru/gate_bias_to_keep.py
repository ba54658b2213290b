"""By hand: how open an update gate has to stand to hold something for a while."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from solutions import gru as reference


def draw_shares(rng):
    for steps in (1, 2, 7, 60):
        low, high = np.sort(rng.uniform(0.05, 0.95, 2))
        yield low, steps
        yield high, steps
    yield 0.5, 1  # the one gate that stands half open


gate_bias_to_keep = Exercise(
    reference.gate_bias_to_keep,
    results=("bias",),
    draw=draw_shares,
    aspects=(
        Aspect(
            "bias for one step",
            1,
            when=lambda share, steps: steps == 1,
            hint="With one step the gate is the share itself. Which number does a sigmoid turn into it? 0 for a half.",
        ),
        Aspect(
            "bias for several steps",
            2,
            when=lambda share, steps: steps > 1,
            needs=("bias for one step",),
            hint="Each step keeps the same share of what is left: which gate, used so many times, leaves the given "
            "share?",
        ),
        Purity("no side effects", 0.5, needs=("bias for several steps",)),
    ),
)


def logit(u):
    return np.log(u / (1 - u))


@mistake_in(gate_bias_to_keep)
def gate_returned(share, steps):
    """This is how far open the gate has to be. What is wanted is the bias, the number before the sigmoid."""
    return share ** (1 / steps)


@mistake_in(gate_bias_to_keep)
def steps_ignored(share, steps):
    """This is the bias for one step, whatever `steps` is: how much would be left after two?"""
    return logit(share)


@mistake_in(gate_bias_to_keep)
def loss_shared_out_evenly(share, steps):
    """The loss is shared out evenly, as if each step took away the same amount. Each takes away the same part of what
    is left."""
    return logit(1 - (1 - share) / steps)


@mistake_in(gate_bias_to_keep)
def share_divided_by_the_steps(share, steps):
    """More steps make the gate close here. To have the same share left after more steps, must it be further open, or
    less?"""
    return logit(share / steps)


@mistake_in(gate_bias_to_keep)
def bias_divided_by_the_steps(share, steps):
    """The number of steps is divided out after the sigmoid was undone. It is the gate that is applied so many times,
    and not its bias."""
    return logit(share) / steps


@mistake_in(gate_bias_to_keep)
def power_instead_of_root(share, steps):
    """Here `share` is taken for the gate, and its power for what is left. It is the other way round: `share` is what is
    left after all steps, and the gate is what you look for."""
    return logit(share**steps)


@mistake_in(gate_bias_to_keep)
def one_step_too_many(share, steps):
    """This keeps the share for one step more than asked. Count how often the gate is applied."""
    return reference.gate_bias_to_keep(share, steps + 1)


@mistake_in(gate_bias_to_keep)
def for_the_other_convention(share, steps):
    """The sign is wrong: a gate with this bias lets go of what it should keep, as if it stood for the new part."""
    return -reference.gate_bias_to_keep(share, steps)


@mistake_in(gate_bias_to_keep)
def share_forgotten(share, steps):
    """With this bias `share` is what is lost. It should be what is left of the state."""
    return reference.gate_bias_to_keep(1 - share, steps)


@mistake_in(gate_bias_to_keep)
def logarithm_to_base_two(share, steps):
    """The size is not right, though the sign is: which logarithm undoes the exponential function?"""
    return reference.gate_bias_to_keep(share, steps) / np.log(2)


@mistake_in(gate_bias_to_keep)
def sigmoid_once_more(share, steps):
    """The sigmoid is applied to the gate, where it has to be undone: this is never negative, and a half-open gate
    should give 0."""
    return 1 / (1 + np.exp(-(share ** (1 / steps))))


@mistake_in(gate_bias_to_keep)
def tanh_undone(share, steps):
    """This undoes a tanh, but the gate went through a sigmoid."""
    return np.arctanh(share ** (1 / steps))


@mistake_in(gate_bias_to_keep)
def logarithm_left_out(share, steps):
    """This is never negative, and 1 for a gate that stands half open, where the bias is 0: you have solved for the
    exponential of the bias. One step is left."""
    u = share ** (1 / steps)
    return u / (1 - u)


@mistake_in(gate_bias_to_keep)
def logarithm_of_the_gate(share, steps):
    """This is the logarithm of the gate, which undoes the exponential function alone. A sigmoid is a little more than
    that."""
    return np.log(share) / steps
