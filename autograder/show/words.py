"""A ledger in words, the same in every form that people read."""

from collections.abc import Sequence

from autograder.grading.ledger import Ledger

UNPROTECTED = (
    "Grading WITHOUT a sandbox: every notebook can read and change whatever you can on this machine, grades included."
)


def score(ledger: Ledger) -> str:
    """Points and maximum, and what was taken off for being late."""
    if not ledger.entries:
        return "none"
    return f"{ledger.final:g} / {ledger.maximum:g}"


def style(ledger: Ledger) -> str:
    """How a line about this student is coloured: red where there is no grade, green where nothing is missing."""
    if not ledger.entries:
        return "bold red"
    return "green" if ledger.final == ledger.maximum else ""


def number_of(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


def some(names: Sequence[str], shown: int = 3) -> str:
    """The first few, and how many more."""
    return ", ".join(names[:shown]) + (f" and {len(names) - shown} more" if len(names) > shown else "")
