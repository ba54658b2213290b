"""Is the machine fit to grade?"""

import getpass
import locale
import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import psutil

from autograder import sandbox
from autograder.course import REPOSITORY, Course
from autograder.doctor.finding import Finding, broken, fine, warning
from autograder.sandbox import bubblewrap
from autograder.sandbox.limits import DEFAULT

GIB = 2**30
FOR_EACH_NOTEBOOK = 1.5 * GIB  # what a notebook with TensorFlow uses, with room to spare
LEAST_SPACE = 2 * GIB


def does_the_sandbox_work(course: Course) -> Finding:
    """As this user: a Python is run in it."""
    try:
        sandbox.find()
    except sandbox.SandboxUnavailable as problem:
        return broken(f"not for {getpass.getuser()}", str(problem))
    return fine(f"yes, for {getpass.getuser()}: {', '.join(map(str, bubblewrap.installed()))}")


def are_user_namespaces_allowed(course: Course) -> Finding:
    forbidding = bubblewrap.forbidding_settings()
    if not forbidding:
        return fine("yes")
    commands = "; ".join(f"sysctl -w {setting}" for setting in forbidding)
    if os.geteuid() == 0:
        return warning("for root only", f"to grade as another user: {commands}")
    return broken("no, the system forbids them", f"as root: {commands}")


def is_there_enough_memory(course: Course) -> Finding:
    """For one notebook up to its limit."""
    available = _available_memory()
    said = f"{available / GIB:.1f} GiB available, a notebook may use up to {DEFAULT.memory_bytes / GIB:.0f}"
    if available < FOR_EACH_NOTEBOOK:
        return broken(said, "close other programs, or grade on a machine with more memory")
    if available < DEFAULT.memory_bytes:
        setting = f"c.ExecuteInSandbox.memory_gib in {course.folder / 'nbgrader_config.py'}"
        return warning(said, f"the system may end a large notebook: allow it less, by {setting}")
    return fine(said)


def how_many_notebooks_at_a_time(course: Course) -> Finding:
    """As many as there are cores, unless their memory does not suffice."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    jobs = max(1, min(cores, int(_available_memory() / FOR_EACH_NOTEBOOK)))
    return fine(f"{cores} cores: unrolled grade --jobs {jobs}")


def is_there_space_for_the_course(course: Course) -> Finding:
    return _space(next(path for path in (course.folder, *course.folder.parents) if path.exists()))


def is_there_space_for_temporary_files(course: Course) -> Finding:
    folder = Path(tempfile.gettempdir())
    try:
        with tempfile.TemporaryFile():
            return _space(folder)
    except OSError as problem:
        return broken(f"{folder} cannot be written: {problem.strerror}", "name another by the variable TMPDIR")


def are_files_read_as_unicode(course: Course) -> Finding:
    """File names of students and what they wrote are in any alphabet."""
    encoding, names = locale.getencoding(), sys.getfilesystemencoding()
    if {encoding.lower(), names.lower()} <= {"utf-8", "utf8"}:
        return fine("yes")
    return warning(f"no: {encoding}, file names: {names}", "export LC_ALL=C.UTF-8")


def is_the_clock_right(course: Course) -> Finding:
    """It cannot be earlier than what it dated already."""
    now = datetime.now(UTC)
    dated = [path for path in (REPOSITORY / "requirements.txt", course.folder / "gradebook.db") if path.exists()]
    newest = max(dated, key=lambda path: path.stat().st_mtime, default=None)
    if newest is not None and newest.stat().st_mtime > now.timestamp() + 60:
        written = datetime.fromtimestamp(newest.stat().st_mtime, UTC)
        said = f"it is {now:%Y-%m-%d %H:%M} UTC by the clock, but {newest} was written on {written:%Y-%m-%d %H:%M}"
        return warning(said, "set the clock: lateness is counted by it")
    return fine(f"{now:%Y-%m-%d %H:%M} UTC")


def _space(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    said = f"{free / GIB:.1f} GiB free in {folder}"
    return fine(said) if free > LEAST_SPACE else broken(said, f"make room for {LEAST_SPACE / GIB:.0f} GiB")


def _available_memory() -> int:
    """Of the machine, or of the container that this runs in."""
    limit, used = (_number(Path("/sys/fs/cgroup") / name) for name in ("memory.max", "memory.current"))
    machine = psutil.virtual_memory().available
    return machine if limit is None or used is None else max(0, min(machine, limit - used))


def _number(path: Path) -> int | None:
    try:
        return int(path.read_text())
    except (OSError, ValueError):  # it is not there, or says `max`
        return None
