"""Being late, in the gradebook and in the ledger: due date and extension, and what was taken off.

It depends on nothing that has to be executed again: an extension that is granted when the class is graded already,
or points that a person gave, are settled by the next run, which grades nobody for it.
"""

from collections.abc import Sequence

from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment

from autograder.course import Course
from autograder.gradebook.deadlines import Deadline, in_words
from autograder.grading.ledger import Ledger

REMARK = "late by "


def settle(
    gradebook: Gradebook, course: Course, assignment: str, students: Sequence[str], deadline: Deadline
) -> list[Ledger]:
    """Settle in the gradebook what these graded students lose by the deadline as it is now.

    Returns each ledger that has changed thereby, to be written once all else is.
    """
    changed = []
    for student in students:
        path = course.ledger(student, assignment)
        ledger, before = Ledger.read(path), Ledger.read(path)
        if ledger is None or before is None or not ledger.entries:
            continue
        try:
            submission = gradebook.find_submission(assignment, student)
        except MissingEntry:  # it was never in this gradebook
            continue
        enter_due_date(submission, deadline)
        late, taken_off = seconds_late(submission), 0.0
        for notebook in submission.notebooks:
            notebook.late_submission_penalty = deadline.penalty(notebook.score, late)
            taken_off += notebook.late_submission_penalty or 0.0
        if enter_penalty(ledger, taken_off, late):
            ledger.changes = ledger.changes_since(before)
            changed.append(ledger)
    gradebook.db.commit()
    return changed


def enter_due_date(submission: SubmittedAssignment, deadline: Deadline) -> None:
    """As nbgrader keeps it; the caller commits."""
    submission.assignment.duedate = deadline.due_utc
    submission.extension = deadline.extension(submission.student_id)


def seconds_late(submission: SubmittedAssignment) -> float:
    """As nbgrader counts it, which fails for an extension of nothing."""
    return submission.total_seconds_late if submission.assignment.duedate else 0.0


def enter_penalty(ledger: Ledger, penalty: float, seconds: float) -> bool:
    """Enter what the gradebook has, and why, into the ledger; True if that changed it."""
    before = ledger.penalty, list(ledger.remarks)
    ledger.penalty = penalty
    ledger.remarks = [one for one in ledger.remarks if not one.startswith(REMARK)]
    if seconds:
        points = f"{penalty:g} points" if penalty else "nothing"
        ledger.remarks.append(f"{REMARK}{in_words(seconds)}: {points} taken off")
    return before != (ledger.penalty, ledger.remarks)
