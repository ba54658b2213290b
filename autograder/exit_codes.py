"""The codes that the command leaves with: the one table of them, for scripts and for `unrolled grade --help`."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Each with what it means."""

    meaning: str

    def __new__(cls, code: int, meaning: str) -> "ExitCode":
        member = int.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

    DONE = 0, "Every submission has a grade."
    NOT_GRADED = 1, "Some submission has no grade; the others have theirs."
    WRONG_USE = 2, "What was asked for cannot be done; the message says what to do instead."
    UNFIT_MACHINE = 3, "No sandbox works on this machine, so nothing was graded."
    INTERRUPTED = 130, "Interrupted by Ctrl-C; what was finished is kept, and the same command goes on."


def table() -> str:
    """One line for each, as a paragraph of its own in a help text."""
    return "\n\n".join(["Exit codes:", *(f"{one.value}: {one.meaning}" for one in ExitCode)])
