"""An exercise, written once: the inputs to draw, the reference to agree with, what each aspect earns, known mistakes.

The modules of `autograder.exercises` are written in these few words; everything else reads them.
"""

import hashlib
import importlib
import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import numpy as np

from autograder.known import KnownOutcomes, Pairs
from autograder.reference import reference_module
from unrolled.compare import TOLERANCE
from unrolled.outcome import call
from unrolled.trees import as_tree


@dataclass(frozen=True)
class Case:
    """The arguments of one call; the right result where the reference is not what says it (held-out data, say)."""

    arguments: tuple
    expected: Any = None


@dataclass(frozen=True)
class Aspect:
    """One thing a check looks at and what it earns.

    `path` leads to the part of the result it looks at (`(1,)`: the second thing returned), `where(*arguments)` gives a
    mask over the first axes of that part, `needs` names the aspects without which it would be earned for nothing.
    `hint` is a sentence on what to look at, read by a student who has not earned it and made no known mistake.
    """

    name: str
    points: float
    path: tuple[int, ...] = ()
    where: Callable[..., np.ndarray] | None = None
    when: Callable[..., bool] | None = None
    needs: tuple[str, ...] = ()
    hint: str = field(default="", kw_only=True)
    kind = "values"

    def concerns(self, case: Case) -> bool:
        """Does it look at this case?"""
        return self.when is None or bool(self.when(*case.arguments))

    def looks_at(self, case: Case) -> Any:
        """What the judge needs to know of one case: a mask here."""
        return None if self.where is None else np.asarray(self.where(*case.arguments), bool)


@dataclass(frozen=True)
class ErrorBelow(Aspect):
    """Earned where the mean squared error against the expected values is at most `limit(case)`."""

    limit: Callable[[Case], float] = field(kw_only=True)
    kind = "error below"

    def looks_at(self, case: Case) -> float:
        return float(self.limit(case))


@dataclass(frozen=True)
class RandomMask(Aspect):
    """Earned by zeros and ones that look drawn at random, each 1 with probability `keep_prob(*arguments)`.

    `trait` says what is looked at, one of the tests in `unrolled.randomness`: the `share` of ones, the `generator`
    they come from, their `independence`. Cases of one shape and probability, with different seeds, are looked at
    together. No order of draws is asked for. All aspects of a check together are wrong about a right answer with a
    probability below one in a million: at most `randomness.LEVEL`, 1e-9, for each test, and fewer than a hundred
    tests. See `unrolled.randomness` for the tests and why that holds.
    """

    trait: str = field(kw_only=True)
    keep_prob: Callable[..., float] = field(kw_only=True)
    kind = "random mask"

    def looks_at(self, case: Case) -> tuple[str, float]:
        return self.trait, float(self.keep_prob(*case.arguments))


@dataclass(frozen=True)
class AccuracyAtLeast(Aspect):
    """Earned where in at least this share of the rows the greatest score is where the expected row has its 1."""

    share: float = field(kw_only=True)
    kind = "accuracy at least"

    def looks_at(self, case: Case) -> float:
        return float(self.share)


@dataclass(frozen=True)
class Purity(Aspect):
    """Earned by an answer that leaves its arguments as they were and gives the same result when called again."""

    hint: str = field(
        default="Whoever calls a function still needs what was handed in, and counts on the same result next time.",
        kw_only=True,
    )
    kind = "purity"


