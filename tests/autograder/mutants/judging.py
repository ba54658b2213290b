"""Does a mutant pass its check? Case by case, most fail in the first; what passes is judged by `autograder.verify`."""

import signal
from collections.abc import Callable
from functools import cache

import numpy as np

from autograder import verify
from autograder.exercise import find
from tests.autograder.mutants.mutant import Mutant
from unrolled.judge import is_right
from unrolled.outcome import Outcome, call

SECONDS = 0.5  # of processor time for one call, a thousand times what a right answer takes


class TakesForever(BaseException):
    """Raised in a call that does not end; no `except Exception` holds it up."""


PASSES, RAISES, IS_WRONG = "passes", "raises", "is wrong"


def fate(mutant: Mutant, seed: str) -> str:
    """What becomes of a mutant: it passes its check, it raises something or takes forever, or its result is wrong."""
    function = mutant.function()
    record = record_of(mutant.exercise, seed)
    if all(aspect["kind"] != "random mask" for aspect in record["aspects"]):  # masks are looked at together
        for case in record["cases"]:
            given = outcome(function, case, record["twice"])
            if not is_right({**record, "cases": (case,)}, [given]):
                return RAISES if given.error else IS_WRONG
    with np.errstate(all="ignore"):
        passed = limited(lambda: verify(mutant.exercise, function, seed).passed, False)
    return PASSES if passed else IS_WRONG


@cache
def record_of(exercise: str, seed: str) -> dict:
    return find(exercise).record(seed)


def outcome(function: Callable, case: dict, twice: bool) -> Outcome:
    with np.errstate(all="ignore"):
        return limited(lambda: call(function, case["arguments"], twice), Outcome(error="TakesForever"))


def limited(work: Callable, otherwise):
    """What the work returns, or something else where it takes forever."""

    def give_up(*_) -> None:
        raise TakesForever

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        return work()
    except TakesForever:
        return otherwise
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
