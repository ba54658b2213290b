"""Where each student of a class stands: what the ledger says, what the gradebook says, and the score that counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from sqlalchemy.engine import make_url

from autograder.course import Course
from autograder.errors import UserError
from autograder.gradebook.records import Marks, opened
from autograder.grading.ledger import Ledger
from autograder.nbgrader_api import course_directory


@dataclass(frozen=True)
class Standing:
    """One student's assignment. `waiting` are the cells that a person has to read; `damaged` is a ledger's file."""

    student: str
    ledger: Ledger | None
    marks: Marks | None = None
    waiting: tuple[str, ...] = ()
    damaged: Path | None = None

    @property
    def graded(self) -> Ledger | None:
        """The ledger of a submission that was graded; what could not be has one without entries."""
        return self.ledger if self.ledger and self.ledger.entries else None

    @property
    def machine(self) -> float | None:
        """The points that the examiner gave."""
        return self.graded.points if self.graded else None

    @property
    def final(self) -> float | None:
        """The score that counts, None where there is none: a person's points and what being late cost are in it.

        What the gradebook holds of a submission whose successor could not be graded does not count any more.
        """
        if self.ledger is not None and not self.ledger.entries:
            return None
        if self.marks is not None:
            return max(0.0, self.marks.score)
        return self.ledger.final if self.ledger else None

    @property
    def penalty(self) -> float:
        if self.marks is not None:
            return self.marks.late_penalty
        return self.ledger.penalty if self.ledger else 0.0

    @property
    def by_hand(self) -> float | None:
        """The points that a person gave, for written answers or in place of the examiner's."""
        if self.marks is None or self.machine is None:
            return None
        return self.marks.score + self.marks.late_penalty - self.machine

    @property
    def maximum(self) -> float | None:
        if self.marks is not None:
            return self.marks.maximum
        return self.graded.maximum if self.graded else None

    @property
    def why_no_grade(self) -> str:
        if self.ledger is not None:
            return " ".join(self.ledger.remarks) or "not graded"
        return f"its ledger cannot be read: {self.damaged}" if self.damaged else "not graded yet"


@dataclass(frozen=True)
class Standings:
    """A class in the order of its names; `problem` says why the gradebook could not be asked."""

    students: Sequence[Standing]
    problem: str | None = None

    @property
    def ledgers(self) -> list[Ledger]:
        return [one.graded for one in self.students if one.graded]


def standings(course: Course, assignment: str, say: Callable[[str], None] = lambda word: None) -> Standings:
    """Read them, and write nothing. Where the gradebook cannot be asked, the ledgers alone say the scores."""
    folder = course.ledger("", assignment).parent
    names = {*course.students(assignment), *(path.stem for path in folder.glob("*.json") if path.stem)}
    found = {name: _read(course.ledger(name, assignment)) for name in sorted(names)}
    marks: dict[str, Marks] = {}
    waiting: dict[str, list[str]] = {}
    problem = None
    try:
        directory = course_directory(course)
        address = make_url(directory.db_url)
        if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
            raise UserError(f"There is no gradebook at {address.database}.")
        with opened(directory, assignment, say) as gradebook:
            marks, waiting = gradebook.marks(list(found)), gradebook.waiting()
    except UserError as error:
        problem = str(error)
    return Standings(
        [
            Standing(
                name,
                ledger,
                marks.get(name),
                tuple(waiting.get(name, ())),
                course.ledger(name, assignment) if damaged else None,
            )
            for name, (ledger, damaged) in found.items()
        ],
        problem,
    )


def _read(path: Path) -> tuple[Ledger | None, bool]:
    """The ledger, and whether there is one that cannot be read."""
    try:
        ledger = Ledger.read(path)
        if ledger is not None and isfinite(ledger.points + ledger.maximum + ledger.seconds + ledger.penalty):
            return ledger, False
    except (OSError, TypeError):  # it may be a folder, or hold what is no number
        return None, True
    return None, path.exists()
