"""A desk: where submissions are graded one after the other, with all that is dear to set up kept between them."""

from functools import cached_property

from autograder.grading.feedback import FeedbackPages
from autograder.grading.grade_submission import grade_submission
from autograder.grading.gradebook import Marks
from autograder.grading.release import Release
from autograder.grading.submission import Graded, Submission
from autograder.sandbox import NoSandbox, Sandbox, find


class Desk:
    """Grades submissions of one assignment and writes feedback pages."""

    def __init__(self, release: Release) -> None:
        self._release = release

    def grade(self, submission: Submission) -> Graded:
        return grade_submission(submission, self._release, self._place if submission.sandboxed else self._open_place)

    def page(self, notebook: str, marks: Marks) -> str:
        """The feedback page of an autograded notebook."""
        return self._pages.page(notebook, self._release.assignment, marks)

    @cached_property
    def _place(self) -> Sandbox:
        return find()

    @cached_property
    def _open_place(self) -> Sandbox:
        return NoSandbox()

    @cached_property
    def _pages(self) -> FeedbackPages:
        return FeedbackPages(self._release.config)
