"""A mutant: the source of a reference function in which one thing is changed, and the function it makes."""

import ast
import inspect
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from types import ModuleType

from autograder.course import assignments
from autograder.exercise import exercises, find
from tests.autograder.mutants.operators import OPERATORS, Neighbours, Scope


@dataclass(frozen=True)
class Mutant:
    """`before` and `after` are the lines that differ; with the exercise they tell one mutant from all others."""

    exercise: str
    operator: str
    before: str
    after: str
    part: str
    source: str

    def __str__(self) -> str:
        return f"{self.before} -> {self.after}"

    def function(self) -> Callable:
        """The wrong answer: compiled beside the functions that it is a part of, or that are a part of it."""
        module, parts = family(self.exercise)
        namespace = {name: inspect.unwrap(one) if inspect.isfunction(one) else one for name, one in vars(module).items()}
        for name, source in parts.items():
            exec(self.source if name == self.part else source, namespace)
        return namespace[find(self.exercise).name]


@cache
def family(exercise: str) -> tuple[ModuleType, dict[str, str]]:
    """The module of a reference function, and the sources: its own and those of the helpers that only this module has."""
    reference = inspect.unwrap(find(exercise).function)
    module = sys.modules[reference.__module__]
    others = {name for each in assignments() for name in exercises(each)}
    parts: dict[str, str] = {}
    waiting = [reference]
    while waiting:
        function = waiting.pop()
        parts[function.__name__] = source_of(function)
        called = [vars(module).get(name) for name in function.__code__.co_names]
        waiting += [
            one
            for one in called
            if inspect.isfunction(one)
            and one.__module__ == module.__name__
            and one.__name__ not in others | parts.keys()
        ]
    return module, parts


def source_of(function: Callable) -> str:
    """The definition alone: a student's function has no `@shapes` before it."""
    source = inspect.getsource(function)
    return "".join(source.splitlines(keepends=True)[ast.parse(source).body[0].lineno - 1 :])


def mutants_of(exercise: str) -> Iterator[Mutant]:
    """All mutants of an exercise's reference, each once."""
    for part, source in family(exercise)[1].items():
        seen = {meaning(source)}
        for node, scope in places(ast.parse(source).body[0]):
            for change in OPERATORS:
                for new in change(node, scope):
                    mutated = with_replaced(source, node, new)
                    meant = meaning(mutated)
                    if meant is not None and meant not in seen:
                        seen.add(meant)
                        yield Mutant(exercise, change.__name__, *differing_lines(source, mutated), part, mutated)


def meaning(source: str) -> str | None:
    """What two sources have in common that differ only in how they are laid out; None where it is no Python."""
    try:
        return ast.dump(ast.parse(source))
    except SyntaxError:
        return None


def places(function: ast.FunctionDef) -> Iterator[tuple[ast.AST, Scope]]:
    """Where something may change: the nodes of a function's body and its neighbouring statements."""
    arguments = tuple(one.arg for one in function.args.args)
    stored = [node for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    inner = [one.arg for node in ast.walk(function) if isinstance(node, ast.arguments) for one in node.args]
    statements = function.body[1:] if ast.get_docstring(function) else function.body
    blocks = [statements, *(node.body for top in statements for node in ast.walk(top) if hasattr(node, "body"))]
    neighbours = [Neighbours(*pair) for block in blocks if isinstance(block, list) for pair in pairwise(block)]
    for node in chain(neighbours, *map(ast.walk, statements)):
        if hasattr(node, "lineno"):
            bound = [*arguments, *inner, *(name.id for name in stored if name.lineno <= node.lineno)]
            yield node, Scope(arguments, tuple(dict.fromkeys(bound)))


def with_replaced(source: str, node: ast.AST, new: ast.AST) -> str:
    """The source with something else in place of a node, in brackets where it would be read otherwise without."""
    lines = source.splitlines(keepends=True)
    first, last = node.lineno - 1, node.end_lineno - 1
    before = "".join(lines[:first]) + lines[first][: node.col_offset]
    after = lines[last][node.end_col_offset :] + "".join(lines[last + 1 :])
    text = ast.unparse(ast.fix_missing_locations(new))
    if not isinstance(new, ast.expr):
        return before + text.replace("\n", "\n" + " " * node.col_offset) + after
    plain, bracketed = before + text + after, f"{before}({text}){after}"
    return plain if isinstance(new, UNBREAKABLE) or meaning(plain) == meaning(bracketed) else bracketed


UNBREAKABLE = ast.Name | ast.Constant | ast.Call | ast.Subscript | ast.Attribute


def differing_lines(source: str, mutated: str) -> tuple[str, str]:
    """The lines of each that are not in the other, as one line without comments."""
    old, new = source.splitlines(), mutated.splitlines()
    while old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old[-1:] == new[-1:]:
        old, new = old[:-1], new[:-1]
    return tuple("; ".join(line.partition("  # ")[0].strip() for line in lines) for lines in (old, new))
