"""Classes to be graded: small assignments, handed in by any number of students, for one grader or another."""

import shutil
from collections.abc import Callable
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

from autograder.course import Course
from autograder.nbgrader_api import run_nbgrader
from autograder.release.imports import imported, written_out
from autograder.release.make import write_source
from autograder.release.source import checked_exercise, exercise_notebook
from benchmarks.otter import IMPORTS
from benchmarks.stopwatch import BIN, seconds

ASSIGNMENT = "lstm"
EXERCISES = ("leaky_memory", "lstm_step", "lstm_to_keras")
PLAIN_CHECKS_WANT = "lstm_outputs, np"


def numpy_assignment() -> NotebookNode:
    """Three exercises of the chapter on the LSTM, checked by the examiner."""
    notebook = exercise_notebook(ASSIGNMENT)
    marked = [cell for cell in notebook.cells if _exercise(cell) in EXERCISES]
    helpers = [cell for cell in notebook.cells if cell.source.startswith(("import numpy", "from solutions"))]
    first = [cell for cell in helpers if not _exercise(cell)]
    notebook.cells = [*first, *marked]
    return notebook


def tensorflow_assignment() -> NotebookNode:
    """A layer of Keras, checked by plain asserts."""
    return jupytext.read(Path(__file__).parent / "assignments" / "tensorflow.md")


ASSIGNMENTS: dict[str, Callable[[], NotebookNode]] = {
    "NumPy": numpy_assignment,
    "TensorFlow": tensorflow_assignment,
}


def released(course: Course, notebook: NotebookNode) -> Course:
    """The course, with this assignment released for this grader."""
    write_source(course.source(ASSIGNMENT), ASSIGNMENT)
    nbformat.write(notebook, course.source(ASSIGNMENT) / f"{ASSIGNMENT}.ipynb")
    run_nbgrader(course, "generate_assignment", ASSIGNMENT)
    return course


def released_by_nbgrader(course: Course, notebook: NotebookNode) -> Course:
    """The same for nbgrader as it comes, without a line of configuration."""
    write_source(course.source(ASSIGNMENT), ASSIGNMENT)
    nbformat.write(notebook, course.source(ASSIGNMENT) / f"{ASSIGNMENT}.ipynb")
    seconds(BIN / "nbgrader", "generate_assignment", ASSIGNMENT, folder=course.folder)
    return course


def hand_in(course: Course, notebook: NotebookNode, students: int) -> list[str]:
    """As many right submissions, no two of them the same."""
    names = [f"student_{number:04}" for number in range(students)]
    for name in names:
        folder = course.submitted(name, ASSIGNMENT)
        folder.mkdir(parents=True)
        shutil.copytree(course.source(ASSIGNMENT) / "unrolled", folder / "unrolled")
        nbformat.write(_solved(notebook, name), folder / f"{ASSIGNMENT}.ipynb")
    return names


def for_otter(notebook: NotebookNode) -> tuple[NotebookNode, dict[str, tuple[float, str, str]]]:
    """A right submission in which each check asks otter-grader, and the tests: points, what they want, code."""
    solved, tests = _solved(notebook, "student"), {}
    before = ""  # a plain check may use what the one before it has made
    for cell in solved.cells:
        if is_grade(cell):
            name, exercise = cell.metadata.nbgrader.grade_id, checked_exercise(cell)
            before = _asserts(exercise) if exercise else f"{before}\n{cell.source}"
            tests[name] = cell.metadata.nbgrader.points, exercise or PLAIN_CHECKS_WANT, before
            cell.source = f'grader.check("{name}")'
    first = next(cell for cell in solved.cells if cell.cell_type == "code")
    first.source += f"\n\n{IMPORTS}"
    return solved, tests


def _asserts(exercise: str) -> str:
    """The check of an exercise for a grader without an examiner: the client and its visible cases, as plain asserts."""
    return f"""
from unrolled.check import visible_record
from unrolled.outcome import call
from unrolled.judge import judge

record = visible_record("{exercise}")
assert judge(record, [call({exercise}, case["arguments"], record["twice"]) for case in record["cases"]]).passed
"""


def _solved(notebook: NotebookNode, student: str) -> NotebookNode:
    solved = nbformat.from_dict(notebook)
    for cell in solved.cells:
        functions = imported(cell.source)
        if functions:
            cell.source = written_out(*functions, without=set(EXERCISES) - {one.__name__ for one in functions})
        if is_solution(cell):
            cell.source = f"# {student}\n{cell.source}"
    return solved


def _exercise(cell: NotebookNode) -> str | None:
    name = cell.metadata.get("nbgrader", {}).get("grade_id")
    return checked_exercise(cell) or name
