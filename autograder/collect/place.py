"""Into the course folder: what is there already is kept, and what it was replaced by is said."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.utils import parse_utc

from autograder.collect.choice import Choice
from autograder.course import Course

TIMESTAMP = "timestamp.txt"
FORMAT = "%Y-%m-%d %H:%M:%S UTC"  # as nbgrader writes it in its own exchange


def put(course: Course, assignment: str, student: str, choice: Choice, dry_run: bool) -> str:
    """Write what was chosen, in one step; a sentence says what became of what was there before.

    An earlier submission is moved to attempts/<student>/<assignment>/<number>/ in the course folder.
    """
    folder = course.submitted(student, assignment)
    if not folder.exists():
        if not dry_run:
            _write(folder, choice)
        return "collected"
    there = _date_in(folder / TIMESTAMP)
    if _is_there(folder, choice):
        if choice.date and not (folder / TIMESTAMP).exists() and not dry_run:
            _write_date(folder, choice.date)
        return "collected before"
    if there and choice.date and choice.date.astimezone(UTC).replace(microsecond=0) < there:
        return f"not replaced: what was collected before is newer, of {there.strftime(FORMAT)}"
    kept = _free(course.folder / "attempts" / student / assignment)
    if not dry_run:
        kept.parent.mkdir(parents=True, exist_ok=True)
        folder.rename(kept)
        _write(folder, choice)
    return f"replaced; the one before is in {kept.relative_to(course.folder)}"


def _write(folder: Path, choice: Choice) -> None:
    """All or nothing: under another name until it is complete."""
    half = folder.with_name(f".{folder.name}.collecting")
    shutil.rmtree(half, ignore_errors=True)
    for path, content in choice.files.items():
        (half / path).parent.mkdir(parents=True, exist_ok=True)
        (half / path).write_bytes(content)
    if choice.date:
        _write_date(half, choice.date)
    half.rename(folder)


def _write_date(folder: Path, date: datetime) -> None:
    (folder / TIMESTAMP).write_text(date.astimezone(UTC).strftime(FORMAT))


def _date_in(path: Path) -> datetime | None:
    try:
        return parse_utc(path.read_text().strip()).replace(tzinfo=UTC)
    except (OSError, ValueError, OverflowError, AttributeError):
        return None


def _is_there(folder: Path, choice: Choice) -> bool:
    """The same files, byte for byte; its date aside."""
    paths = [path for path in folder.rglob("*") if not path.is_dir() and path != folder / TIMESTAMP]
    if any(path.is_symlink() or not path.is_file() for path in paths):
        return False
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths} == {
        path.as_posix(): content for path, content in choice.files.items()
    }


def _free(folder: Path) -> Path:
    """The first number that no earlier attempt has."""
    number = 1
    while (folder / str(number)).exists():
        number += 1
    return folder / str(number)
