"""Does the class report say what is so of a class, whatever the class, and leave every grade as it was?"""

import csv
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from math import sqrt
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course import REPOSITORY, Course
from autograder.errors import UserError
from autograder.examining.examination import NOT_EXAMINED
from autograder.exercise import exercises
from autograder.grading.ledger import Entry, Ledger
from autograder.report import write_report
from autograder.report.attention import Why
from autograder.report.class_report import ClassReport, class_report
from autograder.report.look_alikes import look_alikes
from autograder.report.mistakes import _definitions, failure_summaries
from autograder.report.statistics import FEWEST, Spread, discrimination, exercise_summaries
from unrolled.verdict import Aspect

ASSIGNMENT = "lstm"
HOSTILE = (
    "=cmd|'calc'!A0",
    "@SUM(1)",
    "+1",
    "-1",
    '<script>alert("x")',
    'a,"b";c',
    "Łukasz 李雷",
    "]]>&amp;",
)
MakeClass = Callable[..., Course]


def entry(name: str = "lstm_step", share: float = 1.0, mistakes: tuple[str, ...] = (), message: str = "") -> Entry:
    """What a check of six points in two aspects gave."""
    aspects = [Aspect("c", 3, None if share == 1 else "12 of its 12 values differ"), Aspect("h", 3)]
    return Entry(name, 6 * share, 6, message, list(mistakes), aspects, 0.01)


def ledgers(*rows: tuple[float, ...]) -> list[Ledger]:
    """A ledger for each row of points; the exercises are numbered."""
    return [
        Ledger(f"s{index}", ASSIGNMENT, entries=[Entry(str(at), points, 10) for at, points in enumerate(row)])
        for index, row in enumerate(rows)
    ]


@pytest.fixture
def make_class(tmp_path: Path) -> MakeClass:
    """Makes a course in which these were graded: ledgers, and notebooks with these answers to lstm_step."""

    def make(written: list[Ledger], answers: dict[str, str] | None = None) -> Course:
        course = Course(tmp_path / "course")
        for ledger in written:
            course.submitted(ledger.student, ASSIGNMENT).mkdir(parents=True)
            ledger.write(course.ledger(ledger.student, ASSIGNMENT))
        for student, source in (answers or {}).items():
            cell = nbformat.v4.new_code_cell(source)
            cell.metadata["nbgrader"] = {"grade_id": "lstm_step", "solution": True}
            path = course.autograded(student, ASSIGNMENT) / f"{ASSIGNMENT}.ipynb"
            path.parent.mkdir(parents=True)
            nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
        return course

    return make


