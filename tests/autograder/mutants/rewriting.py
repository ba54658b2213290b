"""One piece of a source replaced, and what is different then."""

import ast
from textwrap import dedent


def meaning(source: str) -> str | None:
    """What two sources have in common that differ only in how they are laid out; None where it is no Python."""
    try:
        return ast.dump(ast.parse(source))
    except SyntaxError:
        return None


def with_replaced(source: str, node: ast.AST, new: ast.AST) -> str:
    """The source with something else in place of a node, in brackets where it would be read otherwise without."""
    lines = source.splitlines(keepends=True)
    first, last = node.lineno - 1, node.end_lineno - 1
    before = "".join(lines[:first]) + lines[first][: node.col_offset]
    after = lines[last][node.end_col_offset :] + "".join(lines[last + 1 :])
    text = ast.unparse(ast.fix_missing_locations(new))
    if not isinstance(new, ast.expr):
        return before + text.replace("\n", "\n" + " " * node.col_offset) + after
    if isinstance(new, ast.Tuple) and isinstance(new.ctx, ast.Store):
        text = text[1:-1]
    plain, bracketed = before + text + after, f"{before}({text}){after}"
    return plain if isinstance(new, UNBREAKABLE) or meaning(plain) == meaning(bracketed) else bracketed


UNBREAKABLE = ast.Name | ast.Constant | ast.Call | ast.Subscript | ast.Attribute


def differing_lines(source: str, mutated: str) -> tuple[str, str]:
    """The lines of each that are not in the other, in a row, and indented as far as they differ."""
    old, new = source.splitlines(), mutated.splitlines()
    while old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old[-1:] == new[-1:]:
        old, new = old[:-1], new[:-1]
    both = dedent("\n".join(old + new)).splitlines()
    return in_a_row(both[: len(old)]), in_a_row(both[len(old) :])


def in_a_row(lines: list[str]) -> str:
    return "; ".join([lines[0], *map(str.strip, lines[1:])]) if lines else ""
