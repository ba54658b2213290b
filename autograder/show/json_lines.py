"""JSON lines for machines: one object for each event, and nothing else on standard output."""

import json
import sys
from dataclasses import asdict
from typing import Any

from autograder.course import Course
from autograder.grading.ledger import Ledger
from autograder.show.events import Finished, Graded, Started
from autograder.show.form import Form
from autograder.show.summary import changed


class JsonLines(Form):
    def started(self, event: Started) -> None:
        write_line(
            event="started",
            assignment=event.assignment,
            course=str(event.course.folder),
            sandboxed=event.sandboxed,
            jobs=event.jobs,
            waiting=list(event.waiting),
            unchanged=list(event.unchanged),
        )

    def graded(self, event: Graded) -> None:
        write_line(event="graded", **_of_student(event.ledger))

    def finished(self, event: Finished) -> None:
        course, assignment = event.started.course, event.started.assignment
        write_line(
            event="finished",
            assignment=assignment,
            graded=sum(bool(one.entries) for one in event.graded),
            unchanged=len(event.started.unchanged),
            with_remarks=[one.student for one in event.ledgers if one.remarks],
            failed=event.failed,
            changed=[one.student for one in changed(event)],
            left=event.left,
            interrupted=event.interrupted,
            scores={one.student: one.final for one in event.ledgers if one.entries},
            feedback=_places(course, assignment),
            report=str(course.report(assignment)) if course.report(assignment).exists() else None,
            exit_code=event.exit_code,
        )


def write_line(**fields: Any) -> None:
    """One object on one line, at once; a name in another encoding than UTF-8 is escaped as JSON escapes."""
    print(json.dumps(fields), file=sys.stdout, flush=True)


def _of_student(ledger: Ledger) -> dict[str, Any]:
    return {
        "student": ledger.student,
        "points": ledger.points if ledger.entries else None,
        "maximum": ledger.maximum if ledger.entries else None,
        "penalty": ledger.penalty,
        "seconds": round(ledger.seconds, 3),
        "remarks": ledger.remarks,
        "changes": [asdict(change) for change in ledger.changes],
        "entries": [asdict(entry) for entry in ledger.entries],
    }


def _places(course: Course, assignment: str) -> str:
    return str(course.feedback("{student}", assignment) / f"{assignment}.html")
