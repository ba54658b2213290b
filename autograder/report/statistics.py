"""What the numbers of a class say: how scores are spread, how hard each exercise was, and whether it tells apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation, mean, median

from autograder.grading.ledger import Entry, Ledger

BINS = 10
FEWEST = 10  # students, below whom a correlation says nothing


@dataclass(frozen=True)
class Spread:
    """How some numbers are spread; `bins` counts them by tenths of the maximum."""

    count: int
    mean: float
    median: float
    lowest: float
    highest: float
    maximum: float
    bins: tuple[int, ...]

    @classmethod
    def of(cls, values: Sequence[float], maximum: float) -> "Spread | None":
        """None where there are no values."""
        if not values:
            return None
        bins = [0] * BINS
        for value in values if maximum else ():
            # rounded, so that a sum that is off in its last bit is not in the bin below its own
            bins[min(BINS - 1, int(round(BINS * value / maximum, 9)))] += 1
        return cls(len(values), mean(values), median(values), min(values), max(values), maximum, tuple(bins))


@dataclass(frozen=True)
class AspectSummary:
    """How many of a class earned one aspect of an exercise."""

    name: str
    points: float
    earned: int
    answers: int

    @property
    def share(self) -> float:
        return self.earned / self.answers


@dataclass(frozen=True)
class ExerciseSummary:
    """How a class did on one graded cell.

    `difficulty` is the mean share of its points, as classical test theory has it: the lower, the harder.
    `discrimination` is None where there is none, and `undiscriminating` then says why.
    """

    name: str
    maximum: float
    answers: int
    solved: int
    difficulty: float
    discrimination: float | None
    undiscriminating: str
    aspects: tuple[AspectSummary, ...]
    examined: bool
    seconds: float
    slowest: float
    slowest_student: str


@dataclass(frozen=True)
class Times:
    """How long the notebooks ran, in seconds."""

    total: float
    median: float
    slowest: tuple[tuple[str, float], ...]


def exercise_summaries(ledgers: Sequence[Ledger]) -> list[ExerciseSummary]:
    """The graded cells, in the order that most notebooks have them in: a check that was put back comes last."""
    entries: dict[str, list[tuple[Ledger, Entry]]] = {}
    places: dict[str, list[int]] = {}
    for ledger in ledgers:
        for place, entry in enumerate(ledger.entries):
            entries.setdefault(entry.name, []).append((ledger, entry))
            places.setdefault(entry.name, []).append(place)
    return [_exercise_summary(name, entries[name]) for name in sorted(entries, key=lambda name: median(places[name]))]


def times(ledgers: Sequence[Ledger], shown: int = 5) -> Times | None:
    """None where nothing was run."""
    if not ledgers:
        return None
    slowest = sorted(ledgers, key=lambda one: -one.seconds)[:shown]
    return Times(
        sum(one.seconds for one in ledgers),
        median(one.seconds for one in ledgers),
        tuple((one.student, one.seconds) for one in slowest),
    )


def discrimination(ledgers: Sequence[Ledger], name: str) -> tuple[float | None, str]:
    """How an exercise's score goes with the points of all others, and why not where it is None.

    The corrected item-total correlation: Pearson's, of the exercise with the sum of the rest, so that it is not
    compared with itself (Nunnally and Bernstein, Psychometric Theory, 3rd ed., 1994, chapter 8).
    """
    pairs = [
        (entry.points, ledger.points - entry.points)
        for ledger in ledgers
        for entry in ledger.entries
        if entry.name == name
    ]
    if len(pairs) < FEWEST:
        return None, f"too few: {len(pairs)} of at least {FEWEST} students"
    # rounded: what differs in the last bit of a sum does not differ
    scores, rests = ([round(value, 9) for value in column] for column in zip(*pairs, strict=True))
    if len(set(scores)) == 1:
        return None, "all have the same score"
    if len(set(rests)) == 1:
        return None, "all have the same points elsewhere"
    try:
        return correlation(scores, rests), ""
    except StatisticsError:  # the differences are too small to be squared
        return None, "all have nearly the same score"


def uncertainty(students: int) -> float | None:
    """How far a correlation of so many may be off: two standard errors of Fisher's z; None where that says nothing."""
    return min(1.0, 2 / (students - 3) ** 0.5) if students >= FEWEST else None


def _exercise_summary(name: str, group: Sequence[tuple[Ledger, Entry]]) -> ExerciseSummary:
    entries = [entry for _, entry in group]
    value, why_none = discrimination([ledger for ledger, _ in group], name)
    slowest, its_entry = max(group, key=lambda pair: pair[1].seconds)
    return ExerciseSummary(
        name,
        entries[0].maximum,
        len(entries),
        sum(entry.points == entry.maximum for entry in entries),
        mean(entry.points / entry.maximum if entry.maximum else 0.0 for entry in entries),
        value,
        why_none,
        _aspect_summaries(entries),
        all(entry.examined for entry in entries),
        median(entry.seconds for entry in entries),
        its_entry.seconds,
        slowest.student,
    )


def _aspect_summaries(entries: Sequence[Entry]) -> tuple[AspectSummary, ...]:
    found: dict[str, list] = {}
    for entry in entries:
        for aspect in entry.aspects:
            found.setdefault(aspect.name, []).append(aspect)
    return tuple(
        AspectSummary(name, group[0].points, sum(one.problem is None for one in group), len(group))
        for name, group in found.items()
    )
