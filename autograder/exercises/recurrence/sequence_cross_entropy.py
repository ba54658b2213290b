"""The loss of a model of sequences, over real tokens only."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.recurrence._sequences import real
from solutions import recurrence as reference


def draw_logits(rng):
    cases = (
        ((3, 5, 4), np.array([5, 1, 0]), 1.5),  # all sizes different
        ((3, 6, 5), [2, 4, 3], 1.5),  # a list; every row has padding
        ((4, 4, 4), np.array([3, 4, 1, 2]), 1.5),  # B = T = V
        ((2, 1, 5), [1, 0], 1.5),  # T = 1
        ((1, 6, 3), np.array([4]), 1.5),  # a single row
        ((3, 4, 5), np.array([4, 2, 3]), 1000.0),  # large logits
        ((2, 3, 4), [0, 0], 1.5),  # nothing real
        ((2, 3, 5), [3, 3], 1.5),  # no padding
    )
    for (B, T, V), sequence_length, size in cases:
        targets = rng.integers(V, size=(B, T))
        targets[:, 0] = np.arange(B) % 2  # token 0 is a token as any other
        targets[0, sequence_length[0] :] = -1  # and padding may be anything
        logits = size * rng.normal(size=(B, T, V))
        logits[0, 0, targets[0, 0]] += 2 * size * (size > 100)  # a right token whose exponential is no number
        yield logits, targets, sequence_length


def large(logits, targets, sequence_length):
    return np.abs(logits).max() > 100


def whole(logits, targets, sequence_length):
    return min(sequence_length) == targets.shape[1]


def nothing_real(logits, targets, sequence_length):
    return max(sequence_length) == 0


sequence_cross_entropy = Exercise(
    reference.sequence_cross_entropy,
    results=("loss",),
    draw=draw_logits,
    aspects=(
        Aspect(
            "loss without padding",
            1,
            when=whole,
            hint="Take two equal logits at a single step: each token has probability 1/2, and the loss should be ln 2.",
        ),
        Aspect(
            "loss with padding",
            1.5,
            when=lambda *case: not (whole(*case) or large(*case) or nothing_real(*case)),
            needs=("loss without padding",),
            hint="Change only what stands in the padding: the loss should stay. And by which number is the sum "
            "divided?",
        ),
        Aspect(
            "large logits",
            0.5,
            when=large,
            needs=("loss with padding",),
            hint="The exponential of 1000 is no finite number, and the logarithm of 0 is none: do you need them?",
        ),
        Aspect(
            "no real token",
            0.5,
            when=nothing_real,
            needs=("loss with padding",),
            hint="Where all rows have length 0 there is nothing to take a mean of, and the loss should be 0.",
        ),
        Purity("no side effects", 0.5, needs=("loss with padding", "large logits", "no real token")),
    ),
)


def log_softmax(logits, axis=-1):
    shifted = logits - logits.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


def at_targets(values, targets):
    """[B, T]: from the V values at each step the one that belongs to the target."""
    return np.take_along_axis(values, np.maximum(targets, 0)[..., np.newaxis], axis=2)[..., 0]


def real_mean(values, sequence_length):
    """The mean of [B, T] values over real tokens, 0 if there are none."""
    now = real(values, sequence_length)
    return (values * now).sum() / max(now.sum(), 1)


def cross_entropies(logits, targets):
    return -at_targets(log_softmax(logits), targets)


@mistake_in(sequence_cross_entropy)
def padding_counted(logits, targets, sequence_length):
    """The padding counts as if it were real: the loss should not change when only the padding does."""
    return -np.take_along_axis(log_softmax(logits), targets[..., np.newaxis], axis=2).mean()


@mistake_in(sequence_cross_entropy)
def divided_by_all_tokens(logits, targets, sequence_length):
    """The sum is right, but it is divided by the number of all tokens, padding included."""
    return (cross_entropies(logits, targets) * real(targets, sequence_length)).mean()


@mistake_in(sequence_cross_entropy)
def padding_counted_as_zeros(logits, targets, sequence_length):
    """The logits of the padding are set to zero, and the padding is counted all the same: equal logits still cost
    something."""
    cleared = logits * real(targets, sequence_length)[..., np.newaxis]
    return cross_entropies(cleared, targets).mean()


@mistake_in(sequence_cross_entropy)
def divided_by_rows(logits, targets, sequence_length):
    """The sum is right, but it is divided by the number of rows: the mean is over tokens."""
    return (cross_entropies(logits, targets) * real(targets, sequence_length)).sum() / len(logits)


@mistake_in(sequence_cross_entropy)
def not_divided(logits, targets, sequence_length):
    """This is the sum over the real tokens: a mean is wanted."""
    return (cross_entropies(logits, targets) * real(targets, sequence_length)).sum()


@mistake_in(sequence_cross_entropy)
def mean_of_row_means(logits, targets, sequence_length):
    """A mean is taken in each row, and then a mean of these: so a token in a short row weighs more than one in a long
    row. All real tokens should weigh the same."""
    sums = (cross_entropies(logits, targets) * real(targets, sequence_length)).sum(axis=1)
    return (sums / np.maximum(sequence_length, 1)).mean()


@mistake_in(sequence_cross_entropy)
def loss_for_each_row(logits, targets, sequence_length):
    """There is a mean loss for each row here: one number for the whole batch is wanted."""
    sums = (cross_entropies(logits, targets) * real(targets, sequence_length)).sum(axis=1)
    return sums / np.maximum(sequence_length, 1)


@mistake_in(sequence_cross_entropy)
def one_token_too_many(logits, targets, sequence_length):
    """One token too many counts in each row. The tokens are counted from 0: is the token at index `length` still
    real?"""
    losses = -np.take_along_axis(log_softmax(logits), targets[..., np.newaxis], axis=2)[..., 0]  # -1 is the last token
    return real_mean(losses, np.add(sequence_length, 1))


@mistake_in(sequence_cross_entropy)
def one_token_too_few(logits, targets, sequence_length):
    """One token too few counts in each row. The tokens are counted from 0: which index has the last real token of a row
    of length 1?"""
    return real_mean(cross_entropies(logits, targets), np.subtract(sequence_length, 1))


@mistake_in(sequence_cross_entropy)
def targets_shifted(logits, targets, sequence_length):
    """Each prediction is compared with the next target. The targets that are handed in already stand in their place."""
    return real_mean(cross_entropies(logits, np.roll(targets, -1, axis=1)), sequence_length)


@mistake_in(sequence_cross_entropy)
def token_zero_taken_for_padding(logits, targets, sequence_length):
    """Tokens of number 0 are left out. Only the length says what padding is."""
    some = real(targets, sequence_length) & (targets != 0)
    return (cross_entropies(logits, targets) * some).sum() / max(some.sum(), 1)


@mistake_in(sequence_cross_entropy)
def in_bits(logits, targets, sequence_length):
    """This is the loss in bits: which logarithm gives nats?"""
    return reference.sequence_cross_entropy(logits, targets, sequence_length) / np.log(2)


@mistake_in(sequence_cross_entropy)
def perplexity(logits, targets, sequence_length):
    """This is the perplexity, the exponential of the loss: stop one step earlier."""
    return np.exp(reference.sequence_cross_entropy(logits, targets, sequence_length))


@mistake_in(sequence_cross_entropy)
def sign_left_out(logits, targets, sequence_length):
    """The loss is negative. A probability is at most 1, so that its logarithm is never above 0: what makes a surprise
    of it?"""
    return -reference.sequence_cross_entropy(logits, targets, sequence_length)


@mistake_in(sequence_cross_entropy)
def logits_taken_for_log_probabilities(logits, targets, sequence_length):
    """The logits are taken for logarithms of probabilities, which they are not yet: the probabilities of the V tokens
    should add up to 1."""
    return -real_mean(at_targets(logits, targets), sequence_length)


@mistake_in(sequence_cross_entropy)
def probability_instead_of_logarithm(logits, targets, sequence_length):
    """This is the mean probability of the targets with its sign changed. The loss is made of their logarithms."""
    return -real_mean(np.exp(at_targets(log_softmax(logits), targets)), sequence_length)


@mistake_in(sequence_cross_entropy)
def one_minus_probability(logits, targets, sequence_length):
    """This is the mean of what is missing from a probability of 1. The loss is made of logarithms: it grows without
    limit as a probability goes to 0."""
    return real_mean(1 - np.exp(at_targets(log_softmax(logits), targets)), sequence_length)


@mistake_in(sequence_cross_entropy)
def softmax_over_time(logits, targets, sequence_length):
    """The softmax runs along time. At each step the probabilities of the V tokens should add up to 1."""
    return -real_mean(at_targets(log_softmax(logits, axis=1), targets), sequence_length)


@mistake_in(sequence_cross_entropy)
def softmax_over_the_batch(logits, targets, sequence_length):
    """The softmax runs along the batch. In each row the probabilities of the V tokens should add up to 1."""
    return -real_mean(at_targets(log_softmax(logits, axis=0), targets), sequence_length)


@mistake_in(sequence_cross_entropy)
def softmax_over_everything(logits, targets, sequence_length):
    """One softmax is taken of all rows, steps and tokens together. At each step of each row the probabilities of the V
    tokens should add up to 1."""
    return -real_mean(at_targets(log_softmax(logits, axis=(0, 1, 2)), targets), sequence_length)


@mistake_in(sequence_cross_entropy)
def softmax_taken_twice(logits, targets, sequence_length):
    """The softmax is taken twice: of the logits, and again of the probabilities that come out, which makes them all
    nearly alike."""
    return reference.sequence_cross_entropy(np.exp(log_softmax(logits)), np.maximum(targets, 0), sequence_length)


@mistake_in(sequence_cross_entropy)
def entropy_of_the_model(logits, targets, sequence_length):
    """This is how uncertain the model is, whatever the targets are: they make no difference here."""
    log_p = log_softmax(logits)
    return -real_mean((np.exp(log_p) * log_p).sum(axis=2), sequence_length)


@mistake_in(sequence_cross_entropy)
def overflow(logits, targets, sequence_length):
    """Right for small logits, but exp overflows on large ones. Subtract something first: what may it be?"""
    p = np.exp(logits) / np.exp(logits).sum(axis=2, keepdims=True)
    losses = -np.log(at_targets(p, targets))[real(targets, sequence_length)]
    return losses.sum() / max(losses.size, 1)


@mistake_in(sequence_cross_entropy)
def greatest_logit_taken_away_once(logits, targets, sequence_length):
    """The greatest logit is taken away in one part of the identity only: the loss should not change when the same
    number is added to all logits of a step."""
    greatest = logits.max(axis=2)
    return real_mean(cross_entropies(logits, targets) - greatest, sequence_length)


@mistake_in(sequence_cross_entropy)
def divided_twice(logits, targets, sequence_length):
    """The sum over the real tokens is divided by their number twice: has the mean been taken already?"""
    now = real(targets, sequence_length)
    return reference.sequence_cross_entropy(logits, targets, sequence_length) / max(now.sum(), 1)


@mistake_in(sequence_cross_entropy)
def greatest_logit_of_all(logits, targets, sequence_length):
    """Right for small logits. The greatest logit of the whole array is taken from all of them, and at other steps
    nothing but zeros is left after exp: each step needs its own."""
    shifted = logits - logits.max()
    losses = np.log(np.exp(shifted).sum(axis=2)) - at_targets(shifted, targets)
    losses = losses[real(targets, sequence_length)]
    return losses.sum() / max(losses.size, 1)


@mistake_in(sequence_cross_entropy)
def logarithm_of_zero(logits, targets, sequence_length):
    """Right for small logits. With large ones a probability is rounded to 0 before its logarithm is taken: where does
    the identity of the exercise take a logarithm?"""
    losses = -np.log(at_targets(np.exp(log_softmax(logits)), targets))[real(targets, sequence_length)]
    return losses.sum() / max(losses.size, 1)


@mistake_in(sequence_cross_entropy)
def nothing_divided_by_nothing(logits, targets, sequence_length):
    """Right as long as there is a real token. Without any, zero is divided by zero."""
    if max(sequence_length) == 0:
        return np.nan
    return reference.sequence_cross_entropy(logits, targets, sequence_length)


@mistake_in(sequence_cross_entropy)
def logits_changed_in_place(logits, targets, sequence_length):
    """The value is right, but the logits that were handed in are changed: subtract into a new array."""
    loss = reference.sequence_cross_entropy(logits, targets, sequence_length)
    logits -= logits.max(axis=2, keepdims=True)
    return loss


@mistake_in(sequence_cross_entropy)
def targets_changed_in_place(logits, targets, sequence_length):
    """The value is right, but the targets that were handed in are changed: work on a copy."""
    loss = reference.sequence_cross_entropy(logits, targets, sequence_length)
    targets[targets < 0] = 0
    return loss
