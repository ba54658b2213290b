"""Grading: nbgrader's gradebook and our ledger are told what each cell earned."""

from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import SaveAutoGrades

from autograder.course import Course
from autograder.examining.score import score
from autograder.grading.ledger import Ledger


class ScoreFromLedger(SaveAutoGrades):
    """In place of nbgrader's SaveAutoGrades, which asks the outputs alone."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        nb, resources = super().preprocess(nb, resources)
        ledger: Ledger = resources["ledger"]
        ledger.write(Course(Path.cwd()).ledger(ledger.student, ledger.assignment))
        return nb, resources

    def _add_score(self, cell: NotebookNode, resources: Any) -> None:
        ids = resources["nbgrader"]
        name = cell.metadata.nbgrader.grade_id
        grade = self.gradebook.find_grade(name, ids["notebook"], ids["assignment"], ids["student"])
        grade.auto_score = score(cell, resources["ledger"], self.log)
        # As nbgrader has it: a score that a person gave stays, and is looked at again.
        grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
        self.gradebook.db.commit()
