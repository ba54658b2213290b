"""Can everybody read what the grader writes? axe-core finds nothing to mend, at a desk and on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from autograder.report import write_report
from tests.autograder.browser import CHROMIUM, chromium, open_folds, violations
from tests.autograder.conftest import GradedClass

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def found(browser: Browser, file: Path) -> list[str]:
    """The violations on a page that is a file."""
    everything = []
    for scheme in ("light", "dark"):
        for width in (1280, 390):
            context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
            page = context.new_page()
            page.goto(file.as_uri())
            open_folds(page)
            everything += [f"{file.parent.parent.name}, {scheme}, {width}: {each}" for each in violations(page)]
            context.close()
    return everything


def test_can_everybody_read_the_class_report(browser: Browser, recurrence: GradedClass):
    assert found(browser, write_report(recurrence.course, "recurrence")[0]) == []


@pytest.mark.parametrize("student", ["hands_in_the_release", "perfect", "kills_its_kernel"])
def test_can_everybody_read_a_feedback_page(browser: Browser, recurrence: GradedClass, student: str):
    assert found(browser, recurrence.course.feedback(student, "recurrence") / "recurrence.html") == []
