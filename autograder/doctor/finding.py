"""What a check of the doctor finds."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["fine", "warning", "broken"]


@dataclass(frozen=True)
class Finding:
    """What is so, and, unless that is fine, what to do about it."""

    verdict: Verdict
    said: str
    remedy: str = ""


def fine(said: str) -> Finding:
    return Finding("fine", said)


def warning(said: str, remedy: str) -> Finding:
    """Grading goes on, but not everything is as it should be."""
    return Finding("warning", said, remedy)


def broken(said: str, remedy: str) -> Finding:
    """Grading does not work, or not rightly, before this is mended."""
    return Finding("broken", said, remedy)
