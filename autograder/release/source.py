"""From a chapter to the source of an assignment: its exercise cells, with the points that the checks are worth."""

import jupytext
from nbformat import NotebookNode, v4

from autograder.course import CHAPTERS
from autograder.exercise import Exercise, exercises

CHECK = "check_"


def exercise_notebook(chapter: str) -> NotebookNode:
    """The cells of a chapter that belong to its exercises; all else is the book's."""
    page = jupytext.read(CHAPTERS / f"{chapter}.md")
    notebook = v4.new_notebook(metadata={"kernelspec": page.metadata.kernelspec, "language_info": {"name": "python"}})
    worth = exercises(chapter)
    notebook.cells = [_with_points(cell, worth) for cell in page.cells if _belongs(cell)]
    for index, cell in enumerate(notebook.cells):
        # The text of a chapter holds no cell ids; the same text must give the same notebook each time.
        cell.id = cell.metadata.get("nbgrader", {}).get("grade_id", f"cell-{index}")
    return notebook


def checked_exercise(cell: NotebookNode) -> str | None:
    """The exercise that a check cell grades, None for any other cell."""
    grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    return grade_id.removeprefix(CHECK) if cell.cell_type == "code" and grade_id.startswith(CHECK) else None


def _belongs(cell: NotebookNode) -> bool:
    return "nbgrader" in cell.metadata or "exercise" in cell.metadata.get("tags", [])


def _with_points(cell: NotebookNode, worth: dict[str, Exercise]) -> NotebookNode:
    name = checked_exercise(cell)
    if name is not None:
        if name not in worth:
            raise LookupError(
                f"the cell check_{name} checks an exercise that does not exist; there are {', '.join(worth)}"
            )
        cell.metadata.nbgrader.points = worth[name].points
    cell.metadata.pop("tags", None)
    cell.source = cell.source.strip("\n")
    return cell
