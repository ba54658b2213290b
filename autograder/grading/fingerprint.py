"""What a grade depends on, in a digest: where it has changed, the grade is not up to date."""

import contextlib
import hashlib
import os
from functools import cache
from pathlib import Path
from typing import Any

from autograder.course import REPOSITORY, Course


class Fingerprints:
    """Of all submissions of an assignment; the release, the reference and the grader are looked at once."""

    def __init__(self, course: Course, assignment: str, sandboxed: bool) -> None:
        self._course, self._assignment = course, assignment
        self._same_for_all = hashlib.sha256(f"{sandboxed} {grader_digest()}".encode())
        _add_files(course.source(assignment), self._same_for_all)

    def of(self, student: str) -> str:
        digest = self._same_for_all.copy()
        _add_files(self._course.submitted(student, self._assignment), digest)
        return digest.hexdigest()


def _add_files(folder: Path, digest: Any) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            digest.update(os.fsencode(path.relative_to(folder)) + b"\0")  # a name may be in any encoding
            with contextlib.suppress(OSError), path.open("rb") as stream:  # what cannot be read is not graded either
                digest.update(hashlib.file_digest(stream, "sha256").digest())


@cache
def grader_digest() -> str:
    """A digest of the code that decides about grades."""
    digest = hashlib.sha256()
    for folder in ("autograder", "solutions", "unrolled"):
        for path in sorted((REPOSITORY / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
