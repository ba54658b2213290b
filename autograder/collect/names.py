"""Whose a downloaded file is, from its name: Moodle's and Canvas' way of writing it, and a plain one."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath

from nbgrader.plugins import FileNameCollectorPlugin
from nbgrader.utils import parse_utc

from autograder.collect.downloads import File
from autograder.errors import UserError

# Each begins at the start of a folder's or a file's name, and the first that fits is taken: what follows was named by
# the student. The groups have nbgrader's names; `number` is the system's for a person, `attempt` grows with each file.
MOODLE = r"(?:.*?/)??(?P<student_id>[^/_]+)_(?P<number>\d+)_assignsubmission_file_?/?(?P<file_id>[^/].*)"
CANVAS = (
    r"(?:.*?/)??(?:(?!LATE_)(?P<student_id>[^\W_]\w*?)_)?(?P<late>LATE_)?(?P<number>\d+|anon_[^\W_]+)_(?P<attempt>\d+)_"
    r"(?P<file_id>[^/]+)"
)
PLAIN = r"(?P<student_id>[^/]+?)(?P<file_id>/.+|\.ipynb|\.zip)$"
HOW_TO_NAME = (
    "Name a file <student>.ipynb, or put it into a folder <student>/; "
    "or say by a regular expression how yours are named: --named-regexp"
)


@dataclass(frozen=True)
class Owner:
    """Who handed a file in, as the download has it: a name, and the system's number for the person where it has one.

    Canvas' number is a person's for ever; Moodle's is another one in each assignment, so it is no part of an id.
    """

    name: str
    number: str = ""
    number_lasts: bool = False

    @property
    def id(self) -> str:
        """What to call the student where no list says it; with a number, if it is all that tells people apart."""
        return self.id_with_number if self.number_lasts or self.name == "Participant" else folder_name(self.name)

    @property
    def id_with_number(self) -> str:
        return folder_name("_".join(part for part in (self.name, self.number) if part))


@dataclass(frozen=True)
class Claimed:
    """A file whose owner is known: `file` is named as the student named it."""

    owner: Owner
    file: File
    date: datetime | None = None
    attempt: int = 0
    late: bool = False


class AnyFile(FileNameCollectorPlugin):
    """nbgrader's reader of file names, for files of any kind, and silent about those that do not fit."""

    def __init__(self, named_regexp: str) -> None:
        log = logging.getLogger(__name__)
        log.disabled = True
        super().__init__(named_regexp=named_regexp, log=log)

    def collect(self, submitted_file: str) -> dict | None:
        return self._match(submitted_file)


def claimed(
    files: Sequence[File], assignment: str, named_regexp: str | None = None
) -> tuple[list[Claimed], list[File]]:
    """The files whose owner can be told, and the rest. Plain names count only where no system named any file."""
    if named_regexp is not None:
        return _read(files, [_checked(named_regexp)], assignment)
    found, rest = _read(files, [MOODLE, CANVAS], assignment)
    return (found, rest) if found else _read(files, [PLAIN], assignment)


def _read(files: Sequence[File], forms: Sequence[str], assignment: str) -> tuple[list[Claimed], list[File]]:
    plugins = [(form, AnyFile(form)) for form in forms]
    found, rest = [], []
    for file in files:
        answers = ((form, plugin.collect(str(file.path))) for form, plugin in plugins)
        form, groups = next(((form, answer) for form, answer in answers if answer), ("", {}))
        one = _claim(file, form, groups, assignment) if groups else None
        if one:
            found.append(one)
        else:
            rest.append(file)
    return found, rest


def _claim(file: File, form: str, groups: dict, assignment: str) -> Claimed | None:
    name, number = groups.get("student_id") or "", groups.get("number") or ""
    if form == CANVAS and not name and not number.startswith("anon_"):
        return None
    if form == PLAIN and plain_stem(name) == assignment:
        return None  # a notebook called by its assignment says nothing of its student
    return Claimed(
        Owner(" ".join(name.split()), number, number_lasts=form == CANVAS),
        file.named(_own_name(file, form, groups["file_id"], assignment)),
        _date(file, form, groups.get("timestamp")),
        int(groups.get("attempt") or 0),
        bool(groups.get("late")),
    )


def _own_name(file: File, form: str, file_id: str, assignment: str) -> PurePosixPath:
    """What the student called it; as nbgrader has it, a group may leave the ending out."""
    if form == PLAIN and not file_id.startswith("/"):
        return PurePosixPath(assignment + file_id)
    own = PurePosixPath(file_id.lstrip("/"))
    return own if own.suffix else own.with_name(own.name + file.path.suffix)


def _date(file: File, form: str, timestamp: str | None) -> datetime | None:
    """When it was handed in, where that is known: Canvas dates all files by when it made the archive."""
    if timestamp:
        try:
            return parse_utc(timestamp).replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            return None
    return None if form == CANVAS else file.modified


def folder_name(name: str) -> str:
    """The name without what nbgrader could not find again as a folder, or a system not write."""
    return re.sub(r'[*?\[\]/\\:<>|"]', "_", "".join(one if one.isprintable() else "_" for one in name)).strip(" .")


def plain_stem(stem: str) -> str:
    """A notebook's name without what Canvas, browsers and Jupyter add to the name of a copy, in small letters."""
    stem = re.sub(r"^copy of ", "", stem.strip(), flags=re.IGNORECASE)
    return _COPY.sub("", stem).casefold()


def copy_number(stem: str) -> int:
    """Which copy a notebook is by its name, 0 for the first."""
    numbers = re.findall(r"\d+", "".join(_COPY.findall(stem.strip())))
    return int(numbers[-1][:9]) if numbers else 0


_COPY = re.compile(r"(?:-\d+|\s*\(\d+\)|-Copy\d+|_\(\d+\))+$", flags=re.IGNORECASE)


def _checked(named_regexp: str) -> str:
    try:
        groups = re.compile(named_regexp).groupindex
    except re.error as error:
        raise UserError(f"--named-regexp {named_regexp!r} is no regular expression: {error}") from error
    if not {"student_id", "file_id"} <= set(groups):
        raise UserError(
            "--named-regexp needs the groups (?P<student_id>...) and (?P<file_id>...), as for nbgrader's zip_collect"
        )
    return named_regexp
