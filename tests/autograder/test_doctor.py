"""Does the doctor find what is wrong with machine and course folder, say how to mend it, and not fall ill itself?"""

import json
import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.course import Course
from autograder.doctor import SUBJECTS, environment, examine_and_show, folder, gradebook, machine
from autograder.doctor.finding import Finding
from autograder.grading.grade_class import only_run
from autograder.sample_class import perfect
from tests.autograder.conftest import HandIn, unrolled
from tests.autograder.machine import hide_the_sandbox
from tests.autograder.test_show import contents


def test_is_a_good_course_found_fit_and_left_as_it_is(hand_in: HandIn):
    course = hand_in(alice=perfect)
    untouched = contents(course.folder)
    done = unrolled("doctor", "--course", course.folder)
    assert "Fit to grade" in done.stdout
    assert contents(course.folder) == untouched


def test_is_each_finding_an_object_for_machines(tmp_path: Path):
    done = unrolled("doctor", "--json", "--course", tmp_path / "none", check=False)
    findings = {one["check"]: one for one in map(json.loads, done.stdout.splitlines())}
    assert set(findings) == {check.__name__ for checks in SUBJECTS.values() for check in checks}
    assert findings["is_there_a_course_folder"]["verdict"] == "warning"
    assert f"unrolled release --course {tmp_path / 'none'}" in findings["is_there_a_course_folder"]["remedy"]
    assert not (tmp_path / "none").exists()


def test_is_a_sandbox_that_does_not_work_a_reason_to_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    hide_the_sandbox(tmp_path / "broken", monkeypatch)
    done = unrolled("doctor", "--course", tmp_path, check=False)
    assert done.returncode == 1
    assert "no namespaces here" in done.stdout
    assert "to mend before grading" in done.stdout


def test_does_a_check_that_fails_not_end_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    def falls_ill(course: Course) -> Finding:
        raise ZeroDivisionError("a disease")

    monkeypatch.setitem(SUBJECTS, "Machine", [falls_ill])
    assert not examine_and_show(None, Course(tmp_path), as_json=True)  # type: ignore[arg-type]
    first, *others = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["verdict"], "a disease" in first["said"]) == ("broken", True)
    assert others


RUBBISH = b"\xff\x00 rubbish"


@pytest.mark.parametrize("checks", SUBJECTS.values(), ids=SUBJECTS)
def test_does_no_check_raise_on_a_folder_of_rubbish(tmp_path: Path, checks: list):
    course = Course(tmp_path)
    for name in ("gradebook.db", "nbgrader_config.py", "deadlines.toml", "source"):
        (tmp_path / name).write_bytes(RUBBISH)
    (tmp_path / "submitted" / "someone\xff" / "lstm").mkdir(parents=True)
    for check in checks:
        try:
            check(course)
        except what_python_says_of(RUBBISH):  # of nbgrader_config.py, which has its own finding
            assert checks is SUBJECTS["Gradebook"]


def what_python_says_of(program: bytes) -> type[Exception]:
    """A SyntaxError; before 3.11.4, of a null byte, a ValueError."""
    try:
        compile(program, "nbgrader_config.py", "exec")
    except Exception as problem:
        return type(problem)
    pytest.fail("it is a program")


# What is wrong with a machine.


def test_are_other_packages_than_the_locked_ones_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    lock = tmp_path / "requirements.txt"
    lock.write_text("numpy==1.0 \\\n    --hash=sha256:00\nno-such-package==1 ; sys_platform == 'win32' \\\n")
    monkeypatch.setattr(environment, "LOCK", lock)
    finding = environment.are_the_packages_as_locked(Course(tmp_path))
    assert finding.verdict == "warning"
    assert "numpy" in finding.said
    assert "instead of 1.0" in finding.said
    lock.write_text("no-such-package==1 \\\n    --hash=sha256:00\n")
    assert environment.are_the_packages_as_locked(Course(tmp_path)).said == "missing: no-such-package"


def test_is_a_clock_that_runs_behind_noticed(hand_in: HandIn):
    course = hand_in()
    assert machine.is_the_clock_right(course).verdict == "fine"
    os.utime(course.folder / "gradebook.db", (4e9, 4e9))
    assert machine.is_the_clock_right(course).verdict == "warning"


