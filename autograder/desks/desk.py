"""A desk: where submissions are graded one after the other, with all that is dear to set up kept between them."""

from contextlib import ExitStack
from functools import cached_property
from typing import Any

from autograder.desks.best import best_of
from autograder.desks.grade_submission import grade_submission
from autograder.examining.kernels import Kernels
from autograder.feedback import FeedbackPages
from autograder.gradebook.records import Marks
from autograder.handed_in.release import Release
from autograder.handed_in.submission import Graded, Submission
from autograder.sandbox import NoSandbox, find


class Desk:
    """Grades submissions of one assignment, within its context, and writes feedback pages."""

    def __init__(self, release: Release) -> None:
        self._release = release

    def __enter__(self) -> "Desk":
        self._stack = ExitStack()
        self._kernels: dict[bool, Kernels] = {}
        return self

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)

    def grade(self, submission: Submission) -> Graded:
        sandboxed = submission.sandboxed
        if sandboxed not in self._kernels:
            place = find() if sandboxed else NoSandbox()
            self._kernels[sandboxed] = self._stack.enter_context(Kernels(place, submission.limits))
        attempts = [grade_submission(one, self._release, self._kernels[sandboxed]) for one in submission.attempts]
        return best_of(submission, attempts) if submission.earlier else attempts[0]

    def page(self, notebook: str, marks: Marks) -> str:
        """The feedback page of an autograded notebook."""
        return self._pages.page(notebook, self._release.assignment, marks)

    @cached_property
    def _pages(self) -> FeedbackPages:
        return FeedbackPages(self._release.config)
