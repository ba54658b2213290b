"""What students wrote: the sources of their answer cells as they were graded, and what they were given."""

import json
from collections.abc import Sequence
from pathlib import Path

from autograder.course import CHAPTERS, REPOSITORY, Course

LONGEST = 20_000  # characters of an answer that are looked at

Answers = dict[str, str]


def answers_of(course: Course, students: Sequence[str], assignment: str) -> dict[str, Answers]:
    """By student and by the name of the cell; a notebook that is not there, or cannot be read, has none."""
    return {one: answers_in(course.autograded(one, assignment) / f"{assignment}.ipynb") for one in students}


def stubs(course: Course, assignment: str) -> Answers:
    """What stood in the answer cells when they were handed out."""
    return answers_in(course.release(assignment) / f"{assignment}.ipynb")


def answers_in(notebook: Path) -> Answers:
    """The sources of the answer cells of a notebook, by their names."""
    try:
        cells = json.loads(notebook.read_bytes())["cells"]
        return dict(filter(None, map(_answer, cells)))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def in_the_book() -> list[str]:
    """All that any student may have copied with good reason: the book's chapters and the solutions it shows."""
    paths = [*CHAPTERS.rglob("*.md"), *(REPOSITORY / "solutions").glob("*.py")]
    return [path.read_text(encoding="utf-8") for path in sorted(paths)]


def _answer(cell: dict) -> tuple[str, str] | None:
    marks = cell.get("metadata", {}).get("nbgrader", {})
    if not marks.get("solution") or not isinstance(marks.get("grade_id"), str):
        return None
    source = cell.get("source", "")
    return marks["grade_id"], (source if isinstance(source, str) else "".join(source))[:LONGEST]
