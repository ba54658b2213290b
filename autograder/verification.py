"""`verify`: grade one function without a notebook."""

import secrets
from collections.abc import Callable

from autograder.exercise import find
from unrolled.judge import judge
from unrolled.outcome import call
from unrolled.verdict import Verdict

__all__ = ["Verdict", "verify"]


def verify(exercise: str, answer: Callable, seed: int | str | None = None) -> Verdict:
    """The verdict on `answer`, a callable, for an exercise such as `"lstm/lstm_step"`.

    The cases are drawn from `seed`, afresh where it is None. An answer that raises is judged, not passed on;
    LookupError where there is no such exercise, TypeError where the answer cannot be called.
    """
    if not callable(answer):
        raise TypeError(f"verify wants a function to call, not {type(answer).__name__}")
    chosen = find(exercise)
    record = chosen.record(secrets.token_hex() if seed is None else str(seed))
    return judge(record, [call(answer, case["arguments"], chosen.twice) for case in record["cases"]])
