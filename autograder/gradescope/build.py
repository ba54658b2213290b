"""The archive that is uploaded: the grader, one released assignment, and the two scripts that Gradescope starts."""

import secrets
import shutil
import tempfile
from pathlib import Path

from autograder.course import REPOSITORY, Course
from autograder.errors import UserError
from autograder.nbgrader_api import run_nbgrader

PACKAGES = ("autograder", "solutions", "unrolled")
# The sandbox hides the folder that holds pyproject.toml.
FILES = ("requirements.txt", "pyproject.toml", "LICENSE")
SCRIPTS = ("setup.sh", "run_autograder")
# What an autograder needs of a course folder; the gradebook knows the assignment and no student.
COURSE = "gradescope_course"
OF_THE_COURSE = ("source", "gradebook.db", "secret")


def build(course: Course, assignment: str, path: Path) -> Path:
    """Write the archive to that path; UserError where the assignment has not been released."""
    if not course.source(assignment).exists():
        raise UserError(
            f"{assignment} has not been released in {course.folder}. "
            f"Release it first: unrolled release {assignment} --course {course.folder}"
        )
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary, "autograder")
        for name in PACKAGES:
            shutil.copytree(REPOSITORY / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in FILES:
            shutil.copy(REPOSITORY / name, root / name)
        for name in SCRIPTS:
            shutil.copy(Path(__file__).with_name(name), root / name)
        (root / "assignment").write_text(assignment)
        _write_course(Course(Path(temporary, "course")), course, assignment, root / COURSE)
        path.parent.mkdir(parents=True, exist_ok=True)
        # Under another name first: an archive that was not finished would be uploaded all the same.
        made = Path(shutil.make_archive(str(Path(temporary, "made")), "zip", root))
        shutil.copy(made, path.with_name(f".{path.name}"))
        path.with_name(f".{path.name}").replace(path)
    return path


def _write_course(fresh: Course, course: Course, assignment: str, folder: Path) -> None:
    """A course folder with this one assignment as it was released, and hidden cases of its own."""
    shutil.copytree(course.source(assignment), fresh.source(assignment))
    run_nbgrader(fresh, "generate_assignment", assignment)
    (fresh.folder / "secret").write_text(secrets.token_hex())
    folder.mkdir()
    for name in OF_THE_COURSE:
        place = fresh.folder / name
        shutil.copytree(place, folder / name) if place.is_dir() else shutil.copy(place, folder / name)
