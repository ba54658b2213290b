"""Release: any other import of the reference is written out, for a student has no such package."""

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_solution

from autograder.course import assignments
from autograder.exercise import exercises
from autograder.release.imports import imported, written_out


class WriteOutImports(NbGraderPreprocessor):
    """What a helper needs is written out with it, but for the exercises: those are the student's own."""

    def preprocess_cell(self, cell: NotebookNode, resources: Any, cell_index: int) -> tuple[NotebookNode, Any]:
        if cell.cell_type != "code" or is_solution(cell) or "solutions" not in cell.source:
            return cell, resources
        own = {name for each in assignments() for name in exercises(each)}
        helpers = imported(cell.source)
        if not helpers:
            raise ValueError(f"a released cell may import from solutions and do nothing else beside it:\n{cell.source}")
        given_away = own & {helper.__name__ for helper in helpers}
        if given_away:
            raise ValueError(f"this import would hand out the solution of {', '.join(given_away)}:\n{cell.source}")
        cell.source = written_out(*helpers, without=own)
        return cell, resources
