"""The project: signals to classify, drawn anew each time, and the small parts that an honest comparison is made of.

The signals are in the spirit of MNIST-1D (Greydanus & Kobak, 2024, Scaling down deep learning with MNIST-1D): shapes on
a line, stretched, tilted, shifted and covered by noise that changes slowly. Here they have different lengths, several
shapes in each, and shapes that nobody has seen before.
"""

import math

import numpy as np

from solutions.shapes import shapes


def draw_task(rng, count, new_count):
    """Three new shapes, signals to learn from, and new signals of the same shapes.

    Args:
        rng: a NumPy generator, such as np.random.default_rng(0).
        count: N, how many signals to learn from.
        new_count: M, how many new ones.

    Returns:
        known: inputs [N, 48, 1], sequence_length [N], labels [N].
        new: the same three for M new signals.
    """
    mixtures = draw_shapes(rng)
    return draw_signals(rng, mixtures, count), draw_signals(rng, mixtures, new_count)


def draw_shapes(rng, count=3):
    """New shapes, each a mixture of four cosines: their weights [count, 4].

    As vectors they are orthogonal and equally long, so that no set of shapes is
    much harder to tell apart than another.
    """
    directions, _ = np.linalg.qr(rng.normal(size=(4, count)))
    return directions.T


def draw_signals(rng, mixtures, count):
    """Signals of 22 to 48 steps, and which shape comes first and which last in each.

    Args:
        rng: a NumPy generator.
        mixtures: [C, 4], the shapes, from `draw_shapes`.
        count: how many signals.

    Returns:
        inputs: [count, 48, 1], float32. Past the end of a signal stands what was
            left of an older recording.
        sequence_length: [count], the number of steps of each signal.
        labels: [count], C times the number of the first shape plus that of the
            last; shapes are numbered from 0.
    """
    steps = 48
    sequence_length = rng.integers(22, steps + 1, size=count)
    labels = np.zeros(count, int)
    signals = np.zeros((count, steps, 1))
    for row, length in enumerate(sequence_length):
        signals[row, :, 0], _ = draw_signal(rng, mixtures, steps)  # the older recording
        signals[row, :length, 0], which = draw_signal(rng, mixtures, length)
        labels[row] = len(mixtures) * which[0] + which[-1]
    return (50 + 20 * signals).astype(np.float32), sequence_length, labels


