"""Grading: the instructor's cells are put back as they were released, whatever became of them."""

from typing import Any

from nbformat import NotebookNode, v4
from nbgrader.api import Gradebook
from nbgrader.api import SourceCell as ReleasedCell
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.grading.forgiving_reader import REMARKS

PUT_BACK = "This cell was missing or damaged; it was put back from the release."


class RestoreCells(NbGraderPreprocessor):
    """A cell that was edited, copied, deleted or stripped of its marks is graded from the instructor's copy.

    Runs before nbgrader's own checks, which give up on a submission whose marks are not as expected. A student's
    answer is kept wherever its mark still says which answer it is; a check that is missing comes back at the end.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        ids = resources["nbgrader"]
        with Gradebook(ids["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(ids["notebook"], ids["assignment"])
            worth = {cell.name: cell.max_score for cell in notebook.grade_cells}
            answers = {cell.name for cell in notebook.solution_cells}
            released = {cell.name: _cell(cell, worth, answers) for cell in notebook.source_cells}
        nb.cells = [_restored(cell, released) for cell in nb.cells]
        missing = list(released)  # those that no submitted cell claimed
        for name in missing:
            nb.cells += [v4.new_markdown_cell(f"*{PUT_BACK}*"), released[name]]
        unreadable = resources.get("unreadable")
        # Written anew each time: what a student's own file says here is nothing.
        nb.metadata[REMARKS] = [unreadable] if unreadable else [f"put back: {', '.join(missing)}"] if missing else []
        nb.nbformat_minor = max(nb.nbformat_minor, 5)
        for index, cell in enumerate(nb.cells):
            cell.id = f"cell-{index}"  # copied cells share an id, old notebooks have none
        return nb, resources


def _restored(cell: NotebookNode, released: dict[str, NotebookNode]) -> NotebookNode:
    """The cell as it may be graded; takes the released cell it stands for out of `released`."""
    marks = cell.metadata.pop("nbgrader", None)
    grade_id = marks.get("grade_id") if isinstance(marks, dict) else None
    original = released.pop(grade_id, None) if isinstance(grade_id, str) else None
    if original is None:
        return cell  # the student's own, or a copy: it runs, and is not graded
    if original.metadata.nbgrader.solution:
        original.source = cell.source
    return original


def _cell(stored: ReleasedCell, worth: dict[str, float], answers: set[str]) -> NotebookNode:
    """A cell as the gradebook remembers it."""
    make = v4.new_code_cell if stored.cell_type == "code" else v4.new_markdown_cell
    marks = {
        "grade_id": stored.name,
        "locked": stored.locked,
        "grade": stored.name in worth,
        "solution": stored.name in answers,
        "task": False,
        "schema_version": 3,
        "checksum": stored.checksum,
        "cell_type": stored.cell_type,
    }
    if stored.name in worth:
        marks["points"] = worth[stored.name]
    return make(stored.source, metadata={"nbgrader": marks})
