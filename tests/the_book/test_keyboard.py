"""A chapter without a mouse, and without movement."""

import pytest
from playwright.sync_api import Page, expect

from tests.autograder.browser import complaints

PHONE = {"width": 390, "height": 844}
MANY = 1000  # more than there is to stop at
FOCUSED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const shown = one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  return {
    what: one.outerHTML.slice(0, 200),
    name: one.ariaLabel || one.title || one.labels?.[0]?.textContent || one.textContent.trim(),
    kind: one.type || one.localName,
    seen: shown && box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""


@pytest.fixture
def visit(browser, site):
    """Opens a page for somebody who wants no movement; whatever is said to the console is an error."""
    contexts = []

    def open_page(name: str, **options) -> Page:
        context = browser.new_context(**{"reduced_motion": "reduce"} | options)
        contexts.append((context, complaints(context, site)))
        page = context.new_page()
        page.goto(f"{site.address}chapters/{name}.html", wait_until="networkidle")
        return page

    yield open_page
    for context, found in contexts:
        context.close()
        assert found == []


def walk(page: Page) -> list[dict]:
    """What Tab stops at, from the top of the page to its end."""
    stops: list[dict] = []
    for _ in range(MANY):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
        if stops[-1]["kind"] == "body" or (len(stops) > 1 and stops[-1] == stops[0]):  # the end, or round it
            return stops[:-1]
    pytest.fail(f"Tab does not come to the end of the page: {[stop['what'] for stop in stops[-3:]]}")


def test_does_tab_reach_everything_and_is_it_seen_where_it_is(visit):
    stops = walk(visit("dropout"))
    assert stops[0]["name"] == "Skip to main content"
    names = [stop["name"] for stop in stops]
    for name in ("Search", "Notation", "Color mode", "Write your answer here", "Solution", "Your progress: 0 of"):
        assert any(found.startswith(name) for found in names), name
    assert "range" in [stop["kind"] for stop in stops], "the controls of a figure that moves"
    assert [stop["what"] for stop in stops if not stop["seen"]] == []
    assert [stop["what"] for stop in stops if not stop["ringed"]] == []
    assert all(names), [stop["what"] for stop in stops if not stop["name"]]


def test_does_the_first_link_skip_to_the_text(visit):
    page = visit("dropout")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_does_a_fold_open_and_close_with_a_key(visit):
    page = visit("dropout")
    fold = page.locator("details.solution").first
    fold.locator("summary").focus()
    for opened in (True, False):
        page.keyboard.press("Enter")
        assert fold.evaluate("one => one.open") == opened
    page.keyboard.press("Space")
    assert fold.evaluate("one => one.open")


def test_does_a_key_scroll_code_that_was_folded(visit):
    page = visit("dropout", viewport=PHONE)
    page.locator("details.solution summary").first.focus()
    page.keyboard.press("Enter")
    code = page.locator("details.solution pre").first
    expect(code).to_have_attribute("tabindex", "0")
    code.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("one => one.scrollLeft > 0", arg=code.element_handle())


def test_do_keys_open_and_close_the_sidebars_of_a_phone(visit):
    page = visit("dropout", viewport=PHONE)
    for toggle, inside in ((".primary-toggle", "nav.bd-links a"), (".secondary-toggle", "nav.page-toc a")):
        link = page.locator(inside).first
        expect(link).not_to_be_in_viewport()
        page.locator(toggle).focus()
        page.keyboard.press("Enter")
        expect(link).to_be_in_viewport()
        assert page.evaluate("document.activeElement.closest('dialog') !== null"), "the focus goes along"
        page.keyboard.press("Escape")
        expect(link).not_to_be_in_viewport()
        expect(page.locator(toggle)).to_be_focused()


MOVES = """() => [document.documentElement, ...document.querySelectorAll("body *")].flatMap((one) =>
  [null, "::before", "::after"].map((part) => [one, getComputedStyle(one, part)]))
  .filter(([, style]) => {
    const lasts = (durations) => durations.split(", ").some((one) => parseFloat(one) > 0.001);
    const animated = style.animationName !== "none" && lasts(style.animationDuration);
    return animated || lasts(style.transitionDuration) || style.scrollBehavior === "smooth";
  })
  .map(([one]) => one.outerHTML.slice(0, 100))"""


def test_does_nothing_move_for_those_who_want_no_movement(visit):
    assert visit("dropout").evaluate(MOVES) == []
    assert visit("dropout", reduced_motion="no-preference").evaluate(MOVES) != []
