"""What the pages' scripts know of the course: its exercises, chapter by chapter, and where to get each chapter's."""

import hashlib
from pathlib import Path

from sphinx.application import Sphinx

from autograder.book.launch import FOLDER, places
from autograder.book.page import parse
from autograder.course import assignments
from autograder.exercise import find
from autograder.release.source import checked_exercise


def is_one(pagename: str) -> bool:
    """Is it the page of a chapter with exercises?"""
    return Path(pagename).name in assignments()


def described(app: Sphinx) -> dict:
    """The course as `course.json`: whether each exercise can be done here, which needs NumPy alone."""
    pages = sorted(name for name in app.env.found_docs if is_one(name))
    return {"chapters": {Path(name).name: _chapter(app, name) for name in pages}}


def _chapter(app: Sphinx, pagename: str) -> dict:
    archive = f"{FOLDER}/{Path(pagename).name}.zip"
    digest = hashlib.sha256(Path(app.outdir, archive).read_bytes()).hexdigest()[:12]
    cells = parse(Path(app.env.doc2path(pagename)).read_text()).cells
    names = [name for name in map(checked_exercise, cells) if name]
    return {
        "archive": f"{archive}?{digest}",  # another address where it has changed: what is kept is never stale
        "places": places(Path(pagename).name),
        "exercises": {name: {"here": find(f"{Path(pagename).name}/{name}").from_scratch} for name in names},
    }
