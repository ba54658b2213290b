"""What the known mistakes of an exercise give on its cases, found when asked for: most differ in the first case."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.combined import Combining
from unrolled.compare import same
from unrolled.outcome import call

if TYPE_CHECKING:
    from autograder.exercise import Case, Exercise


class KnownOutcomes(Sequence):
    """What a known mistake gives on each case."""

    def __init__(self, mistake: Callable, cases: Sequence["Case"], twice: bool) -> None:
        self._mistake, self._cases, self._twice = mistake, cases, twice
        self._found: dict[int, _Known] = {}

    def __len__(self) -> int:
        return len(self._cases)

    def __getitem__(self, index: Any) -> Any:
        if not 0 <= index < len(self):
            raise IndexError(index)
        if index not in self._found:
            self._found[index] = _Known(self._mistake, self._cases[index].arguments, self._twice)
        return self._found[index]


class _Known(dict):
    """One outcome. What happens besides the result is found out only where all else agrees."""

    def __init__(self, mistake: Callable, arguments: tuple, twice: bool) -> None:
        self._again = mistake, arguments, twice
        with np.errstate(all="ignore"):  # a mistake may divide by zero, and nobody need hear of it
            self._outcome = call(mistake, arguments, twice=False)
        super().__init__(result=self._outcome.result, error=self._outcome.error_kind)

    def __missing__(self, key: str) -> Any:
        if key == "changed":
            self[key] = self._outcome.changed_arguments(self._again[1])
        elif key == "repeats":
            with np.errstate(all="ignore"):
                self[key] = not self._again[2] or call(*self._again).repeats()
        else:
            raise KeyError(key)
        return self[key]

    def complete(self) -> dict:
        """All of it, as plain data."""
        return {key: self[key] for key in ("result", "error", "changed", "repeats")}


class Pairs:
    """What two known mistakes of an exercise give together, one on top of the other, by their places in the bank."""

    def __init__(self, exercise: "Exercise", cases: Sequence["Case"], known: Sequence[KnownOutcomes]) -> None:
        """`known` is what each mistake gives by itself."""
        self._exercise, self._cases, self._known = exercise, cases, known
        self._found: dict[tuple[int, int], KnownOutcomes] = {}

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """The pairs there are, outer and inner: an outer mistake builds on the reference, and so on another one."""
        mistakes = self._exercise.mistakes
        outer = [place for place, one in enumerate(mistakes) if self._combining.builds_on_the_reference(one)]
        return [(one, other) for one in outer for other in range(len(mistakes)) if one != other]

    def combined(self, outer: int, inner: int) -> Callable:
        """The outer mistake with the inner one in place of the reference."""
        mistakes = self._exercise.mistakes
        return self._combining.combined(mistakes[outer], mistakes[inner])

    def outcomes(self, outer: int, inner: int) -> KnownOutcomes:
        """What the two give on each case."""
        if (outer, inner) not in self._found:
            both = self.combined(outer, inner)
            repeat = self._known[outer][0]["repeats"] and self._known[inner][0]["repeats"]
            self._found[outer, inner] = KnownOutcomes(both, self._cases, twice=not repeat)
        return self._found[outer, inner]

    @cached_property
    def _combining(self) -> Combining:
        return Combining(self._exercise.function, self._gives_what_is_right)

    def _gives_what_is_right(self, helper: Callable) -> bool:
        case = self._cases[0]
        outcome = call(helper, case.arguments, twice=False)
        return outcome.error is None and same(case.expected, outcome.result, self._exercise.tolerance)
