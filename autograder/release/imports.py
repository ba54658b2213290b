"""An import of the reference in a cell: which functions it names, and the text that it stands for."""

import ast
import inspect
import sys
from collections.abc import Callable, Iterable
from functools import cache
from types import ModuleType

from autograder.reference import reference_module

VALIDATION = "shapes"  # the decorator that checks sizes: for the library's users, not for a student


def imported(code: str) -> list[Callable]:
    """The functions that a cell imports from the reference; empty where the cell does anything else as well."""
    try:
        statements = ast.parse(code).body
    except (SyntaxError, ValueError):  # ValueError for a null byte, before Python 3.11.4
        return []
    if not statements or not all(_is_reference(statement) for statement in statements):
        return []
    return [
        getattr(reference_module(statement.module or ""), alias.name)
        for statement in statements
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    ]


def written_out(*functions: Callable, without: Iterable[str] = ()) -> str:
    """The functions whole, with all that they need from their modules before them.

    `without` are names that the reader of the text has already: the exercises, which a student writes.
    """
    by_module: dict[str, set[str]] = {}
    for function in functions:
        by_module.setdefault(function.__module__, set()).add(function.__name__)
    return "\n\n\n".join(_needed(sys.modules[name], names, frozenset(without)) for name, names in by_module.items())


def _needed(module: ModuleType, wanted: set[str], without: frozenset[str]) -> str:
    """The statements of a module that define the wanted names and, in turn, what those use; in the module's order."""
    lines, statements = _statements(module)
    chosen: dict[int, ast.stmt] = {}
    seen = set(without)
    while wanted:
        seen |= wanted
        found = {i: one for i, one in enumerate(statements) if i not in chosen and _defines(one) & wanted}
        chosen |= found
        wanted = {name for one in found.values() for name in _uses(one)} - seen
    texts = []
    for _, statement in sorted(chosen.items()):
        if isinstance(statement, ast.ImportFrom) and _is_reference(statement):
            names = {alias.name for alias in statement.names if alias.name in seen - without}
            texts.append(_needed(reference_module(statement.module or ""), names, without))
        else:
            texts.append("\n".join(lines[_first_line(statement) - 1 : statement.end_lineno]))
    return "\n\n\n".join(text for text in texts if text)


@cache
def _statements(module: ModuleType) -> tuple[list[str], list[ast.stmt]]:
    text = inspect.getsource(module)
    return text.splitlines(), ast.parse(text).body


def _is_reference(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and (statement.module or "").split(".")[0] == "solutions"


def _first_line(statement: ast.stmt) -> int:
    """Where the text of a statement begins: at its decorators, but for the one that validates."""
    kept = [one for one in getattr(statement, "decorator_list", []) if not _is_validation(one)]
    return min([statement.lineno, *(one.lineno for one in kept)])


def _is_validation(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id == VALIDATION


def _defines(statement: ast.stmt) -> set[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return {(alias.asname or alias.name).split(".")[0] for alias in names}
        case ast.Assign(targets=targets):
            return {target.id for target in targets if isinstance(target, ast.Name)}
        case ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
    return set()


def _uses(statement: ast.stmt) -> set[str]:
    decorators = [one for one in getattr(statement, "decorator_list", []) if _is_validation(one)]
    validation = {id(node) for decorator in decorators for node in ast.walk(decorator)}
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and id(node) not in validation}
