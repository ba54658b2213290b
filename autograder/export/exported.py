"""What is exported and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Scores:
    """The final scores of an assignment by student, and of those who have none why."""

    assignment: str
    final: Mapping[str, float]
    maximum: float
    missing: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Exported:
    """`left_out` are students with a score that is not in the file; `without` are people of the list without one."""

    path: Path
    written: int = 0
    left_out: dict[str, str] = field(default_factory=dict)
    without: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def rounded(score: float) -> str:
    """With two digits behind the point at most, as platforms show scores; a half goes up, as people expect."""
    text = str(Decimal(str(score)).quantize(CENT, ROUND_HALF_UP))
    return text.rstrip("0").rstrip(".")