def draw_signal(rng, mixtures, steps):
    """A signal [steps], and the numbers of the shapes in it: two at least, as many as fit at most."""
    count = rng.integers(2, steps // 10 + 1)
    which = rng.integers(len(mixtures), size=count)
    length = rng.integers(7, 11, size=count)
    before = np.sort(rng.integers(steps - length.sum() + 1, size=count))  # steps without a shape
    start = before + np.cumsum(length) - length

    # white noise, averaged over neighbours: it changes slowly
    weights = np.exp(-(np.arange(-6, 7) ** 2) / 8)
    white = rng.normal(size=steps + len(weights) - 1)
    signal = 0.3 * np.convolve(white, weights, "valid") / np.linalg.norm(weights)
    for shape, first, S in zip(mixtures[which], start, length, strict=True):
        time = (np.arange(S) + 0.5) / S
        curve = math.sqrt(2) * shape @ np.cos(np.pi * np.outer(range(1, 5), time))
        tilt = rng.normal(0, 0.5) * (time - 0.5)
        signal[first : first + S] += rng.uniform(0.75, 1.25) * curve + tilt
    return signal, which


def signals_needed(p, q):
    """How many test signals tell an accuracy of p from one of q.

    A model that is right on each signal with probability p has, on M signals that
    are drawn independently, an accuracy with mean p and variance p (1 - p) / M.
    Two models with accuracies p and q are each tested on M signals of their own.
    Return the smallest whole number M for which the distance between p and q is
    at least twice the standard deviation of the difference of the two measured
    accuracies.

    Args:
        p, q: two different numbers between 0 and 1.

    Returns:
        M, a whole number.
    """
    return math.ceil(4 * (p * (1 - p) + q * (1 - q)) / (p - q) ** 2)


@shapes(labels="M", scores="M K")
def confusion(labels, scores):
    """What was taken for what, and how often it was right.

    The class that a model names is the column of its greatest score.

    Args:
        labels: [M], the right classes, whole numbers from 0 to K-1. Some classes
            may not occur.
        scores: [M, K], one row for each example: probabilities, logits or any
            other numbers, the greater the likelier.

    Returns:
        counts: [K, K]; counts[i, j] is the number of examples of class i that
            were named j.
        accuracy: the share of the examples that were named rightly.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    K = scores.shape[1]
    counts = np.zeros((K, K), int)
    np.add.at(counts, (labels, scores.argmax(axis=1)), 1)
    return counts, np.trace(counts) / len(labels)


@shapes(labels="N", order="N")
def stratified_split(labels, order, one_in):
    """Hold back one in so many examples of each class.

    Go through the examples in the given order. If a class has n examples, the
    first n // one_in of them that you meet are held back, the others are there to
    learn from. Drawing the order at random is left to the caller.

    Args:
        labels: [N], whole numbers from 0.
        order: [N], the numbers 0 to N-1 in some order.
        one_in: a whole number; 5 holds back a fifth of each class.

    Returns:
        learn: the indices of the examples to learn from, in the given order.
        held_back: the indices of those held back, in the given order.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    wanted = np.bincount(labels) // one_in
    learn, held_back = [], []
    for index in order:
        is_held_back = wanted[labels[index]] > 0
        wanted[labels[index]] -= is_held_back
        (held_back if is_held_back else learn).append(index)
    return np.array(learn, int), np.array(held_back, int)


@shapes(inputs="N T D", sequence_length="N", new_inputs="M T D", new_sequence_length="M")
def standardise(inputs, sequence_length, new_inputs, new_sequence_length):
    """Numbers near 1, by what the signals to learn from tell, and zeros in the padding.

    For each of the D inputs take the mean and the standard deviation over all
    real steps of all signals to learn from, that is, of the row b over its first
    sequence_length[b] steps. From every real step, of the new signals as well,
    take away this mean and divide by this standard deviation. Set all other steps
    to 0.

    Args:
        inputs: [N, T, D], signals to learn from, with anything past their ends.
        sequence_length: [N], their lengths, from 0 to T.
        new_inputs: [M, T, D], other signals: nothing may be learned from them.
        new_sequence_length: [M].

    Returns:
        inputs: [N, T, D], standardised; the array handed in stays as it is.
        new_inputs: [M, T, D], likewise.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    real, new_real = real_steps(inputs, sequence_length), real_steps(new_inputs, new_sequence_length)
    mean, deviation = inputs[real].mean(axis=0), inputs[real].std(axis=0)
    return (
        np.where(real[..., np.newaxis], (inputs - mean) / deviation, 0),
        np.where(new_real[..., np.newaxis], (new_inputs - mean) / deviation, 0),
    )


def real_steps(inputs, sequence_length):
    """Where a step is real, and not padding: [B, T], for inputs [B, T, D]."""
    return np.arange(inputs.shape[1]) < np.asarray(sequence_length)[:, np.newaxis]


@shapes(inputs="N T D", labels="N", new_inputs="M T D")
def nearest_neighbour(inputs, labels, new_inputs):
    """The class of the most similar example: what a model has to beat.

    The distance of two signals is the square root of the sum of the squares of
    all T D differences. Each new signal is given the class of the nearest signal
    to learn from.

    Args:
        inputs: [N, T, D], signals to learn from, with zeros past their ends.
        labels: [N], whole numbers; the number of classes K is one more than the
            greatest.
        new_inputs: [M, T, D].

    Returns:
        scores: [M, K], in each row a 1 for the class named and 0 for the others.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    known, new = inputs.reshape(len(inputs), -1), new_inputs.reshape(len(new_inputs), -1)
    # |a - b|^2 = |a|^2 + |b|^2 - 2 ab, and |b|^2 is the same for all that b is compared with
    distance = np.sum(known**2, axis=1) - 2 * new @ known.T
    return np.eye(max(labels) + 1, dtype=inputs.dtype)[labels[distance.argmin(axis=1)]]
