"""The institution's ids of students, from the lists that Moodle, Canvas and nbgrader export."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.collect.names import Owner
from autograder.errors import UserError
from autograder.spreadsheet import Sheet

# Columns by what they hold, in the order in which they are preferred; in small letters.
IDS = ("id number", "sis user id", "sis login id", "username", "student_id", "email address", "email", "sid")
NUMBERS = ("identifier", "lms_user_id")  # what the system calls the person in a file's name; Canvas has "ID" as well
FULL_NAMES = ("full name", "student", "name")
FIRST_NAMES, LAST_NAMES = ("first name", "first_name"), ("last name", "surname", "last_name")
CANVAS = {"sis user id", "sis login id"}


@dataclass(frozen=True)
class Person:
    """A line of the list: the id, what the person may be called in the name of a file, and all that identifies them."""

    id: str
    number: str
    names: frozenset[str]
    ids: frozenset[str] = frozenset()


class Roster:
    """Who is in the class. Numbers are looked at first; a name decides where only one person has it."""

    def __init__(self, people: Iterable[Person] = ()) -> None:
        self._people = list(people)

    @classmethod
    def read(cls, path: Path) -> "Roster":
        """The people in a CSV file; UserError says which columns were looked for."""
        people = [person for row in Sheet.read(path).records if (person := person_in(row))]
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

    def called(self, student: str) -> tuple[list[str], bool]:
        """The ids of everyone whom a student of the course folder may be, and whether that is told by a name alone.

        Where the list was not known when the downloads were collected, the folder is called by a name, and where that
        was not enough by the platform's number too. The number alone does not count: it may be part of an id.
        """
        by_id = [person.id for person in self._people if student.casefold() in person.ids]
        if by_id:
            return by_id, False
        name, _, number = student.rpartition("_")
        by_number = [
            person.id
            for person in self._people
            if number and number == person.number and (name == "Participant" or letters(name) in person.names)
        ]
        if by_number:
            return by_number, False
        return [person.id for person in self._people if letters(student) in person.names], True


def letters(name: str) -> str:
    """A name without what systems leave out of it: spaces, points, hyphens, and the difference of small and large."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", name).casefold())


def person_in(row: Mapping[str, str]) -> Person | None:
    """Whom a row of the list, by headings in small letters, is about; None if it is about nobody."""
    first, last = _first(row, FIRST_NAMES), _first(row, LAST_NAMES)
    name = _first(row, FULL_NAMES)
    is_canvas = bool(CANVAS & set(row))
    number = row.get("id", "") if is_canvas else re.sub(r"\D", "", _first(row, NUMBERS))
    names = {letters(name), letters(first + last), letters(last + first)} - {""}
    person = _first(row, IDS) or ("" if is_canvas else row.get("id", ""))
    if not person or (is_canvas and not number):  # Canvas has a line of the points that are possible
        return None
    ids = {person, *(row[column] for column in IDS if row.get(column))}
    return Person(person, number, frozenset(names), frozenset(map(str.casefold, ids)))


def _first(row: Mapping[str, str], columns: Iterable[str]) -> str:
    return next((row[column] for column in columns if row.get(column)), "")
