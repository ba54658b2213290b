"""What a student reads after grading: each exercise and aspect, the mistake, a look at a visible case, the book."""

import base64
import contextlib
import inspect
import re
import shutil
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from bs4 import BeautifulSoup, Tag
from nbgrader.api import Gradebook

from autograder import sample_class
from autograder.course import Course
from autograder.examining import examiner as examining
from autograder.examining.examiner import Examiner
from autograder.exercise import exercises
from autograder.nbgrader_api import run_nbgrader
from autograder.sample_class import perfect, reads_the_last_output_of_padded_rows
from tests.autograder.conftest import unrolled
from tests.autograder.small_class import put, released_notebook
from unrolled import check
from unrolled.look import ELSEWHERE
from unrolled.verdict import Verdict

STUDENT = "of_every_kind"
# One notebook with an answer of every kind; what is not named is right.
TEXT = {
    "unroll": """
def unroll(step, inputs, initial_state):
    raise ValueError("<b>not today</b>")
""",
    "dynamic_unroll": inspect.getsource(reads_the_last_output_of_padded_rows.dynamic_unroll),
    "last_output": """
def last_output(outputs, sequence_length):
    return np.stack([row[n - 1] if n else 0 * row[0] for row, n in zip(outputs, sequence_length)]).round(1)
""",
    "sequence_cross_entropy": """
def sequence_cross_entropy(logits, targets, sequence_length):
    raise NotImplementedError()
""",
    # wrong while there are hidden cases, each of which is asked twice; right on the visible ones that follow
    "two_steps": f"""
CALLS = []

def two_steps(x_1, x_2, h_0, w_x, w_h, b):
    CALLS.append(1)
    h_1 = np.tanh(x_1 * w_x + h_0 * w_h + b)
    h_2 = np.tanh(x_2 * w_x + h_1 * w_h + b)
    d = (1 - h_2**2) * (h_1 + w_h * (1 - h_1**2) * h_0)
    return (h_2, d) if len(CALLS) > {2 * len(exercises("recurrence")["two_steps"].cases("any"))} else (h_2 + 1, d)
""",
    "bptt": """
def bptt(d_outputs, inputs, initial_state, kernel, bias):
    return tuple(np.full(3, np.nan) for _ in range(4))
""",
    "clip_by_global_norm": """
def clip_by_global_norm(gradients, clip_norm):
    nested = 0.0
    for _ in range(100_000):
        nested = [nested]
    return nested
""",
    "rnn_to_keras": """
def rnn_to_keras(kernel, bias, output_kernel, output_bias):
    of_the_input = np.full_like(kernel[: len(kernel) - len(bias)], np.nan)
    return [of_the_input, np.inf * kernel[-len(bias) :], bias, output_kernel, output_bias]
""",
    "vanishing_explained": "Each step multiplies by something below one, `<script>alert(1)</script>`.",
}


