"""One grading run, from whom it concerns to its exit code; how it is shown is up to the form it is told to."""

from collections.abc import Sequence
from contextlib import closing

from autograder.course import Course
from autograder.errors import UnfitMachine, UserError
from autograder.exit_codes import ExitCode
from autograder.grading.deadlines import deadlines
from autograder.grading.grade_class import grade, only_run, to_grade
from autograder.grading.ledger import Ledger
from autograder.grading.settle import settle_class
from autograder.nbgrader_api import nbgrader_api, run_nbgrader
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
) -> ExitCode:
    """Grade those whose grade is not up to date, and tell the form. Ctrl-C ends it early; what is graded is kept."""
    students = asked_for(course, assignment, only)
    if sandboxed:
        try:
            find()
        except SandboxUnavailable as problem:
            raise UnfitMachine(f"Nothing was graded. {problem}") from problem
    with only_run(course, assignment), form:
        waiting = students if force else to_grade(course, assignment, students, sandboxed)
        unchanged = sorted(set(students) - set(waiting))
        started = Started(course, assignment, waiting, unchanged, jobs, sandboxed)
        graded: list[Graded] = []
        interrupted = False
        settled = [Graded(*pair) for pair in _settled(course, assignment, unchanged)]
        before = {one: Ledger.read(course.ledger(one, assignment)) for one in waiting}
        form.started(started)
        try:
            with closing(grade(course, assignment, waiting, jobs, sandboxed)) as ledgers:
                for ledger in ledgers:
                    graded.append(Graded(ledger, before[ledger.student]))
                    form.graded(graded[-1])
        except KeyboardInterrupt:
            interrupted = True
        done = [known for one in students if (known := Ledger.read(course.ledger(one, assignment)))]
        finished = Finished(started, graded, settled, done, interrupted)
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


def _settled(course: Course, assignment: str, students: Sequence[str]) -> list[tuple[Ledger, Ledger]]:
    """Those whose penalty is another one now, though nothing of theirs is graded anew; with new feedback pages."""
    if assignment not in deadlines(course):
        return []
    with nbgrader_api(course).gradebook as gradebook:
        changed = list(settle_class(gradebook, course, assignment, students))
    for ledger, _ in changed:
        run_nbgrader(course, "generate_feedback", assignment, ledger.student)
    return changed
