"""A course folder in which a class, the sample class and some who try more, has been graded once for all tests."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.api import MissingEntry as NoGrade

from autograder.course import Course
from autograder.grading.ledger import Entry, Ledger
from autograder.sample_class import submission
from tests.submissions import corpus
from tests.submissions import released as released_notebook

# Long enough for an honest answer on a busy machine, short enough for a test to wait out an endless loop.
QUICK = "c = get_config()\nc.ExecuteInSandbox.seconds_per_cell = 20\n"
HandIn = Callable[..., Course]


def unrolled(*arguments: object, check: bool = True) -> subprocess.CompletedProcess:
    """Run the command as an instructor would."""
    command = [sys.executable, "-m", "autograder", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


@dataclass
class GradedClass:
    """What the gradebook, the ledger and the autograded notebooks say of a class."""

    course: Course
    assignment: str
    printed: str

    def ledger(self, student: str) -> Ledger:
        ledger = Ledger.read(self.course.ledger(student, self.assignment))
        assert ledger is not None, f"{student} has no ledger"
        return ledger

    def entry(self, student: str, exercise: str) -> Entry:
        return next(entry for entry in self.ledger(student).entries if entry.name == exercise)

    def points(self, student: str, exercise: str) -> float:
        """What nbgrader's gradebook holds: this is the grade."""
        with Gradebook(f"sqlite:///{self.course.folder}/gradebook.db") as gradebook:
            try:
                grade = gradebook.find_grade(f"check_{exercise}", self.assignment, self.assignment, student)
            except NoGrade:
                pytest.fail(f"{student} has no grade for {exercise}")
            assert grade.auto_score is not None
            return grade.auto_score

    def total(self, student: str) -> float:
        return sum(self.points(student, entry.name) for entry in self.ledger(student).entries)

    def notebook(self, student: str) -> nbformat.NotebookNode:
        folder = self.course.folder / "autograded" / student / self.assignment
        return nbformat.read(folder / f"{self.assignment}.ipynb", as_version=4)

    def printed_by(self, student: str) -> str:
        """All that the notebook's cells put out."""
        outputs = [output for cell in self.notebook(student).cells for output in cell.get("outputs", [])]
        return "\n".join(output.get("text", "") + str(output.get("data", "")) for output in outputs)


def released(course: Course, assignment: str) -> Course:
    """The same course with an assignment released in it, and little patience."""
    unrolled("release", assignment, "--course", course.folder)
    config = course.folder / "nbgrader_config.py"
    config.write_text(config.read_text() + QUICK)
    return course


# Of the corpus, those of whom more is asked than their score.
ASKED_MORE = (
    "acts_on_the_page",
    "answers_the_examiner_itself",
    "looks_for_the_checks",
    "overwhelms_the_examiner",
    "raises_what_cannot_be_shown",
)


def hand_in_extra(course: Course, assignment: str) -> None:
    """Hand in some of `tests.submissions`, with all of their demonstrations."""
    for one in corpus():
        if one.name in ASKED_MORE:
            one.hand_in(course, assignment, released_notebook(course, assignment))


def write_submission(course: Course, student: str, what: ModuleType) -> None:
    """Hand in, for recurrence, what a member of the sample class does, under any student's name."""
    release = nbformat.read(course.release("recurrence") / "recurrence.ipynb", as_version=4)
    folder = course.submitted(student, "recurrence")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "recurrence.ipynb").write_bytes(submission(what, release, "recurrence"))


@pytest.fixture(scope="session")
def empty_course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course in which recurrence is released, and nobody has handed in yet: to be copied, not to be changed."""
    return released(Course(tmp_path_factory.mktemp("empty")), "recurrence")


@pytest.fixture
def hand_in(empty_course: Course, tmp_path: Path) -> HandIn:
    """Makes a course of these students: each a module of the sample class, or None for a folder without a notebook."""

    def make(**students: ModuleType | None) -> Course:
        course = Course(tmp_path / "course")
        shutil.copytree(empty_course.folder, course.folder)
        for name, student in students.items():
            course.submitted(name, "recurrence").mkdir(parents=True)
            if student:
                write_submission(course, name, student)
        return course

    return make


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], GradedClass]:
    """The graded class of an assignment, graded when it is first asked for."""
    classes: dict[str, GradedClass] = {}

    def grade(assignment: str) -> GradedClass:
        if assignment not in classes:
            course = released(Course(tmp_path_factory.mktemp("course")), assignment)
            unrolled("sample-class", assignment, "--course", course.folder)
            if assignment == "recurrence":
                hand_in_extra(course, assignment)
            done = unrolled("grade", assignment, "--course", course.folder)
            classes[assignment] = GradedClass(course, assignment, done.stdout)
        return classes[assignment]

    return grade


@pytest.fixture
def recurrence(graded: Callable[[str], GradedClass]) -> GradedClass:
    """The class that handed in the NumPy assignment."""
    return graded("recurrence")


@pytest.fixture
def lstm(graded: Callable[[str], GradedClass]) -> GradedClass:
    """The class that handed in the TensorFlow assignment."""
    return graded("lstm")
