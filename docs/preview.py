"""The picture that links to the book show where they are shared, drawn by a headless Chromium from preview.html."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from autograder.book.chromium import ARGUMENTS, chromium
from autograder.course import CHAPTERS

SIZE = {"width": 1200, "height": 630}  # as those who show it want it; _config.yml says it too

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
    page = browser.new_page(viewport=SIZE)
    page.goto(Path(__file__).with_name("preview.html").as_uri())
    page.screenshot(path=CHAPTERS / "static" / "preview.png")
    browser.close()
