"""Exercises done in the page, by a reader with a browser: a small book, built for real and served under a sub-path."""

import json
import re
import shutil
from importlib import import_module
from pathlib import Path

import pytest

pytest.importorskip("playwright")

from bs4 import BeautifulSoup
from playwright.sync_api import Locator, Page, Route, expect

from autograder.book.in_page import bundle
from autograder.exercises.recurrence.rnn_step import rnn_step as exercise
from autograder.release.written_out import stub
from tests.autograder.books import SmallCourse
from tests.autograder.browser import CHROMIUM, chromium, complaints, served

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

PATIENCE = 120_000  # milliseconds: Python starts in five seconds, and in many more where several are started at a time
TALL = {"width": 1280, "height": 2400}  # the editor draws only those lines that can be seen
HEAD = "def rnn_step(x, h_prev, kernel, bias):\n    "
RIGHT = f"{HEAD}return np.tanh(np.concatenate([x, h_prev], axis=1) @ kernel + bias)\n"
NO_TANH = f"{HEAD}return np.concatenate([x, h_prev], axis=1) @ kernel + bias\n"
ENDLESS = f"{HEAD}while True:\n        pass\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(root))
        folder = SmallCourse(root).build()
    with served(folder) as site:
        yield site


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def visit(browser, site):
    """Opens the chapter, as a reader who has not been here before; whatever is said to the console is an error."""
    contexts = []

    def open_chapter() -> Page:
        context = browser.new_context(viewport=TALL)
        contexts.append((context, complaints(context, site)))
        page = context.new_page()
        page.goto(f"{site.address}chapters/recurrence.html")
        return page

    yield open_chapter
    for context, found in contexts:
        context.close()
        assert found == []


@pytest.fixture
def page(visit):
    return visit()


@pytest.fixture(scope="module")
def at_work(browser, site):
    """A page in which Python runs already: it takes seconds to start."""
    context = browser.new_context(viewport=TALL)
    found = complaints(context, site)
    page = context.new_page()
    page.clock.install()
    page.goto(f"{site.address}chapters/recurrence.html")
    yield page
    context.close()
    assert found == []


def frame(page: Page, name: str = "rnn_step") -> Locator:
    return page.locator(f"#answer-{name}")


def write(page: Page, code: str, name: str = "rnn_step") -> Locator:
    """Put the code in the place of what is in the editor; the frame of the exercise."""
    found = frame(page, name)
    begin = found.get_by_role("button", name="Write your answer here")
    if begin.is_visible():
        begin.click()
    found.get_by_role("textbox").focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(code)
    return found


def press(found: Locator, button: str) -> None:
    """Press it, and wait until it can be pressed again."""
    found.get_by_role("button", name=button).click()
    expect(found.get_by_role("button", name=button)).to_be_visible(timeout=PATIENCE)


def check(page: Page, code: str) -> str:
    """What the page says of the code."""
    found = write(page, code)
    press(found, "Check")
    expect(found.locator(".exercise-said")).not_to_be_empty()
    return found.locator(".exercise-said").inner_text()


@pytest.fixture
def in_notebook(site, tmp_path, monkeypatch):
    """What `check` shows of a function in the notebook that is handed out."""
    shutil.unpack_archive(site.folder / "exercises" / "recurrence.zip", tmp_path)
    module = import_module("unrolled.check")  # `unrolled.check` is the function
    monkeypatch.setattr(module, "VISIBLE_CASES", tmp_path / "recurrence" / "unrolled" / "visible_cases.bin")

    def shown(answer) -> list[str]:
        html = module.check("rnn_step", answer)._repr_html_()
        return BeautifulSoup(html, "html.parser").get_text(" ").split()

    return shown


def test_does_an_exercise_begin_with_its_stub(page):
    found = frame(page)
    found.get_by_role("button", name="Write your answer here").click()
    assert written(found) == stub(exercise.function)


def written(found: Locator) -> str:
    expect(found.locator(".cm-content")).to_be_visible()
    return "\n".join(line.inner_text().rstrip("\n") for line in found.locator(".cm-line").all())


