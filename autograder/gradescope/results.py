"""From the ledger to Gradescope's results.json."""

from collections.abc import Sequence

from autograder.grading.ledger import Entry, Ledger

WRITTEN_ANSWERS = "Written answers are read by a person; their points are not in this sum."


def results(ledger: Ledger, remarks: Sequence[str] = ()) -> dict:
    """One test for each exercise. What the grader prints is for the instructor alone."""
    said = [*ledger.remarks, *remarks]
    if ledger.entries:
        said.append(WRITTEN_ANSWERS)
    return {
        "score": ledger.points,
        "execution_time": round(ledger.seconds, 1),
        "output": "\n".join(said),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [_test(entry) for entry in ledger.entries],
    }


def not_graded(reason: str) -> dict:
    """No points, and the reason, which is the student's to mend."""
    return results(Ledger("", "", remarks=[reason]))


def _test(entry: Entry) -> dict:
    return {
        "name": entry.name,
        "score": entry.points,
        "max_score": entry.maximum,
        "status": "passed" if entry.points == entry.maximum else "failed",
        "output": entry.message,
        "output_format": "text",
        "visibility": "visible",
    }