def test_is_a_folder_for_temporary_files_that_cannot_be_written_noticed(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    finding = machine.is_there_space_for_temporary_files(Course(tmp_path))
    assert (finding.verdict, "TMPDIR" in finding.remedy) == ("broken", True)


# What is wrong with a course folder.


def test_is_a_configuration_that_does_not_load_this_grader_noticed(hand_in: HandIn):
    course = hand_in()
    (course.folder / "nbgrader_config.py").write_text("c = get_config()\n")
    finding = folder.does_nbgrader_use_this_grader(course)
    assert finding.verdict == "broken"
    assert "load_subconfig(" in finding.remedy
    (course.folder / "nbgrader_config.py").write_text("c = get_config(\n")
    assert "SyntaxError" in folder.does_nbgrader_use_this_grader(course).said


def test_is_a_release_that_is_old_or_missing_named(hand_in: HandIn):
    course = hand_in()
    assert folder.are_the_releases_fresh(course).verdict == "fine"
    (course.source("recurrence") / "unrolled" / "__init__.py").write_text("")
    finding = folder.are_the_releases_fresh(course)
    assert (finding.verdict, f"unrolled release recurrence --course {course.folder}") == ("warning", finding.remedy)
    shutil.rmtree(course.release("recurrence"))
    assert folder.are_the_releases_fresh(course).verdict == "broken"


def test_is_a_submission_of_no_assignment_named_with_the_one_that_is_meant(hand_in: HandIn):
    course = hand_in(alice=perfect)
    course.submitted("bob", "Recurrence").mkdir(parents=True)
    finding = folder.are_the_submissions_of_known_assignments(course)
    assert finding.verdict == "warning"
    assert "submitted/bob/Recurrence" in finding.said
    assert finding.remedy.endswith("submitted/bob/recurrence")


def test_is_a_student_who_is_not_on_the_class_list_named(hand_in: HandIn):
    course = hand_in(alise=perfect)
    assert gradebook.are_those_who_handed_in_on_the_class_list(course).verdict == "fine"
    with Gradebook(f"sqlite:///{course.folder}/gradebook.db") as book:
        book.add_student("alice", first_name="Alice")
    finding = gradebook.are_those_who_handed_in_on_the_class_list(course)
    assert (finding.verdict, finding.said) == ("warning", "not on it: alise")
    assert "(to alice?)" in finding.remedy


def test_is_an_extension_for_nobody_noticed(hand_in: HandIn):
    course = hand_in(alice=perfect)
    course.deadlines.write_text('[recurrence]\ndue = 2026-12-01T18:00:00Z\nextensions = { alise = "1 day" }\n')
    finding = folder.are_the_deadlines_understood(course)
    assert finding.verdict == "warning"
    assert "alise" in finding.said
    assert "(alice?)" in finding.remedy


def test_is_half_a_ledger_of_a_run_that_was_killed_named(hand_in: HandIn):
    course = hand_in(alice=perfect)
    half = course.ledger("alice", "recurrence").with_name(".alice.json.999999999")
    half.parent.mkdir(parents=True)
    half.touch()
    finding = folder.did_earlier_runs_clean_up(course)
    assert (finding.verdict, str(half) in finding.remedy) == ("warning", True)


def test_is_a_run_that_goes_on_noticed(hand_in: HandIn):
    course = hand_in()
    with only_run(course, "recurrence"):
        assert folder.is_nobody_grading_now(course).verdict == "warning"
    assert folder.is_nobody_grading_now(course).verdict == "fine"


# What is wrong with a gradebook.


def test_is_a_gradebook_of_another_nbgrader_named(hand_in: HandIn):
    course = hand_in()
    with sqlite3.connect(course.folder / "gradebook.db") as database:
        database.execute("UPDATE alembic_version SET version_num = 'b6d005d67074'")
    finding = gradebook.is_the_schema_of_the_gradebook_current(course)
    assert finding.verdict == "broken"
    assert "nbgrader db upgrade" in finding.remedy


def test_is_a_gradebook_that_another_program_holds_named(hand_in: HandIn):
    course = hand_in()
    other = sqlite3.connect(course.folder / "gradebook.db")
    other.execute("BEGIN IMMEDIATE")
    assert "locked" in gradebook.can_the_gradebook_be_written(course).said
    other.rollback()
    other.close()
    assert gradebook.can_the_gradebook_be_written(course).verdict == "fine"


def test_is_a_damaged_gradebook_named(hand_in: HandIn):
    course = hand_in()
    (course.folder / "gradebook.db").write_bytes(b"no database" * 1000)
    assert gradebook.can_the_gradebook_be_read(course).verdict == "broken"


def test_is_no_password_of_a_database_server_shown(hand_in: HandIn):
    course = hand_in()
    with (course.folder / "nbgrader_config.py").open("a") as config:
        config.write("c.CourseDirectory.db_url = 'postgresql+psycopg://grader:hush@127.0.0.1:1/grades'\n")
    finding = gradebook.can_the_gradebook_be_read(course)
    assert finding.verdict == "broken"
    assert "grader:***@127.0.0.1" in finding.said
    assert "hush" not in finding.said + finding.remedy
