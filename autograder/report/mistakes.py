"""The mistakes of a class, the most common first: those that are known, and failures that nobody has a name for yet."""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import REPOSITORY
from autograder.examining.examination import NOT_EXAMINED, NOT_RUN
from autograder.exercise import exercises
from autograder.grading.ledger import Entry, Ledger
from autograder.report.answers import Answers

NEVER_ENDED = (NOT_EXAMINED.partition("{")[0], NOT_RUN)
# What differs from one student's cases to the next's: numbers, and the case that is told in brackets.
OF_THE_CASE = re.compile(r"\s*\((?:in|for) a case[^()]*(?:\([^()]*\)[^()]*)*\)|-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")


@dataclass(frozen=True)
class Definition:
    """Where a known mistake is defined: the sentence that a student reads, and the small wrong function."""

    message: str
    source: str
    path: Path | None
    line: int

    @property
    def place(self) -> str:
        return f"{self.path.relative_to(REPOSITORY)}:{self.line}" if self.path else ""


@dataclass(frozen=True)
class MistakeSummary:
    """One known mistake, what it is, and who made it."""

    exercise: str
    name: str
    definition: Definition
    students: tuple[str, ...]


@dataclass(frozen=True)
class FailureSummary:
    """A failure that equals no known mistake: what is wrong first, who failed so, and an answer of theirs."""

    exercise: str
    problem: str
    aspects: tuple[str, ...]
    students: tuple[str, ...]
    answer: str


def ended(entry: Entry) -> bool:
    """Did the check come to an end, so that its verdict is on the answer?"""
    return not entry.message.startswith(NEVER_ENDED)


def unrecognised(entry: Entry) -> bool:
    """Is it a wrong answer, examined, and wrong in no way that is known?"""
    return entry.examined and entry.points < entry.maximum and ended(entry) and not entry.mistakes


def mistake_summaries(assignment: str, ledgers: Sequence[Ledger]) -> list[MistakeSummary]:
    """The known mistakes that were made; those made by as many are in the order of their names."""
    made: dict[tuple[str, str], list[str]] = {}
    for ledger in ledgers:
        for entry in ledger.entries:
            for mistake in entry.mistakes:
                made.setdefault((entry.name, mistake), []).append(ledger.student)
    known = _definitions(assignment)
    unknown = Definition("It is not in the bank any more.", "", None, 0)
    return sorted(
        (MistakeSummary(*key, known.get(key, unknown), tuple(who)) for key, who in made.items()),
        key=lambda one: (-len(one.students), one.exercise, one.name),
    )


def failure_summaries(
    ledgers: Sequence[Ledger], answers: Mapping[str, Answers], stubs: Answers
) -> tuple[list[FailureSummary], dict[str, int]]:
    """The failures that are alike but for the numbers, together; and how many left each exercise as it was."""
    alike: dict[tuple, list[tuple[str, str]]] = {}
    blank: dict[str, int] = {}
    for ledger in ledgers:
        for entry in filter(unrecognised, ledger.entries):
            answer = answers.get(ledger.student, {}).get(entry.name, "")
            if answer and answer == stubs.get(entry.name):
                blank[entry.name] = blank.get(entry.name, 0) + 1
                continue
            aspects = tuple(aspect.name for aspect in entry.aspects if aspect.problem is not None)
            first = next((aspect.problem for aspect in entry.aspects if aspect.problem is not None), entry.message)
            key = entry.name, aspects, OF_THE_CASE.sub("", first or "")
            alike.setdefault(key, []).append((ledger.student, first or ""))
    found = [
        FailureSummary(
            exercise,
            who[0][1],
            aspects,
            tuple(student for student, _ in who),
            answers.get(who[0][0], {}).get(exercise, ""),
        )
        for (exercise, aspects, _), who in alike.items()
    ]
    return sorted(found, key=lambda one: (-len(one.students), one.exercise, one.problem)), blank


def _definitions(assignment: str) -> dict[tuple[str, str], Definition]:
    return {
        (exercise.name, mistake.__name__): _definition(mistake)
        for exercise in exercises(assignment).values()
        for mistake in exercise.mistakes
    }


def _definition(mistake: Callable) -> Definition:
    message = " ".join((mistake.__doc__ or "").split())
    try:
        lines, line = inspect.getsourcelines(mistake)
        return Definition(message, "".join(lines), Path(inspect.getsourcefile(mistake) or "").resolve(), line)
    except (OSError, TypeError):  # it was made by another function
        return Definition(message, "", None, 0)
