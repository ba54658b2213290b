"""An assignment as it was released: all that grading has to know of it, as plain data that any process can be given."""

from dataclasses import dataclass, field

from nbformat import NotebookNode
from nbgrader.api import Notebook
from traitlets.config import Config

from autograder.handed_in.files import Files

PUT_BACK = "This cell was missing or damaged; it was put back from the release."


@dataclass(frozen=True)
class ReleasedCell:
    """One of the cells that the gradebook keeps; `points` is None where the cell is not graded."""

    name: str
    cell_type: str
    source: str
    checksum: str
    locked: bool
    points: float | None
    answer: bool

    def notebook_cell(self) -> NotebookNode:
        """The cell as it stands in a notebook."""
        marks = {
            "grade_id": self.name,
            "locked": self.locked,
            "grade": self.points is not None,
            "solution": self.answer,
            "task": False,
            "schema_version": 3,
            "checksum": self.checksum,
            "cell_type": self.cell_type,
        }
        if self.points is not None:
            marks["points"] = self.points
        return plain_cell(self.cell_type, self.source, {"nbgrader": NotebookNode(marks)})


@dataclass(frozen=True)
class Release:
    """`files` are handed out beside the notebook; `config` is what nbgrader_config.py says of the steps of grading."""

    assignment: str
    cells: tuple[ReleasedCell, ...]
    files: Files = field(default_factory=dict)
    config: Config = field(default_factory=Config)

    def restore(self, notebook: NotebookNode, unreadable: str | None = None) -> list[str]:
        """Make the notebook one that may be graded; the remarks say what had to be done, or why it could not be read.

        A cell that was edited, copied, deleted or stripped of its marks is graded from the instructor's copy. A
        student's answer is kept wherever its mark still says which answer it is; a missing check comes at the end.
        """
        released = {cell.name: cell.notebook_cell() for cell in self.cells}
        notebook.cells = [_restored(cell, released) for cell in notebook.cells]
        missing = list(released)  # those that no submitted cell claimed
        for name in missing:
            notebook.cells += [plain_cell("markdown", f"*{PUT_BACK}*"), released[name]]
        give_ids(notebook)
        return [unreadable] if unreadable else [f"put back: {', '.join(missing)}"] if missing else []


def released_cells(notebook: Notebook) -> tuple[ReleasedCell, ...]:
    """The cells that the gradebook keeps of a notebook."""
    points = {cell.name: cell.max_score for cell in notebook.grade_cells}
    answers = {cell.name for cell in notebook.solution_cells}
    return tuple(
        ReleasedCell(
            cell.name,
            cell.cell_type,
            cell.source,
            cell.checksum,
            cell.locked,
            points.get(cell.name),
            cell.name in answers,
        )
        for cell in notebook.source_cells
    )


def give_ids(notebook: NotebookNode) -> None:
    """Each cell has an id of its own, the same each time: copied cells share one, old notebooks have none."""
    for index, cell in enumerate(notebook.cells):
        cell.id = f"cell-{index}"


def plain_cell(cell_type: str, source: str, metadata: dict | None = None) -> NotebookNode:
    """A new cell, made without the validation that takes nbformat's own functions most of their time."""
    cell = NotebookNode(cell_type=cell_type, source=source, metadata=NotebookNode(metadata or {}))
    if cell_type == "code":
        cell.update(outputs=[], execution_count=None)
    elif cell_type == "markdown":
        cell.attachments = NotebookNode()
    return cell


def _restored(cell: NotebookNode, released: dict[str, NotebookNode]) -> NotebookNode:
    """The cell as it may be graded; takes the released cell it stands for out of `released`."""
    marks = cell.metadata.pop("nbgrader", None)
    grade_id = marks.get("grade_id") if isinstance(marks, dict) else None
    original = released.pop(grade_id, None) if isinstance(grade_id, str) else None
    if original is None:
        return cell  # the student's own, or a copy: it runs, and is not graded
    if original.metadata.nbgrader.solution:
        original.source = cell.source
        if "attachments" in original:
            original.attachments = cell.get("attachments", {})  # pictures in a written answer
    return original
