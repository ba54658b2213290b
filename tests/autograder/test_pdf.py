"""The book on paper: a small course, built for real and printed by a real Chromium."""

import re
from io import StringIO

import pytest

pytest.importorskip("pypdf")

from bs4 import BeautifulSoup
from pypdf import PdfReader
from rich.console import Console

from autograder.book.chromium import print_to_pdf
from autograder.book.pdf import build_pdf
from autograder.errors import UnfitMachine
from tests.autograder.books import SmallCourse
from tests.autograder.browser import CHROMIUM

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

SENTENCE = "This sentence comes after the exercise."
MORE = f"""\
{SENTENCE} It is $h = \\sinh(x)$.

![A loop](static/logo.svg)

## Test yourself

**1. How long is a piece of string?**

:::{{dropdown}} Answer
Twice as long as half of it.
:::"""
SOLUTION, MODEL_ANSWER = "np.concatenate([x, h_prev]", "Numbers below one"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course that has been printed once."""
    root = tmp_path_factory.mktemp("course")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(root))
        course = SmallCourse(root)
        course.change("chapters/recurrence.md", SENTENCE, MORE)
        build_pdf(root, Console(file=StringIO()))
        yield course


@pytest.fixture(scope="module")
def book(course) -> PdfReader:
    return PdfReader(course.root / "_build" / "html" / "unrolled.pdf")


def texts(book: PdfReader) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in book.pages]


def outline(entries: list) -> list[str]:
    """The titles of all headings, however deep."""
    return [title for one in entries for title in (outline(one) if isinstance(one, list) else [one.title])]


@needs_chromium
def test_does_the_book_say_what_it_is(book):
    assert book.metadata.title == "Unrolled"
    assert book.metadata.author == "the authors of Unrolled"
    assert book.trailer["/Root"]["/Lang"] == "en"
    assert book.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert re.search(r"Version \d+\.\d+\.\d+, \d+ [A-Z][a-z]+ 20\d\d", texts(book)[0])


@needs_chromium
def test_are_its_headings_in_the_outline(book):
    titles = outline(book.outline)
    assert titles == [
        *("A small course", "One step", "Try it", "Exercise: the step", "Test yourself"),
        *("Exercise: the last output", "Exercise: in words", "Answers", "One step"),
    ]


@needs_chromium
@pytest.mark.parametrize("title", ["A small course", "One step", "Try it", "Test yourself", "Answers"])
def test_is_each_section_on_the_page_that_the_contents_name(book, title):
    (found,) = re.findall(rf"{title} ?(\d+)", texts(book)[1])
    assert title in texts(book)[int(found) - 1]


@needs_chromium
def test_does_each_page_but_the_cover_bear_its_number(book):
    cover, *others = texts(book)
    assert cover.startswith("Unrolled ")
    assert cover.endswith("online book.")
    for number, text in enumerate(others, 2):
        assert re.match(rf"(A small course |One step )?{number} ", text)


@needs_chromium
def test_are_formulas_set(book):
    everything = " ".join(texts(book))
    assert "sinh" in everything
    assert "\\sinh" not in everything


@needs_chromium
def test_is_everything_there_that_the_document_uses(course):
    printed = course.root / "_build" / "printed.html"
    document = BeautifulSoup(printed.read_text(), "html.parser")
    used = [one.get("src") or one["href"] for one in document.select("img, script[src], link[rel=stylesheet]")]
    assert any(address.endswith("logo.svg") for address in used)
    assert [address for address in used if not (printed.parent / address.partition("?")[0]).is_file()] == []


@needs_chromium
def test_does_an_exercise_show_its_stub_and_not_its_solution(book):
    everything = " ".join(texts(book))
    assert "raise NotImplementedError()" in everything
    assert "Solution: folded, in the online book" in everything
    assert SOLUTION not in everything
    assert MODEL_ANSWER not in everything
    assert 'check("rnn_step"' not in everything


@needs_chromium
def test_do_answers_to_questions_stand_at_the_end(book):
    *before, answers = texts(book)
    chapter = " ".join(before)
    assert "Twice as long" not in chapter
    assert f"How long is a piece of string? Answer: page {len(book.pages)}" in chapter
    assert "How long is a piece of string? Twice as long" in answers


@needs_chromium
def test_does_the_first_page_lead_to_it(course):
    assert 'href="../unrolled.pdf"' in (course.root / "_build/html/chapters/index.html").read_text()
    assert "unrolled.pdf" not in (course.root / "_build/html/chapters/recurrence.html").read_text()


@needs_chromium
def test_is_a_page_of_the_site_printed_without_what_is_for_a_screen(course, tmp_path):
    print_to_pdf(course.root / "_build/html/chapters/recurrence.html", tmp_path / "page.pdf")
    everything = " ".join(texts(PdfReader(tmp_path / "page.pdf")))
    assert "One step" in everything[:20]
    assert "Twice as long" not in everything
    assert "Answer: folded" in everything
    for one in (SOLUTION, MODEL_ANSWER, "Search the course", "Write your answer here", "Your progress", "Contents"):
        assert one not in everything


@needs_chromium
def test_is_it_printed_only_where_something_has_changed(course):
    said = StringIO()
    build_pdf(course.root, Console(file=said))
    assert "printing" not in said.getvalue()
    course.change("chapters/recurrence.md", "Twice as long", "Thrice as long")
    pdf = build_pdf(course.root, Console(file=said))
    assert "printing the book" in said.getvalue()
    assert "Thrice as long" in texts(PdfReader(pdf))[-1]


def test_is_a_machine_without_chromium_told_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnfitMachine, match="apt install chromium"):
        build_pdf(tmp_path)
