"""The book of this repository as it is published: every page, its cells run."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser

from autograder.book.build import build_book
from autograder.course import REPOSITORY
from tests.autograder.browser import CHROMIUM, Site, chromium, served


@pytest.fixture(scope="session")
def book(testrun_uid: str) -> Path:
    """The folder that is published. It is built once in a run, by the first of its processes that asks for it."""
    folder = REPOSITORY / "_build"
    folder.mkdir(exist_ok=True)
    built_by = folder / "tests.built"
    # a second build in the same run would write what another process reads at that moment
    with FileLock(folder / "tests.lock"), pytest.MonkeyPatch.context() as patch:
        if not built_by.exists() or built_by.read_text() != testrun_uid:
            patch.setenv("PYTHONPATH", str(REPOSITORY))
            patch.delenv("TF_USE_LEGACY_KERAS")  # the tests' own
            build_book(REPOSITORY)
            built_by.write_text(testrun_uid)
    return folder / "html"


@pytest.fixture(scope="session")
def pages(book: Path) -> list[str]:
    """The addresses of all pages, within the book."""
    found = (path.relative_to(book) for path in sorted(book.rglob("*.html")))
    return [path.as_posix() for path in found if path.parts[0] != "_static"]


@pytest.fixture(scope="module")
def site(book: Path) -> Iterator[Site]:
    """The book on a plain static server, under a sub-path."""
    with served(book) as site:
        yield site


@pytest.fixture(scope="module")  # Playwright cannot be started a second time in one thread: other modules do, too
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    with chromium() as browser:
        yield browser
