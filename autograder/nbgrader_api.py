"""nbgrader, called from Python: one verb at a time on one course folder."""

import os
import re
import sys
from pathlib import Path

from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, PyFileConfigLoader

from autograder.course import Course
from autograder.errors import UserError

CONFIG = Path(__file__).with_name("nbgrader_config.py")
# nbgrader indents a traceback; the name of what was raised is less so than the lines of code above it.
TRACEBACKS_END = re.compile(r" {4}[\w.]+: ")
COURSE_CONFIG = f"""# Made by `unrolled release`, so that nbgrader works in this folder. Your own lines go below.
load_subconfig({CONFIG.name!r}, path={str(CONFIG.parent)!r})
"""


class NbgraderFailed(UserError):
    """A verb of nbgrader did not succeed; the message holds what it logged."""

    @property
    def cause(self) -> str:
        """What was raised: the last line of the traceback in the log, or else the log's own last line."""
        lines = str(self).splitlines()
        raised = [line.strip() for line in lines if TRACEBACKS_END.match(line)]
        return (raised or lines)[-1]


def run_nbgrader(course: Course, verb: str, assignment: str, *students: str, config: Config | None = None) -> str:
    """Run a verb such as `generate_assignment` or `autograde`, for a student where it wants one; return its log."""
    api = nbgrader_api(course, config)
    answer = getattr(api, verb)(assignment, *students)
    if not answer["success"]:
        raise NbgraderFailed(f"nbgrader {verb} {assignment} failed:\n{answer.get('log', '')}{answer.get('error', '')}")
    return answer.get("log", "")


def nbgrader_api(course: Course, config: Config | None = None) -> NbGraderAPI:
    """nbgrader's API on the course folder, configured as its own nbgrader_config.py says."""
    directory = course_directory(course, config)
    return NbGraderAPI(coursedir=directory, config=directory.config)


def course_directory(course: Course, config: Config | None = None) -> CourseDirectory:
    """The course folder as nbgrader knows it: where its gradebook is; with all of its configuration."""
    programs, path = str(Path(sys.executable).parent), os.environ["PATH"].split(os.pathsep)
    if programs not in path:  # nbgrader calls alembic by its name
        os.environ["PATH"] = os.pathsep.join([programs, *path])
    loaded = PyFileConfigLoader(str(course_config(course))).load_config()
    loaded.merge(config or {})
    loaded.CourseDirectory.root = str(course.folder)
    return CourseDirectory(config=loaded)


def course_config(course: Course) -> Path:
    """The course folder's own nbgrader_config.py, made where there is none."""
    path = course.folder / "nbgrader_config.py"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(COURSE_CONFIG)
    return path
