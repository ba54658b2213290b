"""A sample class: small modules, each named by what its submission shows, and holding only what is not perfect.

A module may hold functions, which are handed in under their own names in place of the right answers; `TEXT`, the
literal source of cells by grade_id; `edit(notebook)`, a last change to the whole notebook; and `FILE`, bytes that are
handed in instead of a notebook. `ASSIGNMENTS` names those it hands in, where it is not all.
"""

import importlib
import inspect
import json
import pkgutil
import shutil
from types import ModuleType

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

from autograder.course import Course, assignments
from autograder.errors import UserError
from autograder.exercise import exercises, find
from autograder.release.imports import written_out


def students(assignment: str) -> dict[str, ModuleType]:
    """Those of the class who hand in this assignment, by name."""
    found = {one.name: importlib.import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__)}
    return {name: one for name, one in found.items() if assignment in getattr(one, "ASSIGNMENTS", assignments())}


def hand_in(course: Course, assignment: str) -> list[str]:
    """Put the class's submissions into the course folder; a submission that is there already is left as it is."""
    release = course.release(assignment) / f"{assignment}.ipynb"
    if not release.exists():
        raise UserError(
            f"{assignment} has not been released in {course.folder}. "
            f"Release it first: unrolled release {assignment} --course {course.folder}"
        )
    for name, student in students(assignment).items():
        folder = course.submitted(name, assignment)
        content = submission(student, nbformat.read(release, as_version=4), assignment)
        path = folder / f"{assignment}.ipynb"
        if not path.exists() or path.read_bytes() != content:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            path.write_bytes(content)
    return list(students(assignment))


def submission(student: ModuleType, released: NotebookNode, assignment: str) -> bytes:
    """The file that one member of the class hands in."""
    if hasattr(student, "FILE"):
        return student.FILE
    for cell in released.cells:
        if is_solution(cell):
            cell.source = _answer(student, cell, assignment)
    getattr(student, "edit", lambda notebook: None)(released)
    return json.dumps(released, indent=1).encode()  # as it is: some of them are not what nbformat would let pass


def _answer(student: ModuleType, cell: NotebookNode, assignment: str) -> str:
    """What this student wrote in a cell: their own, or else the right answer."""
    name = cell.metadata.nbgrader.grade_id
    if name in getattr(student, "TEXT", {}):
        return student.TEXT[name]
    if hasattr(student, name):
        return inspect.getsource(getattr(student, name))
    if is_grade(cell) or getattr(student, "LEAVES_THE_REST", False):
        return cell.source
    return written_out(find(name).function, without=set(exercises(assignment)) - {name})