def test_is_a_known_mistake_told_as_in_the_notebook(at_work, in_notebook):
    import numpy as np

    def no_tanh(x, h_prev, kernel, bias):
        return np.concatenate([x, h_prev], axis=1) @ kernel + bias

    assert check(at_work, NO_TANH).split() == in_notebook(no_tanh)
    assert "tanh:" in in_notebook(no_tanh)
    expect(frame(at_work).locator(".exercise-said img")).to_have_attribute("src", re.compile("^data:image/svg"))
    assert at_work.locator(".exercise-mark").count() == 0


def test_does_a_right_answer_pass_and_is_it_marked(at_work, in_notebook):
    assert check(at_work, RIGHT).split() == in_notebook(exercise.function)
    expect(at_work.get_by_role("heading", name="Exercise: the step")).to_contain_text("✓ passed")
    expect(at_work.locator(".exercise-count")).to_have_text(": 1/2 exercises passed")
    expect(at_work.get_by_text("Your progress: 1 of 2")).to_be_attached()


def test_is_an_unfinished_answer_told_to_be_unfinished(at_work):
    assert "Not written yet" in check(at_work, stub(exercise.function))


def test_does_a_syntax_error_show_its_line(at_work):
    said = check(at_work, f"{HEAD}return np.tanh(x @\n")
    assert "SyntaxError" in said
    assert "return np.tanh(x @" in said
    assert "runner.py" not in said


def test_does_an_error_show_the_readers_own_lines(at_work):
    found = write(at_work, f"{RIGHT}\nprint(1 / 0)\n")
    press(found, "Run")
    said = found.locator(".exercise-error").inner_text()
    assert "ZeroDivisionError" in said
    assert "print(1 / 0)" in said
    assert "runner.py" not in said


def test_does_a_missing_function_get_a_name(at_work):
    assert "there is no function rnn_step" in check(at_work, "def step():\n    pass\n")


def test_is_what_code_prints_text_and_no_more_than_can_be_read(at_work):
    shouting = "print('<img src=x onerror=alert(1)>')\nfor _ in range(100_000):\n    print('so much ' * 20)\n"
    found = write(at_work, RIGHT + shouting)
    press(found, "Run")
    printed = found.locator(".exercise-printed")
    text = printed.inner_text()
    assert text.startswith("<img src=x onerror=alert(1)>")
    assert text.endswith("and more, not shown")
    assert len(text) < 50_000
    assert printed.locator("img").count() == 0


def test_can_a_verdict_not_act(at_work):
    """Python has been the reader's to change, or somebody's who sent a file."""
    html = "<b>said</b><img src='data:,' onerror='document.title = 1'><script>document.title = 1</script>"
    forged = f"from unrolled.verdict import Verdict as V\nkept = V._repr_html_\nV._repr_html_ = lambda self: {html!r}\n"
    assert check(at_work, RIGHT + forged) == "said"
    assert at_work.locator(".exercise-said img").get_attribute("onerror") is None
    assert at_work.title() != "1"
    assert "3 of 3" in check(at_work, f"{RIGHT}from unrolled.verdict import Verdict as V\nV._repr_html_ = V.__repr__\n")


def test_is_a_figure_shown(at_work):
    drawing = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('It rises')\nplt.show()\n"
    found = write(at_work, RIGHT + drawing)
    press(found, "Run")
    expect(found.get_by_alt_text("A figure that your code drew: It rises")).to_be_visible()


def test_is_an_endless_loop_ended_and_does_python_work_again(at_work):
    found = run_for_ever(at_work)
    at_work.clock.fast_forward(21_000)
    expect(found.locator(".exercise-said")).to_contain_text("is there a loop that never ends?")
    run_for_ever(at_work)
    found.get_by_role("button", name="Stop").click()
    expect(found.locator(".exercise-said")).to_have_text("Stopped.")


def run_for_ever(page: Page) -> Locator:
    found = write(page, ENDLESS)
    found.get_by_role("button", name="Check").click()
    expect(found.get_by_text("Checking …")).to_be_visible(timeout=PATIENCE)
    return found


