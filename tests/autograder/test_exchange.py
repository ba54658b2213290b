"""Does a class on a hub get its assignment, hand it in and get its feedback by nbgrader's own commands?"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from autograder.course import Course
from autograder.grading.ledger import Ledger
from autograder.handed_in.gradable import why_not_gradable
from autograder.release.make import release
from autograder.sample_class import perfect, submission
from tests.autograder.conftest import unrolled
from tests.autograder.test_grading import full

BIN = Path(sys.executable).parent
CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'unrolled'\nc.Exchange.root = {!r}\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """An instructor's course folder with an assignment in it, and an exchange that everyone may write to."""
    folder = tmp_path_factory.mktemp("hub")
    exchange = folder / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    course = Course(folder / "course")
    release(course, "recurrence")
    config = course.folder / "nbgrader_config.py"
    config.write_text(config.read_text() + CONFIG.format(str(exchange)))
    student = folder / "student"
    student.mkdir()
    (student / "nbgrader_config.py").write_text(CONFIG.format(str(exchange)))
    return course


@pytest.fixture(scope="module")
def nbgrader(course: Course) -> Callable[..., str]:
    """Run a stock command in somebody's folder."""

    def run(who: str, *command: str) -> str:
        done = subprocess.run(
            [BIN / "nbgrader", *command],
            cwd=course.folder.parent / who,
            env=os.environ | {"JUPYTER_DATA_DIR": str(course.folder.parent / "jupyter")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


def test_does_an_assignment_go_to_a_student_and_back_and_its_feedback_too(course: Course, nbgrader):
    nbgrader("course", "release_assignment", "recurrence")
    nbgrader("student", "fetch_assignment", "recurrence")
    work = course.folder.parent / "student" / "recurrence" / "recurrence.ipynb"
    work.write_bytes(submission(perfect, nbformat.read(work, as_version=4), "recurrence"))
    nbgrader("student", "submit", "recurrence")
    nbgrader("course", "collect", "recurrence")
    (student,) = course.students("recurrence")
    assert (course.submitted(student, "recurrence") / "timestamp.txt").exists()

    unrolled("grade", "recurrence", "--course", course.folder)
    ledger = Ledger.read(course.ledger(student, "recurrence"))
    assert ledger is not None
    assert ledger.points == full("recurrence")

    nbgrader("course", "release_feedback", "recurrence")
    nbgrader("student", "fetch_feedback", "recurrence")
    (page,) = (course.folder.parent / "student").rglob("recurrence.html")
    assert "of 3 points" in page.read_text()


def test_is_a_link_in_the_exchange_not_followed(course: Course, nbgrader):
    inbound = course.folder.parent / "exchange" / "unrolled" / "inbound" / "eve+recurrence+2026-01-30 15:00:00 UTC+x"
    inbound.mkdir(parents=True)
    (inbound / "recurrence.ipynb").symlink_to(course.source("recurrence") / "recurrence.ipynb")
    (inbound / "all").symlink_to(course.folder)
    nbgrader("course", "collect", "recurrence")
    handed_in = course.submitted("eve", "recurrence")
    assert (handed_in / "recurrence.ipynb").is_symlink()
    assert (handed_in / "all").is_symlink()
    assert "is a link" in (why_not_gradable(handed_in, "recurrence") or "")
