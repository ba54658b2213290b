"""Which of a student's files is the notebook to be graded, and which others belong beside it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath

from autograder.collect.downloads import MOST_BYTES, Refused
from autograder.collect.names import Claimed, copy_number, plain_stem
from autograder.exercise import exercises

BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
# The client comes from the release, and the date of a submission from the system it was handed in to.
NOT_THE_STUDENTS = ("unrolled", "timestamp.txt")


@dataclass(frozen=True)
class Choice:
    """What goes into the course folder, by its name there, when it was handed in, and what should be known of it."""

    files: dict[PurePosixPath, bytes]
    date: datetime | None
    taken: PurePosixPath
    remarks: tuple[str, ...]


def choose(files: Sequence[Claimed], assignment: str) -> Choice:
    """Take the last of the notebooks that are called as the assignment, or hold its checks; Refused if there is none.

    `files` are all of one student, archives already unpacked.
    """
    notebooks = [one for one in files if one.file.path.suffix.lower() == ".ipynb"]
    called = [one for one in notebooks if plain_stem(one.file.path.stem) == assignment]
    candidates = called or [one for one in notebooks if _holds_checks(one, assignment)]
    if not candidates:
        there = ", ".join(sorted(str(one.file.path) for one in files)[:5])
        raise Refused(f"there is no notebook {assignment}.ipynb{f', only {there}' if there else ''}")
    last = max(candidates, key=_order)
    remarks = []
    if len(candidates) > 1:
        left = sorted(str(one.file.path) for one in candidates if one is not last)
        why = f"the last of {len(candidates)} {_why(last, candidates)}"
        remarks.append(f"{last.file.path} is {why}; not taken: {', '.join(left)}")
    if last.late:
        remarks.append("Canvas marked it as late")
    beside = {}
    for one in files:
        path = _beside(one, last)
        if path is not None and path.parts[0] in NOT_THE_STUDENTS:
            if path.name == "timestamp.txt":
                remarks.append("timestamp.txt left out: a student cannot date a submission")
        elif path is not None:
            beside[path] = one.file.read(MOST_BYTES)
    content = last.file.read(MOST_BYTES)
    return Choice({**beside, PurePosixPath(f"{assignment}.ipynb"): content}, last.date, last.file.path, tuple(remarks))


def _order(one: Claimed) -> tuple:
    """Later is larger: Canvas numbers its files, then the number of a copy, then the date."""
    return (one.attempt, copy_number(one.file.path.stem), one.date or BEGINNING, str(one.file.path))


def _why(last: Claimed, candidates: Sequence[Claimed]) -> str:
    """By what it is the last."""
    others = [one for one in candidates if one is not last]
    reasons = ("by Canvas' number", "by its name", "by its date", "in the order of names")
    for reason, mine, theirs in zip(reasons, _order(last), zip(*map(_order, others), strict=True), strict=True):
        if any(mine != other for other in theirs):
            return reason
    return "in the order in which they came"


def _beside(one: Claimed, notebook: Claimed) -> PurePosixPath | None:
    """Where a file lies as seen from the notebook; None for what is elsewhere, and for other notebooks."""
    path, folder = one.file.path, notebook.file.path.parent
    if one is notebook or path.suffix.lower() == ".ipynb" or not path.is_relative_to(folder):
        return None
    return path.relative_to(folder)


def _holds_checks(one: Claimed, assignment: str) -> bool:
    """Is it a notebook of this assignment, whatever it is called? Looks for its checks by their names."""
    try:
        cells = json.loads(one.file.read(MOST_BYTES))["cells"]
        named = {cell["metadata"]["nbgrader"]["grade_id"] for cell in cells if "nbgrader" in cell.get("metadata", {})}
        return bool({f"check_{name}" for name in exercises(assignment)} & named)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return False
