"""All that the report says of a class, before it is a page, a table or JSON."""

from collections.abc import Callable
from dataclasses import dataclass

from autograder.course import Course
from autograder.errors import UserError
from autograder.gradebook.standings import Standing, standings
from autograder.report.answers import Answers, answers_of, in_the_book, stubs
from autograder.report.attention import Look, who_needs_a_look
from autograder.report.look_alikes import LookAlikes, look_alikes
from autograder.report.mistakes import FailureSummary, MistakeSummary, failure_summaries, mistake_summaries
from autograder.report.statistics import (
    ExerciseSummary,
    Spread,
    Times,
    exercise_summaries,
    times,
    uncertainty,
)


@dataclass(frozen=True)
class ClassReport:
    """`machine` is how the examiner's points are spread, `final` the scores that count; `blank` counts, by exercise,
    those who left it as it was handed out. `problem` says why the gradebook could not be asked."""

    assignment: str
    students: tuple[Standing, ...]
    machine: Spread | None
    final: Spread | None
    exercises: tuple[ExerciseSummary, ...]
    uncertainty: float | None
    blank: dict[str, int]
    mistakes: tuple[MistakeSummary, ...]
    failures: tuple[FailureSummary, ...]
    looks: tuple[Look, ...]
    look_alikes: tuple[LookAlikes, ...]
    times: Times | None
    problem: str | None
    answers: dict[str, Answers]

    @property
    def graded(self) -> int:
        return sum(one.final is not None for one in self.students)


def class_report(course: Course, assignment: str, say: Callable[[str], None] = lambda word: None) -> ClassReport:
    """Read what there is of an assignment; UserError where nothing has been graded yet."""
    known = standings(course, assignment, say)
    ledgers = known.ledgers
    if all(one.ledger is None and one.marks is None and one.damaged is None for one in known.students):
        raise UserError(
            f"Nothing is graded in {course.folder} yet. "
            f"Grade it first: unrolled grade {assignment} --course {course.folder}"
        )
    answers = answers_of(course, [one.student for one in ledgers], assignment)
    given = stubs(course, assignment)
    failures, blank = failure_summaries(ledgers, answers, given)
    groups = look_alikes(answers, [*given.values(), *in_the_book()], ledgers)
    finals = [one.final for one in known.students if one.final is not None]
    return ClassReport(
        assignment,
        tuple(known.students),
        Spread.of([one.points for one in ledgers], max((one.maximum for one in ledgers), default=0.0)),
        Spread.of(finals, max((one.maximum or 0.0 for one in known.students), default=0.0)),
        tuple(exercise_summaries(ledgers)),
        uncertainty(len(ledgers)),
        blank,
        tuple(mistake_summaries(assignment, ledgers)),
        tuple(failures),
        tuple(who_needs_a_look(known.students, groups)),
        tuple(groups),
        times(ledgers),
        known.problem,
        answers,
    )
