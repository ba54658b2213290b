"""One assignment's final scores, from the gradebook to a file for one platform."""

from collections.abc import Callable
from pathlib import Path

from autograder.course import Course
from autograder.errors import UserError
from autograder.export import canvas, gradescope, moodle
from autograder.export.exported import Exported, Scores
from autograder.export.platform import Platform
from autograder.gradebook.standings import standings

FORMS = {Platform.CANVAS: canvas.export, Platform.MOODLE: moodle.export, Platform.GRADESCOPE: gradescope.export}


def export(
    course: Course,
    assignment: str,
    platform: Platform,
    roster: Path | None = None,
    column: str | None = None,
    output: Path | None = None,
    say: Callable[[str], None] = lambda word: None,
) -> tuple[Exported, Scores]:
    """Write the file; UserError where the gradebook cannot be asked, or nobody has a score."""
    place = output or course.folder / "export" / f"{assignment}-{platform}.{_ending(platform)}"
    if roster is not None and place.resolve() == roster.resolve():
        raise UserError(f"{roster} would be overwritten: name another file with --output.")
    scores, waiting = _scores(course, assignment, say)
    done = FORMS[platform](scores, roster, column, place)
    if waiting:
        done.remarks.append(
            f"{waiting} of these have answers that nobody has read yet: their scores are exported without those points"
        )
    return done, scores


def _scores(course: Course, assignment: str, say: Callable[[str], None]) -> tuple[Scores, int]:
    known = standings(course, assignment, say)
    if known.problem:
        raise UserError(f"The final scores are in the gradebook, which could not be asked: {known.problem}")
    final = {one.student: one.final for one in known.students if one.final is not None}
    if not final:
        raise UserError(
            f"Nobody has a score for {assignment} in {course.folder} yet. "
            f"Grade it first: unrolled grade {assignment} --course {course.folder}"
        )
    maximum = max(one.maximum or 0.0 for one in known.students)
    missing = {one.student: one.why_no_grade for one in known.students if one.final is None}
    return Scores(assignment, final, maximum, missing), sum(
        bool(one.waiting) for one in known.students if one.student in final
    )


def _ending(platform: Platform) -> str:
    return "zip" if platform is Platform.GRADESCOPE else "csv"
