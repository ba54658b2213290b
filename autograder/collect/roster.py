"""The institution's ids of students, from the lists that Moodle, Canvas and nbgrader export."""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.collect.names import Owner
from autograder.errors import UserError

# Columns by what they hold, in the order in which they are preferred; in small letters.
IDS = ("id number", "sis user id", "sis login id", "username", "student_id", "email address", "email")
NUMBERS = ("identifier", "lms_user_id")  # what the system calls the person in a file's name; Canvas has "ID" as well
FULL_NAMES = ("full name", "student", "name")
FIRST_NAMES, LAST_NAMES = ("first name", "first_name"), ("last name", "surname", "last_name")
CANVAS = {"sis user id", "sis login id"}


@dataclass(frozen=True)
class Person:
    """A line of the list: the id, and what the person may be called in the name of a file."""

    id: str
    number: str
    names: frozenset[str]


class Roster:
    """Who is in the class. Numbers are looked at first; a name decides where only one person has it."""

    def __init__(self, people: Iterable[Person] = ()) -> None:
        self._people = list(people)

    @classmethod
    def read(cls, path: Path) -> "Roster":
        """The people in a CSV file; UserError says which columns were looked for."""
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise UserError(f"{path} is not text in UTF-8: export it again as CSV in UTF-8.") from error
        first_line = text.partition("\n")[0]
        delimiter = max(",;\t", key=first_line.count)
        rows = [
            {(key or "").strip().lower(): (value or "").strip() for key, value in row.items() if isinstance(value, str)}
            for row in csv.DictReader(io.StringIO(text), delimiter=delimiter)
        ]
        people = [person for row in rows if (person := _person(row))]
        if not people:
            raise UserError(
                f"{path} names no students. It needs a line of headings, one of them {', '.join(IDS)}. Moodle's "
                "list of participants or grading worksheet has them, and Canvas' export of the gradebook."
            )
        twice = [name for name, times in Counter(person.id for person in people).items() if times > 1]
        if twice:
            raise UserError(f"{path} has more than one line for {', '.join(sorted(twice))}.")
        return cls(people)

    def __len__(self) -> int:
        return len(self._people)

    def find(self, owner: Owner) -> list[str]:
        """The ids of everyone it may be."""
        for person in self._people:
            if owner.number and owner.number == person.number:
                return [person.id]
        if owner.name in (person.id for person in self._people):
            return [owner.name]
        return [person.id for person in self._people if letters(owner.name) in person.names]


def letters(name: str) -> str:
    """A name without what systems leave out of it: spaces, points, hyphens, and the difference of small and large."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", name).casefold())


def _person(row: Mapping[str, str]) -> Person | None:
    first, last = _first(row, FIRST_NAMES), _first(row, LAST_NAMES)
    name = _first(row, FULL_NAMES)
    is_canvas = bool(CANVAS & set(row))
    number = row.get("id", "") if is_canvas else re.sub(r"\D", "", _first(row, NUMBERS))
    names = {letters(name), letters(first + last), letters(last + first)} - {""}
    person = _first(row, IDS) or ("" if is_canvas else row.get("id", ""))
    if not person or (is_canvas and not number):  # Canvas has a line of the points that are possible
        return None
    return Person(person, number, frozenset(names))


def _first(row: Mapping[str, str], columns: Iterable[str]) -> str:
    return next((row[column] for column in columns if row.get(column)), "")
