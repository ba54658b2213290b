"""One known mistake on top of another.

Most known mistakes are the reference with something changed before it or after it, so that two of them combine of
themselves: the outer one runs in a copy of its module in which the inner one stands where the reference stood. Others
call a helper that takes the arguments of the exercise and, by keyword, another idea of one of its lines; there the
ideas of both go into one call. Nothing that exists is changed, so that any number of threads may do this at once.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from inspect import CO_VARKEYWORDS, signature
from types import CodeType, FunctionType, ModuleType
from typing import Any


@lru_cache(maxsize=4096)
def names_in(code: CodeType) -> frozenset[str]:
    """The global names and attributes that a function and those defined in it look up."""
    inside = [names_in(one) for one in code.co_consts if isinstance(one, CodeType)]
    return frozenset(code.co_names).union(*inside)


class _InPlace:
    """A module in which one function is another."""

    def __init__(self, module: ModuleType, name: str, stand_in: Callable) -> None:
        self._module = module
        setattr(self, name, stand_in)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)


class Combining:
    """Combines the known mistakes of one exercise, in all of which `function` is the reference.

    `takes_alterations(helper)` says whether a helper, called with the arguments of the exercise alone, gives what the
    reference gives.
    """

    def __init__(self, function: Callable, takes_alterations: Callable[[Callable], bool]) -> None:
        self._function, self._name = function, function.__name__
        self._parameters = frozenset(signature(function).parameters)
        self._is_whole = takes_alterations
        self._whole: dict[Callable, bool] = {}
        self._roles: dict[Callable, tuple[str, ...]] = {}

    def builds_on_the_reference(self, mistake: Callable) -> bool:
        """Is there anything in this mistake for which another one can stand in?"""
        return any(
            self._is_reference(value) or self._holds_reference(value) or self._is_altered(value)
            for name, value, names in self._looked_up(mistake, set())
        )

    def combined(self, outer: Callable, inner: Callable) -> Callable:
        """The outer mistake, built on the inner one in place of the reference."""

        def of_helper(helper: Callable) -> Callable:
            return lambda *arguments, **named: self._with_alterations(inner, helper, arguments, named)

        return self._rebound(outer, inner, of_helper)

    def _with_alterations(self, inner: Callable, helper: Callable, arguments: tuple, named: dict) -> Any:
        own = {name: value for name, value in named.items() if name in self._parameters}
        altered = {name: value for name, value in named.items() if name not in self._parameters}
        if not altered:
            return inner(*arguments, **own)

        def of_helper(other: Callable) -> Callable:
            return partial(other, **altered) if other is helper else other

        return self._rebound(inner, partial(helper, **altered), of_helper)(*arguments, **own)

    def _rebound(self, function: Callable, base: Callable, of_helper: Callable[[Callable], Callable]) -> Callable:
        """A copy of the function, for which `base` stands in the place of the reference."""
        space: dict[str, Any] = {}
        for name, value, names in self._looked_up(function, set()):
            if name in space:
                continue
            if self._is_reference(value):
                space[name] = base
            elif self._holds_reference(value):
                space[name] = _InPlace(value, self._name, base)
            elif self._is_altered(value):
                space[name] = of_helper(value)
            elif self._belongs(value, function):
                space[name] = _in_space(value, space)
            else:
                space[name] = value
        return _in_space(function, space)

    def _looked_up(self, function: Callable, seen: set[str]) -> Iterator[tuple[str, Any, frozenset[str]]]:
        """The globals that a function of the exercise's module reaches: name, value, and the names around it."""
        names = names_in(function.__code__)
        for name in names - seen:
            if name in function.__globals__:
                seen.add(name)
                value = function.__globals__[name]
                yield name, value, names
                if self._belongs(value, function) and not self._is_altered(value):
                    yield from self._looked_up(value, seen)

    @staticmethod
    def _belongs(value: Any, function: Callable) -> bool:
        return isinstance(value, FunctionType) and value.__globals__ is function.__globals__

    def _is_reference(self, value: Any) -> bool:
        return value is self._function

    def _holds_reference(self, value: Any) -> bool:
        return isinstance(value, ModuleType) and self._name in vars(value) and vars(value)[self._name] is self._function

    def _is_altered(self, value: Any) -> bool:
        if not isinstance(value, FunctionType) or value is self._function or not _takes_more(value):
            return False
        if value not in self._whole:
            self._whole[value] = self._is_whole(value)
        return self._whole[value]


def _takes_more(helper: FunctionType) -> bool:
    """Does it have arguments that need not be given?"""
    return bool(helper.__kwdefaults__ or helper.__defaults__ or helper.__code__.co_flags & CO_VARKEYWORDS)


def _in_space(function: Callable, space: dict[str, Any]) -> Callable:
    copy = FunctionType(
        function.__code__, space, function.__name__, function.__defaults__, function.__closure__
    )
    copy.__kwdefaults__ = function.__kwdefaults__
    return copy
