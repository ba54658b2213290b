"""Grade a class: who is to be graded, and at which desks."""

import fcntl
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager

from autograder.course import Course
from autograder.desks.desk import Desk
from autograder.desks.local import Desks, LocalDesks
from autograder.errors import UserError
from autograder.gradebook.records import opened
from autograder.gradebook.writer import Writer
from autograder.grading.fingerprint import Fingerprints, what_changed
from autograder.grading.ledger import Ledger
from autograder.grading.run import Run
from autograder.handed_in.gradable import why_not_gradable
from autograder.handed_in.reading import read_release, read_submissions
from autograder.handed_in.release import Release
from autograder.handed_in.submission import Graded
from autograder.nbgrader_api import course_directory


@contextmanager
def only_run(course: Course, assignment: str) -> Iterator[None]:
    """While it lasts, no other run grades this assignment in this course; UserError where one does already."""
    lock = course.ledger("all", assignment).with_name(".lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)  # given up with the process, however it ends
        except BlockingIOError as error:
            raise UserError(f"{assignment} is being graded in {course.folder} by another run: wait for it") from error
        yield


def to_grade(course: Course, assignment: str, students: Sequence[str], sandboxed: bool) -> list[str]:
    """Those whose submission, or what it is graded by, changed since their ledger was written."""
    return [one for one, why in why_to_grade(course, assignment, students, sandboxed).items() if why]


def why_to_grade(course: Course, assignment: str, students: Sequence[str], sandboxed: bool) -> dict[str, str | None]:
    """Why each student has to be graded, in a word or two; None where the grade is up to date."""
    fingerprints = Fingerprints(course, assignment, sandboxed)

    def why(student: str) -> str | None:
        ledger = Ledger.read(course.ledger(student, assignment))
        if ledger is None:
            return "new"
        return what_changed(ledger.graded_from, fingerprints.of(student)) if ledger.graded_from else "never finished"

    return {student: why(student) for student in students}


def grade(
    course: Course,
    assignment: str,
    students: Sequence[str],
    jobs: int,
    sandboxed: bool,
    feedback: bool = True,
    say: Callable[[str], None] = lambda word: None,
    desks: Callable[[Release], Desks] | None = None,
) -> Generator[Ledger, None, None]:
    """Grade these students and yield each ledger as it is complete, in whatever order they finish.

    `say` is told what keeps it waiting; `desks`, which are otherwise `jobs` processes of this machine, may be anywhere.
    """
    if not students:
        return
    directory = course_directory(course)
    with opened(directory, assignment, say) as gradebook:
        release = read_release(course, directory, assignment, gradebook.cells)
        writer = Writer(course, directory, release, gradebook)
        gradable = []
        for student in students:
            problem = why_not_gradable(course.submitted(student, assignment), assignment)
            if problem:
                yield writer.finish_without_grade(Graded.not_graded(student, assignment, problem))
            else:
                gradable.append(student)
        run = Run(
            desks(release) if desks else LocalDesks(release, jobs), writer, Desk(release).page if feedback else None
        )
        yield from run.ledgers(read_submissions(course, directory, assignment, gradable, sandboxed))
