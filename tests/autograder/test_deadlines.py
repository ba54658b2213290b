"""Does handing in late cost what deadlines.toml says, and is it said where that file is wrong?"""

import csv
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from autograder.course import Course
from autograder.errors import UserError
from autograder.gradebook.deadlines import Deadline, deadlines, in_words
from autograder.grading.ledger import Ledger
from autograder.sample_class import hands_in_the_release, perfect
from tests.autograder.conftest import HandIn, unrolled, write_submission
from tests.autograder.test_grading import full

DEADLINE = """
[recurrence]
due = 2026-12-01T18:00:00+01:00
late = { per_day = 0.1, most = 0.5, grace = "15 minutes" }

[recurrence.extensions]
bob = "3 days"
carol = 2026-12-02T12:00:00Z
"""
DAY = timedelta(days=1).total_seconds()


def deadline(folder: Path, text: str = DEADLINE) -> Deadline:
    (folder / "deadlines.toml").write_text(text)
    return deadlines(Course(folder))["recurrence"]


def penalty_on_the_page(course: Course, student: str) -> str:
    """What the student's feedback page says was taken off."""
    page = BeautifulSoup((course.feedback(student, "recurrence") / "recurrence.html").read_text(), "html.parser")
    row = page.select_one("tr.late-penalty")
    assert row is not None
    assert row.th is not None
    assert row.th.get_text() == "Late submission penalty"
    assert row.td is not None
    return row.td.get_text()


@pytest.mark.parametrize(
    ("seconds", "share"),
    [(0, 0), (900, 0), (901, 0.1), (DAY, 0.1), (DAY + 1, 0.2), (5 * DAY, 0.5), (100 * DAY, 0.5)],
)
def test_does_each_begun_day_cost_up_to_the_most(tmp_path: Path, seconds: float, share: float):
    assert deadline(tmp_path).share_lost(seconds) == pytest.approx(share)


def test_is_an_extension_a_duration_or_a_date(tmp_path: Path):
    known = deadline(tmp_path)
    assert known.extension("alice") is None
    assert known.extension("bob") == timedelta(days=3)
    assert known.extension("carol") == timedelta(hours=19), "from 17:00 UTC"


@pytest.mark.parametrize(
    ("text", "words", "length"),
    [("1 day 12 hours", "1 day 12 hours", 36), ("1.5 days", "1 day 12 hours", 36), ("2 weeks", "14 days", 336)],
)
def test_are_durations_read_and_said_as_people_do(tmp_path: Path, text: str, words: str, length: float):
    extension = deadline(tmp_path, DEADLINE.replace("3 days", text)).extension("bob")
    assert extension == timedelta(hours=length)
    assert in_words(extension.total_seconds()) == words


def test_is_nobody_late_without_the_file(tmp_path: Path):
    assert deadlines(Course(tmp_path)) == {}


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("[recurrence]", "[recurence]", "line 2, recurence: there is no such assignment. Do you mean recurrence?"),
        ("18:00:00+01:00", "18:00:00", "line 3, recurrence.due: 2026-12-01 18:00:00 leaves open in which time zone"),
        ("2026-12-01T18:00:00+01:00", '"soon"', "line 3, recurrence.due: 'soon' is no date with its time"),
        ("due = 2026-12-01T18:00:00+01:00", "", "line 2, recurrence.due: Field required. For example: due = 2026"),
        ("per_day = 0.1", "per_day = 10", "line 4, recurrence.late.per_day: Input should be less than or equal to 1"),
        ("per_day", "per_week", "recurrence.late.per_week: there is no such setting. There are: due, late"),
        ("15 minutes", "a quarter", "line 4, recurrence.late.grace: 'a quarter' is no duration"),
        ("3 days", "3 dogs", "line 7, recurrence.extensions.bob: '3 dogs' is no duration"),
        ("12-01T", "13-01T", "is not TOML: Expected newline"),
    ],
)
def test_does_an_error_name_file_line_and_key(tmp_path: Path, right: str, wrong: str, said: str):
    assert right in DEADLINE
    with pytest.raises(UserError) as error:
        deadline(tmp_path, DEADLINE.replace(right, wrong, 1))
    assert said in str(error.value)
    assert str(tmp_path / "deadlines.toml") in str(error.value)


