"""axe-core finds nothing to mend on any page: all of its rules, both themes, a desk and a phone, every fold open."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.autograder.browser import Site

THEME = "theme => Object.assign(document.documentElement.dataset, { theme, mode: theme })"
OPEN = "document.querySelectorAll('details').forEach((one) => (one.open = true))"
OFF_BY_DEFAULT = ("identical-links-same-purpose", "target-size")


def violations(page: Page, but: tuple[str, ...] = ()) -> list[str]:
    """What axe finds on the page as it is, each with the rule and the place."""
    options = {
        "resultTypes": ["violations"],
        "preload": False,  # of style sheets, for a rule that is not among them: it takes half of the time
        "rules": {rule: {"enabled": rule not in but} for rule in (*OFF_BY_DEFAULT, *but)},
    }
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


@pytest.fixture
def page(browser):
    context = browser.new_context(reduced_motion="reduce")  # colours are what they are at once
    yield context.new_page()
    context.close()


def open_page(page: Page, address: str, width: int = 1280) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address, wait_until="load")
    page.evaluate(OPEN)
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
