"""Does a run get to its end, with every grade, whatever becomes of a desk, of the gradebook or of the run itself?"""

import sqlite3
import threading
import time

import pytest

from autograder.course import Course
from autograder.desks.local import LocalDesks
from autograder.gradebook.connection import WAITING
from autograder.grading.grade_class import grade
from autograder.grading.ledger import Ledger
from autograder.sample_class import hands_in_the_release, not_a_notebook, perfect
from tests.autograder.conftest import HandIn
from tests.autograder.machine import wait_until
from tests.autograder.test_pipeline import DeskHere, rows

STUDENTS = ["hands_in_the_release", "not_a_notebook", "perfect"]


@pytest.fixture
def course(hand_in: HandIn) -> Course:
    """Three submissions, and nothing graded."""
    return hand_in(hands_in_the_release=hands_in_the_release, not_a_notebook=not_a_notebook, perfect=perfect)


def desks_that_are_killed(student: str, times: int):
    """Desks of which one dies each time, the first `times`, that it has this student's submission."""
    left = [times]

    class Killed(LocalDesks):
        def grade(self, submission):
            future = super().grade(submission)
            if submission.student == student and left[0]:
                left[0] -= 1
                wait_until(lambda: future.running() and self._started and not self._started[-1].ended)
                self._started[-1]._process.kill()
            return future

    return lambda release: Killed(release, 1)


def test_is_what_a_killed_desk_held_graded_again(course: Course):
    ledgers = {
        one.student: one
        for one in grade(course, "recurrence", STUDENTS, 1, True, desks=desks_that_are_killed("perfect", 2))
    }
    assert ledgers["perfect"].points == ledgers["perfect"].maximum
    assert sorted(ledgers) == STUDENTS


def test_does_a_submission_that_kills_every_desk_cost_only_its_own_grade(course: Course):
    ledgers = {
        one.student: one
        for one in grade(course, "recurrence", STUDENTS, 1, True, desks=desks_that_are_killed("perfect", 99))
    }
    assert ledgers["perfect"].remarks == ["not graded: the grading process itself was killed, 3 times"]
    assert sorted(ledgers) == STUDENTS
    assert {student for student, *_ in rows(course)["grade"]} == {"hands_in_the_release", "not_a_notebook"}


def test_is_a_gradebook_waited_for_that_another_program_holds(course: Course):
    held, said = threading.Event(), []

    def hold_it():
        with sqlite3.connect(course.folder / "gradebook.db") as other:
            other.execute("BEGIN EXCLUSIVE")
            held.set()
            time.sleep(7)  # longer than SQLite waits by itself

    holder = threading.Thread(target=hold_it)
    holder.start()
    held.wait()
    ledgers = list(grade(course, "recurrence", ["not_a_notebook"], 1, True, say=said.append, desks=DeskHere))
    holder.join()
    assert said == [WAITING]
    assert ledgers[0].entries
    assert len(rows(course)["grade"]) == 11


def test_is_all_saved_that_is_graded_when_a_run_is_broken_off(course: Course):
    run = grade(course, "recurrence", ["not_a_notebook", "hands_in_the_release", "perfect"], 1, True)
    first = next(run)
    run.close()
    graded = {student for student, *_ in rows(course)["grade"]}
    assert first.student in graded
    for student in graded:
        ledger = Ledger.read(course.ledger(student, "recurrence"))
        assert ledger is not None
        assert ledger.graded_from
        assert (course.feedback(student, "recurrence") / "recurrence.html").exists()
