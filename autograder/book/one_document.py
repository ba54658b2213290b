"""The pages of the built site as one document: what is printed is what the site shows.

Sphinx's own builder of a single page is not asked: it gives sections of different chapters the same id, makes each
chapter a subsection of the first page, and takes as long as the whole site.
"""

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin

from bs4 import BeautifulSoup, Tag
from sphinx_external_toc.parsing import parse_toc_yaml

ANSWER = "details.sd-dropdown:not(.solution):not(.model-answer)"  # to a question at the end of a chapter
_NOT_PRINTED = "script, .headerlink, .tag_check, .above-input, .solution > div, .model-answer > div"
_IDS = ("id", "for", "aria-labelledby", "aria-describedby")
_IN_STYLE = re.compile(r"url\((['\"]?)#")


@dataclass(frozen=True)
class Part:
    """Some pages under one heading of the table of contents."""

    caption: str
    names: tuple[str, ...]


def parts(toc: Path) -> list[Part]:
    """The parts of the book, the first page before them all."""
    root = parse_toc_yaml(toc).root
    return [
        Part("", (root.docname,)),
        *(Part(tree.caption or "", tuple(tree.files())) for tree in root.subtrees),
    ]


@dataclass(frozen=True)
class Answer:
    """HTML of a question and of its answer, and the link to it that stands below the question."""

    id: str
    question: str
    text: str
    link: Tag


class Page:
    """A page of the site: its article, with ids and links that hold in a document of all pages, beside the site."""

    def __init__(self, site: Path, name: str, all_names: Iterable[str]) -> None:
        self.name = name
        self._site = site.name
        self._all_names = set(all_names)
        self._whole = BeautifulSoup((site / f"{name}.html").read_text(), "html.parser")
        article = self._whole.select_one("article.bd-article")
        assert article is not None, f"{name}.html has no article"
        self.article = article
        for unneeded in article.select(_NOT_PRINTED):
            unneeded.decompose()
        for element in article.find_all(True):
            self._qualify(element)
        self.id = _slug(name)
        self.title = self._heading("h1")
        self.sections = [(section["id"], _text(heading)) for section, heading in self._sections()]
        self.answers = [self._taken_out(number, fold) for number, fold in enumerate(article.select(ANSWER), 1)]

    @property
    def styles(self) -> list[str]:
        """The addresses of the page's style sheets."""
        links = self._whole.select("link[rel=stylesheet]")
        return [self._beside_site(str(link["href"])) for link in links]

    @property
    def address(self) -> str | None:
        """Where the page is published, if that is known."""
        canonical = self._whole.select_one("link[rel=canonical]")
        return str(canonical["href"]) if canonical else None

    def html(self, number: Callable[[str], int | str]) -> str:
        """What is printed; a link to an answer says on which page it is."""
        for answer in self.answers:
            answer.link.string = f"Answer: page {number(answer.id)}"
        return self.article.decode_contents()

    def _taken_out(self, number: int, fold: Tag) -> Answer:
        """An answer, to be printed at the end of the book; in its place stays a link to it."""
        place = f"{self.id}-answer-{number}"
        content, question = fold.select_one(".sd-summary-content"), fold.find_previous_sibling("p")
        assert content is not None, f"{place} is empty"
        link = self._whole.new_tag("a", href=f"#{place}", attrs={"class": "printed-answer-at"})
        fold.replace_with(link)
        return Answer(place, str(question or ""), content.decode_contents(), link)

    def _heading(self, name: str) -> str:
        heading = self.article.select_one(name)
        return _text(heading) if heading else self.name

    def _sections(self) -> list[tuple[Tag, Tag]]:
        found = [(section, section.find("h2", recursive=False)) for section in self.article.select("section[id]")]
        return [(section, heading) for section, heading in found if isinstance(heading, Tag)]

    def _qualify(self, element: Tag) -> None:
        for attribute, value in list(element.attrs.items()):
            if attribute in _IDS:
                element[attribute] = " ".join(f"{_slug(self.name)}--{one}" for one in str(value).split())
            elif isinstance(value, str) and "url(" in value:
                element[attribute] = _IN_STYLE.sub(rf"url(\1#{_slug(self.name)}--", value)
        for attribute in ("href", "xlink:href"):
            if element.has_attr(attribute):
                self._redirect(element, attribute)
        if element.has_attr("src") and not str(element["src"]).startswith("data:"):
            element["src"] = self._beside_site(str(element["src"]))
        if element.name == "img" and element.get("loading") == "lazy":
            del element["loading"]

    def _redirect(self, element: Tag, attribute: str) -> None:
        """A link to a page leads to its place in the document, one to another file to where it is published."""
        address, _, fragment = str(element[attribute]).partition("#")
        name = os.path.normpath(os.path.join(os.path.dirname(self.name), unquote(address))) if address else self.name
        name = name.removesuffix(".html")
        if re.match(r"[a-z]+:", address):
            return
        if name in self._all_names:
            element[attribute] = f"#{_slug(name)}--{fragment}" if fragment else f"#{_slug(name)}"
        elif element.name != "a":
            element[attribute] = self._beside_site(str(element[attribute]))
        elif self.address:
            element[attribute] = urljoin(self.address, str(element[attribute]))
        else:
            element.unwrap()

    def _beside_site(self, address: str) -> str:
        """The address of a file of the site, seen from beside its folder."""
        if re.match(r"[a-z]+:", address):
            return address
        return os.path.normpath(os.path.join(self._site, os.path.dirname(self.name), address))


def _slug(name: str) -> str:
    return name.replace("/", "-")


def _text(element: Tag) -> str:
    return " ".join(element.get_text().split())
