"""The feedback page of a student: the autograded notebook with its scores and comments, as nbgrader shows it."""

from pathlib import Path
from typing import Any

import nbformat
import nbgrader
from nbgrader.utils import is_grade, is_solution
from traitlets.config import Config

from autograder.feedback.exporter import FeedbackExporter
from autograder.gradebook.records import Marks

FORMGRADER = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"
# What nbgrader's own generate_feedback sets where an instructor has not.
DEFAULTS = {
    "template_name": "feedback",
    "extra_template_basedirs": [str(FORMGRADER / "templates")],
    "extra_template_paths": [str(FORMGRADER / "static" / "node_modules" / "bootstrap" / "dist" / "css")],
}


class FeedbackPages:
    """Renders pages, one after the other, with what it has set up once."""

    def __init__(self, config: Config) -> None:
        complete = Config({"HTMLExporter": DEFAULTS, "Exporter": {"default_preprocessors": []}})
        complete.merge(config)
        self._exporter = FeedbackExporter(config=complete)

    def page(self, text: str, name: str, marks: Marks) -> str:
        notebook = nbformat.v4.reads(text)
        for cell in notebook.cells:
            if is_solution(cell):
                cell.metadata.nbgrader.comment = marks.comments[cell.metadata.nbgrader.grade_id]
            if is_grade(cell):
                score, points = marks.scores[cell.metadata.nbgrader.grade_id]
                waits = cell.metadata.nbgrader.grade_id in marks.waiting
                cell.metadata.nbgrader.update(score=score, points=points, waits=waits)
        shown: dict[str, Any] = {
            "notebook": name,
            "score": marks.score,
            "max_score": marks.maximum,
            "late_penalty": marks.late_penalty,
        }
        return self._exporter.page(notebook, shown)
