"""The surnames of the United States' census, and the n-gram models that a network has to beat.

The chapter on recurrence introduces both; the later ones train other networks on the same names.
"""

from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

ALPHABET = ".abcdefghijklmnopqrstuvwxyz"  # the dot is 0, and fills up
FILE = Path(__file__).parent.parent / "data" / "surnames.txt"


def load():
    """The names to learn from, 2000 to choose settings by, and 2000 to judge by."""
    surnames = FILE.read_text().split()  # in random order
    return np.split(surnames, [-4000, -2000])


def padded(names):
    """The names as numbers, one row each, filled up with 0, and their lengths."""
    length = np.array([len(name) for name in names])
    tokens = np.zeros((len(names), length.max()), int)
    for row, name in enumerate(names):
        tokens[row, : len(name)] = [ALPHABET.index(letter) for letter in name]
    return tokens, length


def encode(names):
    """Inputs, targets and lengths: the model reads '.lee' and is to say 'lee.'"""
    inputs, length = padded(["." + name for name in names])
    targets, _ = padded([name + "." for name in names])
    return inputs, targets, length


def grams(names, n):
    """Each character of the names, dot included, with the n - 1 before it."""
    for name in names:
        text = "." * (n - 1) + name + "."
        for i in range(n - 1, len(text)):
            yield text[i - n + 1 : i], text[i]


def kneser_ney(names, n, discount):
    """The n-gram model of the names: p(character, the n - 1 before it)."""
    # counts[k][context of k characters][the character after it]
    counts = [defaultdict(Counter) for _ in range(n)]
    for context, character in grams(names, n):
        counts[n - 1][context][character] += 1
    for k in reversed(range(n - 1)):
        for context, followers in counts[k + 1].items():
            # each follower counts once for each longer context
            counts[k][context[1:]].update(followers.keys())

    def p(character, context):
        probability = 1 / 27
        for k in range(n):
            seen = counts[k].get(context[n - 1 - k :])
            if seen:
                kept = max(seen[character] - discount, 0)
                taken = discount * len(seen)
                probability = (kept + taken * probability) / seen.total()
        return probability

    return p


def perplexity(p, names, n):
    """Of an n-gram model, per character, on these names."""
    surprises = [-np.log(p(character, context)) for context, character in grams(names, n)]
    return np.exp(np.mean(surprises))
