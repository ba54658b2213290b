"""Feedback: which cells a person has yet to grade, beside what nbgrader tells its page of each."""

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import GetGrades


class GetGradesAndWaits(GetGrades):
    """In place of nbgrader's GetGrades, for which a score that nobody has given is a zero."""

    def _get_score(self, cell: NotebookNode, resources: Any) -> None:
        super()._get_score(cell, resources)
        marks = cell.metadata.nbgrader
        grade = self.gradebook.find_grade(marks.grade_id, self.notebook_id, self.assignment_id, self.student_id)
        marks["waits"] = grade.auto_score is None and grade.manual_score is None
