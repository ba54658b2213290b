"""What a grade depends on, in a digest: where it has changed, the grade is not up to date."""

import contextlib
import hashlib
import os
from functools import cache
from pathlib import Path

from autograder.course import REPOSITORY, Course
from autograder.gradebook.deadlines import deadlines

PARTS = ("the submission", "the release", "the grader")


class Fingerprints:
    """Of all submissions of an assignment, a digest for each of PARTS; what all share is looked at once."""

    def __init__(self, course: Course, assignment: str, sandboxed: bool) -> None:
        self._course, self._assignment = course, assignment
        self._deadline = deadlines(course).get(assignment)
        grader = hashlib.sha256(f"{sandboxed} {grader_digest()}".encode()).hexdigest()
        self._same_for_all = f"{_digest(course.source(assignment))} {grader}"

    def of(self, student: str) -> str:
        return f"{self._handed_in(student)} {self._same_for_all}"

    def _handed_in(self, student: str) -> str:
        """Where the best attempt counts: all attempts, and by when they were to be handed in."""
        last = _digest(self._course.submitted(student, self._assignment))
        if self._deadline is None or self._deadline.attempts == "last":
            return last
        earlier = map(_digest, self._course.attempts(student, self._assignment))
        rules = repr((self._deadline.due_utc, self._deadline.late, self._deadline.extension(student)))
        return hashlib.sha256(" ".join([last, *earlier, rules]).encode()).hexdigest()


def what_changed(before: str, now: str) -> str | None:
    """Which parts of a fingerprint are not as they were, in words; None if all are."""
    if before == now:
        return None
    parts = [part for part, one, other in zip(PARTS, before.split(), now.split(), strict=False) if one != other]
    return f"{' and '.join(parts or PARTS[-1:])} changed"


def _digest(folder: Path) -> str:
    """Of all files in a folder, and of their names."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            digest.update(os.fsencode(path.relative_to(folder)) + b"\0")  # a name may be in any encoding
            with contextlib.suppress(OSError), path.open("rb") as stream:  # what cannot be read is not graded either
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