def test_is_everything_done_with_the_keyboard(at_work):
    begin = frame(at_work, "last_output").get_by_role("button", name="Write your answer here")
    for _ in range(80):
        at_work.keyboard.press("Tab")
        if begin.evaluate("button => button === document.activeElement"):
            break
    at_work.keyboard.press("Enter")
    editor = frame(at_work, "last_output").get_by_role("textbox")
    expect(editor).to_be_focused()
    at_work.keyboard.insert_text("# mine")
    at_work.keyboard.press("Tab")
    expect(editor).to_be_focused()
    at_work.keyboard.press("Escape")
    at_work.keyboard.press("Tab")
    check_button = frame(at_work, "last_output").get_by_role("button", name="Check")
    expect(check_button).to_be_focused()
    at_work.keyboard.press("Shift+Tab")
    at_work.keyboard.press("Control+A")
    at_work.keyboard.insert_text("def last_output(outputs, sequence_length):\n    return outputs[:, -1]\n")
    at_work.keyboard.press("Shift+Enter")
    expect(frame(at_work, "last_output").locator(".exercise-said")).not_to_be_empty(timeout=PATIENCE)
    expect(check_button).to_be_focused()


def test_does_a_second_visit_keep_the_work_and_fetch_nothing_again(at_work, site):
    check(at_work, RIGHT)
    site.asked.clear()
    page = at_work.context.new_page()
    page.goto(at_work.url)
    found = frame(page)
    found.scroll_into_view_if_needed()
    assert written(found) == RIGHT
    expect(page.get_by_role("heading", name="Exercise: the step")).to_contain_text("✓ passed")
    press(found, "Check")
    expect(found.locator(".exercise-said")).to_contain_text("3 of 3 points")
    assert [path for path in site.asked if "/python-" in path or "/exercises/" in path] == []


def test_can_a_reader_begin_again_and_think_better_of_it(page):
    found = write(page, NO_TANH)
    found.get_by_role("button", name="Reset").click()
    assert written(found) == stub(exercise.function)
    found.get_by_role("textbox").focus()
    page.keyboard.press("Control+Z")
    assert written(found) == NO_TANH


def test_does_a_file_take_progress_to_another_browser(visit, tmp_path):
    here = visit()
    passed = tmp_path / "passed.json"
    passed.write_text(progress(passed="2026-01-01T00:00:00Z"))
    load(here, passed)
    write(here, RIGHT)
    with here.expect_download() as downloading:
        here.get_by_role("button", name="Save to a file").click()
    file = tmp_path / "progress.json"
    downloading.value.save_as(file)
    there = visit()
    assert "Loaded 1 exercise" in load(there, file)
    expect(there.get_by_role("heading", name="Exercise: the step")).to_contain_text("✓ passed")
    there.reload()
    assert written(frame(there)) == RIGHT


def progress(**work: str) -> str:
    """The text of a file with some work on the exercise, and some on one that there is not."""
    return json.dumps({"kind": "unrolled progress", "exercises": {"recurrence/rnn_step": work, "other/one": work}})


def open_progress(page: Page) -> None:
    page.locator(".exercise-progress summary").click()


def load(page: Page, file: Path) -> str:
    open_progress(page)
    page.locator(".exercise-progress input").set_input_files(file)
    said = page.locator(".exercise-progress [role=status]")
    expect(said).not_to_be_empty()
    return said.inner_text()