@dataclass(frozen=True)
class Exercise:
    """`draw(rng)` gives the cases; `reference` is a function, or its dotted name where importing it is slow.

    `results` names what the function returns, in order. `given` is the faulty function that a find-the-fault exercise
    starts from. `twice=False` spares a slow answer the second call.
    """

    reference: Callable | str
    results: tuple[str, ...]
    draw: Callable[[np.random.Generator], Iterable[Case | tuple]]
    aspects: Sequence[Aspect]
    given: Callable | None = None
    twice: bool = True
    tolerance: tuple[float, float] = TOLERANCE
    mistakes: list[Callable] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.reference.rpartition(".")[2] if isinstance(self.reference, str) else self.reference.__name__

    @property
    def points(self) -> float:
        return sum(aspect.points for aspect in self.aspects)

    @property
    def from_scratch(self) -> bool:
        """Is it solved without a library that has recurrent layers? One that takes such a library is only named."""
        return not isinstance(self.reference, str)

    @cached_property
    def function(self) -> Callable:
        """The reference itself."""
        if not isinstance(self.reference, str):
            return self.reference
        module, _, name = self.reference.rpartition(".")
        return getattr(reference_module(module), name)

    @property
    def argument_names(self) -> tuple[str, ...]:
        return () if isinstance(self.reference, str) else tuple(inspect.signature(self.reference).parameters)

    def cases(self, seed: str) -> list[Case]:
        """The cases that belong to a seed, with their right results."""
        drawn = (case if isinstance(case, Case) else Case(case) for case in self.draw(generator(f"{self.name} {seed}")))
        return [case if case.expected is not None else self._solved(case) for case in drawn]

    def _solved(self, case: Case) -> Case:
        outcome = call(self.function, case.arguments, twice=False)
        if outcome.error is not None:
            raise RuntimeError(f"the reference {self.name} fails on a case of its own: {outcome.error}")
        return Case(case.arguments, outcome.result)

    def record(self, seed: str) -> dict:
        """All that `unrolled.judge.judge` needs, as plain data; what the mistakes give is found when asked for."""
        cases = self.cases(seed)
        known = [KnownOutcomes(mistake, cases, self.twice) for mistake in self.mistakes]
        return {
            "name": self.name,
            "arguments": self.argument_names,
            "results": self.results,
            "tolerance": self.tolerance,
            "twice": self.twice,
            "aspects": tuple(
                {
                    "name": one.name,
                    "points": one.points,
                    "kind": one.kind,
                    "path": one.path,
                    "needs": one.needs,
                    "hint": one.hint,
                }
                for one in self.aspects
            ),
            "cases": tuple(
                {
                    "arguments": case.arguments,
                    "expected": as_tree(case.expected),
                    "parts": {one.name: one.looks_at(case) for one in self.aspects if one.concerns(case)},
                }
                for case in cases
            ),
            "mistakes": tuple(
                {
                    "name": mistake.__name__,
                    "message": " ".join((mistake.__doc__ or "").split()),
                    "outcomes": outcomes,
                }
                for mistake, outcomes in zip(self.mistakes, known, strict=True)
            ),
            # two at once are looked for where a call is cheap enough to be made for hundreds of them
            "pairs": Pairs(self, cases, known) if self.twice and self.from_scratch else (),
        }


def mistake_in(exercise: Exercise) -> Callable[[Callable], Callable]:
    """Add a known mistake: a small wrong function whose docstring is the sentence that a student reads."""

    def register(mistake: Callable) -> Callable:
        if not mistake.__doc__:
            raise ValueError(f"the mistake {mistake.__name__} has no docstring: it is what the student reads")
        exercise.mistakes.append(mistake)
        return mistake

    return register


def generator(seed: str) -> np.random.Generator:
    """A generator of random numbers that belongs to a text."""
    return np.random.default_rng(int.from_bytes(hashlib.sha256(seed.encode()).digest()))


@cache
def exercises(assignment: str) -> dict[str, Exercise]:
    """The exercises of an assignment, in the order in which its module defines them."""
    from autograder.course import assignments

    if assignment not in assignments():
        raise LookupError(f"there is no assignment {assignment!r}; there are {', '.join(assignments())}")
    module = importlib.import_module(f"autograder.exercises.{assignment}")
    return {item.name: item for item in vars(module).values() if isinstance(item, Exercise)}


def find(name: str) -> Exercise:
    """The exercise called `lstm/lstm_step`, or just `lstm_step`; LookupError names those there are."""
    from autograder.course import assignments

    assignment, _, short = name.rpartition("/")
    known = {
        key: one for each in ([assignment] if assignment else assignments()) for key, one in exercises(each).items()
    }
    if short not in known:
        raise LookupError(f"there is no exercise {name!r}; there are {', '.join(known)}")
    return known[short]
