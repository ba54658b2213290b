"""What goes to a desk and what comes back from it: plain data, so that a desk may be anywhere."""

import traceback
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from autograder.grading.ledger import Ledger
from autograder.handed_in.files import Files, content
from autograder.sandbox.limits import MIB, Limits

LARGEST_TO_SEND = 64 * MIB


@dataclass(frozen=True)
class Submission:
    """What one student handed in: each file by its name, as a path on this machine or as its content.

    `graded_from` is the fingerprint of what the grade depends on, taken before anything is run. `earlier` are attempts
    that may count instead of this one, and `share_lost` is what being late costs each.
    """

    student: str
    assignment: str
    files: Files
    seed: str
    limits: Limits
    sandboxed: bool = True
    timestamp: datetime | None = None
    graded_from: str = ""
    share_lost: float = 0.0
    earlier: tuple["Submission", ...] = ()

    @property
    def attempts(self) -> "tuple[Submission, ...]":
        """All that may count: this one first."""
        return (self, *self.earlier)

    @property
    def notebook(self) -> str:
        return f"{self.assignment}.ipynb"

    def to_send(self) -> "Submission":
        """The same with the files' content in it, for a desk on another machine; ValueError if that is too much."""
        size = sum(file.stat().st_size if isinstance(file, Path) else len(file) for file in self.files.values())
        if size > LARGEST_TO_SEND:
            raise ValueError(f"the files handed in take {size / MIB:.0f} MiB: {LARGEST_TO_SEND / MIB:.0f} can be sent")
        files = {name: content(file) for name, file in self.files.items()}
        return replace(self, files=files, earlier=tuple(one.to_send() for one in self.earlier))


@dataclass
class Graded:
    """The ledger, the autograded notebook as JSON, and what nbgrader's gradebook is told of each cell, by its name.

    A score of None waits for a person. Where there is no notebook, the submission could not be graded, and the ledger
    says why. `attempt` is the place among the submission's attempts of the one that was graded so.
    """

    ledger: Ledger
    notebook: str = ""
    scores: dict[str, float | None] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)
    trouble: str = ""
    attempt: int = 0

    @classmethod
    def not_graded(cls, student: str, assignment: str, reason: str, trouble: str = "") -> "Graded":
        """`trouble` is all that is known of it, for a file beside the ledger."""
        return cls(Ledger(student, assignment, remarks=[f"not graded: {reason}"]), trouble=trouble)

    @classmethod
    def failed(cls, submission: Submission, error: Exception) -> "Graded":
        trouble = "".join(traceback.format_exception(error))
        return cls.not_graded(submission.student, submission.assignment, f"{type(error).__name__}: {error}", trouble)
