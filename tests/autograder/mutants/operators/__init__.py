"""What may go wrong in a piece of syntax: from a node to those that may stand in its place, with one change in each."""

import ast
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True)
class Scope:
    """Where a node stands: the names of what the exercise hands in, and of all that may have a value there."""

    given: tuple[str, ...]
    bound: tuple[str, ...]


class Neighbours(ast.AST):
    """Two statements, one after the other in the same block: where they stand is one place, too."""

    __match_args__ = _fields = ("first", "second")

    def __init__(self, first: ast.stmt, second: ast.stmt) -> None:
        self.first, self.second = first, second
        self.lineno, self.col_offset = first.lineno, first.col_offset
        self.end_lineno, self.end_col_offset = second.end_lineno, second.end_col_offset


Operator = Callable[[ast.AST, Scope], Iterable[ast.AST]]
OPERATORS: list[Operator] = []


def operator(function: Operator) -> Operator:
    """Register an operator; its name is that of what it does."""
    OPERATORS.append(function)
    return function


def expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def exchanged(items: list) -> Iterator[list]:
    """The items with two of them exchanged: any two of a few, neighbours of many."""
    for one, other in combinations(range(len(items)), 2):
        if len(items) <= 4 or other == one + 1:
            changed = items.copy()
            changed[one], changed[other] = items[other], items[one]
            yield changed


for _module in pkgutil.iter_modules(__path__):  # importing one registers its operators
    importlib.import_module(f"{__name__}.{_module.name}")
