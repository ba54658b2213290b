"""Grading: what handing in late costs, by the course folder's deadlines.toml, or by nbgrader's own setting."""

from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import Config

from autograder.course import Course
from autograder.gradebook import late
from autograder.gradebook.deadlines import deadlines
from autograder.grading.ledger import Ledger


class PenaltyByDeadline(LateSubmissionPlugin):
    """A share of the points for each day begun; an assignment without a deadline there is nbgrader's own to decide."""

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        deadline = deadlines(course_of(self.config)).get(self.parent.assignment_id)
        if deadline is None:
            return super().late_submission_penalty(student_id, score, total_seconds_late)
        return deadline.penalty(score, total_seconds_late)


class PenaliseLate(AssignLatePenalties):
    """nbgrader's own step, with due date and extension entered before it, and its penalty in the ledger after it."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        ids, course = resources["nbgrader"], course_of(self.config)
        deadline = deadlines(course).get(ids["assignment"])
        if deadline is None:
            return super().preprocess(nb, resources)
        with Gradebook(ids["db_url"]) as gradebook:
            late.enter_due_date(gradebook.find_submission(ids["assignment"], ids["student"]), deadline)
            gradebook.db.commit()
        nb, resources = super().preprocess(nb, resources)
        ledger: Ledger = resources["ledger"]
        with Gradebook(ids["db_url"]) as gradebook:
            submission = gradebook.find_submission(ids["assignment"], ids["student"])
            if late.enter_penalty(ledger, submission.late_submission_penalty, late.seconds_late(submission)):
                ledger.write(course.ledger(ledger.student, ledger.assignment))
        return nb, resources


def course_of(config: Config) -> Course:
    """The folder that nbgrader works in."""
    return Course(Path(config.CourseDirectory.get("root") or Path.cwd()))
