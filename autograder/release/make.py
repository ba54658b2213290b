"""What a student receives: the notebook with stubs, the client, and the visible cases as arrays. No solution in it."""

import shutil
import tempfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearOutput

from autograder.course import CLIENT, Course
from autograder.errors import UserError
from autograder.gradebook.connection import connect
from autograder.nbgrader_api import NbgraderFailed, course_directory, run_nbgrader
from autograder.preprocessors.write_out_imports import WriteOutImports
from autograder.preprocessors.write_stubs import WriteStubs
from autograder.release.source import exercise_notebook
from autograder.release.visible import write_visible_cases


def release_notebook(chapter: str) -> NotebookNode:
    """The notebook of a chapter as it is handed out, for the book's download."""
    notebook = exercise_notebook(chapter)
    for transform in (WriteStubs(), WriteOutImports(), ClearOutput()):
        notebook, _ = transform.preprocess(notebook, {})
    return notebook


def release(course: Course, assignment: str) -> Path:
    """Write the assignment's source into the course folder and let nbgrader make the release of it.

    nbgrader keeps the cells of an assignment that has submissions. UserError where the exercises are others since; the
    course folder is then as it was, so that what was handed in can still be graded.
    """
    connect(course_directory(course)).close()
    with tempfile.TemporaryDirectory() as before:
        folders = {
            Path(before) / "source": course.source(assignment),
            Path(before) / "release": course.release(assignment),
        }
        for kept, folder in folders.items():
            if folder.exists():
                shutil.copytree(folder, kept)
        write_source(course.source(assignment), assignment)
        try:
            run_nbgrader(course, "generate_assignment", assignment)
        except NbgraderFailed as failure:
            if "Cannot add or remove cells" not in str(failure):
                raise
            for kept, folder in folders.items():
                shutil.rmtree(folder, ignore_errors=True)
                if kept.exists():
                    shutil.copytree(kept, folder)
            raise UserError(
                f"{assignment} was not released: its exercises have changed, and students have handed in the old ones, "
                f"which can still be graded. Release the new ones in another folder: "
                f"unrolled release {assignment} --course DIR. "
                f"(If {course.folder} holds nothing but the sample class, remove it.)"
            ) from failure
    return course.release(assignment)


def release_if_changed(course: Course, assignment: str) -> bool:
    """Release unless the release is that of the present chapter, reference and checks; True if it was made anew."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / assignment
        write_source(source, assignment)
        if contents(source) == contents(course.source(assignment)) and course.release(assignment).exists():
            return False
    release(course, assignment)
    return True


def contents(folder: Path) -> dict[Path, bytes]:
    """What is in a folder, byte for byte."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def write_source(folder: Path, assignment: str) -> None:
    """The instructor's version: the answer cells still import the reference. The client goes to students as it is."""
    client = folder / "unrolled"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(CLIENT, client, ignore=shutil.ignore_patterns("__pycache__"))
    write_visible_cases(assignment, client / "visible_cases.bin")
    nbformat.write(exercise_notebook(assignment), folder / f"{assignment}.ipynb")
