"""Who needs a human look, and why: what a machine could not settle, or should not."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from autograder.desks.best import REMARK as BEST
from autograder.gradebook.late import REMARK as LATE
from autograder.gradebook.standings import Standing
from autograder.grading.ledger import Ledger
from autograder.report.look_alikes import LookAlikes
from autograder.report.mistakes import ended
from autograder.show.words import some

NO_TROUBLE = (LATE, BEST)  # how remarks begin that only explain a score


class Why(StrEnum):
    """The kinds of reasons, the gravest first; `heading` and `meaning` are what an instructor reads above each."""

    heading: str
    meaning: str

    def __new__(cls, value: str, heading: str, meaning: str) -> "Why":
        member = str.__new__(cls, value)
        member._value_ = value
        member.heading, member.meaning = heading, meaning
        return member

    NO_GRADE = "no grade", "No grade", "See to the reason, then grade again."
    DAMAGED = "ledger", "Damaged ledgers", "What the checks said is not in this report. Grade again."
    UNPROTECTED = "no sandbox", "Graded without a sandbox", "These notebooks could change their own grades, and others."
    REMARK = (
        "remark",
        "Remarks",
        "Something was odd: a notebook that cannot be read, a cell that was stopped, a check that had to be put back.",
    )
    NO_END = (
        "no end",
        "Checks that did not come to an end",
        "The answer was not judged, and has no points: is it the answer, or was it kept from being looked at?",
    )
    WAITING = "to be read", "Answers to be read", "Open the formgrader. Until then their points are missing."
    LOOK_ALIKE = "alike", "Answers that are nearly the same", "A hint, not a verdict: see below."


@dataclass(frozen=True)
class Look:
    """One student, one kind of reason, and what is to be said of it."""

    student: str
    why: Why
    what: str


def who_needs_a_look(students: Sequence[Standing], groups: Sequence[LookAlikes]) -> list[Look]:
    """By the kinds of reasons, then in the order of names."""
    looks = [look for one in students for look in _looks_at(one)]
    for group in groups:
        for student in group.students:
            others = ", ".join(one for one in group.students if one != student)
            looks.append(Look(student, Why.LOOK_ALIKE, f"{some(group.exercises)}: as {others}"))
    kinds = list(Why)
    return sorted(looks, key=lambda look: (kinds.index(look.why), look.student))


def _looks_at(one: Standing) -> list[Look]:
    found = []
    if one.final is None:
        found.append((Why.NO_GRADE, one.why_no_grade))
    elif one.damaged:
        found.append((Why.DAMAGED, str(one.damaged)))
    ledger = one.graded
    if ledger:
        if not ledger.sandboxed:
            found.append((Why.UNPROTECTED, "Graded with --no-sandbox."))
        found += [(Why.REMARK, remark) for remark in ledger.remarks if not remark.startswith(NO_TROUBLE)]
        found += [(Why.NO_END, what) for what in _without_end(ledger)]
    if one.waiting:
        found.append((Why.WAITING, ", ".join(one.waiting)))
    return [Look(one.student, *look) for look in found]


def _without_end(ledger: Ledger) -> list[str]:
    """The checks that did not come to an end, those for one reason together."""
    checks: dict[str, list[str]] = {}
    for entry in ledger.entries:
        if not ended(entry):
            checks.setdefault(entry.message, []).append(entry.name)
    return [f"{', '.join(names)}: {message}" for message, names in checks.items()]
