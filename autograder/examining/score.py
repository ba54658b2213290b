"""The score of a graded cell: what the ledger says, never what the kernel printed or raised."""

import logging

from nbformat import NotebookNode
from nbgrader.utils import determine_grade

from autograder.grading.ledger import Entry, Ledger
from autograder.release.source import checked_exercise

PLAIN = "A plain cell, graded by what it printed or raised inside the student's own kernel."


def score(cell: NotebookNode, ledger: Ledger, log: logging.Logger | None = None) -> float | None:
    """What the cell earned, or None where a person has to read it.

    A plain assert cell is scored by nbgrader's own rule and entered in the ledger as the weaker kind.
    """
    exercise = checked_exercise(cell)
    for entry in ledger.entries:
        if entry.name == exercise:
            return entry.points
    points, maximum = determine_grade(cell, log)
    if cell.cell_type == "code" and points is not None:
        ledger.entries.append(Entry(cell.metadata.nbgrader.grade_id, points, maximum, PLAIN, examined=False))
    return points
