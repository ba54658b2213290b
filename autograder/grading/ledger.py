"""The ledger: what the examiner found, kept outside of the gradebook's reach of anything a student hands in."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from unrolled.verdict import Aspect, Verdict


@dataclass
class Entry:
    """One graded exercise: what it earned, why, how long its check took; a plain assert cell is not `examined`."""

    name: str
    points: float
    maximum: float
    message: str = ""
    mistake: str | None = None
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
            verdict.mistake,
            list(verdict.aspects),
            seconds,
        )


@dataclass
class Ledger:
    """One student's assignment: its entries, what should be known about the run, and what it was graded from."""

    student: str
    assignment: str
    sandboxed: bool = True
    graded_from: str = ""
    seconds: float = 0.0
    penalty: float = 0.0
    remarks: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

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
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(f".{os.getpid()}")
        half.write_text(json.dumps(asdict(self), indent=1))
        half.replace(path)

    @classmethod
    def read(cls, path: Path) -> "Ledger | None":
        """The ledger in a file, None where there is none that can be read: its student is then graded anew."""
        try:
            stored = json.loads(path.read_text())
            entries = [
                Entry(**{**entry, "aspects": [Aspect(**aspect) for aspect in entry["aspects"]]})
                for entry in stored.pop("entries")
            ]
            return cls(**stored, entries=entries)
        except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
            return None
