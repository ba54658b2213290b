"""The report as data for machines: one JSON document, and tables as CSV. The guide says what each key means."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.gradebook.standings import Standing
from autograder.report.class_report import ClassReport
from autograder.spreadsheet import write_table

VERSION = 1  # a key is renamed or removed: count up


def as_json(report: ClassReport) -> dict[str, Any]:
    """Plain dictionaries and lists. Times are in seconds, shares and correlations between -1 and 1."""
    return {
        "version": VERSION,
        "assignment": report.assignment,
        "scores": {
            "machine": asdict(report.machine) if report.machine else None,
            "final": asdict(report.final) if report.final else None,
        },
        "students": [_student(one) for one in report.students],
        "exercises": [{**asdict(one), "left_blank": report.blank.get(one.name, 0)} for one in report.exercises],
        "mistakes": [
            {
                "exercise": one.exercise,
                "name": one.name,
                "count": len(one.students),
                "students": list(one.students),
                "message": one.definition.message,
                "defined_at": one.definition.place or None,
            }
            for one in report.mistakes
        ],
        "failures": [
            {
                "exercise": one.exercise,
                "count": len(one.students),
                "students": list(one.students),
                "problem": one.problem,
                "aspects": list(one.aspects),
            }
            for one in report.failures
        ],
        "attention": [{"student": one.student, "why": one.why.value, "what": one.what} for one in report.looks],
        "look_alikes": [asdict(one) for one in report.look_alikes],
        "times": asdict(report.times) if report.times else None,
        "gradebook_problem": report.problem,
    }


def write_tables(report: ClassReport, stem: Path) -> list[Path]:
    """One file a table, beside the page; each row is one student, exercise, mistake or reason to look."""
    data = as_json(report)
    exercises = [one.name for one in report.exercises]
    shown = ("student", "machine", "by_hand", "penalty", "final", "maximum", "seconds", "waiting", "remarks")
    tables: dict[str, tuple[list[str], list[list[object]]]] = {
        "students": (
            [*shown, *exercises],
            [
                [*(_text(one[key]) for key in shown), *(one["exercises"].get(name) for name in exercises)]
                for one in data["students"]
            ],
        ),
        "exercises": _rows(
            data["exercises"],
            "name maximum answers solved left_blank difficulty discrimination undiscriminating seconds slowest "
            "slowest_student examined",
        ),
        "aspects": _rows(
            [{"exercise": one["name"], **aspect} for one in data["exercises"] for aspect in one["aspects"]],
            "exercise name points earned answers",
        ),
        "mistakes": _rows(
            [*data["mistakes"], *data["failures"]], "count exercise name message problem defined_at students"
        ),
        "attention": _rows(data["attention"], "student why what"),
    }
    paths = []
    for name, (heads, rows) in tables.items():
        paths.append(stem.with_name(f"{stem.name}.{name}.csv"))
        write_table(paths[-1], heads, rows)
    return paths


def _student(one: Standing) -> dict[str, Any]:
    return {
        "student": one.student,
        "machine": one.machine,
        "by_hand": one.by_hand,
        "penalty": one.penalty,
        "final": one.final,
        "maximum": one.maximum,
        "seconds": one.graded.seconds if one.graded else None,
        "waiting": list(one.waiting),
        "remarks": list(one.ledger.remarks) if one.ledger else [],
        "exercises": {entry.name: entry.points for entry in one.graded.entries} if one.graded else {},
    }


def _rows(records: list[dict[str, Any]], keys: str) -> tuple[list[str], list[list[object]]]:
    heads = keys.split()
    return heads, [[_text(one.get(key)) for key in heads] for one in records]


def _text(value: object) -> object:
    """A list in one cell, its items on lines of their own."""
    return "\n".join(map(str, value)) if isinstance(value, list) else value
