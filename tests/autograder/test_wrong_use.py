"""Does the command say what is wrong, and what to do, without a traceback?"""

from pathlib import Path

import pytest

from autograder.course import Course, assignments
from autograder.grading.grade_class import only_run, to_grade
from autograder.grading.ledger import Ledger
from tests.autograder.conftest import unrolled


def said(*arguments: object) -> str:
    """What the command says when it fails, on one line."""
    done = unrolled(*arguments, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stdout + done.stderr
    return " ".join((done.stdout + done.stderr).split())


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("grade", "nothing"), f"There is no assignment 'nothing'. There are: {', '.join(assignments())}."),
        (("grade", "recurrence"), "Release it first: unrolled release recurrence --course"),
        (("report", "recurrence"), "Grade it first: unrolled grade recurrence --course"),
        (("sample-class", "recurrence"), "Release it first"),
    ],
)
def test_is_it_said_what_comes_first(tmp_path: Path, arguments: tuple, answer: str):
    assert answer in said(*arguments, "--course", tmp_path)


def test_is_a_student_who_handed_in_nothing_named(tmp_path: Path):
    Course(tmp_path).source("recurrence").mkdir(parents=True)
    answer = said("grade", "recurrence", "--student", "nobody", "--course", tmp_path)
    assert "Nothing was handed in by nobody: notebooks belong in" in answer


def test_is_a_folder_that_cannot_be_written_named(tmp_path: Path):
    (tmp_path / "file").touch()
    assert "file is a file. A course needs a folder" in said("release", "recurrence", "--course", tmp_path / "file")


@pytest.mark.parametrize(
    ("content", "answer"), [("hello", "line 1 is not JSON"), ('{"nbformat": 4, "cells": []}', "no check cell")]
)
def test_is_what_cannot_be_checked_named(tmp_path: Path, content: str, answer: str):
    (tmp_path / "n.ipynb").write_text(content)
    assert answer in said("check", tmp_path / "n.ipynb")


def test_does_a_second_run_on_the_same_course_step_back(tmp_path: Path):
    course = Course(tmp_path)
    course.source("recurrence").mkdir(parents=True)
    course.submitted("someone", "recurrence").mkdir(parents=True)
    with only_run(course, "recurrence"):
        assert "by another run: wait for it" in said("grade", "recurrence", "--course", tmp_path)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"student": "someone"}', '{"entries": [5]}', '{"entries": [{}]}'])
def test_is_a_student_graded_anew_whose_ledger_cannot_be_read(tmp_path: Path, content: str):
    course = Course(tmp_path)
    course.submitted("someone", "recurrence").mkdir(parents=True)
    path = course.ledger("someone", "recurrence")
    path.parent.mkdir(parents=True)
    path.write_text(content)
    assert Ledger.read(path) is None
    assert to_grade(course, "recurrence", ["someone"], sandboxed=True) == ["someone"]
