"""One known mistake on top of another.

Most known mistakes are the reference with something changed before it or after it, so that two of them combine of
themselves: the outer one runs in a copy of its module in which the inner one stands where the reference stood. Others
call a helper that takes the arguments of the exercise and, by keyword, another idea of one of its lines; there the
ideas of both go into one call. Nothing that exists is changed, so that any number of threads may do this at once.
"""

from collections.abc import Callable, Iterator
from functools import cache, partial
from inspect import CO_VARKEYWORDS, signature
from types import CodeType, FunctionType, ModuleType
from typing import Any


class Combining:
    """Combines the known mistakes of one exercise, in all of which `reference` is the function that is right.

    `is_right(helper)` says whether a helper, called with the arguments of the exercise alone, gives what is right.
    """

    def __init__(self, reference: Callable, is_right: Callable[[Callable], bool]) -> None:
        self._reference, self._name = reference, reference.__name__
        self._parameters = frozenset(signature(reference).parameters)
        self._is_right = cache(is_right)

    def builds_on_the_reference(self, mistake: Callable) -> bool:
        """Is there anything in this mistake for which another one can stand in?"""
        return any(
            value is self._reference or self._holds_reference(value) or self._takes_ideas(value)
            for _, value in self._looked_up(mistake, set())
        )

    def combined(self, outer: Callable, inner: Callable) -> Callable:
        """The outer mistake, built on the inner one in place of the reference."""

        def in_place_of(helper: Callable) -> Callable:
            return lambda *arguments, **named: self._with_ideas(inner, helper, named)(*arguments)

        return self._rebuilt(outer, inner, in_place_of)

    def _with_ideas(self, mistake: Callable, helper: Callable, named: dict[str, Any]) -> Callable:
        """The mistake, with the ideas of another one that hands them to the helper by name."""
        own = {name: value for name, value in named.items() if name in self._parameters}
        ideas = {name: value for name, value in named.items() if name not in self._parameters}
        if ideas:
            with_them = partial(helper, **ideas)
            mistake = self._rebuilt(mistake, with_them, lambda other: with_them if other is helper else other)
        return partial(mistake, **own)

    def _rebuilt(self, function: Callable, base: Callable, in_place_of: Callable[[Callable], Callable]) -> Callable:
        """A copy of the function for which `base` stands in the place of the reference, and others for its helpers."""
        space: dict[str, Any] = {}
        for name, value in self._looked_up(function, set()):
            if value is self._reference:
                space[name] = base
            elif self._holds_reference(value):
                space[name] = _InPlace(value, self._name, base)
            elif self._takes_ideas(value):
                space[name] = in_place_of(value)
            else:
                space[name] = _in_space(value, space) if _are_neighbours(value, function) else value
        return _in_space(function, space)

    def _looked_up(self, function: Any, seen: set[str]) -> Iterator[tuple[str, Any]]:
        """The names and values in a module that one of its functions looks up, itself or through another."""
        for name in names_in(function.__code__) & function.__globals__.keys() - seen:
            seen.add(name)
            value = function.__globals__[name]
            yield name, value
            if _are_neighbours(value, function) and not self._takes_ideas(value):
                yield from self._looked_up(value, seen)

    def _holds_reference(self, value: Any) -> bool:
        return isinstance(value, ModuleType) and vars(value).get(self._name) is self._reference

    def _takes_ideas(self, value: Any) -> bool:
        """Is it a helper that does what the reference does, unless it is told otherwise?"""
        if not isinstance(value, FunctionType) or value is self._reference:
            return False
        optional = value.__kwdefaults__ or value.__defaults__ or value.__code__.co_flags & CO_VARKEYWORDS
        return bool(optional) and self._is_right(value)


class _InPlace:
    """A module in which one function is another."""

    def __init__(self, module: ModuleType, name: str, stand_in: Callable) -> None:
        self._module = module
        setattr(self, name, stand_in)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)


@cache
def names_in(code: CodeType) -> frozenset[str]:
    """The names that a function, and those defined in it, look up in their module or as attributes."""
    inside = (names_in(one) for one in code.co_consts if isinstance(one, CodeType))
    return frozenset(code.co_names).union(*inside)


def _are_neighbours(value: Any, function: Any) -> bool:
    """Are both functions of one module?"""
    return isinstance(value, FunctionType) and value.__globals__ is function.__globals__


def _in_space(function: Any, space: dict[str, Any]) -> Callable:
    """The function, looking up its names in another space."""
    copy = FunctionType(function.__code__, space, function.__name__, function.__defaults__, function.__closure__)
    copy.__kwdefaults__ = function.__kwdefaults__
    return copy
