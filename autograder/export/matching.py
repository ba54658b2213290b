"""Which line of a platform's list is which student's."""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from autograder.collect.roster import Person, Roster, person_in
from autograder.export.exported import Scores
from autograder.spreadsheet import Sheet

NOT_LISTED = "not in the list"


@dataclass(frozen=True)
class Matched:
    """The list, the row of each student who is in it, why the others are not, and who is told by name alone."""

    sheet: Sheet
    rows: dict[str, int]
    left_out: dict[str, str] = field(default_factory=dict)
    by_name: list[str] = field(default_factory=list)
    people: dict[int, Person] = field(default_factory=dict)

    @property
    def without(self) -> list[str]:
        """The people of the list of whom there is nothing in the course, by their ids."""
        taken = {*self.rows.values()}
        return [person.id for row, person in self.people.items() if row not in taken]

    @property
    def remarks(self) -> list[str]:
        if not self.by_name:
            return []
        return [f"told by their names alone, so look at them: {', '.join(self.by_name)}"]


def match(path: Path, scores: Scores) -> Matched:
    """Find the row of each student; UserError where the file is no list. A row that two claim is nobody's."""
    roster, sheet = Roster.read(path), Sheet.read(path)
    people = {row: person for row, record in enumerate(sheet.records) if (person := person_in(record))}
    row_of = {person.id: row for row, person in people.items()}
    claims, by_name = defaultdict(list), []
    left_out = {}
    for student in (*scores.final, *scores.missing):
        ids, by_name_alone = roster.called(student)
        if len(ids) != 1:
            left_out[student] = f"may be any of {', '.join(sorted(ids))} in the list" if ids else NOT_LISTED
            continue
        claims[row_of[ids[0]]].append(student)
        if by_name_alone:
            by_name.append(student)
    rows = {}
    for row, who in claims.items():
        if len(who) == 1:
            rows[who[0]] = row
        else:
            left_out |= {student: f"{', '.join(who)} are all {people[row].id} in the list" for student in who}
    left_out = {student: why for student, why in left_out.items() if student in scores.final}
    return Matched(sheet, rows, left_out, [one for one in by_name if one in rows], people)
