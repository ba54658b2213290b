"""Is nothing half-written at whatever step of its writing a run is killed?"""

import copy
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import ClassVar

import pytest

from autograder.course import Course
from autograder.grading.grade_class import grade, to_grade
from autograder.sample_class import hands_in_the_release, syntax_error
from tests.autograder.conftest import HandIn
from tests.autograder.test_killed import result
from tests.autograder.test_pipeline import DeskHere, done

STUDENTS = ["first", "second"]
STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "shutil.rmtree"}
KILLS = 20


class DeskThatRemembers(DeskHere):
    """Gives what a desk gave when it was first asked: what is killed here is not the desk."""

    graded: ClassVar[dict] = {}
    pages: ClassVar[dict] = {}

    def grade(self, submission):
        if submission.student not in self.graded:
            self.graded[submission.student] = super().grade(submission).result()
        return done(copy.deepcopy(self.graded[submission.student]))

    def page(self, notebook, marks):
        if notebook not in self.pages:
            self.pages[notebook] = super().page(notebook, marks).result()
        return done(self.pages[notebook])


def run(course: Course) -> None:
    """What the command does: grade whom there is to grade."""
    waiting = to_grade(course, "recurrence", STUDENTS, sandboxed=True)
    list(grade(course, "recurrence", waiting, 1, sandboxed=True, desks=DeskThatRemembers))


def steps_of(course: Course, kill_at: int | None = None) -> int:
    """Run in a child of this process, killed at that step of writing in the course folder; how many there were."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        steps = 0

        def count(event: str, arguments: tuple) -> None:
            nonlocal steps
            if event in STEPS and str(arguments[0]).startswith(str(course.folder)):
                steps += 1
                if steps == kill_at:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        try:
            run(course)
            os.write(writing, str(steps).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as told:
        return int(told.read() or 0)


@pytest.fixture
def untouched(hand_in: HandIn) -> Course:
    course = hand_in(first=hands_in_the_release, second=syntax_error)
    (course.folder / "secret").write_text("the same cases for all")
    return course


def copy_of(course: Course, folder: Path) -> Course:
    shutil.copytree(course.folder, folder)
    return Course(folder)


def test_is_nothing_half_written_at_whatever_step_a_run_is_killed(untouched: Course, tmp_path: Path):
    undisturbed = copy_of(untouched, tmp_path / "undisturbed")
    run(undisturbed)
    expected = result(undisturbed, STUDENTS)
    steps = steps_of(copy_of(untouched, tmp_path / "counted"))
    assert steps > KILLS
    for number in range(KILLS):
        course = copy_of(untouched, tmp_path / str(number))
        steps_of(course, kill_at=1 + number * steps // KILLS)
        # Half of them are killed once more, when they go on from there.
        steps_of(course, kill_at=1 + steps // 2 if number % 2 else None)
        run(course)
        assert result(course, STUDENTS) == expected
        shutil.rmtree(course.folder)
