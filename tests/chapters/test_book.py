"""The real chapters as a book, their cells not run: is each exercise there, framed, and its solution out of sight?"""

import itertools
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from autograder.book.build import build_book
from autograder.course import REPOSITORY, assignments
from autograder.exercise import exercises
from autograder.release.written_out import source
from tests.autograder.browser import CHROMIUM, chromium, complaints, served
from tests.autograder.leaks import leaks

EXERCISES = [(assignment, name) for assignment in assignments() for name in exercises(assignment)]
PAGES = ["index", "notation", *assignments(), "from_tensorflow_1", "glossary", "references"]
WITH_EQUATIONS = [name for name in assignments() if name != "capstone"]
WIDE, NARROW = 1280, 390
TEXT = (
    ":is(section, .exercise) > :is(p, ul, ol, h2, h3, .math, .cell, .equation-and-code, .moving-figure),"
    " .bd-sidebar-secondary"
)
GUIDE = sorted(path.stem for path in (REPOSITORY / "guide").glob("*.md"))


@pytest.fixture(scope="module")
def html(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("book")
    for name in ("autograder", "solutions", "unrolled", "chapters", "guide"):
        shutil.copytree(REPOSITORY / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "_toc.yml", root)
    config = (REPOSITORY / "_config.yml").read_text()
    assert "execute_notebooks: cache" in config
    (root / "_config.yml").write_text(config.replace("execute_notebooks: cache", 'execute_notebooks: "off"'))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(root))
        return build_book(root)


def page(html: Path, name: str) -> BeautifulSoup:
    folder = "guide" if name in GUIDE else "chapters"
    return BeautifulSoup((html / folder / f"{name}.html").read_text(), "html.parser")


@pytest.mark.parametrize(("assignment", "name"), EXERCISES)
def test_is_each_exercise_in_a_frame_with_stub_solution_and_check(html, assignment, name):
    (frame,) = [
        frame
        for frame in page(html, assignment).select("div.exercise")
        if f'check("{name}", {name})' in frame.get_text()
    ]
    (solution,) = frame.select("details.solution")
    solution.extract()
    assert f"def {name}(" in frame.get_text()
    assert f"def {name}(" in solution.get_text()
    assert frame.find_previous(["h2", "h3"]).get_text().startswith("Exercise")


def test_is_no_solution_anywhere_but_in_its_fold(html):
    functions = [exercises(assignment)[name].function for assignment, name in EXERCISES]
    assert leaks(html, [source(function, docstring=False) for function in functions]) == []


@pytest.mark.parametrize("name", [*PAGES, *GUIDE])
def test_has_each_page_a_title_a_description_and_headings_in_order(html, name):
    article = page(html, name)
    assert article.select_one("meta[name=description]")["content"]
    levels = [int(heading.name[1]) for heading in article.select("article.bd-article :is(h1, h2, h3, h4)")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), "a level is left out"


@pytest.mark.parametrize("name", [*PAGES, *GUIDE])
def test_does_no_button_lead_anywhere_while_nobody_has_published_the_book(html, name):
    buttons = [link["href"] for link in page(html, name).select(".article-header-buttons a[href]")]
    assert buttons == ([f"../exercises/{name}.zip"] if name in assignments() else [])
    assert page(html, name).select("link[rel=canonical], meta[property='og:url'], meta[property='og:image']") == []


def test_can_every_page_be_reached_from_the_first(html):
    links = " ".join(link["href"] for link in page(html, "index").select("nav a[href]"))
    assert all(f"{name}.html" in links for name in [*PAGES, *GUIDE] if name != "index")
    assert "chapters/index.html" in (html / "index.html").read_text()


@pytest.fixture(scope="module")
def visit(html):
    """Opens a page in a window of some width, its folds open, once its fonts have come."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    with chromium() as browser, served(html) as site:
        context = browser.new_context()
        found = complaints(context, site)
        tab = context.new_page()

        def open_page(path: str, width: int):
            tab.set_viewport_size({"width": width, "height": 900})
            tab.goto(f"{site.address}{path}.html")
            tab.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
            tab.evaluate("document.fonts.ready.then(() => true)")
            return tab

        yield open_page
        assert found == []


def test_do_letters_come_from_the_site_and_before_the_style_sheet_names_them(visit):
    tab = visit("chapters/lstm", WIDE)
    preloaded = tab.eval_on_selector_all("link[rel=preload][as=font]", "links => links.map(link => link.href)")
    own = [address for address in preloaded if "/_static/fonts/" in address]
    assert len(own) == 2
    fetched = tab.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    assert [fetched.count(address) for address in own] == [1, 1], "an address that differs would be fetched twice"
    faces = tab.evaluate("[...document.fonts].filter(face => face.status == 'loaded').map(face => face.family)")
    assert {"Source Serif", "Source Code"} <= {face.strip('"') for face in faces}


@pytest.mark.parametrize("assignment", WITH_EQUATIONS)
def test_do_equations_stand_beside_their_code_where_there_is_room(visit, assignment):
    wide, narrow = (pairs(visit(f"chapters/{assignment}", width)) for width in (WIDE, NARROW))
    assert wide
    for equations, code in wide:
        assert equations["right"] < code["left"]
        assert max(equations["top"], code["top"]) < min(equations["bottom"], code["bottom"]), "they are in one row"
    for equations, code in narrow:
        assert equations["bottom"] <= code["top"]
        assert code["right"] <= NARROW


def pairs(tab) -> list[tuple[dict, dict]]:
    """The places of equations, and of the code beside them."""
    sides = boxes(tab, ".equation-and-code > *")
    return list(zip(sides[::2], sides[1::2], strict=True))


@pytest.mark.parametrize("assignment", WITH_EQUATIONS)
def test_does_a_note_in_the_margin_cover_nothing(visit, assignment):
    for width in (WIDE, NARROW):
        tab = visit(f"chapters/{assignment}", width)
        notes = boxes(tab, "aside.margin")
        assert notes
        assert all(note["left"] >= 0 and note["right"] <= width for note in notes)
        others = boxes(tab, TEXT)
        assert not [(note, other) for note in notes for other in others if overlap(note, other)]


def test_does_no_page_have_to_be_moved_sideways_on_a_phone(visit):
    paths = [f"{'guide' if name in GUIDE else 'chapters'}/{name}" for name in [*PAGES, *GUIDE]]
    wide = [path for path in paths if visit(path, NARROW).evaluate("document.documentElement.scrollWidth") > NARROW]
    assert wide == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_is_the_logo_to_be_seen_by_day_and_by_night(visit, theme):
    tab = visit("chapters/index", WIDE)
    tab.emulate_media(color_scheme=theme)
    assert len(boxes(tab, ".bd-sidebar-primary .logo__image")) == 1
    tab.emulate_media(color_scheme="light")


def boxes(tab, selector: str) -> list[dict]:
    """The places on the page of all that can be seen and match."""
    script = "all => all.map(one => one.getBoundingClientRect().toJSON()).filter(box => box.width && box.height)"
    return tab.eval_on_selector_all(selector, script)


def overlap(one: dict, other: dict) -> bool:
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    along = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return across > 1 and along > 1  # pixels
