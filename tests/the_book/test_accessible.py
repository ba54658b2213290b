"""axe-core finds nothing to mend on any page: all of its rules, both themes, a desk and a phone, every fold open."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.autograder.browser import Site, open_folds, violations

THEME = "theme => Object.assign(document.documentElement.dataset, { theme, mode: theme })"


@pytest.fixture
def page(browser):
    context = browser.new_context(reduced_motion="reduce")  # colours are what they are at once
    yield context.new_page()
    context.close()


def open_page(page: Page, address: str, width: int = 1280) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address, wait_until="load")
    open_folds(page)
    page.wait_for_timeout(500)  # a moment after a page has changed, what is too wide is put in reach of the keyboard


def each_page(page: Page, site: Site, names: list[str], width: int = 1280) -> Iterator[str]:
    """Open one after the other, but for the one that only leads to the first."""
    for name in names:
        if name != "index.html":
            open_page(page, site.address + name, width)
            yield name


OF_COLOURS = ("color-contrast", "link-in-text-block")  # a theme changes nothing else
SCROLLED = """() => [...document.querySelectorAll("main *")]
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX))
  .filter((one) => one.tabIndex < 0)
  .map((one) => one.outerHTML.slice(0, 200))"""


def test_has_no_page_a_violation_in_either_theme(page, site, pages):
    found = []
    for name in each_page(page, site, pages):
        page.evaluate(THEME, "light")
        found += [f"{name}, light: {each}" for each in violations(page)]
        page.evaluate(THEME, "dark")
        found += [f"{name}, dark: {each}" for each in violations(page, only=OF_COLOURS)]
    assert found == []


def test_has_no_page_a_violation_on_a_phone(page, site, pages):
    """But for colours, which do not depend on the width, and take most of axe's time."""
    found = []
    for name in each_page(page, site, pages, width=390):
        found += [f"{name}: {each}" for each in violations(page, but=OF_COLOURS)]
        found += [f"{name}: no key scrolls {each}" for each in page.evaluate(SCROLLED)]
    assert found == []


def test_would_a_violation_be_found(page, site):
    open_page(page, f"{site.address}chapters/notation.html")
    for theme, colour in (("light", "#ccc"), ("dark", "#555")):
        page.evaluate(THEME, theme)
        page.evaluate("colour => (document.querySelector('article p').style.color = colour)", colour)
        assert any(each.startswith("color-contrast") for each in violations(page, only=OF_COLOURS))
