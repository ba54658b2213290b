"""Where a solution stands that should not: every file of a built book, archives and notebooks included."""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from bs4 import BeautifulSoup


def leaks(folder: Path, solutions: Iterable[str]) -> list[str]:
    """File and first line of each solution that some file gives away; a page's own folds are no leak."""
    bodies = [solution.partition("\n")[2] for solution in solutions]  # without `def`, which the stub shows too
    plain = {_plain(body): body.strip().splitlines()[0] for body in bodies}
    return [
        f"{name}: {first_line}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for name, text in _texts(path.relative_to(folder).as_posix(), path.read_bytes())
        for everything in [_plain(text)]
        for body, first_line in plain.items()
        if body in everything
    ]


def _texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from _texts(f"{name}/{member}", archive.read(member))
    elif name.endswith(".ipynb"):
        yield name, "\n".join("".join(cell["source"]) for cell in json.loads(content)["cells"])
    elif name.endswith(".html"):
        page = BeautifulSoup(content, "html.parser")
        for fold in page.select("details.solution"):
            fold.decompose()
        yield name, page.get_text()
    else:
        yield name, content.decode(errors="ignore")


def _plain(text: str) -> str:
    """The text without spaces: highlighting and indentation make no difference."""
    return "".join(text.split())
