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
from tests.autograder.leaks import leaks

EXERCISES = [(assignment, name) for assignment in assignments() for name in exercises(assignment)]
PAGES = ["index", "notation", *assignments(), "from_tensorflow_1", "glossary", "references"]
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
