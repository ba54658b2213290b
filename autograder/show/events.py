"""What happens while a class is graded. Each form of showing it is fed by these, and by nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.course import Course
from autograder.exit_codes import ExitCode
from autograder.grading.ledger import Ledger


@dataclass(frozen=True)
class Started:
    """Who will be graded, in which order, and who need not be: nothing of theirs changed since they were."""

    course: Course
    assignment: str
    waiting: Sequence[str]
    unchanged: Sequence[str]
    jobs: int
    sandboxed: bool


@dataclass(frozen=True)
class Graded:
    """One student is done."""

    ledger: Ledger


@dataclass(frozen=True)
class Finished:
    """The run is over: what became of it, and all ledgers there are of these students.

    `settled` are those whose penalty changed, though nothing of theirs was graded anew; `left`, how many an interrupted
    run had still to grade.
    """

    started: Started
    graded: Sequence[Ledger]
    settled: Sequence[Ledger]
    ledgers: Sequence[Ledger]
    left: int
    interrupted: bool

    @property
    def failed(self) -> list[str]:
        """Those who have no grade, though this run or an earlier one tried."""
        return [one.student for one in self.ledgers if not one.entries]

    @property
    def exit_code(self) -> ExitCode:
        if self.interrupted:
            return ExitCode.INTERRUPTED
        return ExitCode.NOT_GRADED if self.failed else ExitCode.DONE


Event = Started | Graded | Finished
