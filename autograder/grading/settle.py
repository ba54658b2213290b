"""What is settled of a grade after the notebook ran: due date and extension in the gradebook, and the late penalty.

It depends on nothing that has to be executed again: an extension that is granted when the class is graded already,
or points that a person gave, are settled by the next run, which grades nobody for it.
"""

from collections.abc import Iterator, Sequence

from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment

from autograder.course import Course
from autograder.grading.deadlines import Deadline, deadlines, in_words
from autograder.grading.ledger import Ledger

REMARK = "late by "


def settle_class(
    gradebook: Gradebook, course: Course, assignment: str, students: Sequence[str]
) -> Iterator[tuple[Ledger, Ledger]]:
    """Settle the grades of an assignment as deadlines.toml has it now; yield each ledger that changed, and the old."""
    deadline = deadlines(course).get(assignment)
    if deadline is None:
        return
    for student in students:
        path = course.ledger(student, assignment)
        ledger, before = Ledger.read(path), Ledger.read(path)
        if ledger is None or before is None or not ledger.entries:
            continue
        try:
            submission = enter_due_date(gradebook, deadline, assignment, student)
        except MissingEntry:  # it was never in this gradebook
            continue
        for notebook in submission.notebooks:
            notebook.late_submission_penalty = penalty(deadline, notebook.score, submission.total_seconds_late)
        if enter_penalty(ledger, submission, deadline):
            ledger.write(path)
            yield ledger, before
    gradebook.db.commit()


def enter_due_date(gradebook: Gradebook, deadline: Deadline, assignment: str, student: str) -> SubmittedAssignment:
    """Enter due date and extension as nbgrader keeps them; the caller commits."""
    submission = gradebook.find_submission(assignment, student)
    submission.assignment.duedate = deadline.due_utc
    submission.extension = deadline.extension(student)
    return submission


def penalty(deadline: Deadline, score: float, seconds_late: float) -> float | None:
    """The points that are taken off; nbgrader has None for none."""
    return round(score * deadline.share_lost(seconds_late), 2) or None


def enter_penalty(ledger: Ledger, submission: SubmittedAssignment, deadline: Deadline) -> bool:
    """Enter the gradebook's penalty, and why, into the ledger; True if that changed it."""
    before = ledger.penalty, list(ledger.remarks)
    seconds = submission.total_seconds_late
    ledger.penalty = sum(notebook.late_submission_penalty or 0.0 for notebook in submission.notebooks)
    ledger.remarks = [one for one in ledger.remarks if not one.startswith(REMARK)]
    if seconds:
        taken = f"{deadline.share_lost(seconds):.0%} of the points are taken off" if ledger.penalty else "nothing off"
        ledger.remarks.append(f"{REMARK}{in_words(seconds)}: {taken}")
    return before != (ledger.penalty, ledger.remarks)