def test_is_nothing_graded_by_a_file_that_is_wrong(hand_in: HandIn):
    course = hand_in(alice=perfect)
    course.deadlines.write_text("[recurrence]\ndue = tomorrow\n")
    done = unrolled("grade", "recurrence", "--course", course.folder, check=False)
    assert done.returncode == 2
    assert "deadlines.toml is not TOML" in done.stderr
    assert not course.ledger("alice", "recurrence").exists()


def exported(course: Course) -> dict[str, tuple[float, float]]:
    """Penalty and score of each student, as nbgrader exports them."""
    nbgrader(course, "export")
    with (course.folder / "grades.csv").open() as stream:
        return {
            row["student_id"]: (float(row["late_submission_penalty"]), float(row["score"]))
            for row in csv.DictReader(stream)
        }


def nbgrader(course: Course, *arguments: str) -> None:
    command = [Path(sys.executable).parent / "nbgrader", *arguments]
    done = subprocess.run(command, cwd=course.folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_is_a_late_submission_penalised_everywhere_and_an_extension_granted_afterwards(hand_in: HandIn):
    course = hand_in(alice=perfect)
    course.deadlines.write_text(DEADLINE)
    (course.submitted("alice", "recurrence") / "timestamp.txt").write_text("2026-12-02 18:00:00 UTC")
    printed = unrolled("grade", "recurrence", "--course", course.folder).stdout
    taken = 0.2 * full("recurrence")
    assert exported(course) == {"alice": (taken, full("recurrence") - taken)}
    ledger = Ledger.read(course.ledger("alice", "recurrence"))
    assert ledger is not None
    assert (ledger.penalty, ledger.remarks) == (taken, ["late by 1 day 1 hour: 8.5 points taken off"])
    assert f"-{taken:g}" in printed
    assert penalty_on_the_page(course, "alice") == f"-{taken:g}"

    course.deadlines.write_text(DEADLINE + 'alice = "1 day"\n')
    printed = unrolled("grade", "recurrence", "--course", course.folder).stdout
    assert f"alice changed: late penalty {taken:g} -> {taken / 2:g}" in printed
    assert "0 graded, 1 had not changed" in printed
    assert exported(course)["alice"] == (taken / 2, full("recurrence") - taken / 2)
    assert penalty_on_the_page(course, "alice") == f"-{taken / 2:g}"


def test_does_the_best_attempt_count_where_the_deadline_says_so(hand_in: HandIn):
    course = hand_in(alice=perfect)
    last, earlier = course.submitted("alice", "recurrence"), course.folder / "attempts" / "alice" / "recurrence"
    (last / "timestamp.txt").write_text("2026-12-02 18:00:00 UTC")
    shutil.copytree(last, earlier / "second")
    write_submission(course, "alice", hands_in_the_release)
    (last / "timestamp.txt").unlink()
    shutil.copytree(last, earlier / "first")
    course.deadlines.write_text(DEADLINE)
    unrolled("grade", "recurrence", "--course", course.folder)
    assert exported(course) == {"alice": (0, 0)}, "the last one counts"

    course.deadlines.write_text(DEADLINE.replace("late =", 'attempts = "best"\nlate ='))
    unrolled("grade", "recurrence", "--course", course.folder)
    taken = 0.2 * full("recurrence")
    kept = full("recurrence") - taken
    assert exported(course) == {"alice": (taken, kept)}
    ledger = Ledger.read(course.ledger("alice", "recurrence"))
    assert ledger is not None
    counts = "the best of 3 attempts counts, that of 2026-12-02 18:00:00"
    assert f"{counts}: {kept:g} points, and not 0, 0" in ledger.remarks
    assert penalty_on_the_page(course, "alice") == f"-{taken:g}"


def test_does_the_stock_command_take_off_the_same(hand_in: HandIn):
    course = hand_in(alice=perfect)
    course.deadlines.write_text(DEADLINE)
    (course.submitted("alice", "recurrence") / "timestamp.txt").write_text("2026-12-02 18:00:00 UTC")
    nbgrader(course, "autograde", "recurrence")
    assert exported(course) == {"alice": (0.2 * full("recurrence"), 0.8 * full("recurrence"))}
    ledger = Ledger.read(course.ledger("alice", "recurrence"))
    assert ledger is not None
    assert ledger.penalty == 0.2 * full("recurrence")
