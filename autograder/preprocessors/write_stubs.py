"""Release: an answer cell, an import of the reference, becomes the stub that a student completes."""

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions
from nbgrader.utils import is_solution

from autograder.exercise import find
from autograder.release.imports import imported
from autograder.release.written_out import stub


class WriteStubs(ClearSolutions):
    """In place of nbgrader's ClearSolutions, which would leave neither signature nor specification."""

    def preprocess_cell(self, cell: NotebookNode, resources: Any, cell_index: int) -> tuple[NotebookNode, Any]:
        functions = imported(cell.source) if cell.cell_type == "code" and is_solution(cell) else []
        if not functions:
            return super().preprocess_cell(cell, resources, cell_index)
        (function,) = functions
        cell.source = stub(function, find(function.__name__).given).rstrip()
        return cell, resources
