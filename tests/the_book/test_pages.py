"""Every page of the book, as it is published and served: is it whole by itself, and does it say what it is?"""

import re

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from tests.autograder.browser import UNDER, complaints

CHINESE = re.compile(r"[\u4e00-\u9fff]")
NOTHING_SAID = re.compile(r"\s*|.*\.(png|svg|jpe?g|webp)|\S*/\S*|(image|figure|picture)\W*", re.IGNORECASE)


@pytest.fixture(scope="module")
def read(book, pages) -> dict[str, BeautifulSoup]:
    return {name: BeautifulSoup((book / name).read_text(), "html.parser") for name in pages}


def test_does_no_page_complain_or_ask_for_what_is_not_there(browser, site, pages):
    assert len(pages) > 20
    context = browser.new_context()
    found = complaints(context, site)
    context.on("response", lambda one: one.status < 400 or found.append(f"{one.status} for {one.url}"))
    page = context.new_page()
    for name in pages:
        before = len(found)
        page.goto(site.address + name, wait_until="networkidle")
        found[before:] = [f"{name}: {each}" for each in found[before:]]
    context.close()
    assert found == []
    assert [path for path in site.asked if not path.startswith(UNDER)] == []


def test_does_the_search_find_a_page_by_a_word_in_it(browser, site):
    context = browser.new_context()
    found = complaints(context, site)
    page = context.new_page()
    page.goto(f"{site.address}search.html?q=coronet")
    expect(page.locator("#search-results")).to_contain_text("did not match any documents")
    page.goto(f"{site.address}chapters/index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("vanishing")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Recurrence").and_(page.locator("#search-results a")).first.click()
    expect(page.locator("article h1")).to_contain_text("Recurrence")
    context.close()
    assert found == []


def test_has_each_page_a_language_a_title_and_one_main_part(read):
    for name, page in read.items():
        assert page.html["lang"] == "en", name
        assert page.title.get_text(strip=True), name
        assert len(page.select("main")) == 1, name


def test_says_each_picture_more_than_the_name_of_its_file(read):
    pictures = [
        (name, picture, picture.get("alt", picture.get("aria-label", "")))
        for name, page in read.items()
        for picture in page.select("img, svg[role=img]")
    ]
    assert len(pictures) > 60
    assert [(name, str(picture)[:200]) for name, picture, said in pictures if NOTHING_SAID.fullmatch(said)] == []
    # the strokes of a formula are hidden with the rest of what is seen of it: its MathML says it
    drawings = [svg for page in read.values() for svg in page.select("svg:not([aria-hidden=true] svg)")]
    assert [
        str(one)[:200] for one in drawings if not {"role", "aria-hidden", "aria-labelledby"} & one.attrs.keys()
    ] == []


def test_are_chinese_words_marked_as_chinese_and_others_are_not(read):
    for name, page in read.items():
        for text in page.html.find_all(string=True):
            language = text.find_parent(attrs={"lang": True})["lang"]
            assert bool(CHINESE.search(text)) == (language == "zh"), f"{name}: {text}"
    assert len(read["chapters/glossary.html"].select("[lang=zh]")) > 50


def test_is_code_left_alone_by_what_translates_a_page(read):
    for name, page in read.items():
        assert page.select("article :is(pre, code):not([translate=no])") == [], name
