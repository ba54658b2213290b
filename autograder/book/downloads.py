"""What a reader may take home: the exercises of a chapter as they are handed out, and no solution among them."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from sphinx.application import Sphinx

from autograder.course import assignments

FOLDER = "exercises"


def offer(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Add the download to the buttons at the head of a chapter that has exercises."""
    chapter = Path(pagename).name
    if doctree is not None and chapter in assignments():
        context["header_buttons"].insert(
            0,
            {
                "type": "link",
                "url": context["pathto"](f"{FOLDER}/{chapter}.zip", 1),
                "text": "Exercises",
                "icon": "fas fa-download",
                "tooltip": "Download the exercises of this chapter: a notebook, and `check` beside it",
                "label": "download-exercises-button",
            },
        )


def publish(app: Sphinx, exception: Exception | None) -> None:
    """Write the archive of each chapter that has exercises, where it is older than what it is made of."""
    if exception is not None or app.builder.format != "html":
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(exist_ok=True)
    for page in app.env.found_docs:
        chapter = Path(page).name
        made_of = [Path(app.srcdir, each) for each in (app.env.doc2path(page), *app.env.dependencies[page])]
        if chapter in assignments() and _is_older(folder / f"{chapter}.zip", made_of):
            pack(chapter, folder)


def _is_older(archive: Path, files: list[Path]) -> bool:
    return not archive.exists() or archive.stat().st_mtime < max(file.stat().st_mtime for file in files)


def pack(chapter: str, folder: Path) -> Path:
    """An archive with the release notebook of a chapter, the client and the cases that may be seen."""
    from autograder.release.make import release_notebook, write_source

    with TemporaryDirectory() as temporary:
        contents = Path(temporary) / chapter
        write_source(contents, chapter)
        nbformat.write(release_notebook(chapter), contents / f"{chapter}.ipynb")  # over the instructor's version
        return Path(shutil.make_archive(str(folder / chapter), "zip", temporary, chapter))
