"""Moodle: the grading worksheet of an assignment with the grades in it, or a table for the gradebook's import.

What Moodle reads of a worksheet is in mod/assign/feedback/offline: the columns Identifier, Grade and Last modified
(grade), and comments where there are any; a grade that is empty or above the maximum it skips. The gradebook's import
(grade/import/csv) takes any table, asks which column is what, stops at the first student it does not know, and takes an
empty grade for none: so that table has those alone who have a score.
"""

from pathlib import Path

from autograder.collect.roster import FIRST_NAMES, FULL_NAMES, IDS, LAST_NAMES
from autograder.errors import UserError
from autograder.export.exported import Exported, Scores, rounded
from autograder.export.matching import Matched, match
from autograder.spreadsheet import Sheet, no_formula

IDENTIFIER, GRADE, MAXIMUM, LOCKED = "identifier", "grade", "maximum grade", "grade can be changed"
WRITTEN_BY_STUDENTS = (*FULL_NAMES, *FIRST_NAMES, *LAST_NAMES, "online text")  # Moodle knows them by the identifier


def export(scores: Scores, roster: Path | None, column: str | None, output: Path) -> Exported:
    """Write the file; UserError where a list is given that is none."""
    if roster is None:
        return _without_list(scores, column, output)
    matched = match(roster, scores)
    done = Exported(output, left_out=matched.left_out, remarks=matched.remarks)
    done.without = matched.without
    keys = [head.strip().lower() for head in matched.sheet.heads]
    if IDENTIFIER in keys:
        _fill_worksheet(matched, scores, keys, column, done)
    else:
        _write_import(matched, scores, keys, column, done)
    return done


def _fill_worksheet(matched: Matched, scores: Scores, keys: list[str], column: str | None, done: Exported) -> None:
    grade = (column or GRADE).lower()
    if grade not in keys:
        raise UserError(
            f"The worksheet has no column {column or 'Grade'}. Name it with --column, or download the worksheet again "
            f"with Moodle in English. There are: {', '.join(matched.sheet.heads)}"
        )
    rows, place = [[*row] for row in matched.sheet.rows], keys.index(grade)
    records = matched.sheet.records
    for student, row in matched.rows.items():
        if student not in scores.final:
            continue
        score = scores.final[student]
        if records[row].get(LOCKED, "").lower() == "no":
            done.left_out[student] = "Moodle has locked the grade"
        elif (maximum := _number(records[row].get(MAXIMUM, ""))) is not None and score > maximum:
            done.left_out[student] = f"{rounded(score)} is above Moodle's maximum of {maximum:g}, and would be skipped"
        else:
            rows[row][place] = rounded(score)
            done.written += 1
    maxima = {found for record in records if (found := _number(record.get(MAXIMUM, ""))) is not None}
    if maxima - {scores.maximum}:
        done.remarks.append(
            f"the maximum is {', '.join(f'{one:g}' for one in sorted(maxima))} in Moodle and {scores.maximum:g} here: "
            "scores are exported as they are"
        )
    theirs = [index for index, key in enumerate(keys) if key in WRITTEN_BY_STUDENTS]
    for cells in rows:
        for index in theirs:
            cells[index] = no_formula(cells[index])
    Sheet(matched.sheet.heads, rows, matched.sheet.delimiter, matched.sheet.marked).write(done.path)


def _write_import(matched: Matched, scores: Scores, keys: list[str], column: str | None, done: Exported) -> None:
    ids = [index for index, key in enumerate(keys) if key in IDS]
    heads = [matched.sheet.heads[index] for index in ids]
    rows = []
    for student, row in matched.rows.items():
        if student in scores.final:
            cells = matched.sheet.rows[row]
            rows.append([*(cells[index] for index in ids), rounded(scores.final[student])])
    done.written = len(rows)
    Sheet([*heads, column or scores.assignment], rows).write(done.path)


def _without_list(scores: Scores, column: str | None, output: Path) -> Exported:
    """By the names of the course folder, which then have to be Moodle's ID numbers."""
    done = Exported(output)
    rows = []
    for student, score in scores.final.items():
        if no_formula(student) != student:
            done.left_out[student] = "an id that a spreadsheet would compute: enter this one by hand"
        else:
            rows.append([student, rounded(score)])
    done.written = len(rows)
    done.remarks.append("no list was given, so each student's id has to be the ID number in Moodle")
    Sheet(["ID number", column or scores.assignment], rows).write(output)
    return done


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
