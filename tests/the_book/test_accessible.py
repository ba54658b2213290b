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


SCROLLED = """() => [...document.querySelectorAll("main *")]
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX))
  .filter((one) => one.tabIndex < 0)
  .map((one) => one.outerHTML.slice(0, 200))"""


def test_has_no_page_a_violation_in_either_theme(page, site, pages):
    found = []
    for name in each_page(page, site, pages):
        for theme in ("light", "dark"):
            page.evaluate(THEME, theme)
            found += [f"{name}, {theme}: {each}" for each in violations(page)]
    assert found == []


def test_has_no_page_a_violation_on_a_phone(page, site, pages):
    """But for contrast, which does not depend on the width, and takes most of axe's time."""
    found = []
    for name in each_page(page, site, pages, width=390):
        found += [f"{name}: {each}" for each in violations(page, but=("color-contrast",))]
        found += [f"{name}: no key scrolls {each}" for each in page.evaluate(SCROLLED)]
    assert found == []


def test_would_a_violation_be_found(page, site):
    open_page(page, f"{site.address}chapters/notation.html")
    page.evaluate("document.querySelector('article p').style.color = '#ccc'")
    page.evaluate(THEME, "light")
    assert any(each.startswith("color-contrast") for each in violations(page))
