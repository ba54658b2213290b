"""The files of the course that a page's cells use: when one of them changes, the page must run again."""

import ast
import hashlib
from collections.abc import Iterable, Iterator
from importlib.util import resolve_name
from pathlib import Path

from autograder.course import CHAPTERS, REPOSITORY

ROOTS = (REPOSITORY, CHAPTERS)  # a page runs in chapters/, with the repository on its path


def files_used_by(cells: Iterable[str]) -> set[Path]:
    """The modules that the cells import, those which these import, and the data files that any of them names."""
    modules: dict[Path, str] = {}
    texts = [_without_magics(cell) for cell in cells]
    for text in texts:
        _follow(text, package="", modules=modules)
    everything = "\n".join([*texts, *modules.values()])
    data = {path for path in (CHAPTERS / "data").rglob("*") if path.is_file() and path.name in everything}
    return data | modules.keys()


def digest(files: Iterable[Path]) -> str:
    """One short text for the names and contents of all the files."""
    sha = hashlib.sha256()
    for path in sorted(files):
        sha.update(path.relative_to(REPOSITORY).as_posix().encode())
        sha.update(hashlib.sha256(path.read_bytes()).digest())
    return sha.hexdigest()[:16]


def _follow(text: str, package: str, modules: dict[Path, str]) -> None:
    for name in _imports(text, package):
        path = _file_of(name)
        if path is None or path in modules:
            continue
        modules[path] = path.read_text()
        _follow(modules[path], name if path.stem == "__init__" else name.rpartition(".")[0], modules)


def _imports(text: str, package: str) -> Iterator[str]:
    """The modules a text imports: of `from a import b`, the module `a.b` if there is one, else `a`."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = resolve_name("." * node.level + (node.module or ""), package)
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                yield inner if _file_of(inner) else module
            if module.startswith("solutions."):  # `check` looks an exercise up by name: no import says so
                yield module.replace("solutions.", "autograder.exercises.", 1)


def _file_of(module: str) -> Path | None:
    """The file of a module of the course; None for a library's."""
    places = [root / Path(*module.split(".")) for root in ROOTS]
    candidates = [path for place in places for path in (place.with_suffix(".py"), place / "__init__.py")]
    return next((path for path in candidates if path.is_file()), None)


def _without_magics(cell: str) -> str:
    return "\n".join(line for line in cell.splitlines() if not line.lstrip().startswith(("%", "!")))
