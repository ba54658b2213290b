"""One function: what a model has to beat."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from solutions import capstone as reference


def draw_neighbours(rng):
    # all sizes different; M = K; all equal; M = 1; many, so that any other distance finds other neighbours
    sizes = ((7, 4, 2, 5, 3), (12, 6, 1, 4, 4), (3, 3, 3, 3, 3), (6, 3, 2, 1, 3), (20, 3, 2, 40, 5))
    for N, T, D, M, K in sizes:
        labels = np.concatenate([[K - 1], rng.integers(K, size=N - 1)])
        if N == 20:
            labels[labels == 1] = 2  # a class that none of the signals belongs to
        inputs = rng.normal(size=(N, T, D)) * rng.uniform(0.5, 3, size=(N, 1, 1))
        yield inputs, labels, np.array([new_signal(rng, inputs) for _ in range(M)])
    yield one_number_each(rng)


def one_number_each(rng):
    """Signals of one number, with which all distances are alike: six numbers, and one new beside each of them."""
    inputs = rng.permutation(10.0 * np.arange(6)) + rng.uniform(-1, 1, 6)
    beside = rng.permutation(inputs) + rng.uniform(-3, 3, 6)
    return inputs[:, np.newaxis, np.newaxis], np.array([2, 0, 1, 1, 0, 2]), beside[:, np.newaxis, np.newaxis]


def are_one_number(inputs, labels, new_inputs):
    return inputs[0].size == 1


def new_signal(rng, inputs):
    """A signal [T, D] whose nearest neighbour is clear: no rounding makes another of it."""
    while True:
        signal = inputs[rng.integers(len(inputs))] + 2 * rng.normal(size=inputs.shape[1:])
        nearest, next_nearest = np.sort(distances(inputs, signal[np.newaxis]).sum(axis=(2, 3))[0])[:2]
        if next_nearest > 1.01 * nearest:
            return signal


nearest_neighbour = Exercise(
    reference.nearest_neighbour,
    results=("scores",),
    draw=draw_neighbours,
    aspects=(
        Aspect(
            "signals of one number",
            1,
            when=are_one_number,
            hint="For each new signal: which known one is nearest, of what class is it, and in which column does the 1 "
            "stand?",
        ),
        Aspect(
            "signals of several numbers",
            2,
            when=lambda *case: not are_one_number(*case),
            hint="The distance of two signals takes the difference at every step and in every input, and squares each.",
        ),
        Purity("no side effects", 1, needs=("signals of several numbers",)),
    ),
)


def one_hot(named, labels):
    return np.eye(max(labels) + 1)[named]


def distances(inputs, new_inputs, power=2):
    """[M, N, T, D]: the differences, without their sign, to some power."""
    return abs(new_inputs[:, np.newaxis] - inputs) ** power


@mistake_in(nearest_neighbour)
def farthest(inputs, labels, new_inputs):
    """These are the classes of the farthest examples: the smallest distance is wanted."""
    return one_hot(labels[distances(inputs, new_inputs).sum(axis=(2, 3)).argmax(axis=1)], labels)


@mistake_in(nearest_neighbour)
def most_similar_by_product(inputs, labels, new_inputs):
    """The known signal with the greatest product is taken, and one with large values has large products with many: a
    distance is wanted, and the smallest."""
    return one_hot(labels[np.einsum("mtd,ntd->mn", new_inputs, inputs).argmax(axis=1)], labels)


@mistake_in(nearest_neighbour)
def differences_not_squared(inputs, labels, new_inputs):
    """Differences are added up with their sign, so that they cancel: two unlike signals can have a distance of 0."""
    differences = new_inputs[:, np.newaxis] - inputs
    return one_hot(labels[abs(differences.sum(axis=(2, 3))).argmin(axis=1)], labels)


@mistake_in(nearest_neighbour)
def absolute_differences(inputs, labels, new_inputs):
    """The differences are added up without sign, and should be squared before: a large one then counts for more."""
    return one_hot(labels[distances(inputs, new_inputs, 1).sum(axis=(2, 3)).argmin(axis=1)], labels)


@mistake_in(nearest_neighbour)
def greatest_difference(inputs, labels, new_inputs):
    """Only the greatest difference of two signals counts here; all of them do."""
    return one_hot(labels[distances(inputs, new_inputs).max(axis=(2, 3)).argmin(axis=1)], labels)


@mistake_in(nearest_neighbour)
def first_step_only(inputs, labels, new_inputs):
    """Only the first step of the signals is compared; all steps count."""
    return one_hot(labels[distances(inputs[:, :1], new_inputs[:, :1]).sum(axis=(2, 3)).argmin(axis=1)], labels)


@mistake_in(nearest_neighbour)
def last_step_only(inputs, labels, new_inputs):
    """Only the last step of the signals is compared; all steps count."""
    return one_hot(labels[distances(inputs[:, -1:], new_inputs[:, -1:]).sum(axis=(2, 3)).argmin(axis=1)], labels)


@mistake_in(nearest_neighbour)
def means_compared(inputs, labels, new_inputs):
    """The means of the signals over time are compared: what happens when is then lost."""
    nearest = distances(inputs.mean(axis=1), new_inputs.mean(axis=1)).sum(axis=2).argmin(axis=1)
    return one_hot(labels[nearest], labels)


@mistake_in(nearest_neighbour)
def nearest_mean_of_a_class(inputs, labels, new_inputs):
    """Each new signal is compared with the mean signal of each class; it should be compared with every known signal."""
    classes = np.unique(labels)
    means = np.array([inputs[labels == k].mean(axis=0) for k in classes])
    return one_hot(classes[distances(means, new_inputs).sum(axis=(2, 3)).argmin(axis=1)], labels)


@mistake_in(nearest_neighbour)
def angles_compared(inputs, labels, new_inputs):
    """The known signal at the smallest angle is taken: twice a signal is then as near to it as the signal itself. A
    distance is wanted."""
    known, new = (each.reshape(len(each), -1) for each in (inputs, new_inputs))
    return one_hot(labels[(new @ (known / np.linalg.norm(known, axis=1, keepdims=True)).T).argmax(axis=1)], labels)


@mistake_in(nearest_neighbour)
def first_input_only(inputs, labels, new_inputs):
    """Only the first of the inputs is compared at each step: all D of them count."""
    distance = distances(inputs[..., :1], new_inputs[..., :1]).sum(axis=(2, 3))
    return one_hot(labels[distance.argmin(axis=1)], labels)


@mistake_in(nearest_neighbour)
def product_not_doubled(inputs, labels, new_inputs):
    """The square of a difference is multiplied out, and one of its terms is too small: how often does the product of
    the two signals occur in it?"""
    known, new = (each.reshape(len(each), -1) for each in (inputs, new_inputs))
    return one_hot(labels[((known**2).sum(axis=1) - new @ known.T).argmin(axis=1)], labels)


@mistake_in(nearest_neighbour)
def indices_returned(inputs, labels, new_inputs):
    """These are the numbers of the nearest examples; what is wanted is a row of scores for each new signal."""
    return distances(inputs, new_inputs).sum(axis=(2, 3)).argmin(axis=1)


@mistake_in(nearest_neighbour)
def classes_returned(inputs, labels, new_inputs):
    """The classes are right. They are wanted as rows of scores, with a 1 in the column of the class."""
    return labels[indices_returned(inputs, labels, new_inputs)]


@mistake_in(nearest_neighbour)
def a_column_for_each_example(inputs, labels, new_inputs):
    """The 1 stands in the column of the nearest example: a column is wanted for each class, not for each example."""
    return np.eye(len(labels))[indices_returned(inputs, labels, new_inputs)]


@mistake_in(nearest_neighbour)
def majority(inputs, labels, new_inputs):
    """Every new signal is given the most frequent class: whom it resembles is not looked at."""
    return one_hot(np.full(len(new_inputs), np.bincount(labels).argmax()), labels)
