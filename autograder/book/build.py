"""The build of the book: only what has changed is run and written, and it is told in words."""

import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console

from autograder.book.progress import Progress
from autograder.book.serve import serve
from autograder.errors import UserError

__all__ = ["BookFailed", "build_book", "serve"]


class BookFailed(UserError):
    """The book could not be built; the message says which page, which line, and what to do."""


def build_book(course_root: Path, console: Console | None = None) -> Path:
    """Build the book of the course in that folder; returns the folder of its pages. BookFailed after any warning."""
    root = course_root.resolve()
    progress = Progress(root, console or Console())
    command = [str(Path(sys.executable).with_name("jupyter-book")), "build", str(root)]
    # a process of its own: it imports the reference as it is now, whatever this one has imported before
    with subprocess.Popen(
        [*command, "--warningiserror", "--keep-going"],
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            progress.hear(line.rstrip())
    if process.returncode != 0:
        # Sphinx warns of a page only when it reads it, and would pass over this one the next time: make it forget
        (root / "_build" / ".doctrees" / "environment.pickle").unlink(missing_ok=True)
        raise BookFailed(progress.failure())
    progress.success()
    return root / "_build" / "html"
