"""Is the result the same as of a run that nobody disturbed, at whatever moment the grader or a desk is killed?"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.grading.ledger import Ledger
from autograder.sample_class import perfect, syntax_error
from tests.autograder.conftest import unrolled, write_submission
from tests.autograder.machine import wait_until
from tests.autograder.test_pipeline import notebook, page, rows

KILLS_EACH = 5
CLASS = {f"{one.__name__.rpartition('.')[2]}_{number}": one for one in (perfect, syntax_error) for number in range(6)}


def grading(course: Course, *options: str) -> list[str]:
    return [sys.executable, "-m", "autograder", "grade", "recurrence", "--course", str(course.folder), *options]


def result(course: Course, students: Iterable[str]) -> dict:
    """All that a run leaves, but for what differs by nature: how long it took, and what it changed."""
    left: dict = {"rows": rows(course)}
    for student in students:
        ledger = Ledger.read(course.ledger(student, "recurrence"))
        assert ledger is not None
        ledger.seconds, ledger.changes = 0, []
        for entry in ledger.entries:
            entry.seconds = 0
        left[student] = (ledger, notebook(course, student), page(course, student))
    names = [path.relative_to(course.folder) for path in course.folder.rglob("*") if path.is_file()]
    left["files"] = sorted(name for name in names if name.parts[0] in ("autograded", "feedback", "ledger"))
    return left


def desks_of(grader: subprocess.Popen) -> list[int]:
    """The processes that have the grader's fork server for a parent."""
    children = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            children[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    servers = {child for child, parent in children.items() if parent == grader.pid}
    return [child for child, parent in children.items() if parent in servers]


def kill_somebody(grader: subprocess.Popen, chance: random.Random) -> None:
    """The grader, or one of its desks."""
    victims = desks_of(grader) if chance.random() < 0.4 else []
    os.kill(chance.choice(victims) if victims else grader.pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def undisturbed(empty_course: Course, tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, dict, float]:
    """A course in which nothing is graded; what a run leaves in it; how long that takes."""
    course, other = (Course(tmp_path_factory.mktemp(name) / "course") for name in ("untouched", "undisturbed"))
    shutil.copytree(empty_course.folder, course.folder)
    for name, student in CLASS.items():
        write_submission(course, name, student)
    (course.folder / "secret").write_text("the same cases for all")
    shutil.copytree(course.folder, other.folder)
    started = time.monotonic()
    unrolled("grade", "recurrence", "--course", other.folder)
    return course, result(other, CLASS), time.monotonic() - started


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_is_nothing_lost_when_the_grader_or_a_desk_is_killed(undisturbed, tmp_path: Path, seed: int):
    untouched, expected, seconds = undisturbed
    shutil.copytree(untouched.folder, tmp_path / "course")
    course, chance = Course(tmp_path / "course"), random.Random(seed)
    for _ in range(KILLS_EACH):
        # The second half of the kills meets what is graded already.
        with subprocess.Popen(grading(course, *chance.choice([[], ["--force"]])), stdout=subprocess.DEVNULL) as grader:
            time.sleep(chance.uniform(0.2, 1) * seconds)
            if grader.poll() is None:
                kill_somebody(grader, chance)
            time.sleep(chance.uniform(0, 0.2) * seconds)
            grader.kill()
        assert_all_or_nothing(course)
    unrolled("grade", "recurrence", "--course", course.folder)
    assert result(course, CLASS) == expected


def assert_all_or_nothing(course: Course) -> None:
    """Each student who is in the gradebook has all grades and all comments there."""
    found = rows(course)
    students = [student for student, *_ in found["submitted_notebook"]]
    assert sorted(student for student, *_ in found["grade"]) == sorted(
        student for student in students for _ in range(11)
    )
    assert len(found["comment"]) == 11 * len(students)


def test_do_the_desks_go_when_the_grader_is_killed(undisturbed, tmp_path: Path):
    shutil.copytree(undisturbed[0].folder, tmp_path / "course")
    with subprocess.Popen(grading(Course(tmp_path / "course")), stdout=subprocess.DEVNULL) as grader:
        wait_until(lambda: bool(desks_of(grader)))
        desks = desks_of(grader)
        grader.kill()
    wait_until(lambda: not any(Path(f"/proc/{desk}").exists() for desk in desks))
