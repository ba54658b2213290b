"""Calls, their arguments, and other things that stand in an order."""

import ast
from collections.abc import Iterator

from tests.autograder.mutants.operators import Scope, exchanged, expression, operator

PAIRS = (
    ("zeros", "ones"),
    ("zeros_like", "ones_like"),
    ("sum", "mean"),
    ("max", "min"),
    ("argmax", "argmin"),
    ("stack", "concatenate"),
    ("exp", "log"),
    ("ceil", "floor"),
    ("std", "var"),
    ("repeat", "tile"),
    ("sqrt", "square"),
)
INSTEAD = {old: new for pair in PAIRS for old, new in (pair, pair[::-1])}
SQUASHED = {"tanh": "1 / (1 + np.exp(-({})))", "sigmoid": "np.tanh({})"}


@operator
def function_replaced(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """`zeros` as `ones`, `sum` as `mean`, `max` as `min`, `tanh` as a sigmoid."""
    match node:
        case ast.Call(ast.Name(name) | ast.Attribute(_, name), [argument]) if name in SQUASHED:
            yield expression(SQUASHED[name].format(ast.unparse(argument)))
        case ast.Call(ast.Name(name), arguments, keywords) if name in INSTEAD:
            yield ast.Call(ast.Name(INSTEAD[name]), arguments, keywords)
        case ast.Call(ast.Attribute(owner, name), arguments, keywords) if name in INSTEAD:
            yield ast.Call(ast.Attribute(owner, INSTEAD[name]), arguments, keywords)


@operator
def call_dropped(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """`f(a, b)` as `a` and as `b`; `a.f(b)` as `a`."""
    match node:
        case ast.Call(ast.Attribute(owner, _)) if not is_module(owner, scope):
            yield owner
        case ast.Call(_, arguments):
            yield from (argument for argument in arguments if not isinstance(argument, ast.Starred))


def is_module(owner: ast.expr, scope: Scope) -> bool:
    return isinstance(owner, ast.Name) and owner.id not in scope.bound


@operator
def argument_dropped(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """`f(a, b=c)` as `f(a)`; `f(a, b)` as `f(a)` where that is a call all the same."""
    match node:
        case ast.Call(function, arguments, keywords):
            for place in range(len(keywords)):
                yield ast.Call(function, arguments, keywords[:place] + keywords[place + 1 :])
            if len(arguments) > 1:
                yield ast.Call(function, arguments[:-1], keywords)


@operator
def order_changed(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """Two arguments of a call exchanged, two items of a list, two of the names that a tuple is unpacked to."""
    match node:
        case ast.Call(function, arguments, keywords):
            yield from (ast.Call(function, new, keywords) for new in exchanged(arguments))
        case ast.List(items, context):
            yield from (ast.List(new, context) for new in exchanged(items))
        case ast.Tuple(items, context):
            yield from (ast.Tuple(new, context) for new in exchanged(items))


@operator
def item_repeated(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """Of the values side by side in a list or a tuple one left out, or in the place of its neighbour too."""
    match node:
        case ast.List(items, ast.Load()) | ast.Tuple(items, ast.Load()) if len(items) > 1:
            for place in range(len(items)):
                yield type(node)([*items[:place], *items[place + 1 :]], ast.Load())
            for place in range(len(items) - 1):
                for one, other in ((place, place + 1), (place + 1, place)):
                    changed = items.copy()
                    changed[one] = items[other]
                    yield type(node)(changed, ast.Load())


@operator
def loop_changed(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """`range(n)` turned, from 1, up to n - 1, up to n + 1; of what is gone through side by side, one turned."""
    match node:
        case ast.Call(ast.Name("range"), [end]):
            yield ast.Call(ast.Name("reversed"), [node], [])
            yield ast.Call(ast.Name("range"), [ast.Constant(1), end], [])
            yield from (
                ast.Call(ast.Name("range"), [ast.BinOp(end, sign, ast.Constant(1))], [])
                for sign in (ast.Add(), ast.Sub())
            )
        case ast.Call(ast.Name("zip"), arguments, keywords):
            for place, argument in enumerate(arguments):
                if not isinstance(argument, ast.Starred):
                    turned = ast.Subscript(argument, expression("a[::-1]").slice, ast.Load())
                    yield ast.Call(node.func, [*arguments[:place], turned, *arguments[place + 1 :]], keywords)
            everything = ast.Call(ast.Name("list"), [node], [])
            yield from (ast.Subscript(everything, expression(f"a[{cut}]").slice, ast.Load()) for cut in ("1:", ":-1"))


@operator
def transposition_changed(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """`a.T` as `a`; a factor of a matrix product transposed."""
    match node:
        case ast.Attribute(owner, "T"):
            yield owner
        case ast.BinOp(left, ast.MatMult() as product, right):
            yield ast.BinOp(ast.Attribute(left, "T"), product, right)
            yield ast.BinOp(left, product, ast.Attribute(right, "T"))


@operator
def sum_of_products_changed(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """`einsum("ij,ik->jk", ...)` as `"ij,ik->kj"` and with the letters of an operand exchanged."""
    match node:
        case ast.Constant(str(text)) if "->" in text:
            given, _, wanted = text.partition("->")
            yield ast.Constant(f"{given}->{wanted[::-1]}")
            operands = given.split(",")
            for place, letters in enumerate(operands):
                for new in exchanged(list(letters)):
                    changed = [*operands[:place], "".join(new), *operands[place + 1 :]]
                    yield ast.Constant(f"{','.join(changed)}->{wanted}")
