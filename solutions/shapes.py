"""`@shapes`: the shape of each argument, written beside the function instead of checked inside it."""

import functools
import inspect
from collections.abc import Callable
from typing import Any

import numpy as np


def shapes(**wanted: str) -> Callable[[Callable], Callable]:
    """Check the shapes of a function's arguments before each call.

    `@shapes(x="B D", h_prev="B H", kernel="D+H H", bias="H")` reads as the table in a docstring: sizes separated by
    blanks, each a letter, the number 1, or a sum such as `D+H` or `4*H`. The first argument, in the order given here,
    that leaves a letter no choice binds it; it must mean the same in all that follow. `input_size="=D"` says that the
    argument is itself the number D. An argument that is None is not looked at.

    The function behind the check stays reachable as `__wrapped__`.

    Raises (when the function is called):
        ValueError: if a shape does not fit; it names the argument, the shape wanted and the shape given.
    """

    parsed = {name: [_terms(size) for size in text.lstrip("=").split()] for name, text in wanted.items()}

    def decorate(function: Callable) -> Callable:
        names = tuple(inspect.signature(function).parameters)

        @functools.lru_cache(maxsize=256)  # a loop asks about the same shapes again and again
        def problem(given: tuple) -> str | None:
            bound: dict[str, int] = {"1": 1}
            source: dict[str, str] = {}  # the argument that bound a letter
            for (name, sizes), shape in zip(parsed.items(), given, strict=True):
                if shape is None:
                    continue
                settled = _settle(sizes, shape, bound)
                if settled is None:
                    letters = [letter for letter in source if letter in wanted[name]]
                    because = ", ".join(f"{letter}={bound[letter]} from {source[letter]}" for letter in letters)
                    return (
                        f"{function.__name__}: {name} should have shape {_written(wanted[name].split(), bound)}"
                        f"{f' ({because})' if because else ''}, and has {list(shape)}"
                    )
                source |= dict.fromkeys(settled.keys() - bound.keys(), name)
                bound = settled
            return None

        @functools.wraps(function)
        def checked(*args, **kwargs):
            arguments = dict(zip(names, args, strict=False)) | kwargs
            found = problem(tuple(_shape(arguments.get(name), text) for name, text in wanted.items()))
            if found:
                raise ValueError(found)
            return function(*args, **kwargs)

        return checked

    return decorate


def _shape(argument: Any, text: str) -> tuple | None:
    if argument is None:
        return None
    return (np.asarray(argument).item(),) if text.startswith("=") else np.shape(argument)


Size = list[tuple[int, str]]  # `D+4*H` as [(1, "D"), (4, "H")]


def _terms(size: str) -> Size:
    parts = (term.rpartition("*") for term in size.split("+"))
    return [(int(factor or 1), letter) for factor, _, letter in parts]


def _settle(sizes: list[Size], given: tuple[int, ...], bound: dict[str, int]) -> dict[str, int] | None:
    """The letters that are bound once this shape is; None if it cannot have the given sizes."""
    if len(sizes) != len(given):
        return None
    bound = bound.copy()
    for size, left in zip(sizes, given, strict=True):
        free = []
        for factor, letter in size:
            if letter in bound:
                left -= factor * bound[letter]
            else:
                free.append((factor, letter))
        if free and left >= 0:
            [(factor, letter)] = free
            bound[letter], left = divmod(left, factor)
        if left:
            return None
    return bound


def _written(sizes: list[str], bound: dict[str, int]) -> str:
    """A shape in letters and, as far as they are known, in numbers: `[D+H, 4*H] = [8, 20]`."""
    known = [all(letter in bound for _, letter in _terms(size)) for size in sizes]
    numbers = [
        str(sum(factor * bound[letter] for factor, letter in _terms(size))) if sure else size
        for size, sure in zip(sizes, known, strict=True)
    ]
    return f"[{', '.join(sizes)}]" + (f" = [{', '.join(numbers)}]" if numbers != sizes else "")