@pytest.fixture(scope="module")
def course(empty_course: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Two students, graded by our command."""
    course = Course(tmp_path_factory.mktemp("feedback") / "course")
    shutil.copytree(empty_course.folder, course.folder)
    for name, student in (("perfect", perfect), (STUDENT, SimpleNamespace(TEXT=TEXT))):
        put(
            course,
            "recurrence",
            name,
            sample_class.submission(student, released_notebook(course, "recurrence"), "recurrence"),
        )
    unrolled("grade", "recurrence", "--course", course.folder)
    return course


def read(course: Course, student: str) -> str:
    return (course.feedback(student, "recurrence") / "recurrence.html").read_text()


@pytest.fixture(scope="module")
def page(course: Course) -> BeautifulSoup:
    return BeautifulSoup(read(course, STUDENT), "html.parser")


@pytest.fixture(scope="module")
def row(page: BeautifulSoup) -> Callable[[str], Tag]:
    """A row of the summary, by the name of the exercise."""
    return lambda name: page.find("a", string=name).find_parent("tr")


@pytest.fixture(scope="module")
def shown(page: BeautifulSoup) -> Callable[[str], Tag]:
    """The verdict on an exercise, where it stands in the notebook."""
    heading = re.compile(r"^. (\w+): ")
    verdicts = {heading.match(one.strong.text)[1]: one for one in page.select(".unrolled-verdict")}
    return verdicts.__getitem__


def pictures(part: Tag) -> list[str]:
    return [base64.b64decode(one["src"].partition("base64,")[2]).decode() for one in part.select(".unrolled-look img")]


def on_a_laptop(name: str) -> Verdict:
    """What the student's own `check` says of the same answer."""
    names: dict[str, Any] = {"np": np}
    exec(TEXT[name], names)
    verdict = check(name, names[name])
    assert isinstance(verdict, Verdict)
    return verdict


def test_does_the_summary_give_each_exercise_its_points_and_its_aspects(row, page: BeautifulSoup):
    for name, exercise in exercises("recurrence").items():
        shown = [(one.text.partition(": ")[0], one.text.rpartition(" ")[2]) for one in row(name).select("li")]
        assert shown == [(aspect.name, f"{aspect.points:g}") for aspect in exercise.aspects]
    assert row("rnn_step").select_one(".points").text == "3 of 3"
    found = dict(one.text.split(": ") for one in row("dynamic_unroll").select("li"))
    assert found["outputs at real steps"] == "✓ passed, 1 of 1"
    assert found["final state"] == "✕ not yet, 0 of 1"
    assert found["no side effects"] == "… waits, 0 of 1"
    earned = [float(one.text.split()[0]) for one in page.select("tbody .points") if "waits" not in one.text]
    assert page.select_one("tfoot .points").text == f"{sum(earned):g} of 46.5"


def test_does_each_row_lead_to_a_place_in_the_page(page: BeautifulSoup):
    places = {one.get("name") or one.get("id") for one in page.find_all(["a", "main"])}
    links = page.select('.unrolled-summary a[href^="#"]')
    assert len(links) >= len(exercises("recurrence"))
    assert {link["href"].removeprefix("#") for link in links} <= places


def test_does_the_summary_say_the_mistake_in_a_sentence_and_name_the_book_s_section(row):
    assert "the state runs on over the padding" in row("dynamic_unroll").text
    assert (
        "In the book: the section Sequences of different lengths of the chapter Recurrence."
        in row("dynamic_unroll").text
    )
    assert "Not written yet" in row("sequence_cross_entropy").text
    assert "the call raised ValueError: <b>not today</b>" in row("unroll").text
    assert row("unroll").find("b") is None
    assert "In the book" not in row("rnn_step").text


def test_is_a_written_answer_said_to_wait_for_a_person(row, page: BeautifulSoup):
    assert "to be graded by a person" in row("vanishing_explained").text
    assert "of which 4 wait for a person" in page.select_one(".score").text


def test_is_no_script_of_a_student_in_the_page(page: BeautifulSoup):
    assert not [script for script in page.find_all("script") if "alert(1)" in script.text]


@pytest.mark.parametrize("name", ["dynamic_unroll", "last_output", "rnn_to_keras"])
def test_is_the_picture_that_of_the_student_s_own_check_and_so_of_no_hidden_case(shown, name: str):
    (picture,) = pictures(shown(name))
    verdict = on_a_laptop(name)
    assert verdict.picture is not None
    assert picture == verdict.picture.svg
    assert shown(name).select_one(".unrolled-look").text == verdict.picture.words
    assert shown(name).select_one("img")["alt"] == verdict.picture.alternative


def test_is_it_said_that_an_answer_fails_on_other_cases_only(shown):
    assert shown("two_steps").select_one(".unrolled-look").text == ELSEWHERE
    assert not pictures(shown("two_steps"))


@pytest.mark.parametrize("name", ["rnn_step", "unroll", "sequence_cross_entropy", "bptt", "clip_by_global_norm"])
def test_is_there_no_picture_where_there_is_nothing_to_compare(shown, name: str):
    assert shown(name).select_one(".unrolled-look") is None


def test_can_the_page_be_read_without_seeing_it(page: BeautifulSoup):
    assert page.html["lang"] == "en"
    assert page.find(re.compile("^h[1-6]$")).name == "h1"
    assert all(picture["alt"] for picture in page.find_all("img"))
    assert all(head["scope"] for head in page.select(".unrolled-summary th, .unrolled-verdict th"))
    assert all(link.get_text(strip=True) for link in page.select("a[href]"))


def test_does_nbgrader_s_own_command_show_the_same(course: Course):
    for student in (STUDENT, "perfect"):
        ours = read(course, student)
        run_nbgrader(course, "generate_feedback", "recurrence", student)
        assert read(course, student) == ours
        with Gradebook(f"sqlite:///{course.folder}/gradebook.db") as gradebook:
            assert gradebook.find_submission("recurrence", student).score > 0


# The examiner's part in it.


@pytest.fixture
def sit(tmp_path, monkeypatch) -> Callable[[str, Callable], Verdict]:
    """The verdict of an exam on a function."""
    monkeypatch.setenv("UNROLLED_EXAMINER", str(tmp_path / "socket"))

    def verdict_on(name: str, answer: Callable) -> Verdict:
        with Examiner("recurrence", "a student", tmp_path / "socket") as examiner:
            examiner.open_exam(name)
            with contextlib.suppress(KeyboardInterrupt):
                check(name, answer)
            return examiner.close_exam("it never came")

    return verdict_on


def test_is_the_picture_of_each_mistake_the_same_in_an_exam_as_at_home(sit, monkeypatch):
    pictures = 0
    for name, exercise in exercises("recurrence").items():
        for mistake in exercise.mistakes[:4]:
            examined = sit(name, mistake)
            with monkeypatch.context() as home:
                home.delenv("UNROLLED_EXAMINER")
                at_home = check(name, mistake)
            assert examined.picture == at_home.picture
            pictures += bool(examined.picture and examined.picture.svg)
    assert pictures > 20


def test_is_a_right_answer_not_asked_for_more(sit):
    exercise, calls = exercises("recurrence")["rnn_step"], []

    def counted(*arguments):
        calls.append(1)
        return exercise.function(*arguments)

    assert sit("rnn_step", counted).passed
    assert len(calls) == 2 * len(exercise.cases("any"))


def test_is_an_answer_that_takes_long_not_asked_once_more(sit, monkeypatch):
    monkeypatch.setattr(examining, "SECONDS_FOR_A_LOOK", 0.0)
    verdict = sit("rnn_step", lambda x, h_prev, kernel, bias: h_prev + 1)
    assert verdict.picture is None
    assert verdict.section is not None


@pytest.mark.parametrize("trouble", ["ends", "talks nonsense"])
def test_does_what_happens_while_the_examiner_looks_cost_nothing(sit, trouble: str):
    exercise, calls = exercises("recurrence")["unroll"], []
    hidden = 2 * len(exercise.cases("any"))

    def right_outputs_alone(step, inputs, initial_state):
        calls.append(1)
        if len(calls) > hidden:
            if trouble == "ends":
                raise KeyboardInterrupt
            return [object()]
        outputs, _ = exercise.function(step, inputs, initial_state)
        return outputs, 0

    verdict = sit("unroll", right_outputs_alone)
    assert 0 < verdict.points < verdict.maximum
    assert verdict.picture is None
