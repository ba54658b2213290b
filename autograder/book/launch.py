"""The exercises of a chapter, opened somewhere else: on Colab, on Binder, or as a notebook to take along.

Colab and Binder open a file of a branch on GitHub: the one in which the workflow keeps the published book. The
notebook there is the one that is handed out, with a cell before all others that gets what else it needs.
"""

import hashlib
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

import nbformat

from autograder.book import fetch_unrolled
from autograder.published import BRANCH, address, repository

FOLDER = "exercises"
KEPT = "archive"  # what a notebook was published with is kept there: a student's copy may be a month old
ON_BINDER = {"numpy": "numpy", "keras": "keras", "tensorflow-cpu": "tensorflow", "matplotlib": "matplotlib"}


def places(chapter: str) -> dict[str, str]:
    """Where the chapter's exercises can be opened; empty where nobody knows where the book is published."""
    where = repository()
    if not where or not where.on_github or not address():
        return {}
    notebook = f"{FOLDER}/{chapter}.ipynb"
    in_lab = quote(f"lab/tree/{notebook}", safe="")
    return {
        "Colab": f"https://colab.research.google.com/github/{where.on_github}/blob/{BRANCH}/{notebook}",
        "Binder": f"https://mybinder.org/v2/gh/{where.on_github}/{BRANCH}?urlpath={in_lab}",
    }


def menu(chapter: str, context: dict) -> list[dict]:
    """The menu of these places, and of the notebook, for the buttons at the head of the page."""
    links = {f"Open in {name}": url for name, url in places(chapter).items()}
    if not links:
        return []
    links["Notebook alone"] = context["pathto"](f"{FOLDER}/{chapter}.ipynb", 1)
    return [
        {
            "type": "group",
            "tooltip": "Do the exercises elsewhere",
            "icon": "fas fa-rocket",
            "label": "launch-buttons",
            "buttons": [{"type": "link", "url": url, "text": text} for text, url in links.items()],
        }
    ]


def publish(site: Path, chapters: list[str]) -> None:
    """Write what the places open, from the chapters' archives: the notebooks, and Binder's environment."""
    folder = site / FOLDER
    kept = folder / KEPT
    for stale in [*folder.glob("*.ipynb"), *kept.glob("*.zip")]:
        stale.unlink()
    published = [chapter for chapter in chapters if places(chapter)]
    for chapter in published:
        content = (folder / f"{chapter}.zip").read_bytes()
        archive = kept / f"{chapter}-{hashlib.sha256(content).hexdigest()[:12]}.zip"
        kept.mkdir(exist_ok=True)
        archive.write_bytes(content)
        with zipfile.ZipFile(archive) as inside:
            notebook = nbformat.reads(inside.read(f"{chapter}/{chapter}.ipynb").decode(), as_version=4)
        first = fetch_unrolled.cell(chapter, f"{address()}{FOLDER}/", f"{KEPT}/{archive.name}", content)
        notebook.cells.insert(0, first)
        nbformat.write(notebook, folder / f"{chapter}.ipynb")
    if published:
        _write_environment(site / "binder")


def _write_environment(folder: Path) -> None:
    """What Binder installs: the versions with which the book was built."""
    folder.mkdir(exist_ok=True)
    lines = [f"{name}=={version(installed)}\n" for name, installed in ON_BINDER.items()]
    (folder / "requirements.txt").write_text("".join(lines))
    (folder / "runtime.txt").write_text("python-{}.{}\n".format(*sys.version_info))
