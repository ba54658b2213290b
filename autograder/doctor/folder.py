"""Is the course folder as nbgrader and the grader expect it? Nothing in it is changed by asking."""

import difflib
import fcntl
import os
import re
import tempfile
from pathlib import Path

import psutil
from traitlets.config import Config, PyFileConfigLoader

from autograder.course import Course, assignments
from autograder.doctor.finding import Finding, broken, fine, warning
from autograder.errors import UserError
from autograder.gradebook.deadlines import deadlines
from autograder.handed_in.gradable import why_not_gradable
from autograder.nbgrader_api import COURSE_CONFIG
from autograder.release.make import contents, write_source
from autograder.show.words import some

SHOWN = 3


def is_there_a_course_folder(course: Course) -> Finding:
    """One that can be written."""
    folder = course.folder
    release = f"unrolled release --course {folder}"
    if not folder.exists():
        return warning(f"{folder} is not there yet", f"make it: {release}")
    if not folder.is_dir():
        return broken(f"{folder} is not a folder", "name another: --course DIR")
    if not os.access(folder, os.W_OK | os.X_OK):
        return broken(f"{folder} cannot be written", f"make it yours: chown -R $USER {folder}")
    if not (folder / "source").is_dir():
        return warning(f"{folder} holds no source/: nothing was released in it", release)
    return fine(str(folder))


def does_nbgrader_use_this_grader(course: Course) -> Finding:
    """By the course folder's nbgrader_config.py, which the formgrader and `nbgrader autograde` read too."""
    path = course.folder / "nbgrader_config.py"
    remedy = f"make it hold these lines:\n{COURSE_CONFIG}"
    if not path.exists():
        return warning(f"{path} is not there yet", f"the first release makes it, or {remedy}")
    try:
        steps = loaded_config(course).Autograde.get("autograde_preprocessors") or []
    except Exception as problem:  # it is a program, which may raise anything
        return broken(f"{path} cannot be loaded: {type(problem).__name__}: {problem}", remedy)
    if "ExecuteInSandbox" not in [getattr(step, "__name__", step) for step in steps]:
        return broken(f"{path} does not load this grader: submissions would run unprotected", remedy)
    return fine("yes")


def are_the_releases_fresh(course: Course) -> Finding:
    """Is each source what the chapter, the reference and the checks now make, and a release there for it?"""
    sources = [one for one in assignments() if course.source(one).exists()]
    missing = [one for one in sources if not (course.release(one) / f"{one}.ipynb").exists()]
    if missing:
        return broken(f"not released: {some(missing)}", f"unrolled release {missing[0]} --course {course.folder}")
    old = [one for one in sources if not _is_fresh(course, one)]
    if old:
        said = f"older than the chapter, the reference or the checks: {some(old)}"
        return warning(said, f"unrolled release {old[0]} --course {course.folder}")
    return fine(", ".join(sources) or "nothing is released yet")


def are_the_submissions_of_known_assignments(course: Course) -> Finding:
    """A folder that is named otherwise is never graded."""
    folders = folders_handed_in(course)
    strange = [path for path in folders if path.name not in assignments()]
    loose = [path for path in (course.folder / "submitted").glob("*") if not path.is_dir()]
    unreleased = [path for path in folders if path not in strange and not course.source(path.name).exists()]
    if strange:
        meant = difflib.get_close_matches(strange[0].name, assignments(), n=1)
        return warning(
            f"submitted, and never graded: {_named(course, strange)}",
            f"rename it {strange[0].parent / meant[0]}" if meant else f"assignments are {', '.join(assignments())}",
        )
    if loose:
        where = course.submitted("STUDENT", "ASSIGNMENT")
        return warning(f"files beside the students' folders: {_named(course, loose)}", f"submissions belong in {where}")
    if unreleased:
        name = unreleased[0].name
        said = f"handed in, but not released here: {_named(course, unreleased)}"
        return warning(said, f"unrolled release {name} --course {course.folder}")
    return fine(f"{len(folders)} submissions")


def can_the_submissions_be_graded(course: Course) -> Finding:
    """As far as can be seen without opening a notebook."""
    problems = [
        f"{path.relative_to(course.folder)}: {problem}"
        for folder in folders_handed_in(course)
        if folder.name in assignments()
        for path in (folder, *course.attempts(folder.parent.name, folder.name))
        if (problem := why_not_gradable(path, folder.name))
    ]
    if problems:
        return warning(f"{len(problems)} cannot", "\n".join(problems[:SHOWN]))
    return fine("yes")


def are_the_deadlines_understood(course: Course) -> Finding:
    """And are those who were given an extension anyone?"""
    try:
        known = deadlines(course)
    except UserError as problem:
        return broken(f"{course.deadlines.name} cannot be used", str(problem))
    students = {path.parent.name for path in folders_handed_in(course)}
    strangers = sorted({name for one in known.values() for name in one.extensions} - students)
    if strangers:
        said = f"extensions for {some(strangers)}, who have handed in nothing"
        meant = difflib.get_close_matches(strangers[0], students, n=1)
        name = f"the name ({meant[0]}?)" if meant else "the name"
        return warning(said, f"fine if they still will; else mend {name} in {course.deadlines}")
    return fine(f"for {', '.join(known)}" if known else f"there is no {course.deadlines.name}: nobody is late")


def did_earlier_runs_clean_up(course: Course) -> Finding:
    """A run that was killed may leave half a ledger, which nobody reads, behind."""
    half = [path for path in (course.folder / "ledger").glob("*/.*") if _left_behind(path)]
    if half:
        return warning(f"left behind: {_named(course, half)}", f"remove it: rm {half[0]}")
    return fine("yes")


def is_nobody_grading_now(course: Course) -> Finding:
    """A lock lasts as long as its process, so one that is held is a run that goes on."""
    for lock in (course.folder / "ledger").glob("*/.lock"):
        with lock.open() as held:
            try:
                fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return warning(f"{lock.parent.name} is being graded", f"wait for it, or find it: fuser -v {lock}")
    return fine("nobody is")


def loaded_config(course: Course) -> Config:
    """The course folder's configuration; empty where there is none. Unlike `course_config`, this makes no file."""
    path = course.folder / "nbgrader_config.py"
    return PyFileConfigLoader(str(path)).load_config() if path.exists() else Config()


def _is_fresh(course: Course, assignment: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / assignment
        write_source(source, assignment)
        return contents(source) == contents(course.source(assignment))


def folders_handed_in(course: Course) -> list[Path]:
    return sorted(path for path in (course.folder / "submitted").glob("*/*") if path.is_dir())


def _left_behind(path: Path) -> bool:
    """Is it what `replace_file` began, in a process that is no more?"""
    pid = re.fullmatch(r"\..+\.(\d+)", path.name)
    return pid is not None and not psutil.pid_exists(int(pid[1]))


def _named(course: Course, paths: list[Path]) -> str:
    return some([str(path.relative_to(course.folder)) for path in paths])
