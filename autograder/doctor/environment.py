"""Is the Python environment the one that the course was tested with?"""

import platform
import re
import shutil
import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from autograder.course import REPOSITORY, Course
from autograder.doctor.finding import Finding, broken, fine, warning
from autograder.show.words import some

LOCK = REPOSITORY / "requirements.txt"
INSTALL = f"{sys.executable} -m pip install --require-hashes -r {LOCK}"
PINNED = re.compile(r"^[\w.\[\]-]+==.*?(?= \\|$)", re.MULTILINE)


def is_the_interpreter_supported(course: Course) -> Finding:
    """By what the package itself says."""
    here = platform.python_version()
    wanted = metadata.metadata("unrolled")["Requires-Python"]
    if Requirement(f"python{wanted}").specifier.contains(here, prereleases=True):
        return fine(f"Python {here}")
    return broken(f"Python {here}, the course needs {wanted}", "make an environment with such a Python: see README.md")


def are_the_packages_as_locked(course: Course) -> Finding:
    """Each version as in requirements.txt, where that file is there."""
    if not LOCK.exists():
        return fine("there is no requirements.txt to compare with")
    wanted = [Requirement(line) for line in PINNED.findall(LOCK.read_text())]
    needed = [one for one in wanted if one.marker is None or one.marker.evaluate()]
    missing = [one.name for one in needed if _installed(one.name) is None]
    if missing:
        return broken(f"missing: {some(missing)}", INSTALL)
    other = [
        f"{one.name} {installed} instead of {str(one.specifier).removeprefix('==')}"
        for one in needed
        if (installed := _installed(one.name)) and not one.specifier.contains(installed, prereleases=True)
    ]
    if other:
        return warning(some(other), INSTALL)
    return fine(f"all {len(needed)}")


def is_the_database_upgrader_found(course: Course) -> Finding:
    """nbgrader calls alembic by its name, when it makes a gradebook."""
    beside = Path(sys.executable).parent / "alembic"
    if beside.exists() or shutil.which("alembic"):
        return fine("alembic is there")
    return broken(f"there is no alembic beside {sys.executable}", INSTALL)


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
