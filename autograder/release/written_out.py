"""A function as the text a reader sees: the stub that an exercise starts from, and the solution below it."""

import ast
import inspect
import textwrap
from collections.abc import Callable

TO_BE_WRITTEN = "    # YOUR CODE HERE\n    raise NotImplementedError()\n"


def stub(function: Callable, given: Callable | None = None) -> str:
    """Signature and docstring of the function, and what the student starts from: nothing, or the body of `given`.

    `given` is the faulty function of a find-the-fault exercise: its body stands under the answer's own name.
    """
    head, docstring, _ = _parts(function)
    return head + docstring + (TO_BE_WRITTEN if given is None else _parts(given)[2])


def source(function: Callable, docstring: bool = True) -> str:
    """The definition of the function, comments included, without its decorators."""
    head, specification, body = _parts(function)
    return head + (specification if docstring else "") + body


def _parts(function: Callable) -> tuple[str, str, str]:
    """The lines of a definition: `def` and its arguments, the docstring, the body."""
    text = textwrap.dedent(inspect.getsource(function))
    definition = ast.parse(text).body[0]
    if not isinstance(definition, ast.FunctionDef):
        raise TypeError(f"{function.__qualname__} is not written as a plain `def`: it cannot become an exercise")
    lines = text.splitlines(keepends=True)
    first = definition.body[0]
    end_of_head = first.lineno - 1
    end_of_docstring = end_of_head if ast.get_docstring(definition) is None else first.end_lineno
    head = lines[definition.lineno - 1 : end_of_head]
    return "".join(head), "".join(lines[end_of_head:end_of_docstring]), "".join(lines[end_of_docstring:])
