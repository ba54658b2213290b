"""Does our own pipeline leave what nbgrader's own commands leave: rows, notebooks and pages?"""

import shutil
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbgrader.api import Gradebook
from sqlalchemy import text
from traitlets.config import Config

from autograder.course import Course
from autograder.desks.desk import Desk
from autograder.desks.local import Desks
from autograder.feedback import DEFAULTS
from autograder.feedback.exporter import FeedbackExporter, on_top_of, points
from autograder.feedback.summary import summary
from autograder.grading.grade_class import grade
from autograder.grading.ledger import Change, Ledger
from autograder.handed_in.reading import read_release
from autograder.handed_in.release import Release
from autograder.nbgrader_api import course_directory, run_nbgrader
from tests.autograder.conftest import GradedClass, unrolled

# All of the sample class, but for two whose notebooks end at a moment that is never quite the same.
STUDENTS = [
    "acts_on_the_page",
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
        self._stack = ExitStack()
        self._desk = self._stack.enter_context(Desk(release))

    def grade(self, submission):
        return done(self._desk.grade(submission))

    def page(self, notebook, marks):
        return done(self._desk.page(notebook, marks))

    def close(self):
        self._stack.close()


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


def test_does_a_person_s_grading_survive_that_a_submission_is_graded_again(both: Both):
    for course in (both.ours, both.stock):
        with gradebook(course) as book:
            book.find_grade("check_rnn_step", "recurrence", "recurrence", "perfect").manual_score = 1.5
            written = book.find_grade("vanishing_explained", "recurrence", "recurrence", "perfect")
            written.manual_score, written.extra_credit, written.needs_manual_grade = 3, 0.5, False
            book.find_comment(
                "vanishing_explained", "recurrence", "recurrence", "perfect"
            ).manual_comment = "Well *said*."
            book.db.commit()
    again = both.grade_again("perfect")["perfect"]
    assert not again.changes, "what the examiner found is the same"
    assert rows(both.ours) == rows(both.stock)
    assert page(both.ours, "perfect") == page(both.stock, "perfect")
    shown = BeautifulSoup(page(both.ours, "perfect"), "html.parser")
    assert shown.find("em", string="said")
    assert "44.5 of 46.5 points." in shown.select_one(".unrolled-summary .score").text


LATE = """
from nbgrader.plugins import BasePlugin

class HalfAPointAnHour(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late / 7200

c.AssignLatePenalties.plugin_class = HalfAPointAnHour
"""


def test_is_what_is_late_treated_as_nbgrader_does(both: Both):
    handed_in = {
        "noisy_but_right": "11:00",
        "syntax_error": "14:00",
        "edited_the_checks": "23:00",
        "hands_in_the_release": "13:00",
    }
    for course in (both.ours, both.stock):
        config = course.folder / "nbgrader_config.py"
        config.write_text(config.read_text() + LATE)
        for student, hour in handed_in.items():
            (course.submitted(student, "recurrence") / "timestamp.txt").write_text(f"2026-03-01 {hour}:00 UTC")
        with gradebook(course) as book:
            book.update_or_create_assignment("recurrence", duedate="2026-03-01 12:00:00 UTC")
            book.grant_extension("recurrence", "edited_the_checks", hours=4)
    both.grade_again(*handed_in)
    penalties = {
        student: penalty for student, _, _, penalty in rows(both.ours)["submitted_notebook"] if student in handed_in
    }
    assert penalties == {
        "noisy_but_right": None,
        "syntax_error": 1,
        "edited_the_checks": 3.5,
        "hands_in_the_release": 0,
    }
    assert rows(both.ours) == rows(both.stock)
    shown = BeautifulSoup(page(both.ours, "edited_the_checks"), "html.parser")
    assert shown.select_one(".late-penalty .points").text == "-3.5"
    assert "Being late has cost 3.5." in shown.select_one(".unrolled-summary .score").text
    assert page(both.ours, "edited_the_checks") == page(both.stock, "edited_the_checks")


@pytest.mark.parametrize("student", ["acts_on_the_page", "perfect"])
def test_is_the_page_the_one_that_nbconvert_would_have_made(both: Both, student: str):
    config = read_release(both.ours, course_directory(both.ours), "recurrence", ()).config
    settings = Config({"HTMLExporter": DEFAULTS, "Exporter": {"default_preprocessors": []}})
    settings.merge(config)
    autograded = nbformat.reads(notebook(both.ours, student), as_version=4)
    shown = {"notebook": "recurrence", "score": 1, "max_score": 2, "late_penalty": 0}
    for cell in autograded.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.update(score=1, points=2, comment="![](a.png)")
    ours = FeedbackExporter(config=settings).page(autograded, shown)
    filters = {"summary": summary, "points": points, "describe_pictures": lambda page: page}
    settings.HTMLExporter.merge(on_top_of(settings.HTMLExporter))
    settings.HTMLExporter.filters = settings.HTMLExporter.filters | filters
    theirs, _ = HTMLExporter(config=settings).from_notebook_node(autograded, {"nbgrader": shown})
    assert str(BeautifulSoup(ours, "html.parser")) == theirs


def test_does_a_submission_that_is_graded_again_say_what_changed(both: Both):
    right, wrong = (both.ours.submitted(one, "recurrence") / "recurrence.ipynb" for one in ("perfect", "syntax_error"))
    before = wrong.read_bytes()
    wrong.write_bytes(right.read_bytes())
    try:
        (ledger,) = grade(both.ours, "recurrence", ["syntax_error"], 1, sandboxed=True, desks=DeskHere)
    finally:
        wrong.write_bytes(before)
    assert Change("rnn_step", 0.0, 3.0) in ledger.changes
    assert Ledger.read(both.ours.ledger("syntax_error", "recurrence")) == ledger
    (ledger,) = grade(both.ours, "recurrence", ["syntax_error"], 1, sandboxed=True, desks=DeskHere)
    assert Change("rnn_step", 3.0, 0.0) in ledger.changes


def test_are_the_pages_written_anew_with_what_a_person_has_added(both: Both):
    with gradebook(both.ours) as book:
        book.find_comment(
            "rnn_step", "recurrence", "recurrence", "noisy_but_right"
        ).manual_comment = "Silence is golden."
        book.db.commit()
    done = unrolled("feedback", "recurrence", "--course", both.ours.folder)
    assert f"{len(STUDENTS)} pages" in done.stdout
    assert "Silence is golden." in page(both.ours, "noisy_but_right")


def test_is_a_picture_in_a_written_answer_kept(both: Both):
    student = "noisy_but_right"
    path = both.ours.submitted(student, "recurrence") / "recurrence.ipynb"
    handed_in = nbformat.read(path, as_version=4)
    (cell,) = (
        one for one in handed_in.cells if one.metadata.get("nbgrader", {}).get("grade_id") == "vanishing_explained"
    )
    cell.source, cell.attachments = "![a plot](attachment:plot.png)", {"plot.png": {"image/png": "iVBORw0KGgo="}}
    nbformat.write(handed_in, path)
    list(grade(both.ours, "recurrence", [student], 1, sandboxed=True, desks=DeskHere))
    assert "data:image/png;base64,iVBORw0KGgo=" in page(both.ours, student)
