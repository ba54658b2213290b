"""One function: what was taken for what."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from solutions import capstone as reference


def draw_scores(rng):
    for M, K in ((7, 3), (4, 4), (30, 4), (3, 5), (1, 2)):  # all sizes different; M = K; many; absent classes; M = 1
        labels = rng.integers(min(M, K), size=M)
        scores = rng.normal(size=(M, K)) - 3  # all of them may be negative
        if M > 1:
            labels[:2] = 0, 1
            scores[:, K - 1] -= 9 * (K > M)  # the last class may be absent from labels and answers alike
            scores[0, K - 1 - (K > M)] = 5  # class 0 taken for another one, class 1 for itself
            scores[1, 1] = 4
        else:
            scores[0, 1 - labels[0]] = 5
        yield labels, scores


def diagonal(labels, scores):
    return np.eye(scores.shape[1], dtype=bool)


confusion = Exercise(
    reference.confusion,
    results=("counts", "accuracy"),
    draw=draw_scores,
    aspects=(
        Aspect(
            "counts of what is right",
            0.5,
            path=(0,),
            where=diagonal,
            hint="The class that is named is the column of the greatest score; one that is right counts on the "
            "diagonal.",
        ),
        Aspect(
            "counts of what is wrong",
            1.5,
            path=(0,),
            where=lambda *case: ~diagonal(*case),
            hint="The row is the right class, the column the named one, and every example adds 1, a pair seen before "
            "too.",
        ),
        Aspect(
            "accuracy",
            0.5,
            path=(1,),
            hint="The accuracy is the share of all examples whose named class is the right one.",
        ),
        Purity("no side effects", 0.5, needs=("counts of what is right", "counts of what is wrong", "accuracy")),
    ),
)


@mistake_in(confusion)
def named_in_the_rows(labels, scores):
    """The accuracy is right. The table is turned: here a row is the class that was named, and it should be the right
    one."""
    counts, accuracy = reference.confusion(labels, scores)
    return counts.T, accuracy


@mistake_in(confusion)
def least_score_named(labels, scores):
    """The class with the least score is taken as the one named: the greatest is the likeliest."""
    return reference.confusion(labels, -scores)


@mistake_in(confusion)
def greatest_without_sign(labels, scores):
    """The sign of the scores is lost: a very negative one counts here as a very likely class."""
    return reference.confusion(labels, abs(scores))


@mistake_in(confusion)
def each_pair_counted_once(labels, scores):
    """No count is above 1: `counts[i, j] += 1` with arrays for i and j adds 1 to a place, however often it is named."""
    counts, accuracy = reference.confusion(labels, scores)
    return np.minimum(counts, 1), accuracy


@mistake_in(confusion)
def shares_of_each_class(labels, scores):
    """Each row is divided by its sum: that is a good thing to look at later; here the counts are wanted."""
    counts, accuracy = reference.confusion(labels, scores)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1), accuracy


@mistake_in(confusion)
def shares_of_all(labels, scores):
    """The table is divided by the number of examples: the counts themselves are wanted."""
    counts, accuracy = reference.confusion(labels, scores)
    return counts / len(labels), accuracy


@mistake_in(confusion)
def rightly_named_only(labels, scores):
    """Only the diagonal is filled: what was named wrongly is to be counted as well, in its row and column."""
    counts, accuracy = reference.confusion(labels, scores)
    return np.diag(np.diag(counts)), accuracy


@mistake_in(confusion)
def scores_added_up(labels, scores):
    """The accuracy is right. In the table the scores of all classes are added up; each example should add a 1 in one
    place."""
    counts, accuracy = reference.confusion(labels, scores)
    added = np.zeros(counts.shape)
    np.add.at(added, labels, scores)
    return added, accuracy


@mistake_in(confusion)
def error_instead_of_accuracy(labels, scores):
    """The counts are right. The number beside them is the share that was wrong; the share that was right is wanted."""
    counts, accuracy = reference.confusion(labels, scores)
    return counts, 1 - accuracy


@mistake_in(confusion)
def number_instead_of_share(labels, scores):
    """The counts are right. The accuracy is a number of examples here: which share of all is it?"""
    counts, _ = reference.confusion(labels, scores)
    return counts, np.trace(counts)


@mistake_in(confusion)
def share_of_the_classes(labels, scores):
    """The counts are right. Beside them the number of right examples is divided by that of the classes: of what is the
    accuracy a share?"""
    counts, _ = reference.confusion(labels, scores)
    return counts, np.trace(counts) / len(counts)


@mistake_in(confusion)
def in_per_cent(labels, scores):
    """The counts are right. The accuracy is in per cent: as a share it is a number between 0 and 1."""
    counts, accuracy = reference.confusion(labels, scores)
    return counts, 100 * accuracy


@mistake_in(confusion)
def mean_over_classes(labels, scores):
    """The counts are right. The accuracy is the mean over classes, in which a rare class counts as much as any."""
    counts, _ = reference.confusion(labels, scores)
    sizes = counts.sum(axis=1)
    return counts, np.mean(np.diag(counts)[sizes > 0] / sizes[sizes > 0])


@mistake_in(confusion)
def table_as_large_as_the_labels(labels, scores):
    """The table is too small: a class that does not occur among the labels has a row of zeros, and a column."""
    counts, accuracy = reference.confusion(labels, scores)
    return counts[: max(labels) + 1, : max(labels) + 1], accuracy
