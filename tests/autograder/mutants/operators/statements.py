"""Statements."""

import ast
from collections.abc import Iterator

from tests.autograder.mutants.operators import Neighbours, Scope, operator


@operator
def statement_dropped(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """An assignment or a call that is left out."""
    if isinstance(node, ast.Assign | ast.AugAssign | ast.Expr):
        yield ast.Pass()


@operator
def sum_overwritten(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """`a += b` as `a = b`."""
    match node:
        case ast.AugAssign(target, _, value):
            yield ast.Assign([target], value)


@operator
def changed_in_place(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """`a = a + b` as `a += b`: who else holds the array sees it change."""
    match node:
        case ast.Assign([ast.Name(name)], ast.BinOp(ast.Name(first), added, other)) if name == first:
            yield ast.AugAssign(ast.Name(name, ast.Store()), added, other)


@operator
def end_exchanged(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """`append(a)` as `insert(0, a)`, and the other way round."""
    match node:
        case ast.Call(ast.Attribute(owner, "append"), [item], []):
            yield ast.Call(ast.Attribute(owner, "insert"), [ast.Constant(0), item], [])
        case ast.Call(ast.Attribute(owner, "insert"), [_, item], []):
            yield ast.Call(ast.Attribute(owner, "append"), [item], [])


@operator
def statements_exchanged(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """One statement before the one that it should come after; where neither changes what the other reads, no matter."""
    match node:
        case Neighbours(first, ast.Assign() | ast.AugAssign() | ast.Expr() as second):
            if changed(first) & names(second) or changed(second) & names(first):
                yield ast.Module([second, first], [])


def names(statement: ast.stmt) -> set[str]:
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}


def changed(statement: ast.stmt) -> set[str]:
    """The names that a statement gives a value, those of arrays it writes into and of lists that it makes longer."""
    found = set()
    for node in ast.walk(statement):
        match node:
            case ast.Name(name, ast.Store()) | ast.Subscript(ast.Name(name), _, ast.Store()):
                found.add(name)
            case ast.Call(ast.Attribute(ast.Name(name), "append" | "insert")):
                found.add(name)
    return found


@operator
def indented_too_far(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """What should come after a loop, at the end of the loop."""
    match node:
        case Neighbours(ast.For(target, iterated, body), second):
            yield ast.For(target, iterated, [*body, second], [])


@operator
def indented_too_little(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """What should be at the end of a loop, after it."""
    match node:
        case ast.For(target, iterated, [*body, last]) if body:
            yield ast.Module([ast.For(target, iterated, body, []), last], [])


@operator
def argument_overwritten(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """An array that was handed in, changed before the answer is handed back."""
    match node:
        case ast.Return(value):
            for name in scope.given:
                yield ast.parse(f"answer = {ast.unparse(value)}; {name}[...] = 0; return answer")
