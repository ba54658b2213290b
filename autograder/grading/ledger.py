"""The ledger: what the examiner found, kept outside of the gradebook's reach of anything a student hands in."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from autograder.handed_in.files import replace_file
from unrolled.verdict import Aspect, Verdict


@dataclass
class Entry:
    """One graded exercise: what it earned, why, how long its check took; a plain assert cell is not `examined`."""

    name: str
    points: float
    maximum: float
    message: str = ""
    mistakes: list[str] = field(default_factory=list)
    aspects: list[Aspect] = field(default_factory=list)
    seconds: float = 0.0
    examined: bool = True

    @classmethod
    def of(cls, verdict: Verdict, seconds: float) -> "Entry":
        return cls(
            verdict.exercise,
            verdict.points,
            verdict.maximum,
            verdict.message,
            list(verdict.mistakes),
            list(verdict.aspects),
            seconds,
        )

    @classmethod
    def read(cls, stored: dict) -> "Entry":
        """The entry that a ledger holds. In older ones there is room for one mistake only."""
        aspects = [Aspect(**aspect) for aspect in stored.pop("aspects")]
        only = stored.pop("mistake", None)
        return cls(**{"mistakes": [only] if only else []} | stored, aspects=aspects)

    @property
    def mistake(self) -> str | None:
        """The known mistake, the first of two; None where none was recognised."""
        return self.mistakes[0] if self.mistakes else None


@dataclass(frozen=True)
class Change:
    """An exercise that earned something else than when it was graded before, or what being late cost."""

    name: str
    before: float
    after: float


@dataclass
class Ledger:
    """One student's assignment: its entries, what should be known about the run, and what it was graded from.

    `changes` compares it with the ledger that it replaced.
    """

    student: str
    assignment: str
    sandboxed: bool = True
    graded_from: str = ""
    seconds: float = 0.0
    penalty: float = 0.0
    remarks: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def changes_since(self, before: "Ledger") -> list[Change]:
        earned = {entry.name: entry.points for entry in before.entries}
        return [
            Change(entry.name, earned[entry.name], entry.points)
            for entry in self.entries
            if entry.points != earned.get(entry.name, entry.points)
        ] + ([Change("late penalty", before.penalty, self.penalty)] if self.penalty != before.penalty else [])

    @property
    def points(self) -> float:
        return sum(entry.points for entry in self.entries)

    @property
    def maximum(self) -> float:
        return sum(entry.maximum for entry in self.entries)

    @property
    def final(self) -> float:
        """The points, less what handing in late cost."""
        return max(0.0, self.points - self.penalty)

    def write(self, path: Path) -> None:
        """Replace the file in one step, so that no reader ever sees half of it."""
        replace_file(path, json.dumps(asdict(self), indent=1).encode())

    @classmethod
    def read(cls, path: Path) -> "Ledger | None":
        """The ledger in a file, None where there is none that can be read: its student is then graded anew."""
        try:
            stored = json.loads(path.read_text())
            entries = [Entry.read(entry) for entry in stored.pop("entries")]
            changes = [Change(**change) for change in stored.pop("changes", [])]
            return cls(**stored, entries=entries, changes=changes)
        except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
            return None
