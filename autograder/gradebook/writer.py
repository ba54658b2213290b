"""The one writer of a run: what is graded goes into the course folder and the gradebook, in an order that can be broken
off anywhere. The ledger, with the fingerprint of what was graded, comes last: until it is there, the next run grades
the submission again, and comes to the same.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.coursedir import CourseDirectory

from autograder.course import Course
from autograder.gradebook.late import enter_penalty
from autograder.gradebook.records import Marks, OpenGradebook
from autograder.grading.ledger import Ledger
from autograder.handed_in.files import File, Files, replace_file, replace_folder
from autograder.handed_in.release import Release
from autograder.handed_in.submission import Graded, Submission

MOST_IN_A_BATCH = 20
SECONDS_TO_COLLECT = 0.5


@dataclass
class Saved:
    """What is in the gradebook and, but for its feedback page and its ledger, in the course folder."""

    submission: Submission
    graded: Graded
    marks: Marks


@dataclass
class Batch:
    """What is graded and not yet saved."""

    graded: list[tuple[Submission, Graded]] = field(default_factory=list)
    since: float = 0.0

    def add(self, submission: Submission, graded: Graded) -> None:
        if not self.graded:
            self.since = time.monotonic()
        self.graded.append((submission, graded))

    @property
    def seconds_left(self) -> float | None:
        """How long it may still grow; None if there is nothing in it."""
        if not self.graded:
            return None
        if len(self.graded) >= MOST_IN_A_BATCH:
            return 0.0
        return max(0.0, self.since + SECONDS_TO_COLLECT - time.monotonic())


class Writer:
    def __init__(self, course: Course, directory: CourseDirectory, release: Release, gradebook: OpenGradebook) -> None:
        self._course = course
        self._release = release
        self._gradebook = gradebook
        self._notebooks = _permissions(Autograde(coursedir=directory, config=directory.config))
        self._pages = _permissions(GenerateFeedback(coursedir=directory, config=directory.config))

    def save(self, batch: Sequence[tuple[Submission, Graded]]) -> list[Saved]:
        """The autograded notebooks and the gradebook; `finish` each of what is returned."""
        before = [self._begin(submission, graded) for submission, graded in batch]
        marks = self._gradebook.record(batch)
        for (_, graded), earlier in zip(batch, before, strict=True):
            of_student = marks[graded.ledger.student]
            enter_penalty(graded.ledger, of_student.late_penalty, of_student.seconds_late)
            graded.ledger.changes = graded.ledger.changes_since(earlier) if earlier else []
        return [Saved(submission, graded, marks[submission.student]) for submission, graded in batch]

    def _begin(self, submission: Submission, graded: Graded) -> Ledger | None:
        """The autograded notebook; returns the ledger of an earlier run, which now counts as never finished."""
        path = self._course.ledger(submission.student, submission.assignment)
        before = Ledger.read(path)
        if before is not None and before.graded_from:
            before.graded_from = ""
            before.write(path)
        files = {**submission.files, **self._release.files, submission.notebook: graded.notebook.encode()}
        replace_folder(self._course.autograded(submission.student, submission.assignment), files, self._notebooks)
        return before

    def write_page(self, student: str, assignment: str, page: str, beside: Files) -> None:
        """The feedback page, and beside it what was handed in beside the notebook: the page may show pictures of it."""
        files: dict[str, File] = {**beside, f"{assignment}.html": page.encode(errors="replace")}
        replace_folder(self._course.feedback(student, assignment), files, self._pages)

    def finish(self, saved: Saved, page: str | None) -> Ledger:
        submission, ledger = saved.submission, saved.graded.ledger
        if page is not None:
            beside = {name: file for name, file in submission.files.items() if name != submission.notebook}
            self.write_page(submission.student, submission.assignment, page, beside)
        ledger.graded_from = submission.graded_from
        ledger.write(self._course.ledger(submission.student, submission.assignment))
        return ledger

    def finish_without_grade(self, graded: Graded) -> Ledger:
        """A ledger without entries and without a fingerprint, so that the next run tries again."""
        ledger = graded.ledger
        path = self._course.ledger(ledger.student, ledger.assignment)
        if graded.trouble:
            log = path.with_suffix(".log")
            replace_file(log, graded.trouble.encode(errors="replace"))
            ledger.remarks.append(f"All that is known of it is in {log}")
        ledger.write(path)
        return ledger


def _permissions(converter: Autograde | GenerateFeedback) -> int:
    """nbgrader writes an octal number as a decimal one."""
    return int(str(converter.permissions), 8)
