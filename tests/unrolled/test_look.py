"""A look at a wrong answer: on the first visible case that it fails, or nothing, and never at a verdict's cost."""

import numpy as np
import pytest
from bs4 import BeautifulSoup

from autograder.exercise import Aspect, Case, ErrorBelow, Exercise, Purity
from unrolled.judge import judge
from unrolled.look import ELSEWHERE, with_help
from unrolled.outcome import call


def halve(values, length):
    """Half of all values, and their sum and mean."""
    return values / 2, (values.sum(), values.mean(axis=0))


def at_the_start(values, length):
    return np.broadcast_to(np.arange(values.shape[1]) < length, values.shape)


@pytest.fixture
def exercise():
    return Exercise(
        halve,
        results=("half", "sums"),
        draw=lambda rng: [(rng.normal(size=(3, 4)), 2), (rng.normal(size=(2, 5)), 3)],
        aspects=(
            Aspect("half at the start", 2, path=(0,), where=at_the_start),
            Aspect("sums", 3, path=(1,)),
            Purity("no side effects", 2, needs=("sums",)),
        ),
    )


def helped(exercise, answer, section=None):
    record = exercise.record("0") | {"section": section}
    tried = [(case, call(answer, case["arguments"], record["twice"])) for case in record["cases"]]
    return with_help(judge(record, [outcome for _, outcome in tried]), record, tried)


def test_does_a_right_answer_get_neither_picture_nor_section(exercise):
    verdict = helped(exercise, halve, {"chapter": "Halves", "title": "Halving", "address": ""})
    assert verdict.picture is None
    assert verdict.section is None


def test_is_the_first_case_drawn_that_fails(exercise):
    def right_for_three_rows(values, length):
        return values / (2 if len(values) == 3 else 3), (values.sum(), values.mean(axis=0))

    picture = helped(exercise, right_for_three_rows).picture
    assert picture.words.startswith("In a case that you can see, with the shapes values [2, 5], ")
    assert " values of half differ" in picture.words


def test_is_nothing_framed_that_an_aspect_does_not_look_at(exercise):
    def doubled(values, length):
        return values * 2, (values.sum(), values.mean(axis=0))

    assert "6 of 12 values of half differ" in helped(exercise, doubled).picture.words, "two columns of four count"


def test_is_a_part_of_a_nested_result_called_by_its_place(exercise):
    def no_mean(values, length):
        return values / 2, [values.sum(), np.zeros(values.shape[1])]

    assert "4 of 4 values of sums[1] differ" in helped(exercise, no_mean).picture.words


def test_is_a_single_number_said_and_not_drawn(exercise):
    def no_sum(values, length):
        return values / 2, (np.array([5.0]), values.mean(axis=0))

    picture = helped(exercise, no_sum).picture
    assert "sums[0] should be " in picture.words
    assert picture.words.endswith("and yours is 5.000.")
    assert not picture.svg


def test_are_results_taken_by_name_and_lists_of_rows_as_arrays(exercise):
    def in_a_dict(values, length):
        return {"sums": (values.sum(), values.mean(axis=0)), "half": values.tolist()}

    assert "values of half differ" in helped(exercise, in_a_dict).picture.words


@pytest.mark.parametrize(
    "result",
    [3, None, "text", np.ones((3, 5)), (), (1, 2, 3), {"a": 1}, [[1], [2, [3]]], (np.ones((0, 4)), (1.0, np.ones(4)))],
)
def test_is_there_no_picture_of_what_cannot_be_compared(exercise, result):
    verdict = helped(exercise, lambda values, length: result)
    assert verdict.picture is None
    assert verdict.points == 0


def test_is_there_no_picture_where_the_answer_raises(exercise):
    assert helped(exercise, lambda values, length: 1 / 0).picture is None


def test_is_there_no_picture_where_only_the_arguments_suffer(exercise):
    def in_place(values, length):
        result = halve(values.copy(), length)
        values[:] = 0
        return result

    verdict = helped(exercise, in_place)
    assert verdict.points == 5
    assert verdict.picture is None


def test_is_it_said_that_an_answer_fails_on_other_cases_only(exercise):
    record = exercise.record("0")
    hidden = exercise.record("1")
    wrong = judge(hidden, [call(lambda v, n: (v, (v.sum(), v[0])), case["arguments"]) for case in hidden["cases"]])
    tried = [(case, call(halve, case["arguments"])) for case in record["cases"]]
    picture = with_help(wrong, record, tried).picture
    assert picture.words == ELSEWHERE
    assert not picture.svg


def test_is_a_slow_answer_or_one_of_predictions_not_looked_at():
    def tried():
        pytest.fail("nothing should be asked")
        yield

    for aspect, twice in ((Aspect("same", 1), False), (ErrorBelow("close", 1, limit=lambda case: 0.1), True)):
        one = Exercise(
            np.positive,
            results=("same",),
            draw=lambda rng: [Case((np.ones(3),), np.ones(3))],
            aspects=(aspect,),
            twice=twice,
        )
        record = one.record("0")
        verdict = judge(record, [call(np.negative, case["arguments"]) for case in record["cases"]])
        assert not verdict.passed
        assert with_help(verdict, record, tried()).picture is None


def test_does_trouble_while_looking_cost_nothing_of_the_verdict(exercise):
    record = exercise.record("0")
    verdict = judge(record, [call(lambda v, n: (v, (0, v[0])), case["arguments"]) for case in record["cases"]])

    def tried():
        raise EOFError("the other side has gone")
        yield

    assert with_help(verdict, record, tried()) == verdict


def test_is_the_section_of_the_book_named_and_linked_where_it_is_published(exercise):
    def page(address):
        section = {"chapter": "Halves & wholes", "title": "Halving", "address": address}
        return helped(exercise, lambda values, length: 0, section)._repr_html_()

    assert "In the book: the section <em>Halving</em> of the chapter Halves &amp; wholes." in page("")
    assert '<a href="https://book.example/chapters/halves.html#halving">Halving</a>' in page(
        "https://book.example/chapters/halves.html#halving"
    )


def test_does_a_verdict_show_what_each_aspect_earned_in_words(exercise):
    page = BeautifulSoup(helped(exercise, lambda v, n: (v / 2, (0, v[0])))._repr_html_(), "html.parser")
    assert page.select_one(".unrolled-verdict.failed strong").text == "✕ halve: 2 of 7 points"
    rows = [[cell.text for cell in row.select("th, td")] for row in page.select("tbody tr")]
    assert rows == [
        ["half at the start", "✓ passed", "2 of 2"],
        ["sums", "✕ not yet", "0 of 3"],
        ["no side effects", "… waits", "0 of 2"],
    ]
    assert [head["scope"] for head in page.select("th")] == ["col"] * 3 + ["row"] * 3
