"""What does a student receive, and is it enough, and not too much?"""

import ast
import importlib
import inspect
import shutil
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.course import Course, assignments
from autograder.errors import UserError
from autograder.exercise import Exercise, exercises
from autograder.preprocessors.write_out_imports import WriteOutImports
from autograder.release import make
from autograder.release.make import release_if_changed
from autograder.release.source import exercise_notebook
from autograder.release.visible import VISIBLE_SEED
from autograder.release.written_out import source
from autograder.sample_class import perfect, submission
from tests.autograder.conftest import unrolled
from unrolled import trees

ALL = [(assignment, exercise) for assignment in assignments() for exercise in exercises(assignment).values()]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with every assignment released."""
    course = Course(tmp_path_factory.mktemp("released"))
    unrolled("release", "--course", course.folder)
    return course


def released_notebook(course: Course, assignment: str) -> nbformat.NotebookNode:
    return nbformat.read(course.release(assignment) / f"{assignment}.ipynb", as_version=4)


def name(value: object) -> str | None:
    return value.name if isinstance(value, Exercise) else None


def lines_that_solve(exercise: Exercise) -> set[str]:
    """The lines of a reference's body that are long enough to be nobody else's."""
    body = source(inspect.unwrap(exercise.function), docstring=False).splitlines()[1:]
    return {line.strip() for line in body if len(line.strip()) > 40}


@pytest.mark.parametrize(("assignment", "exercise"), ALL, ids=name)
def test_is_no_line_of_a_solution_in_the_release(course: Course, assignment: str, exercise: Exercise):
    given = inspect.getsource(exercise.given) if exercise.given else ""
    for path in course.release(assignment).rglob("*"):
        text = path.read_bytes().decode("latin-1") if path.is_file() else ""
        assert not [line for line in lines_that_solve(exercise) if line in text and line not in given], path


@pytest.mark.parametrize("assignment", assignments())
def test_does_the_release_run_without_the_course(course: Course, assignment: str):
    for cell in released_notebook(course, assignment).cells:
        if cell.cell_type == "code":
            names = {node.module for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.ImportFrom)}
            assert not {str(module).split(".")[0] for module in names} & {"solutions", "autograder"}, cell.source


@pytest.mark.parametrize(("assignment", "exercise"), ALL, ids=name)
def test_does_the_stub_hold_signature_and_specification(course: Course, assignment: str, exercise: Exercise):
    cells = {
        cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in released_notebook(course, assignment).cells
    }
    (stub,) = ast.parse(cells[exercise.name].source).body
    assert isinstance(stub, ast.FunctionDef)
    assert [argument.arg for argument in stub.args.args] == list(inspect.signature(exercise.function).parameters)
    assert ast.get_docstring(stub) == inspect.getdoc(exercise.function)
    assert cells[f"check_{exercise.name}"].metadata.nbgrader.points == exercise.points


def test_are_visible_cases_others_than_a_students(course: Course):
    with (course.release("lstm") / "unrolled" / "visible_cases.bin").open("rb") as stream:
        visible = trees.read(stream)["lstm_step"]["cases"]
    hidden = exercises("lstm")["lstm_step"].cases("a secret and a student")
    first, other = visible[0]["arguments"][0], hidden[0].arguments[0]
    assert first.shape == other.shape
    assert (first != other).all()
    assert VISIBLE_SEED != "a secret and a student"


@pytest.mark.parametrize("assignment", assignments())
def test_does_check_accept_a_perfect_notebook_on_a_students_machine(course: Course, assignment: str, tmp_path: Path):
    student = hand_in(course, assignment, perfect, tmp_path)
    done = unrolled("check", student)
    assert f"{len(exercises(assignment))} of {len(exercises(assignment))} visible checks passed" in done.stdout


def test_does_check_name_the_mistake_and_what_passes(course: Course, tmp_path: Path):
    forgetful = importlib.import_module("autograder.sample_class.forgot_the_forget_bias")
    done = unrolled("check", hand_in(course, "lstm", forgetful, tmp_path), check=False)
    assert done.returncode == 1
    assert "failed  lstm_step" in done.stdout
    assert "passed  lstm_to_keras" in done.stdout


def hand_in(course: Course, assignment: str, student: object, folder: Path) -> Path:
    """A student's working copy of a release, filled in."""
    path = folder / f"{assignment}.ipynb"
    path.write_bytes(submission(student, released_notebook(course, assignment), assignment))  # type: ignore[arg-type]
    shutil.copytree(course.release(assignment) / "unrolled", folder / "unrolled")
    return path


def test_is_nothing_released_anew_where_nothing_changed(course: Course):
    assert not release_if_changed(course, "recurrence")
    chapter = course.source("recurrence") / "recurrence.ipynb"
    chapter.write_text(chapter.read_text().replace("tanh", "sinh"))
    assert release_if_changed(course, "recurrence")


def test_is_an_import_refused_that_would_hand_out_a_solution():
    cell = nbformat.v4.new_code_cell("from solutions.lstm import lstm_step")
    with pytest.raises(ValueError, match="would hand out the solution of lstm_step"):
        WriteOutImports().preprocess_cell(cell, {}, 0)


def test_does_a_helper_that_is_written_out_leave_the_students_own_answers_to_them():
    cell = nbformat.v4.new_code_cell("from solutions.recurrence import BasicRNNCell")
    written, _ = WriteOutImports().preprocess_cell(cell, {}, 0)
    assert "class Cell:" in written.source
    assert "class BasicRNNCell(Cell):" in written.source
    assert "def rnn_step(" not in written.source
    ast.parse(written.source)


def test_is_an_assignment_that_was_handed_in_kept_where_its_exercises_have_changed(course: Course, monkeypatch):
    def contents() -> dict[Path, bytes]:
        folders = course.source("lstm"), course.release("lstm")
        return {path: path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}

    def without_the_last_cell(chapter: str) -> nbformat.NotebookNode:
        notebook = exercise_notebook(chapter)
        notebook.cells.pop()
        return notebook

    before = contents()
    with Gradebook(f"sqlite:///{course.folder}/gradebook.db") as gradebook:
        gradebook.add_student("somebody")
        gradebook.add_submission("lstm", "somebody")
    monkeypatch.setattr(make, "exercise_notebook", without_the_last_cell)
    with pytest.raises(UserError, match="students have handed in the old ones"):
        make.release(course, "lstm")
    assert contents() == before
