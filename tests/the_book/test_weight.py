"""What the pages weigh: on a server that compresses as a public host does, until an exercise is begun."""

import pytest
from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser

from autograder.book.serve import served as compressed

MOST = 500_000  # bytes


@pytest.fixture(scope="module")
def read(book, pages) -> dict[str, BeautifulSoup]:
    return {name: BeautifulSoup((book / name).read_text(), "html.parser") for name in pages}


def test_is_a_chapter_light_until_an_exercise_is_begun(book, pages, browser):
    with compressed(book) as address:
        weights = {name: transferred(browser, address + name) for name in pages if name.startswith("chapters/")}
    assert weights["chapters/lstm.html"] > 100_000, "what is fetched is counted"
    assert {name: weight for name, weight in weights.items() if weight >= MOST} == {}


def transferred(browser: Browser, address: str) -> float:
    """The bytes that go over the line for someone who has never been here, and reads to the end of the page."""
    context = browser.new_context()
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    lengths: list[float] = []
    line.on("Network.loadingFinished", lambda one: lengths.append(one["encodedDataLength"]))
    page.goto(address)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_load_state("networkidle")
    context.close()
    return sum(lengths)


def test_does_a_page_load_no_script_and_no_style_that_nothing_on_it_uses(read):
    for name, page in read.items():
        loaded = " ".join(str(one) for one in page.select("script[src], link[rel=stylesheet]"))
        assert ("copybutton" in loaded) == bool(page.select(".highlight pre")), name
        assert ("design-tabs" in loaded) == bool(page.select(".sd-tab-set")), name
        assert ("formulas.css" in loaded) == bool(page.select(".math")), name
        assert ("searchindex" in loaded) == (name == "search.html"), name
        assert "fontawesome" not in loaded


def test_is_each_formula_there_for_the_eye_and_for_the_ear_without_a_script(read):
    formulas = [formula for page in read.values() for formula in page.select(".math")]
    assert len(formulas) > 500
    assert all(formula.select_one(".katex-html") and formula.select_one("math") for formula in formulas)
    assert [formula for formula in formulas if formula.select_one(".katex-error")] == []


def test_are_formulas_set_in_fonts_of_the_site_that_are_fetched_once(browser, site):
    page = browser.new_page()
    page.goto(f"{site.address}chapters/lstm.html", wait_until="networkidle")
    faces = page.evaluate("[...document.fonts].filter(face => face.status == 'loaded').map(face => face.family)")
    assert {"KaTeX_Main", "KaTeX_Math"} <= {face.strip('"') for face in faces}
    fetched = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    fonts = [address for address in fetched if "KaTeX" in address]
    assert len(fonts) == len(set(fonts))
    assert all(address.startswith(site.address) for address in fonts)
    page.close()


@pytest.mark.parametrize("name", ["chapters/lstm.html", "guide/report.html", "search.html"])
def test_is_each_icon_of_a_page_in_the_small_fonts(book, browser, site, name):
    folder = book / "_static" / "vendor" / "fontawesome" / "webfonts"
    known = {point for font in folder.glob("*.woff") for point in TTFont(font).getBestCmap() or ()}
    page = browser.new_page()
    page.goto(site.address + name)
    drawn = page.eval_on_selector_all("i[class*=fa-]", "all => all.map(i => getComputedStyle(i, '::before').content)")
    assert len(drawn) > 3
    assert {ord(content.strip('"')) for content in drawn} <= known
    assert sum(font.stat().st_size for font in folder.iterdir()) < 20_000
    page.close()


def test_does_each_image_keep_its_place_while_it_loads(read):
    images = [(image, image.find_parent("article")) for page in read.values() for image in page.select("img")]
    assert images
    for image, article in images:
        assert int(image["width"]) > 0, image
        assert int(image["height"]) > 0, image
        assert article is None or image["loading"] == "lazy", image