FULL = """() => {
  let text = "";
  for (let size = 2 ** 23; size >= 1; size /= 2)
    try {
      localStorage.setItem("of another page", text + "x".repeat(size));
      text += "x".repeat(size);
    } catch {}
}"""
FORBIDDEN = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("no", "SecurityError"); },
});"""


def saved(page: Page) -> dict:
    """The exercises in the file that the page saves."""
    open_progress(page)
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Save to a file").click()
    return json.loads(downloading.value.path().read_text())["exercises"]


def test_does_a_browser_that_is_full_say_so_and_can_the_draft_be_saved(visit):
    page = visit()
    page.evaluate(FULL)
    found = write(page, RIGHT)
    expect(found.get_by_role("status")).to_contain_text("save your work to a file")
    assert saved(page)["recurrence/rnn_step"]["draft"] == RIGHT
    page.evaluate("localStorage.removeItem('of another page')")
    write(page, NO_TANH)
    page.reload()
    assert written(frame(page)) == NO_TANH


def test_is_an_exercise_done_in_a_browser_that_may_keep_nothing(browser, site):
    context = browser.new_context(viewport=TALL)
    context.add_init_script(FORBIDDEN)  # the theme's scripts complain: that is not looked at here
    page = context.new_page()
    page.goto(f"{site.address}chapters/recurrence.html")
    assert "3 of 3 points" in check(page, RIGHT)
    expect(frame(page).get_by_role("status")).to_contain_text("save your work to a file")
    expect(page.get_by_role("heading", name="Exercise: the step")).to_contain_text("✓ passed")
    assert saved(page)["recurrence/rnn_step"].keys() == {"draft", "changed", "passed"}
    context.close()


def test_does_another_file_change_nothing(page, tmp_path):
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"exercises": {"recurrence/rnn_step": {"passed": "2026"}}}))
    assert load(page, other) == "other.json is not a file that was saved here."
    assert page.locator(".exercise-mark").count() == 0


def test_does_the_later_draft_win(page, tmp_path):
    write(page, RIGHT)
    file = tmp_path / "progress.json"
    file.write_text(progress(draft="old", changed="2000-01-01T00:00:00Z", passed="2000-01-01T00:00:00Z"))
    assert "Loaded 1 exercise" in load(page, file)
    page.reload()
    assert written(frame(page)) == RIGHT
    expect(page.locator(".exercise-mark")).to_have_count(1)


def test_does_a_page_load_little_before_an_exercise_is_begun(page):
    loaded = page.evaluate("performance.getEntriesByType('resource').map(one => [one.name, one.decodedBodySize])")
    ours = [size for name, size in loaded if "/in_page/" in name]
    assert 0 < sum(ours) < 30_000


def test_does_the_public_copy_help_where_the_sites_own_has_failed(browser, site):
    """The public copy is the site's own here, under the public address."""
    context = browser.new_context(viewport=TALL)
    public = re.compile(r"https://cdn\.jsdelivr\.net/pyodide/v[\d.]+/full/(.*)")
    (own,) = site.folder.glob("_static/in_page/python-*")
    fetched: list[str] = []

    def answer(route: Route) -> None:
        name = public.sub(r"\1", route.request.url)
        fetched.append(name)
        route.fulfill(path=own / name, headers={"Access-Control-Allow-Origin": "*"})

    context.route(re.compile(".*/in_page/python-"), lambda route: route.fulfill(status=404))
    context.route(public, answer)
    page = context.new_page()
    page.goto(f"{site.address}chapters/recurrence.html")
    assert "3 of 3 points" in check(page, RIGHT)
    assert {"pyodide.asm.wasm", "python_stdlib.zip"} < set(fetched)
    context.close()


def test_is_the_notebook_offered_where_python_does_not_come(browser, site):
    context = browser.new_context(viewport=TALL)
    context.route(re.compile(r".*pyodide\.asm\."), lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{site.address}chapters/recurrence.html")
    assert "Python could not be loaded into this page" in check(page, RIGHT)
    notebook = frame(page).get_by_role("link", name="download the exercises of this chapter")
    assert notebook.get_attribute("href") == f"{site.address}exercises/recurrence.zip"
    context.close()


def test_is_an_exercise_that_needs_keras_done_elsewhere(page, site):
    """The scripts, told that one of the exercises needs more than NumPy."""
    course = chapters_of(site.folder)
    places = {name: f"https://{name.lower()}.example/recurrence.ipynb" for name in ("Colab", "Binder")}
    course["chapters"]["recurrence"]["places"] = places
    course["chapters"]["recurrence"]["exercises"]["last_output"]["here"] = False
    elsewhere = site.folder.parent / "elsewhere"
    bundle.build(site.folder.parent / "npm" / "node_modules", elsewhere, course)
    page.route(
        re.compile(r".*/in_page/[^/]*\.js"), lambda route: route.fulfill(path=elsewhere / Path(route.request.url).name)
    )
    page.reload()
    found = frame(page, "last_output")
    link = found.get_by_role("link", name="Download the exercises of this chapter")
    assert link.get_attribute("href") == f"{site.address}exercises/recurrence.zip"
    for name, address in places.items():
        assert found.get_by_role("link", name=name).get_attribute("href") == address
    assert found.get_by_role("button", name="Write").count() == 0
    expect(found.locator(".tag_check")).to_be_visible()


def chapters_of(folder: Path) -> dict:
    return json.loads((folder.parent / "npm" / "course.json").read_text())
