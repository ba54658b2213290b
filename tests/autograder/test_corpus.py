"""Does every submission of the corpus get the score that it must, and is the class beside it unharmed?

All are graded in one run of the command, the honest ones among the others; by root twice, the second time as a normal
user. A notebook's demonstrations are left out: they train networks, and nobody is graded on them.
"""

import contextlib
import hashlib
import os
import re
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.course import REPOSITORY, Course
from autograder.grading.ledger import Ledger
from tests.autograder.conftest import unrolled
from tests.autograder.machine import NOBODY, as_a_normal_user, sandbox_here, wait_until
from tests.submissions import LABELS, Submission, corpus, released, shortened

pytestmark = pytest.mark.slow

ASSIGNMENT = "recurrence"
# Long enough for an honest cell between fork bombs, short enough to wait out a dozen endless loops.
IMPATIENT = "c = get_config()\nc.ExecuteInSandbox.seconds_per_cell = 8\nc.ExecuteInSandbox.memory_gib = 1\n"
ALL = corpus()


@dataclass
class GradedCorpus:
    """What there was before the run, what it said, and what it left."""

    course: Course
    temporary: Path
    handed_in: str
    done: subprocess.CompletedProcess
    scores: dict[str, dict[str, float]]

    def remarks(self, submission: Submission) -> str:
        ledger = Ledger.read(self.course.ledger(submission.student, ASSIGNMENT))
        assert ledger is not None, f"{submission.name} has no ledger"
        return "\n".join(ledger.remarks)

    def notebook(self, submission: Submission) -> Path:
        return self.course.folder / "autograded" / submission.student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"


@pytest.fixture(scope="module", params=["as this user", "as a normal user"])
def graded(request: pytest.FixtureRequest) -> Iterator[GradedCorpus]:
    """The corpus, graded by the command."""
    sandbox_here()
    normal = request.param == "as a normal user"
    if normal and os.geteuid() != 0:
        pytest.skip("this user is a normal one already")
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # pytest's own folders are closed to other users
        course, temporary = Course(Path(folder, "course")), Path(folder, "t")
        temporary.mkdir()
        hand_in(course)
        before = digest(course)
        if normal:
            hand_over(Path(folder))
        done = grade(course, temporary, as_a_normal_user() if normal else [])
        yield GradedCorpus(course, temporary, before, done, scores(course))


def hand_in(course: Course) -> None:
    unrolled("release", ASSIGNMENT, "--course", course.folder)
    config = course.folder / "nbgrader_config.py"
    config.write_text(config.read_text() + IMPATIENT)
    for submission in ALL:
        submission.hand_in(course, ASSIGNMENT, shortened(released(course, ASSIGNMENT)))


def hand_over(folder: Path) -> None:
    """Let it belong to nobody."""
    for place, folders, files in os.walk(folder):
        for name in (".", *folders, *files):
            os.lchown(os.path.join(place, name), NOBODY, NOBODY)


def grade(course: Course, temporary: Path, become: list[str]) -> subprocess.CompletedProcess:
    """Run the command. Its temporary files have a place of their own, in which nothing may be left."""
    environment = {**os.environ, "TMPDIR": str(temporary), "SECRET_OF_THE_GRADER": "of no use to a student"}
    if become:
        environment |= {"HOME": str(temporary.parent), "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run(
        [*become, sys.executable, "-m", "autograder", "grade", ASSIGNMENT, "--course", course.folder],
        env=environment,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )


def scores(course: Course) -> dict[str, dict[str, float]]:
    """What the gradebook holds: the score of each exercise of each student who has any."""
    found: dict[str, dict[str, float]] = {}
    with Gradebook(f"sqlite:///{course.folder}/gradebook.db") as gradebook:
        for submission in gradebook.assignment_submissions(ASSIGNMENT):
            grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
            found[submission.student.id] = {
                grade.name.removeprefix("check_"): grade.auto_score for grade in grades if grade.auto_score is not None
            }
    return found


def digest(course: Course) -> str:
    """Of all that was released and handed in: names, kinds, contents."""
    found = hashlib.sha256()
    for top in ("source", "release", "submitted", "nbgrader_config.py"):
        for path in sorted([course.folder / top, *(course.folder / top).rglob("*")]):
            kind = stat.S_IFMT(path.lstat().st_mode)
            content = path.read_bytes() if kind == stat.S_IFREG else os.readlink(path) if kind == stat.S_IFLNK else ""
            found.update(repr((os.fsencode(path), kind, hashlib.sha256(repr(content).encode()).digest())).encode())
    return found.hexdigest()


def still_running(folder: Path) -> list[str]:
    """The processes that were told of a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            said = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
            if str(folder).encode() in said:
                found.append((process / "cmdline").read_text(errors="replace"))
    return found


each = pytest.mark.parametrize("submission", ALL, ids=lambda one: f"{one.label}-{one.name}")


@each
def test_does_it_get_the_score_that_it_must(graded: GradedCorpus, submission: Submission):
    given = graded.scores.get(submission.student, {})
    if submission.no_grade:
        assert not given
        assert re.search(submission.no_grade, graded.remarks(submission))
    else:
        assert {name: given.get(name) for name in submission.must_get(ASSIGNMENT)} == submission.must_get(ASSIGNMENT)
    assert re.search(submission.remark, graded.remarks(submission))


@pytest.mark.parametrize("submission", [one for one in ALL if one.looks], ids=lambda one: one.name)
def test_does_it_look_and_find_nothing(graded: GradedCorpus, submission: Submission):
    cells = nbformat.read(graded.notebook(submission), as_version=4).cells
    printed = "".join(output.get("text", "") for cell in cells for output in cell.get("outputs", []))
    assert "LOOKED" in printed
    assert "FOUND" not in printed


def test_is_everyone_told_why_without_a_traceback(graded: GradedCorpus):
    assert graded.done.returncode == 1, "some have no grade: " + graded.done.stdout + graded.done.stderr
    assert "Traceback" not in graded.done.stdout + graded.done.stderr


def test_is_what_was_released_and_handed_in_as_it_was(graded: GradedCorpus):
    assert digest(graded.course) == graded.handed_in


def test_does_the_gradebook_know_nobody_else(graded: GradedCorpus):
    assert set(graded.scores) <= {one.student for one in ALL}


def test_is_no_process_and_no_file_left_behind(graded: GradedCorpus):
    wait_until(lambda: not still_running(graded.temporary))
    assert not list(graded.temporary.iterdir())


def test_is_every_page_and_notebook_of_a_size_that_can_be_opened(graded: GradedCorpus):
    for submission in ALL:
        if not submission.no_grade:
            page = graded.course.feedback(submission.student, ASSIGNMENT) / f"{ASSIGNMENT}.html"
            assert page.stat().st_size < 30_000_000, submission.name
            assert graded.notebook(submission).stat().st_size < 30_000_000, submission.name


def test_are_there_a_hundred_of_all_kinds():
    assert len(ALL) >= 100
    assert {one.label for one in ALL} == set(LABELS)
    assert len({one.student for one in ALL}) == len(ALL)
