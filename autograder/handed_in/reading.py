"""What a run reads: the release of an assignment, once, and each submission as its turn comes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.course import Course
from autograder.gradebook.deadlines import deadlines
from autograder.grading.fingerprint import Fingerprints
from autograder.handed_in.files import files_in
from autograder.handed_in.gradable import why_not_gradable
from autograder.handed_in.release import Release, ReleasedCell
from autograder.handed_in.submission import Submission
from autograder.preprocessors.execute_in_sandbox import ExecuteInSandbox, seed_of

# What nbgrader_config.py may say of the steps that are taken at a desk.
AT_A_DESK = ("ClearMetadataPreprocessor", "HTMLExporter", "IgnorePattern", "LimitOutput", "NbConvertBase")
NOTEBOOKS = "*.ipynb"


def read_release(
    course: Course, directory: CourseDirectory, assignment: str, cells: tuple[ReleasedCell, ...]
) -> Release:
    """The release whose cells the gradebook keeps, with the files beside its notebook."""
    kept = Autograde(coursedir=directory, config=directory.config).exclude_overwriting.get(assignment, [])
    files = files_beside(course.source(assignment), directory)
    contents = {name: path.read_bytes() for name, path in files.items() if name not in kept}
    config = Config({name: directory.config[name] for name in AT_A_DESK if name in directory.config})
    return Release(assignment, cells, contents, config)


def read_submissions(
    course: Course, directory: CourseDirectory, assignment: str, students: Sequence[str], sandboxed: bool
) -> Iterator[Submission]:
    limits = ExecuteInSandbox(config=directory.config).limits
    fingerprints = Fingerprints(course, assignment, sandboxed)
    deadline = deadlines(course).get(assignment)

    def read(student: str, folder: Path, graded_from: str) -> Submission:
        notebook, timestamp = f"{assignment}.ipynb", directory.get_existing_timestamp(str(folder))
        return Submission(
            student,
            assignment,
            {notebook: folder / notebook, **files_beside(folder, directory)},
            seed_of(course, student),
            limits,
            sandboxed,
            timestamp,
            graded_from,
            deadline.share_lost_at(student, timestamp) if deadline else 0.0,
        )

    for student in students:
        graded_from = fingerprints.of(student)
        last = read(student, course.submitted(student, assignment), graded_from)
        earlier = course.attempts(student, assignment) if deadline and deadline.attempts == "best" else []
        gradable = [folder for folder in earlier if not why_not_gradable(folder, assignment)]
        yield replace(last, earlier=tuple(read(student, folder, graded_from) for folder in gradable))


def files_beside(folder: Path, directory: CourseDirectory) -> dict[str, Path]:
    """The files of an assignment but for its notebooks and what nbgrader is told to ignore."""
    return files_in(folder, [*directory.ignore, NOTEBOOKS])
