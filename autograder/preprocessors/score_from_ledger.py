"""Grading: the score of an examined cell is what the ledger says, never what the kernel printed or raised."""

from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import SaveAutoGrades
from nbgrader.utils import determine_grade, is_grade

from autograder.course import Course
from autograder.grading.ledger import Entry, Ledger
from autograder.release.source import checked_exercise


class ScoreFromLedger(SaveAutoGrades):
    """A plain assert cell is scored by nbgrader's own rule and entered in the ledger as the weaker kind."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        nb, resources = super().preprocess(nb, resources)
        ledger: Ledger = resources["ledger"]
        ledger.write(Course(Path.cwd()).ledger(ledger.student, ledger.assignment))
        return nb, resources

    def _add_score(self, cell: NotebookNode, resources: Any) -> None:
        ledger: Ledger = resources["ledger"]
        entry = next((one for one in ledger.entries if one.name == checked_exercise(cell)), None)
        if entry is None:
            super()._add_score(cell, resources)
            self._enter_plain_cell(cell, ledger)
            return
        ids = resources["nbgrader"]
        name = cell.metadata.nbgrader.grade_id
        grade = self.gradebook.find_grade(name, ids["notebook"], ids["assignment"], ids["student"])
        grade.auto_score = entry.points
        # As nbgrader has it: a score that a person gave stays, and is looked at again.
        grade.needs_manual_grade = grade.manual_score is not None
        self.gradebook.db.commit()

    def _enter_plain_cell(self, cell: NotebookNode, ledger: Ledger) -> None:
        points, maximum = determine_grade(cell, self.log)
        if cell.cell_type == "code" and is_grade(cell) and points is not None:
            message = "A plain cell, graded by what it printed or raised inside the student's own kernel."
            ledger.entries.append(Entry(cell.metadata.nbgrader.grade_id, points, maximum, message, examined=False))
