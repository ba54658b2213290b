"""One grading run, from whom it concerns to its exit code; how it is shown is up to the form it is told to."""

from collections.abc import Callable, Sequence
from contextlib import closing

from autograder.course import Course
from autograder.desks.cluster import desks_at
from autograder.errors import UnfitMachine, UserError
from autograder.exit_codes import ExitCode
from autograder.feedback.render_pages import render_pages
from autograder.gradebook.connection import connect, patiently
from autograder.gradebook.deadlines import deadlines
from autograder.gradebook.late import settle
from autograder.grading.grade_class import grade, only_run, to_grade
from autograder.grading.ledger import Ledger
from autograder.nbgrader_api import course_directory
from autograder.sandbox import SandboxUnavailable, find
from autograder.show.events import Finished, Graded, Started
from autograder.show.form import Form


def grade_and_show(
    form: Form,
    course: Course,
    assignment: str,
    only: Sequence[str] = (),
    jobs: int = 2,
    sandboxed: bool = True,
    force: bool = False,
    feedback: bool = True,
    cluster: str | None = None,
) -> ExitCode:
    """Grade those whose grade is not up to date, and tell the form. Ctrl-C ends it early; what is graded is kept."""
    students = asked_for(course, assignment, only)
    desks = desks_at(cluster, sandboxed, form.said) if cluster else None
    if sandboxed and not desks:
        try:
            find()
        except SandboxUnavailable as problem:
            raise UnfitMachine(f"Nothing was graded. {problem}") from problem
    with only_run(course, assignment), form:
        waiting = students if force else to_grade(course, assignment, students, sandboxed)
        unchanged = [one for one in students if one not in set(waiting)]
        settled = settle_class(course, assignment, unchanged, form.said, jobs if feedback else 0)
        started = Started(course, assignment, waiting, unchanged, jobs, sandboxed)
        form.started(started)
        graded: list[Ledger] = []
        interrupted = False
        try:
            with closing(grade(course, assignment, waiting, jobs, sandboxed, feedback, form.said, desks)) as ledgers:
                for ledger in ledgers:
                    graded.append(ledger)
                    form.graded(Graded(ledger))
        except KeyboardInterrupt:
            interrupted = True
        left = set(waiting) - {one.student for one in graded}
        if not force:  # some may have been finished on the way out
            left = set(to_grade(course, assignment, sorted(left), sandboxed))
        known = [found for one in students if (found := Ledger.read(course.ledger(one, assignment)))]
        finished = Finished(started, graded, settled, known, len(left), interrupted)
        form.finished(finished)
    return finished.exit_code


def asked_for(course: Course, assignment: str, only: Sequence[str]) -> list[str]:
    """Whom the command concerns; UserError where the release or the submissions are missing."""
    if not course.source(assignment).exists():
        raise UserError(
            f"{assignment} has not been released in {course.folder}. "
            f"Release it first: unrolled release {assignment} --course {course.folder}"
        )
    students = course.students(assignment)
    missing = sorted(set(only) - set(students))
    if missing or not students:
        where = course.submitted("<student>", assignment)
        raise UserError(f"Nothing was handed in by {', '.join(missing) or 'anyone'}: notebooks belong in {where}")
    return [one for one in students if not only or one in only]


def settle_class(
    course: Course, assignment: str, students: Sequence[str], say: Callable[[str], None], jobs: int = 0
) -> list[Ledger]:
    """Those whose penalty is another one now, though nothing of theirs is graded anew; with `jobs`, their new pages."""
    deadline = deadlines(course).get(assignment)
    if deadline is None:
        return []
    with connect(course_directory(course)) as gradebook:
        settled = patiently(
            lambda: settle(gradebook, course, assignment, students, deadline), gradebook.db.rollback, say
        )
    if settled and jobs:
        list(render_pages(course, assignment, [one.student for one in settled], jobs, say))
    for ledger in settled:  # last, so that a run that is broken off before is taken up by the next
        ledger.write(course.ledger(ledger.student, assignment))
    return settled
