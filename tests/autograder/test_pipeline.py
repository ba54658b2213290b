"""Does our own pipeline leave what nbgrader's own commands leave: rows, notebooks and pages?"""

import shutil
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import text

from autograder.course import Course
from autograder.grading.desk import Desk
from autograder.grading.desks import Desks
from autograder.grading.grade_class import grade
from autograder.grading.ledger import Ledger
from autograder.grading.release import Release
from autograder.nbgrader_api import run_nbgrader
from tests.autograder.conftest import GradedClass

# All of the sample class, but for two whose notebooks end at a moment that is never quite the same.
STUDENTS = [
    "acts_on_the_page",
    "answers_in_many_forms",
    "damaged_its_metadata",
    "edited_the_checks",
    "hands_in_the_release",
    "kills_its_kernel",
    "noisy_but_right",
    "not_a_notebook",
    "perfect",
    "reads_the_last_output_of_padded_rows",
    "syntax_error",
    "wrong_and_patches_numpy_testing",
]
SUBMITTED = "JOIN submitted_notebook n ON n.id = x.notebook_id JOIN submitted_assignment s ON s.id = n.assignment_id"
ROWS = {
    "course": "SELECT id FROM course",
    "student": "SELECT id, first_name, last_name, email FROM student",
    "submitted_assignment": "SELECT student_id, assignment_id, timestamp, extension FROM submitted_assignment",
    "submitted_notebook": "SELECT student_id, x.notebook_id, flagged, late_submission_penalty "
    "FROM submitted_notebook x JOIN submitted_assignment s ON s.id = x.assignment_id",
    "grade": "SELECT student_id, cell_id, auto_score, manual_score, extra_credit, needs_manual_grade "
    f"FROM grade x {SUBMITTED}",
    "comment": f"SELECT student_id, cell_id, auto_comment, manual_comment FROM comment x {SUBMITTED}",
}


def gradebook(course: Course) -> Gradebook:
    return Gradebook(f"sqlite:///{course.folder}/gradebook.db")


def rows(course: Course) -> dict[str, list[tuple]]:
    """All that the gradebook holds of submissions, but for the ids of the rows, which are drawn."""
    with gradebook(course) as book:
        return {table: sorted(map(tuple, book.db.execute(text(query))), key=repr) for table, query in ROWS.items()}


def notebook(course: Course, student: str) -> str:
    return (course.autograded(student, "recurrence") / "recurrence.ipynb").read_text()


def page(course: Course, student: str) -> str:
    return (course.feedback(student, "recurrence") / "recurrence.html").read_text()


class DeskHere(Desks):
    """A desk in the process of the tests, which need not wait for another to start."""

    number = 1

    def __init__(self, release: Release):
        self._desk = Desk(release)

    def grade(self, submission):
        return done(self._desk.grade(submission))

    def page(self, notebook, marks):
        return done(self._desk.page(notebook, marks))

    def close(self):
        pass


def done(result):
    future: Future = Future()
    future.set_result(result)
    return future


@dataclass
class Both:
    """The same submissions, graded by our pipeline and by nbgrader's own converters."""

    ours: Course
    stock: Course

    def grade_again(self, *students: str) -> dict[str, Ledger]:
        for student in students:
            shutil.rmtree(self.stock.autograded(student, "recurrence"))
            shutil.rmtree(self.stock.feedback(student, "recurrence"))
            run_nbgrader(self.stock, "autograde", "recurrence", student)
            run_nbgrader(self.stock, "generate_feedback", "recurrence", student)
        graded = grade(self.ours, "recurrence", students, 1, sandboxed=True, desks=DeskHere)
        return {ledger.student: ledger for ledger in graded}


def copied(course: Course, folder: Path, students: list[str]) -> Course:
    """The course with nothing graded in it, and only these students' submissions."""
    left = shutil.ignore_patterns("autograded", "feedback", "ledger", "submitted", "report")
    shutil.copytree(course.folder, folder, dirs_exist_ok=True, ignore=left)
    copy = Course(folder)
    for student in students:
        shutil.copytree(course.submitted(student, "recurrence"), copy.submitted(student, "recurrence"))
    with gradebook(copy) as book:
        for student in book.students:
            book.remove_student(student.id)
    return copy


@pytest.fixture(scope="module")
def graded_recurrence(graded) -> GradedClass:
    return graded("recurrence")


@pytest.fixture(scope="module")
def both(graded_recurrence: GradedClass, tmp_path_factory: pytest.TempPathFactory) -> Both:
    folder = tmp_path_factory.mktemp("pipeline")
    ours, stock = (copied(graded_recurrence.course, folder / name, STUDENTS) for name in ("ours", "stock"))
    for student in STUDENTS:
        run_nbgrader(stock, "autograde", "recurrence", student)
        run_nbgrader(stock, "generate_feedback", "recurrence", student)
    ledgers = list(grade(ours, "recurrence", STUDENTS, 2, sandboxed=True))
    assert sorted(ledger.student for ledger in ledgers) == STUDENTS
    return Both(ours, stock)


def test_does_the_gradebook_hold_the_same_rows(both: Both):
    ours, stock = rows(both.ours), rows(both.stock)
    assert len(ours["grade"]) == len(STUDENTS) * len(ours["comment"]) / len(STUDENTS) > 100
    assert ours == stock


@pytest.mark.parametrize("student", STUDENTS)
def test_is_the_autograded_notebook_the_same(both: Both, student: str):
    assert notebook(both.ours, student) == notebook(both.stock, student)


@pytest.mark.parametrize("student", STUDENTS)
def test_is_the_feedback_page_the_same(both: Both, student: str):
    assert page(both.ours, student) == page(both.stock, student)
