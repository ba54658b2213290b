"""The cell at the head of a notebook that is opened alone: it gets what a downloaded one has beside it.

The text of `fetch_unrolled` goes into the notebook, so that it uses nothing of the course.
"""

import hashlib
import inspect
import sys
import urllib.request
import zipfile
from io import BytesIO
from pathlib import Path

from nbformat import NotebookNode, v4

CELL = """\
# @title Get the folder `unrolled`, where it is not beside this notebook
import hashlib
import sys
import urllib.request
import zipfile
from io import BytesIO
from pathlib import Path


{function}

if not Path("unrolled").is_dir():
    fetch_unrolled(
        chapter="{chapter}",
        site="{site}",
        archive="{archive}",
        sha256="{sha256}",
    )
"""
FOLDED = {"cellView": "form", "jupyter": {"source_hidden": True}}  # for Colab, and for JupyterLab


def cell(chapter: str, site: str, archive: str, content: bytes) -> NotebookNode:
    """The cell for a chapter; its archive has that name below the folder of the notebook, and that content."""
    text = CELL.format(
        function=inspect.getsource(fetch_unrolled),
        chapter=chapter,
        site=site,
        archive=archive,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    return v4.new_code_cell(text.rstrip(), id="fetch-unrolled", metadata=FOLDED)


def fetch_unrolled(chapter: str, site: str, archive: str, sha256: str) -> None:
    folder = Path(".unrolled", sha256[:12])
    if not folder.is_dir():
        if Path(archive).exists():  # Binder has all of the book
            content = Path(archive).read_bytes()
        else:
            try:
                with urllib.request.urlopen(site + archive, timeout=60) as answer:
                    content = answer.read()
            except OSError as error:
                raise RuntimeError(
                    f"`unrolled` could not be fetched from {site + archive} ({error}). Run this cell again; or get "
                    f"{site}{chapter}.zip, and put the folder `unrolled` that is in it beside this notebook."
                ) from None
        if hashlib.sha256(content).hexdigest() != sha256:
            raise RuntimeError(f"{site + archive} is not what this notebook was made with: open it anew from the book.")
        half = folder.with_name("half")
        zipfile.ZipFile(BytesIO(content)).extractall(half)
        half.rename(folder)
    sys.path.insert(0, str(Path(folder, chapter).resolve()))
