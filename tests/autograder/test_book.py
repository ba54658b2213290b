"""The book, built for real from a small course: what a reader sees, what is run again, what is said when it fails."""

import gzip
import os
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import nbformat
import pytest
from bs4 import BeautifulSoup

from autograder.book.build import BookFailed
from autograder.book.serve import served
from autograder.release.sections import anchor, sections_of
from autograder.release.written_out import source
from solutions.recurrence import last_output, rnn_step
from tests.autograder.books import SmallCourse
from tests.autograder.leaks import leaks

REPOSITORY = "https://github.com/ada/rnn"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course that has been built once, for the address where it is served. A test that changes it leaves it so."""
    root = tmp_path_factory.mktemp("course")
    with pytest.MonkeyPatch.context() as patch, served(root / "_build" / "html") as address:
        patch.setenv("PYTHONPATH", str(root))
        course = SmallCourse(root)
        course.change("_config.yml", "html:\n", f"repository: {{url: {REPOSITORY}}}\nhtml:\n  baseurl: {address}\n")
        course.build()
        yield course


@pytest.fixture
def page(course) -> BeautifulSoup:
    return course.page()


def frames(page) -> dict[str, BeautifulSoup]:
    """The frame of each exercise by its heading."""
    return {frame.find_previous(["h2", "h3"]).get_text(): frame for frame in page.select("div.exercise")}


def frame(page, title):
    return next(found for heading, found in frames(page).items() if title in heading)


def test_does_the_page_show_the_stub_and_fold_the_solution(page):
    the_step = frame(page, "the step")
    folded = the_step.select_one("details.solution").extract()
    assert "raise NotImplementedError()" in the_step.get_text()
    assert "Put x and h_prev side by side" in the_step.get_text(), "the docstring is the specification"
    assert "return np.tanh" in folded.get_text()
    assert folded.summary.get_text(strip=True) == "Solution"
    assert not folded.has_attr("open")
    assert "@shapes" not in page.get_text()


def test_does_an_exercise_that_finds_the_fault_start_from_the_faulty_code(page):
    find_the_fault = frame(page, "the last output")
    find_the_fault.select_one("details.solution").extract()
    assert "def last_output(" in find_the_fault.get_text()
    assert "NotImplementedError" not in find_the_fault.get_text()


def test_is_the_import_of_the_reference_out_of_sight(page):
    assert "from solutions" not in page.select_one("article").get_text()


def test_does_the_page_prove_that_the_reference_passes_its_check(page):
    check = frame(page, "the step").select_one("div.tag_check")
    assert 'check("rnn_step", rnn_step)' in check.get_text()
    assert check.select_one(".unrolled-verdict.passed") is not None


def test_does_the_frame_hold_the_exercise_and_no_more(page):
    held = [found.get_text() for found in frames(page).values()]
    assert len(held) == 3
    assert "It takes five minutes." in held[0]
    assert not any("This sentence comes after" in text for text in held)
    assert "This sentence comes after" in page.get_text()


def test_is_a_model_answer_folded(page):
    in_words = frame(page, "in words")
    answer = in_words.select_one("details.model-answer").extract()
    assert "Numbers below one" in answer.get_text()
    assert "Numbers below one" not in in_words.get_text()


def test_are_the_chapters_the_only_pages(course):
    html = course.root / "_build" / "html"
    pages = {path.stem for path in html.rglob("*.html") if "_static" not in path.parts}
    assert pages == {"index", "recurrence", "search"}


def test_is_a_figure_drawn_into_the_page(page):
    figure = page.select_one("figure.drawn svg")
    assert figure["role"] == "img"
    assert figure["aria-label"] == "a line that rises"


def test_does_an_image_keep_its_place_and_load_when_the_reader_comes_near(page):
    (image,) = page.select("article img")
    assert (image["width"], image["height"], image["loading"]) == ("1200", "630", "lazy")
    assert image["alt"] == "A loop that unrolls into a chain of states"


def test_can_a_formula_have_a_number_and_be_named_by_it(page):
    (formula,) = page.select("div.math")
    number = formula.select_one(".eqno").get_text().rstrip("#")
    (link,) = [
        link for link in page.select("article a") if link.get("href") == f"#{formula['id']}" if link.parent.name == "p"
    ]
    assert number == link.get_text() == "(1)"
    assert "tanh" in formula.select_one("math").get_text()


def test_does_a_page_begin_its_own_description(page):
    assert page.select_one("meta[name=description]")["content"].startswith("Why does a network need a state? Here is")
    assert page.html["lang"] == "en"


def test_has_a_link_to_the_page_a_preview(course, page):
    said = {tag["property"].removeprefix("og:"): tag["content"] for tag in page.select("meta[property^='og:']")}
    address = said["url"]
    with urlopen(address) as answer:
        assert b"One step" in answer.read()
    assert page.select_one("link[rel=canonical]")["href"] == address
    assert said["title"] == "One step"
    assert said["description"].startswith("Why does a network need a state?")
    with urlopen(said["image"]) as picture:
        size = struct.unpack(">II", picture.read(24)[16:])  # where a PNG has it
    assert size == (int(said["image:width"]), int(said["image:height"]))


def test_is_each_section_that_a_verdict_may_name_on_the_page(course, page):
    named = sections_of(course.chapter.read_text(), "recurrence.html")
    assert {"rnn_step", "last_output"} <= set(named)
    assert {anchor(one["title"]) for one in named.values()} <= {one["id"] for one in page.select("section[id]")}


def test_is_there_one_search_field_and_no_script_that_nobody_needs(page):
    # the one in the sidebar opens a dialog, which has the field
    assert len(page.select("input[type=search]")) == 1
    scripts = " ".join(str(script) for script in page.select("script"))
    for unneeded in ("fontawesome", "thebe", "togglebutton"):
        assert unneeded not in scripts


def test_is_a_solution_nowhere_but_in_its_fold(course):
    html = course.root / "_build" / "html"
    assert leaks(html, [source(rnn_step, docstring=False), source(last_output, docstring=False)]) == []
    assert not (html / "_sources").exists()
    notebooks = list(html.rglob("*.ipynb"))
    assert notebooks == [html / "exercises" / "recurrence.ipynb"]
    cells = nbformat.read(notebooks[0], as_version=4).cells
    assert [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")] == [], "it has been run"


def test_would_a_leak_be_found(course, tmp_path):
    solution = source(rnn_step, docstring=False)
    unfolded = course.page()
    details = unfolded.select_one("details.solution")
    details.name = "div"
    (tmp_path / "page.html").write_text(str(unfolded))
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(solution)])
    with zipfile.ZipFile(tmp_path / "archive.zip", "w") as archive:
        archive.writestr("lstm.ipynb", nbformat.writes(notebook))
    assert sorted(leak.split(":")[0] for leak in leaks(tmp_path, [solution])) == ["archive.zip/lstm.ipynb", "page.html"]


def test_does_the_download_hold_the_exercises_as_they_are_handed_out(course, page):
    link = page.select_one("a[href$='exercises/recurrence.zip']")
    archive = zipfile.ZipFile(course.root / "_build" / "html" / "chapters" / link["href"])
    assert "recurrence/unrolled/__init__.py" in archive.namelist()
    notebook = nbformat.reads(archive.read("recurrence/recurrence.ipynb").decode(), as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells)
    assert "def rnn_step(" in text
    assert "raise NotImplementedError()" in text
    assert "Numbers below one" not in text
    assert "from solutions" not in text


def test_does_every_button_lead_to_a_file_that_is_there(course, page):
    """Colab and Binder open files of the branch that the site becomes, the others files of the sources."""
    site = course.root / "_build" / "html"
    links = {link.get_text(strip=True): link["href"] for link in page.select(".article-header-buttons a[href]")}
    colab, binder, edit = (urlsplit(links[name]) for name in ("Open in Colab", "Open in Binder", "Suggest edit"))
    assert (site / colab.path.removeprefix("/github/ada/rnn/blob/gh-pages/")).is_file()
    assert binder.path == "/v2/gh/ada/rnn/gh-pages"
    assert (site / parse_qs(binder.query)["urlpath"][0].removeprefix("lab/tree/")).is_file()
    assert (site / "binder" / "requirements.txt").is_file()
    assert (site / "chapters" / links["Notebook alone"]).is_file()
    assert (course.root / edit.path.removeprefix("/ada/rnn/edit/main/")) == course.chapter
    assert links["Open issue"].startswith(f"{REPOSITORY}/issues/new")
    assert links["Repository"] == REPOSITORY


def test_has_a_page_without_a_source_no_button_for_it(course):
    search = BeautifulSoup((course.root / "_build" / "html" / "search.html").read_text(), "html.parser")
    assert search.select("a[href^='https://github.com']") == []


@pytest.mark.parametrize("here", [(), ("archive",), ("unrolled",)], ids=["on Colab", "on Binder", "after a download"])
def test_does_a_notebook_that_was_opened_alone_get_what_it_needs(course, tmp_path, here):
    """In a folder that has nothing, the archives of the book, or what a download has; the last two without the site."""
    folder = course.root / "_build" / "html" / "exercises"
    notebook = nbformat.read(folder / "recurrence.ipynb", as_version=4)
    nbformat.validate(notebook)
    first, then = (
        notebook.cells[0].source,
        [f"{source(rnn_step, docstring=False)}", 'print(check("rnn_step", rnn_step))'],
    )
    if "archive" in here:
        shutil.copytree(folder / "archive", tmp_path / "archive")
    if "unrolled" in here:
        shutil.unpack_archive(folder / "recurrence.zip", tmp_path / "unpacked")
        (tmp_path / "unpacked" / "recurrence" / "unrolled").rename(tmp_path / "unrolled")
    if here:
        first = first.replace("http://127.0.0.1", "http://nowhere.invalid")
    cells = [first, "import numpy as np\nfrom unrolled import check", *then, "print(check.__code__.co_filename)"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-c", "\n\n".join(cells)], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert "3 of 3 points" in done.stdout, done.stderr
    assert done.stdout.splitlines()[-1].startswith(str(tmp_path)), "it was another `check`"
    assert (tmp_path / ".unrolled").exists() == ("unrolled" not in here)


def test_is_an_archive_that_was_changed_refused(course, tmp_path):
    folder = course.root / "_build" / "html" / "exercises"
    first = nbformat.read(folder / "recurrence.ipynb", as_version=4).cells[0].source
    (archive,) = (folder / "archive").iterdir()
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / archive.name).write_bytes(archive.read_bytes() + b" ")
    done = subprocess.run([sys.executable, "-c", first], cwd=tmp_path, capture_output=True, text=True)
    assert "open it anew from the book" in done.stderr
    assert not (tmp_path / ".unrolled").exists()


def test_is_the_time_of_the_build_in_no_archive(course):
    """Or each build would keep another archive for the notebooks that were published with it."""
    with zipfile.ZipFile(course.root / "_build" / "html" / "exercises" / "recurrence.zip") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_does_a_second_build_do_nothing(course):
    course.build()
    assert "reading" not in course.said
    assert "running" not in course.said
    assert "Nothing has changed" in course.said


def test_is_a_page_read_but_not_run_again_when_its_prose_changes(course):
    course.change("chapters/recurrence.md", "Here is a curve.", "Here is a line.")
    course.build()
    assert "reading chapters/recurrence" in course.said
    assert "running" not in course.said
    assert "Here is a line." in course.page().get_text()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("solutions/recurrence.py", "return np.tanh(", "return 1 * np.tanh("),
        ("chapters/figures/style.py", '"lines.linewidth": 1.8', '"lines.linewidth": 1.9'),
    ],
)
def test_does_a_page_run_again_when_what_it_uses_changes(course, path, old, new):
    course.change(path, old, new)
    course.build()
    assert "running the cells of chapters/recurrence" in course.said


def test_does_an_answer_that_fails_its_check_stop_the_build_and_say_where(course):
    right, wrong = 'check("last_output", last_output)', 'check("last_output", lambda outputs, length: outputs[:, -1])'
    course.change("chapters/recurrence.md", right, wrong)
    line = course.chapter.read_text().splitlines().index(wrong) + 1
    with pytest.raises(BookFailed) as failed:
        course.build()
    course.change("chapters/recurrence.md", wrong, right)
    message = str(failed.value)
    assert f"chapters/recurrence.md:{line}: this cell failed" in message
    assert "CheckFailed: last_output" in message
    assert "jupyter_cache" not in message, "the machinery's own traceback helps nobody"
    assert "build again" in message


def test_does_a_warning_fail_the_build_each_time_until_it_is_mended(course):
    course.change("chapters/recurrence.md", "Here is a line.", "See {doc}`nowhere`.")
    for _ in range(2):
        with pytest.raises(BookFailed, match=r"chapters/recurrence\.md:\d+: unknown document"):
            course.build()
    course.change("chapters/recurrence.md", "See {doc}`nowhere`.", "Here is a line.")
    course.build()


def test_does_a_formula_that_cannot_be_drawn_stop_the_build_and_say_where(course):
    course.change("chapters/recurrence.md", "The state $h_t$", r"The state $\stateof{t}$")
    with pytest.raises(BookFailed, match=r"chapters/recurrence\.md:\d+: this formula.*Undefined control.*\\stateof"):
        course.build()
    course.change("chapters/recurrence.md", r"The state $\stateof{t}$", "The state $h_t$")
    course.build()


def test_is_the_book_served_fresh_compressed_and_to_this_machine_only(course):
    with served(course.root / "_build" / "html") as address:
        assert urlsplit(address).hostname == "127.0.0.1"
        page = Request(f"{address}chapters/recurrence.html", headers={"Accept-Encoding": "gzip"})
        with urlopen(page) as answer:
            assert answer.headers["Cache-Control"] == "no-store"
            assert b"One step" in gzip.decompress(answer.read())


def test_does_a_busy_port_get_a_message_that_helps():
    with served(Path()) as busy, pytest.raises(OSError, match="choose another"), served(Path(), urlsplit(busy).port):
        pass
