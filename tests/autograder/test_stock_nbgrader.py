"""Does the course folder stay an nbgrader course, for its own commands and its formgrader?"""

import csv
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import nbformat
import pytest
from bs4 import BeautifulSoup

from autograder.course import Course
from autograder.sample_class import submission
from tests.autograder.conftest import released, unrolled
from tests.autograder.test_grading import full
from tests.submissions.hostile import acts_on_the_page

BIN = Path(sys.executable).parent


def run(course: Course, *command: str) -> str:
    """Run a stock command in the course folder, as its documentation says."""
    done = subprocess.run(
        [BIN / command[0], *command[1:]], cwd=course.folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with three submissions, graded and given feedback by nothing but nbgrader's own commands."""
    course = released(Course(tmp_path_factory.mktemp("stock")), "recurrence")
    unrolled("sample-class", "recurrence", "--course", course.folder)
    run(course, "nbgrader", "generate_assignment", "recurrence", "--force")
    release = nbformat.read(course.release("recurrence") / "recurrence.ipynb", as_version=4)
    folder = course.submitted("acts_on_the_page", "recurrence")
    folder.mkdir(parents=True)
    (folder / "recurrence.ipynb").write_bytes(submission(acts_on_the_page, release, "recurrence"))
    for student in ("acts_on_the_page", "noisy_but_right", "wrong_and_patches_numpy_testing"):
        run(course, "nbgrader", "autograde", "recurrence", "--student", student)
        run(course, "nbgrader", "generate_feedback", "recurrence", "--student", student)
    return course


def test_does_generate_assignment_write_stubs(course: Course):
    notebook = nbformat.read(course.release("recurrence") / "recurrence.ipynb", as_version=4)
    (cell,) = (cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "rnn_step")
    assert cell.source.startswith("def rnn_step(x, h_prev, kernel, bias):")
    assert cell.source.endswith("raise NotImplementedError()")


def test_do_autograde_and_export_give_the_grades_that_were_earned(course: Course):
    run(course, "nbgrader", "export")
    with (course.folder / "grades.csv").open() as stream:
        scores = {row["student_id"]: float(row["raw_score"]) for row in csv.DictReader(stream)}
    assert scores["noisy_but_right"] == full("recurrence")
    assert 0 < scores["wrong_and_patches_numpy_testing"] < full("recurrence")


def test_does_generate_feedback_show_the_verdicts(course: Course):
    page = (course.feedback("wrong_and_patches_numpy_testing", "recurrence") / "recurrence.html").read_text()
    assert "rnn_step: 0 of 3 points" in page


@pytest.fixture
def formgrader(course: Course) -> Iterator[str]:
    """The address of a Jupyter server with the formgrader, on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--allow-root", "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--IdentityProvider.token="]
    extension = "--ServerApp.jpserver_extensions=nbgrader.server_extensions.formgrader=True"
    with subprocess.Popen(
        [BIN / "jupyter", "server", *options, extension], cwd=course.folder, stderr=subprocess.DEVNULL
    ) as server:
        try:
            address = f"http://127.0.0.1:{port}/formgrader"
            for _ in range(300):
                try:
                    with urlopen(f"{address}/api/assignments", timeout=10):
                        break
                except URLError:
                    assert server.poll() is None, "the server ended"
                    time.sleep(0.1)
            yield address
        finally:
            server.terminate()


def test_does_the_formgrader_list_what_awaits_a_person(formgrader: str):
    with urlopen(f"{formgrader}/api/submissions/recurrence", timeout=30) as answer:
        submissions = {one["student"]: one for one in json.load(answer)}
    assert submissions["noisy_but_right"]["code_score"] == full("recurrence")
    assert submissions["acts_on_the_page"]["needs_manual_grade"], "a written answer waits to be graded"


def test_does_the_formgrader_run_no_script_of_a_student(formgrader: str):
    with urlopen(f"{formgrader}/api/submitted_notebooks/recurrence/recurrence", timeout=30) as answer:
        (notebook,) = (one["id"] for one in json.load(answer) if one["student"] == "acts_on_the_page")
    with urlopen(f"{formgrader}/submissions/{notebook}", timeout=60) as answer:
        page = BeautifulSoup(answer.read(), "html.parser")
    assert page.find(string=re.compile("alert")), "the scripts can be read"
    assert not [script for script in page.find_all("script") if "alert('ran')" in script.text]
    assert not [tag for tag in page.find_all() if tag.get("onerror") or tag.get("onload")]
