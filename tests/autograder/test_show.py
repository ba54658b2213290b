"""Does an instructor, or a script, see what a grading run does, and can it be broken off?"""

import hashlib
import json
import re
import sys
from pathlib import Path

import pexpect
import pytest

from autograder.course import Course
from autograder.exit_codes import ExitCode
from autograder.grading.ledger import Ledger
from autograder.sample_class import endless_loop, hands_in_the_release, perfect
from tests.autograder.conftest import HandIn, unrolled, write_submission
from tests.autograder.machine import hide_the_sandbox
from tests.autograder.test_grading import full

CONTROLS = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


def contents(folder: Path) -> dict[str, str]:
    """A digest of each file, and of when it was written."""
    return {
        str(path.relative_to(folder)): f"{path.stat().st_mtime_ns} "
        + (hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "")
        for path in sorted(folder.rglob("*"))
    }


def objects(text: str) -> list[dict]:
    """What a machine reads: each line is one object."""
    return [json.loads(line) for line in text.splitlines()]


def in_a_terminal(course: Course, *options: str) -> pexpect.spawn:
    """The command in a pseudo-terminal of 100 columns."""
    arguments = ["-m", "autograder", "grade", "recurrence", "--course", str(course.folder), *options]
    environment = {"TERM": "xterm-256color", "PATH": str(Path(sys.executable).parent), "LC_ALL": "C.UTF-8"}
    return pexpect.spawn(
        sys.executable, arguments, dimensions=(40, 100), encoding="utf-8", timeout=120, env=environment
    )


def ended(terminal: pexpect.spawn) -> tuple[str, int | None]:
    """What else it showed, without colours, and its exit code."""
    terminal.expect(pexpect.EOF)
    terminal.close()
    return CONTROLS.sub("", terminal.before), terminal.exitstatus


def test_do_json_lines_tell_all_of_a_run_and_nothing_else(hand_in: HandIn):
    course = hand_in(alice=hands_in_the_release, bob=None)
    done = unrolled("grade", "recurrence", "--json", "--course", course.folder, check=False)
    started, *graded, finished = objects(done.stdout)
    assert started["event"] == "started"
    assert started["waiting"] == ["alice", "bob"]
    students = {one["student"]: one for one in graded}
    assert students["alice"]["points"] == 0
    assert students["alice"]["maximum"] == full("recurrence")
    assert len(students["alice"]["entries"]) > 5
    assert students["bob"]["points"] is None
    assert "there is no recurrence.ipynb" in students["bob"]["remarks"][0]
    assert finished["event"] == "finished"
    assert (finished["graded"], finished["failed"], finished["scores"]) == (1, ["bob"], {"alice": 0})
    assert done.returncode == finished["exit_code"] == ExitCode.NOT_GRADED

    done = unrolled("grade", "recurrence", "--json", "--student", "alice", "--course", course.folder)
    started, finished = objects(done.stdout)
    assert (started["waiting"], started["unchanged"], finished["exit_code"]) == ([], ["alice"], ExitCode.DONE)


def test_does_a_machine_read_nothing_where_nothing_was_graded(tmp_path: Path):
    done = unrolled("grade", "recurrence", "--json", "--course", tmp_path, check=False)
    assert done.returncode == ExitCode.WRONG_USE
    assert done.stdout == ""
    assert "Release it first" in done.stderr


def test_does_a_quiet_run_name_only_who_has_no_grade(hand_in: HandIn):
    course = hand_in(bob=None)
    done = unrolled("grade", "recurrence", "--quiet", "--course", course.folder, check=False)
    assert done.returncode == ExitCode.NOT_GRADED
    assert done.stdout == "bob: not graded: there is no recurrence.ipynb\n"


