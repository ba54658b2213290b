"""Who needs a human look, and why: what a machine could not settle, or should not."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from autograder.desks.best import REMARK as BEST
from autograder.gradebook.late import REMARK as LATE
from autograder.gradebook.standings import Standing
from autograder.report.look_alikes import LookAlikes
from autograder.report.mistakes import ended

NO_TROUBLE = (LATE, BEST)  # how remarks begin that only explain a score


class Why(StrEnum):
    """The kinds of reasons, the gravest first; `meaning` is what an instructor reads above those it concerns."""

    meaning: str

    def __new__(cls, value: str, meaning: str) -> "Why":
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    NO_GRADE = "no grade", "There is no grade. See to the reason, then grade again."
    DAMAGED = "ledger", "The ledger cannot be read, so what the checks said is not in this report. Grade again."
    UNPROTECTED = "no sandbox", "Graded without a sandbox: the notebook could change these grades, and others."
    REMARK = "remark", "Something was odd: a notebook that cannot be read, a cell that was stopped, a check put back."
    NEVER_ENDED = "no end", "A check did not come to an end, so its points are none and the answer was not judged."
    WAITING = "to be read", "Answers wait for a person: open the formgrader. Until then their points are missing."
    LOOK_ALIKE = "alike", "Answers are nearly the same as somebody else's. This is a hint, not a verdict: see below."


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
            looks.append(Look(student, Why.LOOK_ALIKE, f"{', '.join(group.exercises)}: as {others}"))
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
        found += [(Why.NEVER_ENDED, f"{entry.name}: {entry.message}") for entry in ledger.entries if not ended(entry)]
    if one.waiting:
        found.append((Why.WAITING, ", ".join(one.waiting)))
    return [Look(one.student, *look) for look in found]
