"""What stands in a built book that should not: every file of it, and whatever is packed into one.

Hidden cases are drawn when a notebook is graded, from a seed made then, by the functions in `autograder/exercises`. So
none can be in the book as long as nothing there holds these functions, and no array is there but the visible cases'.
"""

import ast
import gzip
import hashlib
import html
import io
import json
import re
import textwrap
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import numpy as np
from bs4 import BeautifulSoup

from autograder.course import REPOSITORY
from autograder.exercise import exercises
from autograder.release.visible import VISIBLE_SEED
from unrolled import trees

FOLDS = "details.solution, details.model-answer"
VISIBLE_CASES = re.compile(r"(\w+)/unrolled/visible_cases\.bin$")
IN_A_RECORD = {
    *("name", "arguments", "results", "tolerance", "twice", "aspects"),
    *("cases", "mistakes", "pairs", "visible", "section"),
}
EXECUTED = re.compile(r"^\s*(?:from|import) (?:autograder|solutions)\b", re.MULTILINE)
ARRAY = b"\x93NUMPY"
BEGINNING = 16  # characters by which a text is looked for


def leaks(folder: Path, solutions: Iterable[str]) -> list[str]:
    """File and description of each leak: a solution out of its fold, what draws cases or judges by them, arrays."""
    wanted = _Wanted([*map(_body, solutions), *what_draws_and_judges()])
    return [
        f"{name}: {leak}"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not _comes_from_pyodide(path)
        for name, content in _files(path.relative_to(folder).as_posix(), path.read_bytes())
        for leak in dict.fromkeys([*_arrays(name, content), *_executed(name, content), *wanted.found_in(name, content)])
    ]


@cache
def what_draws_and_judges() -> tuple[str, ...]:
    """The definitions in `autograder/exercises`, with and without their docstrings: among them the known mistakes.

    Not those that an author has written into a chapter, too, for everybody to read.
    """
    chapters = "".join(_plain(chapter.read_text()) for chapter in (REPOSITORY / "chapters").glob("*.md"))
    modules = sorted((REPOSITORY / "autograder" / "exercises").rglob("*.py"))
    definitions = [one for module in modules for one in _definitions(module.read_text())]
    texts = (text for one in definitions for text in dict.fromkeys([one, _head(one) + _body(one)]))
    return tuple(text for text in texts if _plain(text) not in chapters)


def _definitions(text: str) -> Iterator[str]:
    lines = text.splitlines(keepends=True)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield textwrap.dedent("".join(lines[node.lineno - 1 : node.end_lineno]))


def _head(definition: str) -> str:
    return "".join(definition.splitlines(keepends=True)[: _parsed(definition).body[0].lineno - 1])


def _body(definition: str) -> str:
    """What comes after `def` and the docstring, which a stub shows too."""
    node = _parsed(definition)
    first = node.body[1 if ast.get_docstring(node) and len(node.body) > 1 else 0]
    return "".join(definition.splitlines(keepends=True)[first.lineno - 1 :])


def _parsed(definition: str) -> ast.FunctionDef | ast.ClassDef:
    (node,) = ast.parse(definition).body
    assert isinstance(node, ast.FunctionDef | ast.ClassDef)
    return node


class _Wanted:
    """Texts that are looked for by how they begin, all at once."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts: dict[str, list[tuple[str, str]]] = {}
        for text in texts:
            plain = _plain(text)
            assert len(plain) >= BEGINNING, f"too short to be looked for: {text}"
            self._texts.setdefault(plain[:BEGINNING], []).append((plain, text.strip().splitlines()[0]))

    def found_in(self, name: str, content: bytes) -> Iterator[str]:
        for text in _texts(name, content):
            plain = _plain(text)
            for place in range(len(plain) - BEGINNING + 1):
                for wanted, first_line in self._texts.get(plain[place : place + BEGINNING], ()):
                    if plain.startswith(wanted, place):
                        yield first_line


def _comes_from_pyodide(path: Path) -> bool:
    """Is it a file of Python for the browser, byte for byte as Pyodide's own list has it?"""
    lock = path.with_name("pyodide-lock.json")
    return lock.exists() and hashlib.sha256(path.read_bytes()).hexdigest() in lock.read_text()


def _files(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The file, or what is packed into it, however deep."""
    if content.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from _files(f"{name}/{member}", archive.read(member))
    elif content.startswith(b"\x1f\x8b"):
        yield from _files(name.removesuffix(".gz"), gzip.decompress(content))
    else:
        yield name, content


def _arrays(name: str, content: bytes) -> Iterator[str]:
    """Arrays are where the visible cases are, and nowhere else, and those are the visible ones."""
    visible = VISIBLE_CASES.search(name)
    if visible is None:
        if ARRAY in content:
            yield "an array"
        return
    known = exercises(visible[1])
    for exercise, record in trees.read(io.BytesIO(content)).items():
        if set(record) != IN_A_RECORD:
            yield f"{exercise} has more than a record"
        drawn = known[exercise].cases(VISIBLE_SEED)
        if len(drawn) != len(record["cases"]) or not all(
            _same((case.arguments, case.expected), (held["arguments"], held["expected"]))
            for case, held in zip(drawn, record["cases"], strict=True)
        ):
            yield f"{exercise} has cases that may not be seen"


def _same(one, other) -> bool:
    ours, theirs = trees.leaves(trees.as_tree(one)), trees.leaves(other)
    return len(ours) == len(theirs) and all(map(_equal, ours, theirs))


def _equal(one, other) -> bool:
    if isinstance(one, trees.Function):
        return one.name == other.name and _same(one.arguments, other.arguments)
    return np.array_equal(one, other, equal_nan=True) if isinstance(one, np.ndarray) else one == other


def _executed(name: str, content: bytes) -> Iterator[str]:
    """A notebook that imports the reference is one that the build runs, and none that is handed out."""
    if name.endswith(".ipynb") and (found := EXECUTED.search("\n".join(_cells(content)))):
        yield f"{found[0].strip()} ..."


def _cells(notebook: bytes) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(notebook)["cells"]]


def _texts(name: str, content: bytes) -> Iterator[str]:
    """The file as text, in each of the ways in which code may stand in it."""
    if content.startswith(b"%PDF"):
        from pypdf import PdfReader

        yield "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    elif name.endswith(".ipynb"):
        yield "\n".join(_cells(content))
    elif name.endswith(".html"):
        page = BeautifulSoup(content, "html.parser")
        for fold in page.select(FOLDS):
            fold.decompose()
        yield page.get_text()  # what is coloured stands in many pieces
        yield html.unescape(str(page))  # comments, attributes, scripts
    else:
        text = content.decode(errors="ignore")
        yield text
        if "\\n" in text:  # a string in a script, or in JSON
            yield text.replace("\\n", "\n").replace('\\"', '"')


def _plain(text: str) -> str:
    """The text without spaces: highlighting and indentation make no difference."""
    return "".join(text.split())
