"""Exercises done where they are read: what a page loads for it, and where Python in the reader's browser comes from."""

import html
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from autograder.book import npm
from autograder.book.in_page import bundle, chapters, python_files

FOLDER = "_static/in_page"


def load(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Let each page show the reader's progress, and those with exercises offer to do them."""
    if app.builder.format != "html":
        return
    tags = [f'<link rel="stylesheet" href="{_address(context, "in_page.css")}" />', _script(context, "progress.js")]
    if doctree is not None and chapters.is_one(pagename):
        tags.append(_script(context, "exercises.js", f' data-chapter="{Path(pagename).name}"'))
    context["metatags"] = "\n".join([context.get("metatags", ""), *tags])


def publish(app: Sphinx, exception: Exception | None) -> None:
    """Write what `load` promised. Nothing is fetched, and nothing written, that is there already."""
    if exception is not None or app.builder.format != "html":
        return
    folder = Path(app.outdir, FOLDER)
    installed = npm.packages(Path(app.outdir))
    python_files.publish(installed, folder)
    bundle.build(installed, folder, chapters.described(app))


def _script(context: dict, name: str, attributes: str = "") -> str:
    return f'<script type="module" src="{_address(context, name)}"{attributes}></script>'


def _address(context: dict, name: str) -> str:
    return html.escape(context["pathto"](f"{FOLDER}/{name}", 1))
