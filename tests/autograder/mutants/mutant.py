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
from tests.autograder.mutants.rewriting import differing_lines, meaning, with_replaced


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
        namespace = {name: inspect.unwrap(one) if callable(one) else one for name, one in vars(module).items()}
        for name, source in parts.items():
            exec(self.source if name == self.part else source, namespace)
        return namespace[find(self.exercise).name]


@cache
def family(exercise: str) -> tuple[ModuleType, dict[str, str]]:
    """The module of a reference function; its source, and those of the helpers beside it that are no exercise."""
    reference = inspect.unwrap(find(exercise).function)
    module = sys.modules[reference.__module__]
    others = {name for each in assignments() for name in exercises(each)}
    parts: dict[str, str] = {}
    waiting = [reference]
    while waiting:
        function = waiting.pop()
        parts[function.__name__] = source_of(function)
        called = [vars(module).get(name) for name in function.__code__.co_names]
        beside = [one for one in called if inspect.isfunction(one) and one.__module__ == module.__name__]
        waiting += [one for one in beside if one.__name__ not in others | parts.keys()]
    return module, parts


def source_of(function: Callable) -> str:
    """The definition alone, as `ast` lays it out: without comments, and without `@shapes`, as a student writes it."""
    [definition] = ast.parse(inspect.getsource(function)).body
    definition.decorator_list = []
    if ast.get_docstring(definition):
        del definition.body[0]
    return ast.unparse(definition)


def mutants_of(exercise: str) -> Iterator[Mutant]:
    """All mutants of an exercise's reference, each once."""
    reference = find(exercise)
    given = reference.argument_names
    for part, source in family(exercise)[1].items():
        seen = {meaning(source)}
        for node, scope in places(ast.parse(source).body[0], given if part == reference.name else ()):
            for change in OPERATORS:
                for new in change(node, scope):
                    mutated = with_replaced(source, node, new)
                    meant = meaning(mutated)
                    if meant is not None and meant not in seen:
                        seen.add(meant)
                        yield Mutant(exercise, change.__name__, *differing_lines(source, mutated), part, mutated)


def places(function: ast.FunctionDef, given: tuple[str, ...]) -> Iterator[tuple[ast.AST, Scope]]:
    """Where something may change: the nodes of a function's body and its neighbouring statements."""
    nodes = list(ast.walk(function))
    arguments = [node.arg for node in nodes if isinstance(node, ast.arg)]
    stored = [node for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    kept = tuple(name for name in given if name not in {node.id for node in stored})
    blocks = [function.body, *(node.body for node in nodes if isinstance(node, ast.For))]
    neighbours = [Neighbours(*pair) for block in blocks for pair in pairwise(block)]
    for node in chain(neighbours, *map(ast.walk, function.body)):
        if hasattr(node, "lineno"):
            bound = [*arguments, *(name.id for name in stored if name.lineno <= node.lineno)]
            yield node, Scope(kept, tuple(dict.fromkeys(bound)))
