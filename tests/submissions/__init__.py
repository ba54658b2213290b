"""The corpus: submissions named by what they do, in folders that are their labels.

`honest` ones are right, `wrong` ones make mistakes in good faith, `tampering` ones are wrong in some answer and try to
earn its points all the same, `hostile` ones would harm the grader, or the class beside them.

Each is a small module in the form of `autograder.sample_class`, that is of what is not perfect, and says what it must
get where that is not everything: `SCORES`, the points of single exercises; `SCORE`, of the whole; or `NO_GRADE`, a
pattern of the reason why there is none. `REMARK` is a pattern of what the instructor must be told beside the grade.
`LAST` names the exercise that is moved to the end, so that what it does to its own process costs nothing else.
`hand_in(folder)` is a last change to the folder that is handed in, and `STUDENT` that folder's name where it is not the
module's. Whoever looks for what should not be there prints FOUND for it, and LOOKED at the end.
"""

import importlib
import inspect
import pkgutil
from dataclasses import dataclass
from types import ModuleType

import nbformat
from nbformat import NotebookNode

from autograder.course import Course
from autograder.exercise import exercises
from autograder.sample_class import submission

LABELS = ("honest", "wrong", "tampering", "hostile")


@dataclass(frozen=True)
class Submission:
    """One of the corpus, by its label and the module that holds it."""

    label: str
    module: ModuleType

    @property
    def name(self) -> str:
        return self.module.__name__.rpartition(".")[2]

    @property
    def student(self) -> str:
        return getattr(self.module, "STUDENT", self.name)

    @property
    def remark(self) -> str:
        return getattr(self.module, "REMARK", "")

    @property
    def no_grade(self) -> str:
        return getattr(self.module, "NO_GRADE", "")

    @property
    def looks(self) -> bool:
        """Does it look for what should not be there?"""
        return "LOOKED" in inspect.getsource(self.module)

    def must_get(self, assignment: str) -> dict[str, float]:
        """The points of each exercise."""
        if getattr(self.module, "SCORE", None) == 0:
            return dict.fromkeys(exercises(assignment), 0)
        full = {name: exercise.points for name, exercise in exercises(assignment).items()}
        return full | getattr(self.module, "SCORES", {})

    def hand_in(self, course: Course, assignment: str, released: NotebookNode) -> None:
        """Put it into the course folder."""
        folder = course.submitted(self.student, assignment)
        folder.mkdir(parents=True)
        if hasattr(self.module, "LAST"):
            _move_to_the_end(released, self.module.LAST)
        (folder / f"{assignment}.ipynb").write_bytes(submission(self.module, released, assignment))
        getattr(self.module, "hand_in", lambda folder: None)(folder)


def corpus() -> list[Submission]:
    """All of them, label by label."""
    return [
        Submission(label, importlib.import_module(f"{folder.__name__}.{one.name}"))
        for label in LABELS
        for folder in [importlib.import_module(f"{__name__}.{label}")]
        for one in pkgutil.iter_modules(folder.__path__)
    ]


def released(course: Course, assignment: str) -> NotebookNode:
    """The notebook that students receive."""
    return nbformat.read(course.release(assignment) / f"{assignment}.ipynb", as_version=4)


def shortened(notebook: NotebookNode) -> NotebookNode:
    """The notebook without its demonstrations, which train networks: what is graded, and the imports before it."""
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    notebook.cells = [cell for cell in notebook.cells if cell is first or "nbgrader" in cell.metadata]
    return notebook


def _move_to_the_end(notebook: NotebookNode, exercise: str) -> None:
    """The answer to an exercise, and its check."""
    names = (exercise, f"check_{exercise}")
    notebook.cells.sort(key=lambda cell: cell.metadata.get("nbgrader", {}).get("grade_id") in names)