def test_do_plain_lines_and_a_summary_say_what_changed_and_what_is_next(hand_in: HandIn):
    course = hand_in(alice=hands_in_the_release, bob=None)
    done = unrolled("grade", "recurrence", "--course", course.folder, check=False)
    assert "\x1b" not in done.stdout, "a log holds no control characters"
    assert re.search(r"^\d/2  alice  0 / ", done.stdout, re.MULTILINE)
    assert "1 graded, 1 without a grade." in done.stdout
    assert f"See to the remarks on bob, then grade them again: unrolled grade recurrence --course {course.folder}" in (
        done.stdout
    )
    assert str(course.feedback("<student>", "recurrence")) in done.stdout

    write_submission(course, "alice", perfect)
    done = unrolled("grade", "recurrence", "--student", "alice", "--course", course.folder)
    assert "alice changed: rnn_step 0 -> 3; " in done.stdout
    assert f"Next, the class report: unrolled report recurrence --course {course.folder}" in done.stdout


def test_does_a_dry_run_say_why_and_touch_nothing(hand_in: HandIn):
    course = hand_in(alice=hands_in_the_release, bob=hands_in_the_release, carol=None)
    untouched = contents(course.folder)
    asked = ("grade", "recurrence", "--dry-run", "--json", "--course", course.folder)
    assert {one["why"] for one in objects(unrolled(*asked).stdout)} == {"new"}
    assert contents(course.folder) == untouched

    unrolled("grade", "recurrence", "--course", course.folder, check=False)
    with (course.submitted("bob", "recurrence") / "recurrence.ipynb").open("a") as stream:
        stream.write("\n")
    untouched = contents(course.folder)
    told = {one["student"]: (one["grade"], one["why"]) for one in objects(unrolled(*asked).stdout)}
    assert told["alice"] == (False, "nothing changed since it was graded")
    assert told["bob"] == (True, "the submission changed")
    assert told["carol"] == (True, "never finished")
    assert "2 submissions of 3 would be graded" in unrolled(*asked[:3], *asked[4:]).stdout
    assert contents(course.folder) == untouched

    with (course.source("recurrence") / "recurrence.ipynb").open("a") as stream:
        stream.write("\n")
    told = {one["student"]: (one["grade"], one["why"]) for one in objects(unrolled(*asked).stdout)}
    assert told["alice"] == (True, "the release changed")


def test_does_a_terminal_show_who_is_in_work_and_how_far_the_class_is(hand_in: HandIn):
    course = hand_in(alice=hands_in_the_release, bob=None)
    terminal = in_a_terminal(course, "--jobs", "1")
    terminal.expect("alice.*in work")
    shown, code = ended(terminal)
    assert code == ExitCode.NOT_GRADED
    assert re.search(r"bob: not graded: there is no recurrence\.ipynb", shown)
    assert "recurrence: 2 students" in shown
    assert "1 graded, 1 without a grade." in shown


def test_is_finished_work_kept_when_a_run_is_interrupted(hand_in: HandIn):
    course = hand_in(alice=hands_in_the_release, bob=endless_loop, carol=hands_in_the_release)
    terminal = in_a_terminal(course, "--jobs", "2")
    terminal.expect("2/3")
    terminal.sendintr()
    shown, code = ended(terminal)
    assert code == ExitCode.INTERRUPTED
    assert "Traceback" not in shown
    assert f"to go on with the 1 left: unrolled grade recurrence --course {course.folder}" in shown
    for student in ("alice", "carol"):
        kept = Ledger.read(course.ledger(student, "recurrence"))
        assert kept is not None
        assert kept.entries
    again = unrolled("grade", "recurrence", "--dry-run", "--json", "--course", course.folder)
    assert [one["student"] for one in objects(again.stdout) if one["grade"]] == ["bob"]


def test_is_a_machine_without_a_sandbox_told_from_wrong_use(hand_in: HandIn, monkeypatch: pytest.MonkeyPatch):
    course = hand_in(alice=hands_in_the_release)
    hide_the_sandbox(course.folder.parent / "broken", monkeypatch)
    done = unrolled("grade", "recurrence", "--course", course.folder, check=False)
    assert done.returncode == ExitCode.UNFIT_MACHINE
    assert "Nothing was graded." in done.stderr
    assert not course.ledger("alice", "recurrence").exists()


def test_are_all_exit_codes_in_the_help():
    shown = " ".join(unrolled("grade", "--help").stdout.split())
    for code in ExitCode:
        assert f"{code.value}: {code.meaning}" in shown
