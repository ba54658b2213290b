"""Answers that are nearly the same: a hint that two students may have worked together, and not a verdict.

Short right answers are alike by nature. So what counts is not that two answers agree, but on how much that hardly
anybody else wrote: pieces of five words and signs in a row, after Schleimer, Wilkerson and Aiken, Winnowing: Local
Algorithms for Document Fingerprinting, SIGMOD 2003. Pieces of the release and of the book count nothing, since all
have read these, nor do those that many of the class have; a piece that two have counts nearly 1, and less the more
have it. A wrong answer whose failure nobody has a name for counts three times: two who make the same mistake that is
nobody else's have something to tell. Names and comments are part of it, and whoever changes all names is not found.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

import numpy as np

from autograder.grading.ledger import Ledger
from autograder.report.answers import Answers
from autograder.report.mistakes import unrecognised

WORDS_AND_SIGNS = re.compile(r"\w+|[^\w\s]")
PIECE = 5
NEARLY_THE_SAME = 0.8  # the share of two answers that both have, by the weights of their pieces
ENOUGH = 60.0  # pieces that hardly anybody else has, in all answers that are nearly the same
UNRECOGNISED = 3.0
FEW, SHARE = 5, 0.1  # what more students than this have, or more of a class, is everybody's


@dataclass(frozen=True)
class LookAlikes:
    """Students whose answers to some exercises are nearly the same, and the two of them who share most.

    `shared` is the weight of the rare pieces that these two have in common, `alike` their share in what both wrote.
    """

    students: tuple[str, ...]
    pair: tuple[str, str]
    exercises: tuple[str, ...]
    shared: float
    alike: float


def look_alikes(
    answers: Mapping[str, Answers], known: Iterable[str], ledgers: Sequence[Ledger] = ()
) -> list[LookAlikes]:
    """Groups of students who are joined by answers that are nearly the same, those who share most first.

    `known` are texts that all may have read.
    """
    students = sorted(answers)
    if len(students) < 3:
        return []  # nobody else, so nothing is rare
    read = set().union(*map(pieces, known))
    odd = {(one.student, entry.name) for one in ledgers for entry in one.entries if unrecognised(entry)}
    shared = np.zeros((len(students), len(students)), np.float32)
    united = np.zeros_like(shared)
    same: dict[str, np.ndarray] = {}
    for exercise in dict.fromkeys(name for one in students for name in answers[one]):
        own = [pieces(answers[one].get(exercise, "")) - read for one in students]
        factors = np.array([UNRECOGNISED if (one, exercise) in odd else 1.0 for one in students], np.float32)
        factor = np.minimum.outer(factors, factors)
        common, union = _agreement(own)
        same[exercise] = (common > 0) & (common >= NEARLY_THE_SAME * union)
        shared += np.where(same[exercise], factor * common, 0)
        united += np.where(same[exercise], factor * union, 0)
    pairs = [(int(a), int(b)) for a, b in np.argwhere(np.triu(shared >= ENOUGH, 1))]
    groups = []
    for members in _joined(pairs):
        a, b = max((pair for pair in pairs if pair[0] in members), key=lambda pair: shared[pair])
        groups.append(
            LookAlikes(
                tuple(students[one] for one in sorted(members)),
                (students[a], students[b]),
                tuple(exercise for exercise, matrix in same.items() if matrix[a, b]),
                round(float(shared[a, b]), 3),
                round(float(shared[a, b] / united[a, b]), 6),
            )
        )
    return sorted(groups, key=lambda group: (-group.shared, group.students))


@cache
def pieces(text: str) -> frozenset[tuple[str, ...]]:
    """Each five words and signs that follow one another; layout is nothing."""
    words = WORDS_AND_SIGNS.findall(text)
    return frozenset(zip(*(words[start:] for start in range(PIECE)), strict=False))


def _agreement(own: Sequence[frozenset]) -> tuple[np.ndarray, np.ndarray]:
    """The weight of what each two have in common, and of what either has."""
    counts = Counter(piece for one in own for piece in one)
    most = max(FEW, SHARE * len(own))
    weights = {piece: 1 - log(count) / log(len(own)) if count <= most else 0.0 for piece, count in counts.items()}
    totals = np.array([sum(weights[piece] for piece in one) for one in own], np.float32)
    columns = {piece: column for column, piece in enumerate(piece for piece, count in counts.items() if count > 1)}
    has = np.zeros((len(own), len(columns)), np.float32)
    for row, one in enumerate(own):
        has[row, [columns[piece] for piece in one if piece in columns]] = 1
    common = has * np.array([weights[piece] for piece in columns], np.float32) @ has.T
    return common, np.add.outer(totals, totals) - common


def _joined(pairs: Sequence[tuple[int, int]]) -> list[set[int]]:
    """Those who are connected by any chain of pairs."""
    groups: list[set[int]] = []
    for pair in pairs:
        touched = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in touched] + [set(pair).union(*touched)]
    return groups
