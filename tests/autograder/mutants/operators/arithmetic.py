"""Operators, signs, comparisons, constants and terms."""

import ast
from collections.abc import Iterator

from tests.autograder.mutants.operators import Scope, operator

INSTEAD: dict[type, tuple[type, ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Div, ast.Add, ast.MatMult),
    ast.Div: (ast.Mult, ast.Sub),
    ast.FloorDiv: (ast.Div, ast.Mult),
    ast.MatMult: (ast.Mult, ast.Add),
    ast.Pow: (ast.Mult, ast.Div),
    ast.Lt: (ast.LtE, ast.Gt, ast.Eq),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt, ast.NotEq),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq, ast.LtE, ast.GtE),
    ast.NotEq: (ast.Eq,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}


BLIND_TO_SIGNS = {"len", "type", "np.zeros_like"}


@operator
def operator_replaced(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """`a + b` as `a - b`, `a < b` as `a <= b`, `a and b` as `a or b`."""
    match node:
        case ast.BinOp(left, old, right):
            yield from (ast.BinOp(left, new(), right) for new in INSTEAD.get(type(old), ()))
        case ast.AugAssign(target, old, value):
            yield from (ast.AugAssign(target, new(), value) for new in INSTEAD.get(type(old), ()))
        case ast.Compare(left, [old], rights):
            yield from (ast.Compare(left, [new()], rights) for new in INSTEAD.get(type(old), ()))
        case ast.BoolOp(old, values):
            yield from (ast.BoolOp(new(), values) for new in INSTEAD.get(type(old), ()))


@operator
def operands_exchanged(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """`a - b` as `b - a`."""
    match node:
        case ast.BinOp(left, ast.Sub() | ast.Div() | ast.FloorDiv() | ast.MatMult() | ast.Pow() as old, right):
            yield ast.BinOp(right, old, left)


@operator
def term_dropped(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """`a + b` as `a` and as `b`; `a * b` likewise."""
    match node:
        case ast.BinOp(left, _, right):
            yield from (left, right)
        case ast.BoolOp(_, values):
            yield from values


@operator
def sign_changed(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """`-a` as `a`; a factor, a value that is assigned, handed on or returned, with a minus before it."""
    match node:
        case ast.UnaryOp(ast.USub(), operand):
            yield operand
        case ast.BinOp(left, ast.Mult() | ast.Div() | ast.MatMult() as kept, right):
            yield ast.BinOp(ast.UnaryOp(ast.USub(), left), kept, right)
        case ast.BinOp(left, ast.Pow(), right):
            yield ast.BinOp(left, ast.Pow(), ast.UnaryOp(ast.USub(), right))
        case ast.BinOp(left, ast.Add() | ast.Sub() as kept, right):
            yield ast.BinOp(ast.UnaryOp(ast.USub(), left), kept, right)
        case ast.Call(function, [*arguments], keywords) if ast.unparse(function) not in BLIND_TO_SIGNS:
            for place, argument in enumerate(arguments):
                if isinstance(argument, ast.Name | ast.BinOp | ast.Subscript):
                    negated = ast.UnaryOp(ast.USub(), argument)
                    yield ast.Call(function, [*arguments[:place], negated, *arguments[place + 1 :]], keywords)


@operator
def constant_changed(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """1 as 0 and as 2; 0.5 as 0, as 1 and as 0.25; True as False."""
    match node:
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(int(value)):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Constant(float(value)):
            yield from (ast.Constant(new) for new in (0.0, value / 2, value * 2))


@operator
def condition_forced(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """`if a` as `if not a`, as `if True` and as `if False`; likewise where one value or another is taken."""
    match node:
        case ast.IfExp(test, body, orelse):
            yield from (body, orelse, ast.IfExp(test, orelse, body))
        case ast.If(test, body, orelse):
            yield from (
                ast.If(new, body, orelse)
                for new in (ast.UnaryOp(ast.Not(), test), ast.Constant(True), ast.Constant(False))
            )
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
