"""The README's two pictures, drawn anew from what `make course` made: an exercise at work and a class being graded.

The page is drawn by a headless Chromium, which has to be on the machine.
"""

import inspect
import re
from pathlib import Path

from playwright.sync_api import Locator, expect, sync_playwright
from rich.console import Console

from autograder.book.chromium import ARGUMENTS, chromium
from autograder.book.serve import served
from autograder.course import BOOK, Course
from autograder.sample_class.forgot_the_forget_bias import lstm_step
from autograder.show import form_for
from autograder.show.run import grade_and_show

HERE = Path(__file__).parent
PAGE, EXERCISE = "chapters/lstm.html", "lstm_step"
WIDTH, ABOVE, BELOW = 1280, 90, 60  # pixels: of the page, and of it around the exercise
PATIENCE = 120_000  # milliseconds: Python starts in five seconds
FONT_FROM_ELSEWHERE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def grading(course: Course) -> None:
    """Grade the sample class once more, and keep what the terminal shows."""
    console = Console(record=True, width=96, force_terminal=True, force_interactive=False)
    console.print("[bold]$ unrolled grade recurrence[/]")
    grade_and_show(form_for(console), course, "recurrence", force=True)
    picture = console.export_svg(title="A class being graded")
    (HERE / "grading.svg").write_text(FONT_FROM_ELSEWHERE.sub("", picture))


def page() -> None:
    """The first exercise of the LSTM chapter, with the answer of a student who forgot something, and what is said."""
    with served(BOOK) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        # so tall that all of the exercise can be seen, which the editor draws only then
        shown = browser.new_page(viewport={"width": WIDTH, "height": 2400})
        shown.goto(f"{address}{PAGE}")
        frame = shown.locator(f"#answer-{EXERCISE}")
        frame.get_by_role("button", name="Write your answer here").click()
        expect(frame.get_by_role("textbox")).to_be_focused()
        shown.keyboard.press("Control+A")
        shown.keyboard.insert_text(inspect.getsource(lstm_step).rstrip())
        frame.get_by_role("button", name="Check").click()
        expect(frame.locator(".exercise-said .unrolled-verdict")).to_be_visible(timeout=PATIENCE)
        shown.locator("body").click(position={"x": 1, "y": 1})  # no button is in focus
        shown.evaluate(f"scrollTo({{top: scrollY + {_top(frame)} - {ABOVE}, behavior: 'instant'}})")
        bottom = frame.locator(".exercise-result").bounding_box()
        height = bottom["y"] + bottom["height"] + BELOW
        shown.screenshot(path=HERE / "page.png", clip={"x": 0, "y": 0, "width": WIDTH, "height": height})
        browser.close()


def _top(frame: Locator) -> float:
    """Where the heading of the exercise is in the window: it stands before the frame."""
    return frame.locator("xpath=preceding-sibling::*[1]").bounding_box()["y"]


if __name__ == "__main__":
    page()
    grading(Course.at())
