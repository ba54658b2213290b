"""`check`: what a student calls to hear whether an answer is right.

On a laptop it compares with the visible cases that came with the notebook. While a submission is graded it is only a
client: the examiner, outside of the sandbox, sends inputs and judges what comes back.
"""

import os
import socket
from collections.abc import Callable
from pathlib import Path

from unrolled import trees
from unrolled.judge import judge
from unrolled.look import with_help
from unrolled.outcome import Outcome, call
from unrolled.verdict import Verdict

VISIBLE_CASES = Path(__file__).with_name("visible_cases.bin")


class CheckFailed(AssertionError):
    """Raised instead of returned where a failure must stop a run, as in the build of the book."""


def check(exercise: str, answer: Callable) -> Verdict | str:
    """Say whether `answer`, a function, solves the exercise of that name."""
    if not callable(answer):
        raise TypeError(
            f"check({exercise!r}, ...) wants the function itself, not {type(answer).__name__}: leave out the ()"
        )
    examiner = os.environ.get("UNROLLED_EXAMINER")
    if examiner:
        return _sit_exam(examiner, exercise, answer)
    record = visible_record(exercise)
    outcomes = [call(answer, case["arguments"], record["twice"]) for case in record["cases"]]
    verdict = with_help(judge(record, outcomes), record, zip(record["cases"], outcomes, strict=True))
    if not verdict.passed and os.environ.get("UNROLLED_RAISE"):
        raise CheckFailed(str(verdict))
    return verdict


def visible_record(exercise: str) -> dict:
    """The cases of an exercise that may be seen: from the file beside this one or, in the course itself, drawn anew."""
    if not VISIBLE_CASES.exists():
        from autograder.release.visible import visible_record as drawn

        return drawn(exercise)
    with VISIBLE_CASES.open("rb") as stream:
        records = trees.read(stream)
    if exercise not in records:
        raise KeyError(f"there is no exercise {exercise!r} in this notebook; it has {', '.join(records)}")
    return records[exercise]


def _sit_exam(address: str, exercise: str, answer: Callable) -> str:
    """Answer the examiner's cases one after the other; what it says at the end is only for the eye."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(address)
        with connection.makefile("rwb") as stream:
            trees.write({"exercise": exercise}, stream)
            while "arguments" in (message := trees.read(stream)):
                outcome = call(answer, message["arguments"], message["twice"])
                try:
                    trees.write(outcome.as_tree(), stream)
                except trees.NotATree as error:
                    trees.write(Outcome(error=f"{type(error).__name__}: {error}").as_tree(), stream)
            return message["said"]
