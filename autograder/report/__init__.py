"""The class report: which exercise was hard, which mistake was common, who needs a human look. One HTML file."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

import jinja2

from autograder.course import Course
from autograder.errors import UserError
from autograder.exercise import exercises
from autograder.grading.ledger import Entry, Ledger

BINS = 10


@dataclass(frozen=True)
class ExerciseSummary:
    """How the class did on one graded cell."""

    name: str
    maximum: float
    mean: float
    solved: int
    answers: int
    examined: bool


@dataclass(frozen=True)
class MistakeSummary:
    """One known mistake, what it is, and who made it."""

    exercise: str
    name: str
    message: str
    students: tuple[str, ...]


def write_report(course: Course, assignment: str) -> Path:
    """Write the report on an assignment and return its path; UserError where nothing has been graded yet."""
    ledgers = [
        one for student in course.students(assignment) if (one := Ledger.read(course.ledger(student, assignment)))
    ]
    if not ledgers:
        raise UserError(
            f"Nothing is graded in {course.folder} yet. "
            f"Grade it first: unrolled grade {assignment} --course {course.folder}"
        )
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=jinja2.StrictUndefined
    )
    page = environment.get_template("report.html.jinja").render(
        assignment=assignment,
        ledgers=sorted(ledgers, key=lambda one: (-one.points, one.student)),
        graded=[one for one in ledgers if one.entries],
        median=median(one.points for one in ledgers),
        maximum=sum(exercise.points for exercise in exercises(assignment).values()),
        bins=histogram(ledgers),
        exercises=exercise_summaries(ledgers),
        mistakes=mistake_summaries(ledgers),
        unprotected=[one.student for one in ledgers if not one.sandboxed],
        feedback=lambda student: course.feedback(student, assignment).joinpath(f"{assignment}.html").as_uri(),
    )
    path = course.report(assignment)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8", errors="replace")  # the name of a folder may be in any encoding
    return path


def histogram(ledgers: list[Ledger]) -> list[int]:
    """How many students reached each tenth of the points."""
    counts = Counter(min(BINS - 1, int(BINS * one.points / one.maximum)) for one in ledgers if one.maximum)
    return [counts[index] for index in range(BINS)]


def exercise_summaries(ledgers: list[Ledger]) -> list[ExerciseSummary]:
    """The graded cells, in the order of the notebook."""
    entries: dict[str, list[Entry]] = {}
    for ledger in ledgers:
        for entry in ledger.entries:
            entries.setdefault(entry.name, []).append(entry)
    return [
        ExerciseSummary(
            name,
            group[0].maximum,
            mean(entry.points for entry in group),
            sum(entry.points == entry.maximum for entry in group),
            len(group),
            group[0].examined,
        )
        for name, group in entries.items()
    ]


def mistake_summaries(ledgers: list[Ledger]) -> list[MistakeSummary]:
    """The known mistakes that were made, the most common first."""
    made: dict[tuple[str, str], list[str]] = {}
    sentences = {
        (exercise.name, mistake.__name__): " ".join((mistake.__doc__ or "").split())
        for ledger in ledgers[:1]
        for exercise in exercises(ledger.assignment).values()
        for mistake in exercise.mistakes
    }
    for ledger in ledgers:
        for entry in ledger.entries:
            if entry.mistake:
                made.setdefault((entry.name, entry.mistake), []).append(ledger.student)
    return sorted(
        (MistakeSummary(*key, sentences.get(key, ""), tuple(who)) for key, who in made.items()),
        key=lambda one: -len(one.students),
    )
