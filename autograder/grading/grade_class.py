"""Grade a class in parallel processes, one submission at a time in each; none can end the run."""

import fcntl
import hashlib
import multiprocessing
import os
import time
import warnings
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from traitlets.config import Config

from autograder.course import REPOSITORY, Course
from autograder.errors import UserError
from autograder.grading.handed_in import why_not_gradable
from autograder.grading.ledger import Ledger
from autograder.nbgrader_api import NbgraderFailed, run_nbgrader

GRADED_FROM = ("the submission", "the release", "the grader")


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
    return [one for one in students if why_to_grade(course, assignment, one, sandboxed)]


def why_to_grade(course: Course, assignment: str, student: str, sandboxed: bool) -> str | None:
    """Why a student has to be graded, in a word or two; None where the grade is up to date."""
    ledger = Ledger.read(course.ledger(student, assignment))
    if ledger is None:
        return "new"
    if not ledger.graded_from:
        return "never finished"
    before, now = ledger.graded_from.split(), fingerprint(course, assignment, student, sandboxed).split()
    what = [name for name, one, other in zip(GRADED_FROM, before, now, strict=False) if one != other]
    return None if before == now else f"{' and '.join(what) or 'the grader'} changed"


def grade(
    course: Course, assignment: str, students: Sequence[str], jobs: int, sandboxed: bool
) -> Generator[Ledger, None, None]:
    """Grade these students and yield each ledger as it is done, in whatever order they finish."""
    waiting = list(students)
    while waiting:
        # A worker that is killed takes its whole pool along; what it held is then graded one by one.
        alone = len(waiting) < len(students)
        batch = waiting[:1] if alone else waiting
        done: set[str] = set()
        with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), max_tasks_per_child=50) as pool:
            futures = {pool.submit(_grade_one, course, assignment, one, sandboxed): one for one in batch}
            for future in as_completed(futures):
                try:
                    ledger = future.result()
                except BrokenProcessPool:
                    continue
                done.add(ledger.student)
                yield ledger
        if alone and not done:
            done.add(batch[0])
            yield _not_graded(course, assignment, batch[0], "the grading process itself was killed, twice")
        waiting = [one for one in waiting if one not in done]


def _grade_one(course: Course, assignment: str, student: str, sandboxed: bool) -> Ledger:
    """In a worker: execute, score, save to the gradebook, write the feedback page."""
    started = time.monotonic()
    problem = why_not_gradable(course.submitted(student, assignment), assignment)
    if problem:
        return _not_graded(course, assignment, student, problem)
    warnings.simplefilter("ignore")  # of libraries, about their own ways and students' files: nobody can mend it here
    try:
        config = Config() if sandboxed else Config({"ExecuteInSandbox": {"sandboxed": False}})
        run_nbgrader(course, "autograde", assignment, student, config=config)
    except Exception as error:  # one student's trouble is not the class's
        return _not_graded(course, assignment, student, _cause(course, assignment, student, error))
    ledger = Ledger.read(course.ledger(student, assignment))
    if ledger is None:
        return _not_graded(course, assignment, student, "nbgrader finished without scoring the notebook")
    try:
        run_nbgrader(course, "generate_feedback", assignment, student)
    except Exception as error:  # the grade stands without it
        ledger.remarks.append(f"no feedback page: {_cause(course, assignment, student, error)}")
    ledger.seconds = time.monotonic() - started
    ledger.graded_from = fingerprint(course, assignment, student, sandboxed)
    ledger.write(course.ledger(student, assignment))
    return ledger


def _cause(course: Course, assignment: str, student: str, error: Exception) -> str:
    """What went wrong, in a line; all that nbgrader logged goes to a file beside the ledger."""
    if not isinstance(error, NbgraderFailed):
        return f"{type(error).__name__}: {error}"
    log = course.ledger(student, assignment).with_name(f"{student}.log")
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text(str(error), errors="replace")
    return f"{error.cause}\nAll that nbgrader said of it is in {log}"


def _not_graded(course: Course, assignment: str, student: str, reason: str) -> Ledger:
    """A ledger without entries and without a fingerprint, so that the next run tries again."""
    ledger = Ledger(student, assignment, remarks=[f"not graded: {reason}"])
    ledger.write(course.ledger(student, assignment))
    return ledger


def fingerprint(course: Course, assignment: str, student: str, sandboxed: bool) -> str:
    """What a grade depends on: a digest for each of GRADED_FROM."""
    grader = hashlib.sha256(f"{sandboxed} {grader_digest()}".encode()).hexdigest()
    return f"{_digest(course.submitted(student, assignment))} {_digest(course.source(assignment))} {grader}"


def _digest(folder: Path) -> str:
    """A digest of all files in a folder, and of their names."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            digest.update(os.fsencode(path.relative_to(folder)) + b"\0")  # a name may be in any encoding
            with path.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


@cache
def grader_digest() -> str:
    """A digest of the code that decides about grades."""
    digest = hashlib.sha256()
    for folder in ("autograder", "solutions", "unrolled"):
        for path in sorted((REPOSITORY / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
