"""The book as a PDF: the site's pages in one document, printed by Chromium under chapters/static/print.css."""

import subprocess
import tempfile
from datetime import date
from importlib.metadata import version
from pathlib import Path

import jinja2
import pikepdf
import yaml
from rich.console import Console
from sphinx.application import Sphinx

from autograder.book.build import build_book
from autograder.book.chromium import chromium, print_to_pdf
from autograder.book.one_document import Page, parts

NAME = "unrolled.pdf"
HERE = Path(__file__).parent
TEMPLATE = HERE / "templates" / "printed.html.jinja"
MADE_BY = (HERE / "pdf.py", HERE / "one_document.py", TEMPLATE)


def offer(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Add the PDF to the buttons at the head of the first page, where it has been made."""
    if pagename == app.config.root_doc and Path(app.outdir, NAME).exists():
        context["header_buttons"].insert(
            0,
            {
                "type": "link",
                "url": context["pathto"](NAME, 1),
                "text": "PDF",
                "icon": "fas fa-file-pdf",
                "tooltip": "Download the whole book as a PDF",
                "label": "download-pdf-button",
            },
        )


def build_pdf(root: Path, console: Console | None = None) -> Path:
    """Build the book and print it, where a page has changed since; UnfitMachine where there is no Chromium."""
    console = console or Console()
    chromium()  # or minutes would pass before it is missed
    site = build_book(root, console=console)
    pdf = site / NAME
    if not _is_older(pdf, site, root):
        return pdf
    console.print("printing the book")
    _print(root, site, pdf)
    first = site / f"{parts(root / '_toc.yml')[0].names[0]}.html"
    if NAME not in first.read_text():
        first.unlink()  # it is written anew, with a link to the PDF that there is now
        build_book(root, console=console)
        pdf.touch()
    return pdf


def _is_older(pdf: Path, site: Path, root: Path) -> bool:
    pages = (site / f"{name}.html" for part in parts(root / "_toc.yml") for name in part.names)
    # the theme writes the colours of code anew in every build
    styles = (path for path in (site / "_static").glob("*.css") if path.name != "pygments.css")
    return not pdf.exists() or pdf.stat().st_mtime < max(path.stat().st_mtime for path in (*pages, *styles, *MADE_BY))


def _print(root: Path, site: Path, pdf: Path) -> None:
    """Twice: the first print tells on which page each section begins, the second says so in its table of contents."""
    book = _book(root, site)
    page = site.parent / "printed.html"  # beside the site, whose files it uses
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder, NAME)
        page.write_text(_html(book, {}))
        print_to_pdf(page, draft)
        page.write_text(_html(book, _page_numbers(draft)))
        print_to_pdf(page, draft)
        with pikepdf.open(draft) as printed:
            printed.docinfo.Author, printed.docinfo.Creator = book["author"], f"Unrolled {book['version']}"
            # a third of the size, and a browser can show the first page before the last has come
            printed.save(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=True)


def _book(root: Path, site: Path) -> dict:
    """What the template prints."""
    all_parts = parts(root / "_toc.yml")
    names = [name for part in all_parts for name in part.names]
    pages = {name: Page(site, name, names) for name in names}
    config = yaml.safe_load((root / "_config.yml").read_text())
    return {
        **{name: config[name] for name in ("title", "author", "copyright")},
        "logo": (root / config["logo"]).read_text(),
        "version": version("unrolled"),
        "date": _date(root),
        "parts": [(part.caption, [pages[name] for name in part.names]) for part in all_parts],
        "pages": list(pages.values()),
        "styles": _in_order([page.styles for page in pages.values()]),
    }


def _in_order(styles: list[list[str]]) -> list[str]:
    """Each style sheet once, in the order of the page that has most of them; that for print has the last word."""
    longest_first = sorted(styles, key=len, reverse=True)
    once = dict.fromkeys(one for each in longest_first for one in each)
    return sorted(once, key=lambda one: "print.css" in one)


def _html(book: dict, numbers: dict[str, int]) -> str:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATE.parent), undefined=jinja2.StrictUndefined, autoescape=True
    )
    return environment.get_template(TEMPLATE.name).render(book, number=lambda place: numbers.get(place, ""))


def _date(root: Path) -> str:
    """When what is printed was last changed: the day of the last commit, or today where there is no history."""
    command = ["git", "-C", str(root), "log", "-1", "--format=%cs"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        day = date.fromisoformat(said)
    except (OSError, subprocess.CalledProcessError, ValueError):
        day = date.today()
    return f"{day.day} {day:%B %Y}"


def _page_numbers(pdf: Path) -> dict[str, int]:
    """The page, counted from 1, of each place that something links to."""
    with pikepdf.open(pdf) as printed:
        numbers = {page.obj.objgen: number for number, page in enumerate(printed.pages, 1)}
        places = printed.Root.Dests.as_dict().items()
        return {name.removeprefix("/"): numbers[place[0].objgen] for name, place in places}
