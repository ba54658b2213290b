"""What a reader may take home: the exercises of a chapter as they are handed out, and no solution among them."""

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from sphinx.application import Sphinx

from autograder.book import launch
from autograder.book.launch import FOLDER
from autograder.course import assignments

CONFIG = "_config.yml"  # says where the book is, and the visible cases link to it


def offer(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Add the download to the buttons at the head of a chapter that has exercises."""
    chapter = Path(pagename).name
    if doctree is not None and chapter in assignments():
        download = {
            "type": "link",
            "url": context["pathto"](f"{FOLDER}/{chapter}.zip", 1),
            "text": "Exercises",
            "icon": "fas fa-download",
            "tooltip": "Download the exercises of this chapter: a notebook, and `check` beside it",
            "label": "download-exercises-button",
        }
        context["header_buttons"][:0] = [download, *launch.menu(chapter, context)]


def publish(app: Sphinx, exception: Exception | None) -> None:
    """Write the archive of each chapter that has exercises, where it is older than what it is made of."""
    if exception is not None or app.builder.format != "html":
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(exist_ok=True)
    pages = {Path(page).name: page for page in sorted(app.env.found_docs)}
    chapters = [chapter for chapter in pages if chapter in assignments()]
    for chapter in chapters:
        page = pages[chapter]
        made_of = [Path(app.srcdir, each) for each in (app.env.doc2path(page), *app.env.dependencies[page], CONFIG)]
        if _is_older(folder / f"{chapter}.zip", made_of):
            pack(chapter, folder)
    launch.publish(Path(app.outdir), chapters)


def _is_older(archive: Path, files: list[Path]) -> bool:
    return not archive.exists() or archive.stat().st_mtime < max(file.stat().st_mtime for file in files)


def pack(chapter: str, folder: Path) -> Path:
    """An archive with the release notebook of a chapter, the client and the cases that may be seen.

    The same contents give the same archive, byte for byte: no time is in it.
    """
    from autograder.release.make import release_notebook, write_source

    path = folder / f"{chapter}.zip"
    with TemporaryDirectory() as temporary, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        contents = Path(temporary) / chapter
        write_source(contents, chapter)
        nbformat.write(release_notebook(chapter), contents / f"{chapter}.ipynb")  # over the instructor's version
        for file in sorted(file for file in contents.rglob("*") if file.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(temporary).as_posix())
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED)
    return path