def table(course: Course, name: str) -> list[dict[str, str]]:
    with (course.folder / "report" / f"{ASSIGNMENT}.{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def reasons(report: ClassReport) -> set[tuple[str, Why]]:
    return {(look.student, look.why) for look in report.looks}


def test_is_difficulty_the_mean_share_of_the_points():
    [first, second] = exercise_summaries(ledgers((10, 0), (5, 0), (0, 10), (10, 0)))
    assert (first.difficulty, first.solved, first.answers) == (0.625, 2, 4)
    assert second.difficulty == 0.25


def test_is_discrimination_the_point_biserial_correlation_with_the_rest():
    rests = (10, 8, 9, 7, 6, 5, 4, 3, 2, 1)
    value, why_none = discrimination(ledgers(*((10 if rest > 5 else 0, rest) for rest in rests)), "0")
    # (mean of those who solved it - mean of the others) / standard deviation * sqrt(p * (1 - p)), for 1 to 10
    assert value == pytest.approx((8 - 3) / sqrt(8.25) * 0.5)
    assert why_none == ""


@pytest.mark.parametrize(
    ("rows", "why_none"),
    [
        ([(point % 10, 3) for point in range(FEWEST - 1)], "too few"),
        ([(10, point % 10) for point in range(FEWEST)], "same score"),
        ([(point % 10, 0.1 + 0.2) for point in range(FEWEST)], "elsewhere"),
        ([(point % 10,) for point in range(FEWEST)], "elsewhere"),
        ([(10, 10)] * 20, "same score"),
    ],
    ids=["a small class", "all solved it", "all the same elsewhere", "no other exercise", "everyone perfect"],
)
def test_is_it_said_why_an_exercise_does_not_tell_apart(rows: list[tuple[float, ...]], why_none: str):
    value, why = discrimination(ledgers(*rows), "0")
    assert value is None
    assert why_none in why


@given(st.lists(st.tuples(*[st.floats(0, 10)] * 3), min_size=FEWEST, max_size=40))
def test_is_every_discrimination_a_correlation_or_none_with_a_reason(rows: list[tuple[float, ...]]):
    for one in exercise_summaries(ledgers(*rows)):
        assert (one.discrimination is None) == bool(one.undiscriminating)
        assert one.discrimination is None or -1.0001 <= one.discrimination <= 1.0001
        assert 0 <= one.difficulty <= 1


@given(st.lists(st.floats(0, 42.5), min_size=1), st.just(42.5))
def test_does_the_histogram_count_everyone_once(values: list[float], maximum: float):
    spread = Spread.of(values, maximum)
    assert spread is not None
    assert sum(spread.bins) == len(values)


def test_are_the_bounds_of_a_bin_where_they_are_said_to_be():
    spread = Spread.of([tenth / 10 for tenth in range(11)], 1.0)
    assert spread is not None
    assert spread.bins == (1,) * 9 + (2,)


def test_is_an_exercise_in_its_place_though_one_notebook_had_it_put_back():
    rows = [Ledger(name, ASSIGNMENT, entries=[entry("a"), entry("b"), entry("c")]) for name in ("y", "z")]
    odd = Ledger("x", ASSIGNMENT, entries=[entry("b"), entry("c"), entry("a")])
    assert [one.name for one in exercise_summaries([odd, *rows])] == ["a", "b", "c"]


def test_are_mistakes_ranked_with_their_source_and_who_made_them(make_class: MakeClass):
    made = [Ledger(name, ASSIGNMENT, entries=[entry(share=0.5, mistakes=["forget_bias_left_out"])]) for name in "ab"]
    made.append(Ledger("c", ASSIGNMENT, entries=[entry(share=0.5, mistakes=["columns_in_order_of_keras"])]))
    course = make_class(made)
    [first, second] = class_report(course, ASSIGNMENT).mistakes
    assert (first.name, first.students) == ("forget_bias_left_out", ("a", "b"))
    assert second.students == ("c",)
    defined = (REPOSITORY / first.definition.place.partition(":")[0]).read_text().splitlines()
    assert "def forget_bias_left_out" in "".join(defined[first.definition.line - 1 :][:2])
    page = write_report(course, ASSIGNMENT)[0].read_text()
    assert "def forget_bias_left_out" in page
    assert first.definition.message in page


def test_is_a_mistake_that_left_the_bank_still_counted(make_class: MakeClass):
    course = make_class([Ledger("a", ASSIGNMENT, entries=[entry(share=0, mistakes=["of_last_year"])])])
    write_report(course, ASSIGNMENT)
    assert table(course, "mistakes")[0]["name"] == "of_last_year"


def test_are_failures_alike_but_for_their_numbers_counted_together():
    problems = (
        "12 of its 12 values differ, the first at index [0, 0] (in a case with the shapes x [3, 2])",
        "8 of its 12 values differ, the first at index [1, 0] (in a case with the shapes x [1, 2])",
        "the call raised ValueError (in a case with the shapes x [1, 2])",
    )
    made = [
        Ledger(str(at), ASSIGNMENT, entries=[Entry("f", 0, 3, aspects=[Aspect("c", 3, problem)])])
        for at, problem in enumerate(problems)
    ]
    never = NOT_EXAMINED.format("NameError")
    made.append(Ledger("x", ASSIGNMENT, entries=[Entry("f", 0, 3, never, aspects=[Aspect("c", 3, never)])]))
    made.append(Ledger("y", ASSIGNMENT, entries=[Entry("f", 0, 3, aspects=[Aspect("c", 3, problems[2])])]))
    found, blank = failure_summaries(made, {"y": {"f": "stub"}, "0": {"f": "mine"}}, {"f": "stub"})
    assert [one.students for one in found] == [("0", "1"), ("2",)]
    assert found[0].answer == "mine"
    assert blank == {"f": 1}


def test_is_everyone_named_who_needs_a_human_look(make_class: MakeClass):
    never = NOT_EXAMINED.format("This cell ran longer than 60 s and was stopped.")
    course = make_class(
        [
            Ledger("fine", ASSIGNMENT, entries=[entry()]),
            Ledger("late", ASSIGNMENT, entries=[entry()], remarks=["late by 1 day: 2 points taken off"]),
            Ledger("not graded", ASSIGNMENT, remarks=["not graded: the grading process itself was killed, 3 times"]),
            Ledger("unprotected", ASSIGNMENT, sandboxed=False, entries=[entry()]),
            Ledger("tampered", ASSIGNMENT, entries=[entry()], remarks=["put back: check_lstm_step"]),
            Ledger("endless", ASSIGNMENT, entries=[entry("a", 0, message=never), entry("b", 0, message=never)]),
            Ledger("damaged", ASSIGNMENT, entries=[entry()]),
            Ledger("a text", ASSIGNMENT, entries=[entry()]),
        ]
    )
    course.submitted("never graded", ASSIGNMENT).mkdir(parents=True)
    course.ledger("damaged", ASSIGNMENT).write_text('{"student": "damaged", "entries": [')
    text = course.ledger("a text", ASSIGNMENT).read_text()
    course.ledger("a text", ASSIGNMENT).write_text(text.replace('"points": 6.0', '"points": "six"'))
    report = class_report(course, ASSIGNMENT)
    assert reasons(report) == {
        ("not graded", Why.NO_GRADE),
        ("damaged", Why.NO_GRADE),
        ("a text", Why.NO_GRADE),
        ("never graded", Why.NO_GRADE),
        ("unprotected", Why.UNPROTECTED),
        ("tampered", Why.REMARK),
        ("endless", Why.NO_END),
    }
    assert f"a, b: {never}" in [look.what for look in report.looks]
    page = write_report(course, ASSIGNMENT)[0].read_text()
    assert "Graded without a sandbox" in page
    assert "killed, 3 times" in page


def test_is_a_plain_assert_cell_called_what_it_is(make_class: MakeClass):
    course = make_class([Ledger("a", ASSIGNMENT, entries=[entry(), Entry("test_by_hand", 1, 1, examined=False)])])
    page = write_report(course, ASSIGNMENT)[0].read_text()
    assert "Everyone's points for test_by_hand" in page
    assert "the weaker kind" in page


# A long answer; each student's own has other names in it.
LOOPS = """
    units = c_prev.shape[1]
    everything = np.hstack((x, h_prev))  # first the input
    before = np.zeros((len(x), 4 * units))
    for batch in range(len(x)):
        for column in range(4 * units):
            total = bias[column]
            for row in range(kernel.shape[0]):
                total += everything[batch, row] * kernel[row, column]
            before[batch, column] = total
    gate = lambda number: before[:, number * units:(number + 1) * units]
    memory = squash(gate(2) + forget_bias) * c_prev + squash(gate(0)) * np.tanh(gate(1))
    return memory, np.tanh(memory) * squash(gate(3))
"""
WORDS = ("table", "river", "lamp", "stone", "cloud", "bread", "paper", "river", "glass", "chair")


def in_words_of(word: str) -> str:
    return re.sub(r"[a-z_]{3,}", lambda found: f"{found[0]}_{word}", LOOPS)


def answers(*words: str) -> dict[str, dict[str, str]]:
    return {f"s{at:02}": {"lstm_step": in_words_of(word)} for at, word in enumerate(words)}


def test_are_two_with_the_same_long_answer_found_and_nobody_else():
    [group] = look_alikes(answers(*WORDS), [])
    assert group.students == ("s01", "s07")
    assert group.exercises == ("lstm_step",)
    assert group.alike == pytest.approx(1)


def test_are_those_who_copied_from_one_another_one_group():
    assert [group.students for group in look_alikes(answers(*WORDS, "river"), [])] == [("s01", "s07", "s10")]


def test_is_nobody_suspected_of_what_the_release_or_the_book_says():
    assert look_alikes(answers(*WORDS), [in_words_of("river")]) == []


def test_is_nobody_suspected_of_what_many_in_the_class_wrote():
    assert look_alikes(answers(*WORDS, *["river"] * 4), []) == []


def test_is_a_class_of_two_too_small_to_say_that_anything_is_rare():
    assert look_alikes(answers("river", "river"), []) == []


def test_is_nobody_suspected_of_a_short_right_answer():
    short = "def dropout(x, keep_mask, keep_prob):\n    return x * keep_mask / keep_prob"
    other = "def dropout(x, keep_mask, keep_prob):\n    return np.where(keep_mask, x / keep_prob, {})"
    made = {f"s{at}": {"dropout": other.format(at)} for at in range(20)} | {
        one: {"dropout": short} for one in ("twin", "other twin")
    }
    assert look_alikes(made, []) == []


def test_does_the_same_failure_that_nobody_has_a_name_for_weigh_more():
    made = answers(*WORDS)
    failed = [Ledger(one, ASSIGNMENT, entries=[entry(share=0)]) for one in ("s01", "s07")]
    [wrong], [right] = look_alikes(made, [], failed), look_alikes(made, [])
    assert wrong.shared == pytest.approx(3 * right.shared)


def test_are_look_alikes_shown_side_by_side_and_as_a_hint(make_class: MakeClass):
    made = {name: one["lstm_step"] + "# </pre><script>" for name, one in answers(*WORDS).items()}
    course = make_class([Ledger(one, ASSIGNMENT, entries=[entry()]) for one in made], made)
    page = write_report(course, ASSIGNMENT)[0].read_text()
    assert "A hint, not a verdict" in page
    assert "s01 and s07 side by side" in page
    assert page.count("return_river memory_river") == 2
    assert "<script" not in page


class Elements(HTMLParser):
    """What a page loads or runs, and which places in it are linked."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.sources: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        self.tags.append(tag)
        self.ids |= {found["id"] or ""} if "id" in found else set()
        self.links += [found["href"] or ""] if tag == "a" else []
        self.sources += [value or "" for key, value in attributes if key in ("src", "srcset", "data", "action")]
        if tag not in ("meta", "rect", "line", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_is_the_page_one_file_that_runs_nothing(make_class: MakeClass):
    course = make_class([Ledger(name, ASSIGNMENT, entries=[entry(share=0.5)], remarks=[name]) for name in HOSTILE[4:]])
    text = write_report(course, ASSIGNMENT)[0].read_text()
    page = Elements(text)
    assert not {"script", "link", "iframe", "object", "img"} & set(page.tags)
    assert page.sources == []
    assert "url(" not in text
    assert "@import" not in text
    assert page.open == []
    assert {link.removeprefix("#") for link in page.links if link.startswith("#")} <= page.ids
    assert "svg" in page.tags
    assert re.search(r"<desc[^>]*>0 to under 10 %: 0, .* 50 to under 60 %: 4,", text)


def test_does_a_link_lead_to_the_feedback_at_the_exercise(make_class: MakeClass):
    student = "Łukasz 100% #1"
    course = make_class([Ledger(student, ASSIGNMENT, entries=[entry(share=0.5, mistakes=["forget_bias_left_out"])])])
    feedback = course.feedback(student, ASSIGNMENT) / f"{ASSIGNMENT}.html"
    feedback.parent.mkdir(parents=True)
    feedback.write_text("")
    path = write_report(course, ASSIGNMENT)[0]
    [link] = {one for one in Elements(path.read_text()).links if one.endswith("#check_lstm_step")}
    assert (path.parent / unquote(urlsplit(link).path)).resolve() == feedback.resolve()


@pytest.mark.parametrize("student", HOSTILE)
def test_is_no_cell_of_a_table_a_formula(make_class: MakeClass, student: str):
    course = make_class([Ledger(student, ASSIGNMENT, entries=[entry()], remarks=["=1+1"])])
    write_report(course, ASSIGNMENT)
    [row] = table(course, "students")
    assert row["student"].removeprefix("'") == student
    assert not row["student"].startswith(("=", "+", "-", "@"))
    assert row["remarks"] == "'=1+1"
    assert row["final"] == "6.0"
    assert json.loads(course.report(ASSIGNMENT).with_suffix(".json").read_text())["students"][0]["student"] == student


def test_is_a_report_written_on_a_name_in_no_encoding(make_class: MakeClass):
    student = "caf\udce9"
    course = make_class([Ledger(student, ASSIGNMENT, entries=[entry()])])
    write_report(course, ASSIGNMENT)
    assert table(course, "students")[0]["student"] == "caf?"


@pytest.mark.parametrize(
    "written",
    [
        [Ledger("one", ASSIGNMENT, entries=[entry()])],
        [Ledger(f"s{at}", ASSIGNMENT, entries=[entry(), entry("lstm_loss")]) for at in range(12)],
        [Ledger("not graded", ASSIGNMENT, remarks=["not graded: it is a folder"])],
        [Ledger("nothing to earn", ASSIGNMENT, entries=[Entry("lstm_step", 0, 0)])],
    ],
    ids=["one student", "everyone perfect", "nobody graded", "no points at all"],
)
def test_is_there_a_report_on_every_class(make_class: MakeClass, written: list[Ledger]):
    course = make_class(written)
    path, document = write_report(course, ASSIGNMENT)
    assert path.exists()
    assert len(json.loads(document)["students"]) == len(written)
    assert len(table(course, "students")) == len(written)


def test_is_an_empty_class_told_what_to_do(tmp_path: Path):
    with pytest.raises(UserError, match="unrolled grade lstm"):
        write_report(Course(tmp_path), ASSIGNMENT)


def test_does_a_report_leave_everything_else_as_it_was(make_class: MakeClass):
    course = make_class([Ledger("a", ASSIGNMENT, entries=[entry()])])
    before = course.ledger("a", ASSIGNMENT).read_bytes()
    write_report(course, ASSIGNMENT)
    assert course.ledger("a", ASSIGNMENT).read_bytes() == before
    assert not (course.folder / "gradebook.db").exists()


def test_is_the_json_stable_and_complete(make_class: MakeClass):
    course = make_class([Ledger("a", ASSIGNMENT, entries=[entry()])])
    data = json.loads(write_report(course, ASSIGNMENT)[1])
    guide = (REPOSITORY / "guide" / "report.md").read_text()
    assert data["version"] == 1
    for key in [*data, *data["students"][0], *data["exercises"][0], *data["scores"]["final"]]:
        assert f"`{key}`" in guide, f"the guide does not say what {key} is"


def test_has_every_mistake_of_the_bank_a_place():
    found = _definitions(ASSIGNMENT)
    assert len(found) == sum(len(one.mistakes) for one in exercises(ASSIGNMENT).values())
    assert all(one.path and one.source for one in found.values())
