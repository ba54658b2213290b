"""What happened when a function was called on one case: its result, what it did to its arguments, a second result."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from unrolled.compare import TOLERANCE, same
from unrolled.functions import generator_as_left, is_generator, probed, with_functions
from unrolled.trees import Function, NotATree, as_tree

LONGEST_ERROR = 500


@dataclass(frozen=True)
class Outcome:
    """`arguments_after` are the arguments as the call left them; `again` is the result of calling once more, afresh."""

    result: Any = None
    error: str | None = None
    arguments_after: Any = None
    again: Any = None

    @property
    def error_kind(self) -> str | None:
        return self.error and self.error.partition(":")[0]

    def as_tree(self) -> dict:
        """This outcome as a tree that can be written to a stream."""
        return dict(vars(self))

    @classmethod
    def from_tree(cls, tree: Any) -> "Outcome":
        """The outcome a stream holds; NotATree if it is something else, for the other side may say anything."""
        names = ("result", "error", "arguments_after", "again")
        if not isinstance(tree, dict) or set(tree) != set(names) or not isinstance(tree["error"], str | None):
            raise NotATree("it is not the outcome of a call")
        return cls(**{**tree, "error": None if tree["error"] is None else readable(tree["error"])})

    def changed_arguments(self, arguments: tuple) -> tuple[int, ...]:
        """The places of the arguments that are not what they were before the call."""
        if self.error is not None:
            return ()
        after = self.arguments_after
        if not isinstance(after, tuple) or len(after) != len(arguments):
            return tuple(range(len(arguments)))
        pairs = enumerate(zip(arguments, after, strict=True))
        return tuple(place for place, (before, now) in pairs if not _unchanged(before, now))

    def repeats(self) -> bool:
        """Does a second call on the same arguments give the same result?"""
        return self.error is not None or self.again is None or same(self.result, self.again, TOLERANCE)


def call(function: Callable, arguments: tuple, twice: bool = True) -> Outcome:
    """Call the function on copies of the arguments; an exception becomes part of the outcome, whatever it is."""
    try:
        given = with_functions(arguments)
        result = as_tree(probed(function(*given), given))
        after = tuple(_as_left(one, now) for one, now in zip(arguments, given, strict=True))
        afresh = with_functions(arguments)
        again = as_tree(probed(function(*afresh), afresh)) if twice else None
    except (Exception, SystemExit) as error:  # a wrong answer may raise anything, and that is its outcome
        return Outcome(error=readable(f"{type(error).__name__}: {_message(error)}"))
    return Outcome(result, None, after, again)


def readable(text: str) -> str:
    """The beginning of a text by a stranger, without what a terminal obeys and what UTF-8 cannot hold."""
    return "".join(
        one if one.isprintable() or one in "\n\t" else "\N{REPLACEMENT CHARACTER}" for one in text[:LONGEST_ERROR]
    )


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # the answer's own exception, whose author may err in it too
        return "its message cannot be shown"


def _unchanged(before: Any, now: Any) -> bool:
    if isinstance(before, np.ndarray) and isinstance(now, np.ndarray) and np.array_equal(before, now):
        return True  # by far the most frequent, and fast
    return same(before, now, (0.0, 0.0))


def _as_left(described: Any, now: Any) -> Any:
    """The arguments as a call left them, a function among them by its description."""
    if is_generator(described):
        return generator_as_left(described, now)
    if isinstance(described, Function):
        return described
    if isinstance(described, tuple | list) and isinstance(now, tuple | list) and len(described) == len(now):
        return tuple(_as_left(one, other) for one, other in zip(described, now, strict=True))
    return as_tree(now)


def shapes(names: tuple, arguments: tuple) -> str:
    """The sizes of a case in a line: `x [3, 2], state ([3, 4], [3, 4])`."""
    described = [(name, _shape(item)) for name, item in zip(names, arguments, strict=False)]
    return ", ".join(f"{name} {shape}" for name, shape in described if shape)


def _shape(item: Any) -> str:
    if isinstance(item, np.ndarray) and item.ndim:
        return str(list(item.shape))
    if isinstance(item, tuple | list):
        inside = ", ".join(filter(None, map(_shape, item)))
        return f"({inside})" if inside else ""
    return ""
