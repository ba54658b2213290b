"""Canvas: the gradebook as Canvas exported it, reduced to one assignment's column, with the scores in it.

What Canvas reads is in its own lib/gradebook_importer.rb: a first line with Student, ID and, as the last of those that
say who it is, Section; the line of the points possible; a student by the ID; a column by the number in its heading.
Columns that are not in the file stay as they are, so all others are left out. A cell that was filled and is empty now
would be emptied, so where there is no score of ours the cell stays as it was.
"""

import re
from pathlib import Path

from autograder.errors import UserError
from autograder.export.exported import Exported, Scores, rounded
from autograder.export.matching import match
from autograder.spreadsheet import Sheet, no_formula

WHO = (
    "Student",
    "LastName",
    "FirstName",
    "ID",
    "SIS User ID",
    "SIS Login ID",
    "Integration ID",
    "Root Account",
    "Section",
)
NAMES = ("Student", "LastName", "FirstName")  # students can change them; Canvas knows its students by the ID
NUMBERED = re.compile(r"(.*) \((\d+)\)")
POINTS = "Points Possible"
EXCUSED = "EX"


def export(scores: Scores, roster: Path | None, column: str | None, output: Path) -> Exported:
    """Write the file; UserError where the list is not Canvas' or has not exactly one such column."""
    if roster is None:
        raise UserError(
            "Canvas takes scores only on top of its own gradebook: in Canvas open Grades, Export, and name that file "
            "with --roster."
        )
    matched = match(roster, scores)
    sheet = matched.sheet
    if "ID" not in sheet.heads or "Section" not in sheet.heads:
        raise UserError(f"{roster} is not Canvas' gradebook: its first line has no ID or no Section. Export it again.")
    place = _column(sheet, column or scores.assignment, roster)
    kept = [index for index, head in enumerate(sheet.heads) if head.strip() in WHO]
    done = Exported(output, left_out=matched.left_out, remarks=matched.remarks)
    rows = [[row[index] for index in [*kept, place]] for row in sheet.rows]
    done.remarks += _about_points(rows, scores)
    replaced = 0
    for student, score in scores.final.items():
        if student not in matched.rows:
            continue
        row = rows[matched.rows[student]]
        before, row[-1] = row[-1].strip(), rounded(score)
        if before.upper() == EXCUSED:
            row[-1] = before
            done.left_out[student] = "excused in Canvas"
            continue
        replaced += before not in ("", row[-1]) and _differs(before, score)
        done.written += 1
    if replaced:
        done.remarks.append(f"{replaced} scores replace others that are in Canvas")
    heads = [sheet.heads[index] for index in [*kept, place]]
    named = [index for index, head in enumerate(heads) if head.strip() in NAMES]
    for index in matched.people:
        for name in named:
            rows[index][name] = no_formula(rows[index][name])
    Sheet(heads, rows, sheet.delimiter, sheet.marked).write(output)
    done.without = matched.without
    return done


def _column(sheet: Sheet, wanted: str, roster: Path) -> int:
    """The column that is called so, with or without Canvas' number."""
    titles = {index: found[1] for index, head in enumerate(sheet.heads) if (found := NUMBERED.fullmatch(head.strip()))}
    fitting = [
        index
        for index, title in titles.items()
        if wanted.casefold() in (title.casefold(), sheet.heads[index].strip().casefold())
    ]
    if len(fitting) == 1:
        return fitting[0]
    there = ", ".join(sheet.heads[index] for index in titles) or "none yet: make the assignment in Canvas first"
    raise UserError(
        f"{roster} has {len(fitting)} assignments called {wanted}. Name its column with --column. There are: {there}"
    )


def _about_points(rows: list[list[str]], scores: Scores) -> list[str]:
    for row in rows:
        if row[0].strip().startswith(POINTS):
            try:
                possible = float(row[-1])
            except ValueError:
                return [f"Canvas says of the points possible: {row[-1] or 'nothing'}"]
            if possible != scores.maximum:
                return [
                    f"{possible:g} points are possible in Canvas and {scores.maximum:g} here: "
                    "scores are exported as they are"
                ]
    return []


def _differs(before: str, score: float) -> bool:
    try:
        return rounded(float(before)) != rounded(score)
    except ValueError:
        return True
