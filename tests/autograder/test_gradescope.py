"""Does the archive for Gradescope grade, in folders laid out as there, as the course does at home?"""

import importlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

from autograder.course import Course
from autograder.errors import UserError
from autograder.exercise import exercises
from autograder.gradescope import run
from autograder.gradescope.build import build
from autograder.release.make import release
from autograder.sample_class import submission
from autograder.sandbox import Sandbox, SandboxUnavailable
from tests.autograder.test_grading import full


class Container:
    """Gradescope's folders, with the archive unpacked; the packages are this environment's, in place of setup.sh's."""

    def __init__(self, root: Path, archive: Path, release: Path) -> None:
        self.root, self.release = root, release
        with zipfile.ZipFile(archive) as files:
            for entry in files.infolist():
                path = Path(files.extract(entry, root / "source"))
                path.chmod(entry.external_attr >> 16)
        self.submission = root / "submission"

    def hand_in(self, student: str, name: str = "recurrence.ipynb") -> None:
        self.submission.mkdir()
        module = importlib.import_module(f"autograder.sample_class.{student}")
        released = nbformat.read(self.release, as_version=4)
        (self.submission / name).write_bytes(submission(module, released, "recurrence"))
        (self.root / "submission_metadata.json").write_text(json.dumps({"users": [{"id": 7, "name": "Ada"}]}))

    def run(self) -> dict:
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        done = subprocess.run(
            [self.root / "source" / "run_autograder"],
            cwd=self.root,
            env=environment | {"AUTOGRADER_ROOT": str(self.root), "AUTOGRADER_PYTHON": sys.executable},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads((self.root / "results" / "results.json").read_text())


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with an assignment released and its archive built."""
    course = Course(tmp_path_factory.mktemp("course"))
    release(course, "recurrence")
    build(course, "recurrence", course.folder / "gradescope" / "recurrence.zip")
    return course


@pytest.fixture
def container(course: Course, tmp_path: Path) -> Container:
    archive = course.folder / "gradescope" / "recurrence.zip"
    return Container(tmp_path / "autograder", archive, course.release("recurrence") / "recurrence.ipynb")


def test_does_a_perfect_notebook_get_all_points(container: Container):
    container.hand_in("perfect")
    results = container.run()
    assert results["score"] == full("recurrence") == sum(test["max_score"] for test in results["tests"])
    assert [test["name"] for test in results["tests"]] == list(exercises("recurrence"))
    assert {test["status"] for test in results["tests"]} == {"passed"}
    assert results["stdout_visibility"] == "hidden"


def test_does_a_wrong_notebook_get_fewer_and_the_sentence_of_its_mistake(container: Container):
    container.hand_in("reads_the_last_output_of_padded_rows", "recurrence (1).ipynb")
    results = container.run()
    assert 0 < results["score"] < full("recurrence")
    (wrong,) = (test for test in results["tests"] if test["name"] == "last_output")
    assert wrong["score"] == 0
    (mistake,) = (one for one in exercises("recurrence")["last_output"].mistakes if one.__name__ == "last_column_read")
    assert " ".join(mistake.__doc__.split()) in " ".join(wrong["output"].split())


def test_is_it_said_to_the_instructor_alone_that_a_container_allows_no_sandbox(
    container: Container, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture
):
    def find() -> Sandbox:
        raise SandboxUnavailable("user namespaces are forbidden here")

    monkeypatch.setattr(run, "find", find)
    container.hand_in("hands_in_the_release")
    results = run.grade(container.root / "source", container.submission, "student-7")
    assert len(results["tests"]) == len(exercises("recurrence"))
    assert "sandbox" not in results["output"]
    assert run.UNPROTECTED in capfd.readouterr().out


def test_is_a_submission_without_a_notebook_told_what_is_missing(container: Container):
    container.submission.mkdir()
    (container.submission / "essay.txt").write_text("words")
    results = run.grade(container.root / "source", container.submission, "student-7")
    assert results["score"] == 0
    assert "there is no notebook recurrence.ipynb, only essay.txt" in results["output"]


def test_does_the_archive_install_from_the_lock_and_name_no_registry(container: Container):
    source = container.root / "source"
    assert "--require-hashes -r requirements.txt" in (source / "setup.sh").read_text()
    assert os.access(source / "setup.sh", os.X_OK)
    for name in ("setup.sh", "run_autograder", "requirements.txt"):
        assert "://" not in (source / name).read_text()


def test_does_the_archive_know_no_student_and_not_what_the_course_draws_from(course: Course, container: Container):
    (course.folder / "secret").write_text("the course's own")
    assert not (container.root / "source" / "gradescope_course" / "submitted").exists()
    assert (container.root / "source" / "gradescope_course" / "secret").read_text() != "the course's own"


def test_is_an_assignment_released_before_its_archive_is_built(tmp_path: Path):
    with pytest.raises(UserError, match="Release it first"):
        build(Course(tmp_path), "recurrence", tmp_path / "recurrence.zip")
