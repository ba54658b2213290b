"""Axes, slices and indices."""

import ast
from collections.abc import Iterator

from tests.autograder.mutants.operators import Scope, exchanged, operator


@operator
def axis_changed(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """`axis=0` as `axis=1`; `axis=(0, 1)` as either."""
    match node:
        case ast.keyword("axis", ast.Constant(int(value))):
            yield from (ast.keyword("axis", ast.Constant(new)) for new in (0, 1, 2) if new != value)
        case ast.keyword("axis", ast.Tuple(axes)):
            yield from (ast.keyword("axis", axis) for axis in axes)


def shifted(index: ast.expr) -> Iterator[ast.expr]:
    """One step later and one earlier; constants are changed by an operator of their own."""
    if isinstance(index, ast.Name | ast.BinOp):
        yield from (ast.BinOp(index, ast.Add(), ast.Constant(1)), ast.BinOp(index, ast.Sub(), ast.Constant(1)))


def slips(index: ast.expr) -> Iterator[ast.expr]:
    """What may be written in place of one index."""
    match index:
        case ast.Slice(None, None, None):
            yield ast.Slice(None, None, ast.UnaryOp(ast.USub(), ast.Constant(1)))
            yield from (ast.Constant(0), ast.UnaryOp(ast.USub(), ast.Constant(1)))
        case ast.Slice(lower, upper, None):
            yield ast.Slice(None, None, None)
            yield ast.Slice(upper, lower, None)
            yield from (ast.Slice(new, upper, None) for new in (shifted(lower) if lower else ()))
            yield from (ast.Slice(lower, new, None) for new in (shifted(upper) if upper else ()))
            yield from (ast.Slice(lower, None, None), ast.Slice(None, upper, None)) if lower and upper else ()
        case ast.Slice(lower, upper, _):
            yield ast.Slice(lower, upper, None)
        case _:
            yield from shifted(index)


@operator
def index_changed(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """`a[:n]` as `a[n:]`, as `a[:n + 1]` and as `a`; `a[:, t]` as `a[t]` and as `a[t, :]`; `a[t]` as `a[t - 1]`."""
    if not isinstance(node, ast.Subscript):
        return
    if not isinstance(node.slice, ast.Tuple):
        yield from (ast.Subscript(node.value, new, node.ctx) for new in slips(node.slice))
        return
    indices = node.slice.elts
    for place, index in enumerate(indices):
        before, after = indices[:place], indices[place + 1 :]
        changed = [[*before, new, *after] for new in slips(index)] + [[*before, *after]]
        yield from (ast.Subscript(node.value, ast.Tuple(new, ast.Load()), node.ctx) for new in changed)
    for new in exchanged(indices):
        yield ast.Subscript(node.value, ast.Tuple(new, ast.Load()), node.ctx)
