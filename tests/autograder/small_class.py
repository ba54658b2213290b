"""A class of the tests' choice: handed in student by student, and read back from whatever gradebook the course has."""

import importlib
from typing import Any

import nbformat
from nbgrader.api import Gradebook
from sqlalchemy import text

from autograder import sample_class
from autograder.course import Course
from autograder.nbgrader_api import course_directory

NAMES = (
    "JOIN base_cell c ON c.id = x.cell_id JOIN submitted_notebook n ON n.id = x.notebook_id "
    "JOIN submitted_assignment s ON s.id = n.assignment_id JOIN assignment a ON a.id = s.assignment_id"
)
ROWS = {
    "students": "SELECT id, first_name, last_name, email FROM student",
    "submissions": "SELECT s.student_id, a.name, b.name, s.timestamp, s.extension, n.flagged, "
    "n.late_submission_penalty FROM submitted_notebook n JOIN notebook b ON b.id = n.notebook_id "
    "JOIN submitted_assignment s ON s.id = n.assignment_id JOIN assignment a ON a.id = s.assignment_id",
    "grades": "SELECT s.student_id, a.name, c.name, x.auto_score, x.manual_score, x.needs_manual_grade, x.extra_credit "
    f"FROM grade x {NAMES}",
    "comments": f"SELECT s.student_id, a.name, c.name, x.auto_comment, x.manual_comment FROM comment x {NAMES}",
}


def rows(course: Course) -> dict[str, list[tuple[Any, ...]]]:
    """All that the gradebook holds of submissions, by names in place of ids."""
    with Gradebook(course_directory(course).db_url) as book:
        return {table: sorted(map(tuple, book.db.execute(text(query))), key=repr) for table, query in ROWS.items()}


def hand_in(course: Course, assignment: str, *students: str) -> None:
    """What these of the sample class hand in."""
    for name in students:
        student = importlib.import_module(f"{sample_class.__name__}.{name}")
        put(
            course,
            assignment,
            name,
            sample_class.submission(student, released_notebook(course, assignment), assignment),
        )


def hand_in_with(course: Course, assignment: str, student: str, code: str) -> None:
    """The release as it is, and a cell in front of all others."""
    notebook = released_notebook(course, assignment)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(code))
    put(course, assignment, student, nbformat.writes(notebook).encode())


def put(course: Course, assignment: str, student: str, content: bytes) -> None:
    folder = course.submitted(student, assignment)
    folder.mkdir(parents=True)
    (folder / f"{assignment}.ipynb").write_bytes(content)


def released_notebook(course: Course, assignment: str) -> nbformat.NotebookNode:
    return nbformat.read(course.release(assignment) / f"{assignment}.ipynb", as_version=4)
