"""Gradients shortened together."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from solutions import recurrence as reference


def draw_gradient_lists(rng):
    sizes = ((3, 4), (4,), (2, 3, 2))
    long = [2 * rng.normal(size=size) for size in sizes]
    yield long, 0.3 * length(long)
    yield long, 0.9 * length(long)  # longer than clip_norm as a whole, though no array is by itself
    yield long, 2.0 * length(long)  # stays as it is
    yield [np.array([3.0, 4.0]) * rng.uniform(1, 2)], rng.uniform(2, 4)  # one array
    yield [rng.normal(size=(5, 2)), 50 * rng.normal(size=(2, 2))], rng.uniform(3, 5)  # very different sizes
    yield [np.zeros(size) for size in sizes], 1.5


def length(gradients):
    return reference.clip_by_global_norm(gradients, 1.0)[1]


def some_gradient(gradients, clip_norm):
    return any(gradient.any() for gradient in gradients)


def too_long(gradients, clip_norm):
    return length(gradients) > clip_norm


clip_by_global_norm = Exercise(
    reference.clip_by_global_norm,
    results=("clipped", "global_norm"),
    draw=draw_gradient_lists,
    aspects=(
        Aspect(
            "global_norm",
            1,
            path=(1,),
            when=some_gradient,
            hint="All numbers of all arrays count as one vector, and its length before clipping is returned second.",
        ),
        Aspect(
            "long gradients",
            0.5,
            path=(0,),
            when=too_long,
            hint="What is too long comes out exactly clip_norm long, all arrays together, in the same direction as "
            "before.",
        ),
        Aspect(
            "short gradients",
            0.5,
            path=(0,),
            when=lambda *case: some_gradient(*case) and not too_long(*case),
            needs=("long gradients",),
            hint="Gradients that are together no longer than clip_norm come back as they were.",
        ),
        Aspect(
            "gradients of zero",
            0.5,
            when=lambda *case: not some_gradient(*case),
            needs=("short gradients", "global_norm"),
            hint="Where all gradients are zero the norm is 0 as well: what is divided by it, and should they change "
            "at all?",
        ),
        Purity("no side effects", 0.5, needs=("gradients of zero",)),
    ),
)


def scaled(gradients, scale):
    return [gradient * scale for gradient in gradients]


@mistake_in(clip_by_global_norm)
def clipped_one_by_one(gradients, clip_norm):
    """Each array is shortened by itself, which turns the gradient as a whole: all are parts of one long vector."""
    clipped = [reference.clip_by_global_norm([gradient], clip_norm)[0][0] for gradient in gradients]
    return clipped, length(gradients)


@mistake_in(clip_by_global_norm)
def clipped_by_value(gradients, clip_norm):
    """Each number is cut off by itself, which turns the gradient: its direction should stay the same."""
    return [np.clip(gradient, -clip_norm, clip_norm) for gradient in gradients], length(gradients)


@mistake_in(clip_by_global_norm)
def short_gradients_stretched(gradients, clip_norm):
    """Gradients that are short enough are stretched: every one comes out at the length clip_norm. What may the factor
    be at most?"""
    return scaled(gradients, clip_norm / length(gradients)), length(gradients)


@mistake_in(clip_by_global_norm)
def long_gradients_kept(gradients, clip_norm):
    """Long gradients stay as they are, and short ones are changed. It should be the other way round: look at what is
    compared with what."""
    norm = length(gradients)
    return scaled(gradients, max(1.0, clip_norm / norm)), norm


@mistake_in(clip_by_global_norm)
def nothing_clipped(gradients, clip_norm):
    """The norm is right, and the gradients are what they were: the long ones should be shorter now."""
    return gradients, length(gradients)


@mistake_in(clip_by_global_norm)
def shortened_to_length_one(gradients, clip_norm):
    """What is clipped comes out at length 1, whatever clip_norm is. How long should it be?"""
    norm = length(gradients)
    return scaled(gradients, 1 / norm) if norm > clip_norm else gradients, norm


@mistake_in(clip_by_global_norm)
def long_gradients_lengthened(gradients, clip_norm):
    """Long gradients come out longer still: the factor is upside down."""
    norm = length(gradients)
    return scaled(gradients, max(1.0, norm / clip_norm)), norm


@mistake_in(clip_by_global_norm)
def norm_after_clipping(gradients, clip_norm):
    """The clipped gradients are right; the norm beside them should be the one before clipping."""
    clipped, norm = reference.clip_by_global_norm(gradients, clip_norm)
    return clipped, min(norm, clip_norm)


@mistake_in(clip_by_global_norm)
def scale_returned_for_norm(gradients, clip_norm):
    """The clipped gradients are right; the number beside them is the factor, and it should be the norm."""
    clipped, norm = reference.clip_by_global_norm(gradients, clip_norm)
    return clipped, clip_norm / max(norm, clip_norm)


def clipped_by(norm_of):
    """A wrong `clip_by_global_norm`: the right one, but for the norm that it goes by."""

    def clip(gradients, clip_norm):
        norm = norm_of(gradients)
        return scaled(gradients, clip_norm / max(norm, clip_norm)), norm

    return clip


@mistake_in(clip_by_global_norm)
def root_left_out(gradients, clip_norm):
    """This norm is the sum of the squares: twice the gradient would have four times the length. One operation is
    missing."""
    return clipped_by(lambda arrays: length(arrays) ** 2)(gradients, clip_norm)


@mistake_in(clip_by_global_norm)
def norms_added(gradients, clip_norm):
    """The norms of the arrays have been added up. Lengths at right angles do not add: remember Pythagoras, and put all
    squares under one root."""
    return clipped_by(lambda arrays: sum(length([array]) for array in arrays))(gradients, clip_norm)


@mistake_in(clip_by_global_norm)
def greatest_norm_of_an_array(gradients, clip_norm):
    """This is the norm of the longest array alone: the others count too."""
    return clipped_by(lambda arrays: max(length([array]) for array in arrays))(gradients, clip_norm)


@mistake_in(clip_by_global_norm)
def norm_of_the_first_array(gradients, clip_norm):
    """This is the norm of the first array alone: the others count too."""
    return clipped_by(lambda arrays: length(arrays[:1]))(gradients, clip_norm)


@mistake_in(clip_by_global_norm)
def norm_of_absolute_values(gradients, clip_norm):
    """This norm is the sum of the absolute values. The length of a vector is another one: that of (3, 4) is 5."""
    return clipped_by(lambda arrays: sum(np.abs(array).sum() for array in arrays))(gradients, clip_norm)


@mistake_in(clip_by_global_norm)
def norm_is_the_greatest_value(gradients, clip_norm):
    """This norm is the greatest absolute value. All the other numbers have a part in the length too: that of (3, 4) is
    5."""
    return clipped_by(lambda arrays: max(np.abs(array).max() for array in arrays))(gradients, clip_norm)


@mistake_in(clip_by_global_norm)
def root_of_the_mean_square(gradients, clip_norm):
    """This norm is the root of a mean. A length does not become shorter when a zero is added to the list: the squares
    are added up, and that is all."""
    count = sum(gradient.size for gradient in gradients)
    return clipped_by(lambda arrays: length(arrays) / np.sqrt(count))(gradients, clip_norm)


@mistake_in(clip_by_global_norm)
def square_compared_with_the_limit(gradients, clip_norm):
    """Some gradients are stretched that are short enough: is it the norm that is compared with clip_norm, or its
    square?"""
    norm = length(gradients)
    return scaled(gradients, clip_norm / norm) if norm**2 > clip_norm else gradients, norm


@mistake_in(clip_by_global_norm)
def zero_divided_by_zero(gradients, clip_norm):
    """Right as long as some gradient is not zero. With zeros alone, zero is divided by zero."""
    clipped, norm = reference.clip_by_global_norm(gradients, clip_norm)
    return (clipped if norm else scaled(gradients, np.nan)), norm


@mistake_in(clip_by_global_norm)
def gradients_in_one_array(gradients, clip_norm):
    """The numbers are right, but they have run together in one array: each gradient keeps its own."""
    clipped, norm = reference.clip_by_global_norm(gradients, clip_norm)
    return np.concatenate([gradient.ravel() for gradient in clipped]), norm


@mistake_in(clip_by_global_norm)
def gradients_scaled_in_place(gradients, clip_norm):
    """The values are right, but the gradients that were handed in are changed: return a new list of new arrays."""
    clipped, norm = reference.clip_by_global_norm(gradients, clip_norm)
    for gradient, new in zip(gradients, clipped, strict=True):
        gradient[...] = new
    return gradients, norm
