"""One name for another."""

import ast
from collections.abc import Iterator

from tests.autograder.mutants.operators import Scope, operator


@operator
def name_replaced(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    """A variable or an argument, read in the place of another one."""
    match node:
        case ast.Name(name, ast.Load()) if name in scope.bound:
            yield from (ast.Name(other, ast.Load()) for other in scope.bound if other != name)
