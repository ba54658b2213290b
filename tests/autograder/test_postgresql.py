"""Does a class get the same grades where the gradebook is a PostgreSQL server?"""

import importlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder import sample_class
from autograder.course import Course
from autograder.nbgrader_api import COURSE_CONFIG
from tests.autograder.conftest import released, unrolled
from tests.autograder.postgresql import PostgreSQL, installed

CLASS = ("perfect", "not_a_notebook", "wrong_and_patches_numpy_testing")


@pytest.fixture(scope="module")
def server() -> Iterator[PostgreSQL]:
    server = PostgreSQL(installed())
    yield server
    server.remove()


def course_in(folder: Path, url: str) -> Course:
    """A course whose gradebook is that database; `recurrence` is released, and was handed in by a few."""
    course = Course.at(folder)
    folder.mkdir(exist_ok=True)
    (folder / "nbgrader_config.py").write_text(COURSE_CONFIG + f"c = get_config()\nc.CourseDirectory.db_url = {url!r}\n")
    hand_in(released(course, "recurrence"), "recurrence", CLASS)
    return course


def hand_in(course: Course, assignment: str, class_: tuple[str, ...]) -> None:
    """Submissions of the sample class."""
    release = course.release(assignment) / f"{assignment}.ipynb"
    for name in class_:
        student = importlib.import_module(f"{sample_class.__name__}.{name}")
        folder = course.submitted(name, assignment)
        folder.mkdir(parents=True)
        notebook = sample_class.submission(student, nbformat.read(release, as_version=4), assignment)
        (folder / f"{assignment}.ipynb").write_bytes(notebook)


def rows(url: str) -> list[Any]:
    """All that the gradebook holds of submissions, but for the identifiers that are drawn at random."""
    with Gradebook(url) as gradebook:
        found = []
        for one in sorted(gradebook.students, key=lambda student: student.id):
            for submission in sorted(one.submissions, key=lambda submission: submission.assignment.name):
                for notebook in submission.notebooks:
                    found.append([one.id, submission.assignment.name, submission.timestamp, notebook.name, notebook.flagged, notebook.late_submission_penalty])
                    found += sorted([grade.name, grade.auto_score, grade.manual_score, grade.needs_manual_grade, grade.extra_credit] for grade in notebook.grades)
                    found += sorted([comment.name, comment.auto_comment, comment.manual_comment] for comment in notebook.comments)
    return found


def test_has_the_gradebook_the_same_rows_as_with_sqlite(server: PostgreSQL, tmp_path: Path):
    urls = [f"sqlite:///{tmp_path}/gradebook.db", server.database("same_rows")]
    for name, url in zip(("sqlite", "postgresql"), urls, strict=True):
        course = course_in(tmp_path / name, url)
        unrolled("grade", "recurrence", "--course", course.folder)
    sqlite, postgresql = map(rows, urls)
    assert len(sqlite) > 3 * 11
    assert postgresql == sqlite
    assert not (tmp_path / "postgresql" / "gradebook.db").exists()
