"""Grading: the cells run in a sandbox, and an examiner outside of it reaches the verdicts."""

import secrets
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Float

from autograder.course import Course
from autograder.examining.examination import examine
from autograder.examining.kernels import Kernels
from autograder.grading.ledger import Ledger
from autograder.handed_in.forgiving_reader import REMARKS
from autograder.sandbox import NoSandbox, find
from autograder.sandbox.limits import GIB, Limits


class ExecuteInSandbox(NbGraderPreprocessor):
    """In place of nbgrader's Execute; leaves the ledger in the resources for ScoreFromLedger."""

    sandboxed = Bool(True, help="False runs notebooks unprotected: only those you trust.").tag(config=True)
    seconds_per_cell = Float(60.0, help="How long one cell may run.").tag(config=True)
    seconds = Float(600.0, help="How long one notebook may run.").tag(config=True)
    memory_gib = Float(4.0, help="How much memory one notebook may use.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        ids = resources["nbgrader"]
        ledger = Ledger(ids["student"], ids["assignment"], self.sandboxed, remarks=list(nb.metadata.get(REMARKS, [])))
        place = find() if self.sandboxed else NoSandbox()
        course = Course(Path.cwd())  # nbgrader's converters run in the course folder
        with Kernels(place, self.limits) as kernels:
            folder = Path(resources["metadata"]["path"])
            examine(nb, folder, ledger, seed_of(course, ledger.student), kernels, self.limits)
        resources["ledger"] = ledger
        return nb, resources

    @property
    def limits(self) -> Limits:
        return Limits(
            seconds_per_cell=self.seconds_per_cell, seconds=self.seconds, memory_bytes=int(self.memory_gib * GIB)
        )


def seed_of(course: Course, student: str) -> str:
    """What a student's hidden cases are drawn from."""
    return f"{course_secret(course)} {student}"


def course_secret(course: Course) -> str:
    """What the hidden cases of this course are drawn from: the same whenever it grades, and unknown to its students."""
    path = course.folder / "secret"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex())
    return path.read_text()
