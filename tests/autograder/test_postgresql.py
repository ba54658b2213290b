"""Does a class get the same grades where the gradebook is a PostgreSQL server, whatever happens to the server?"""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.errors import UserError
from autograder.gradebook import connection
from autograder.grading.grade_class import grade
from autograder.grading.ledger import Ledger
from autograder.nbgrader_api import COURSE_CONFIG, run_nbgrader
from autograder.release.make import release
from tests.autograder.conftest import QUICK, unrolled
from tests.autograder.postgresql import PostgreSQL, installed
from tests.autograder.small_class import hand_in, put, rows

CLASS = ("not_a_notebook", "perfect", "wrong_and_patches_numpy_testing")


@pytest.fixture(scope="module")
def server() -> Iterator[PostgreSQL]:
    server = PostgreSQL(installed())
    yield server
    server.remove()


def gradebook_at(url: str, folder: Path) -> Course:
    (folder / "nbgrader_config.py").write_text(f"{COURSE_CONFIG}{QUICK}c.CourseDirectory.db_url = {url!r}\n")
    return Course.at(folder)


@pytest.fixture(scope="module")
def released(server: PostgreSQL, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with two assignments in the database `released`."""
    course = gradebook_at(server.database("released"), tmp_path_factory.mktemp("released"))
    for assignment in ("recurrence", "gru"):
        release(course, assignment)
    return course


@pytest.fixture
def course(released: Course, server: PostgreSQL, tmp_path: Path) -> Course:
    """Its copy for one test: nobody has handed in."""
    shutil.copytree(released.folder, tmp_path / "course")
    return gradebook_at(server.database(tmp_path.name, like="released"), tmp_path / "course")


def grade_all(course: Course, assignment: str, say: Callable[[str], None] = lambda word: None) -> Iterator[Ledger]:
    return grade(course, assignment, course.students(assignment), 2, True, feedback=False, say=say)


def test_has_the_gradebook_the_same_rows_as_with_sqlite(course: Course, tmp_path: Path):
    hand_in(course, "recurrence", *CLASS)
    (tmp_path / "sqlite").mkdir()
    sqlite = gradebook_at(f"sqlite:///{tmp_path}/sqlite/gradebook.db", tmp_path / "sqlite")
    release(sqlite, "recurrence")
    hand_in(sqlite, "recurrence", *CLASS)
    for one in (course, sqlite):
        assert len(list(grade_all(one, "recurrence"))) == len(CLASS)
    assert rows(course) == rows(sqlite)
    assert len(rows(course)["submissions"]) == len(CLASS)
    assert not (course.folder / "gradebook.db").exists()


def test_do_two_who_grade_different_assignments_of_the_same_new_students_at_once_lose_nothing(course: Course):
    students = [f"student_{number:02}" for number in range(6)]
    runs = []
    for assignment in ("recurrence", "gru"):
        for student in students:
            put(course, assignment, student, b"no notebook")
        command = [sys.executable, "-m", "autograder", "grade", assignment, "--course", course.folder]
        runs.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True))
    for run in runs:
        printed, _ = run.communicate()
        assert run.returncode == 0, printed
    found = rows(course)
    assert len(found["students"]) == len(students)
    assert len(found["submissions"]) == 2 * len(students)


def test_is_a_server_that_is_restarted_waited_for(course: Course, server: PostgreSQL):
    hand_in(course, "recurrence", "not_a_notebook")
    course.submitted("handed_in_nothing", "recurrence").mkdir(parents=True)
    said = []

    def start_again(word: str) -> None:
        said.append(word)
        server.start()

    ledgers = grade_all(course, "recurrence", start_again)
    assert next(ledgers).student == "handed_in_nothing"
    server.stop()
    assert [ledger.student for ledger in ledgers] == ["not_a_notebook"]
    (word,) = said
    assert word.startswith("The gradebook does not answer")
    assert len(rows(course)["submissions"]) == 1


def test_is_no_grade_lost_with_a_server_that_stays_away(course: Course, server: PostgreSQL, monkeypatch):
    hand_in(course, "recurrence", "not_a_notebook")
    course.submitted("handed_in_nothing", "recurrence").mkdir(parents=True)
    ledgers = grade_all(course, "recurrence")
    next(ledgers)
    server.stop()
    monkeypatch.setattr(connection, "SECONDS_OF_PATIENCE", 1.0)
    try:
        with pytest.raises(UserError, match=r"The gradebook could not be written(.*\n)*What is saved stays"):
            list(ledgers)
        done = unrolled("grade", "recurrence", "--course", course.folder, check=False)
        assert done.returncode == 2
        assert "cannot be opened" in done.stderr
        assert "Traceback" not in done.stdout + done.stderr
    finally:
        server.start()
    assert not rows(course)["submissions"]
    unrolled("grade", "recurrence", "--course", course.folder, check=False)
    assert len(rows(course)["submissions"]) == 1


def test_does_the_same_command_finish_what_a_killed_grader_began(course: Course):
    students = [f"student_{number:02}" for number in range(8)]
    for student in students:
        put(course, "recurrence", student, b"no notebook")
    command = [sys.executable, "-m", "autograder", "grade", "recurrence", "--course", course.folder]
    grader = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while not rows(course)["grades"]:
        assert grader.poll() is None, "it ended and had graded nobody"
        time.sleep(0.02)
    grader.send_signal(signal.SIGKILL)
    grader.wait()
    assert len(rows(course)["submissions"]) < len(students), "it was killed after its work was done"
    unrolled("grade", "recurrence", "--course", course.folder)
    found = rows(course)
    assert len(found["submissions"]) == len(students)
    assert len(found["grades"]) == len(set(found["grades"])) == len(students) * 11


def test_do_nbgraders_own_commands_work(course: Course):
    hand_in(course, "recurrence", "not_a_notebook")
    run_nbgrader(course, "autograde", "recurrence", "not_a_notebook")
    by_nbgrader = rows(course)
    assert len(by_nbgrader["grades"]) == 11
    list(grade_all(course, "recurrence"))
    assert rows(course) == by_nbgrader


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (
            "postgresql+psycopg://me:secret@127.0.0.1:1/gradebook",
            r"://me:\*\*\*@127.0.0.1:1/gradebook cannot be opened",
        ),
        ("postgresql+pg8000://me:secret@127.0.0.1:1/gradebook", r"the driver for that is not installed"),
        ("gradebook", "is not the address of a database"),
    ],
)
def test_is_it_said_plainly_that_there_is_no_gradebook(tmp_path: Path, url: str, reason: str):
    with pytest.raises(UserError, match=reason) as problem:
        release(gradebook_at(url, tmp_path), "recurrence")
    assert "nbgrader_config.py" in str(problem.value)
    assert "secret" not in str(problem.value)
