"""From outcomes to a verdict: what earns points, what is said, and what no answer can bring about."""

import re

import numpy as np
import pytest

from autograder.exercise import Aspect, Case, ErrorBelow, Exercise, Purity, mistake_in
from unrolled.judge import judge, no_verdict
from unrolled.outcome import call


def halve(values, length):
    """Half of all values, and their sum."""
    return values / 2, values.sum()


def at_the_start(values, length):
    return np.broadcast_to(np.arange(values.shape[1]) < length, values.shape)


def draw(rng):
    for size in ((3, 4), (2, 5)):
        yield rng.normal(size=size), int(rng.integers(1, size[1]))


@pytest.fixture
def exercise():
    made = Exercise(
        halve,
        results=("half", "sum"),
        draw=draw,
        aspects=(
            Aspect("half at the start", 2, path=(0,), where=at_the_start),
            Aspect("half", 2, path=(0,), needs=("half at the start",)),
            Aspect("sum", 3, path=(1,)),
            Aspect("sum of three rows", 1, path=(1,), when=lambda values, length: len(values) == 3),
            Purity("no side effects", 2, needs=("half", "sum")),
        ),
    )

    @mistake_in(made)
    def doubled(values, length):
        """Look at which way the numbers go."""
        return values * 2, values.sum()

    return made


def verdict_on(exercise, answer, seed="0"):
    record = exercise.record(seed)
    return judge(record, [call(answer, case["arguments"], record["twice"]) for case in record["cases"]])


def test_does_the_right_answer_earn_everything(exercise):
    verdict = verdict_on(exercise, halve)
    assert verdict.passed
    assert (verdict.points, verdict.maximum, verdict.score) == (10, 10, 1)
    assert verdict.mistake is None
    assert verdict.message == "Right: half at the start, half, sum, sum of three rows, no side effects."


def test_are_results_taken_by_name_in_any_order(exercise):
    assert verdict_on(exercise, lambda values, length: {"sum": values.sum(), "half": values / 2}).passed
    wrong = verdict_on(exercise, lambda values, length: {"total": values.sum(), "half": values / 2})
    assert wrong.points == 0
    assert "the names in the dict it returned should be half, sum, and are total, half" in wrong.message


def test_does_each_right_part_earn_its_points(exercise):
    verdict = verdict_on(exercise, lambda values, length: (None, values.sum()))
    assert verdict.points == 4
    assert "Right so far: sum, sum of three rows." in verdict.message
    assert "Not yet: half, no side effects: looked at only when what comes before is right." in verdict.message


def test_does_a_mask_give_points_for_what_is_right_under_it(exercise):
    def half_at_the_start_only(values, length):
        half = values / 2
        half[:, length:] = 99
        return half, values.sum()

    verdict = verdict_on(exercise, half_at_the_start_only)
    assert verdict.points == 6
    assert re.search(r"Not yet: half: array 1 of 2|Not yet: half: \d+ of its 12 values differ", verdict.message)


def test_does_an_aspect_look_only_at_its_own_cases(exercise):
    def right_for_three_rows(values, length):
        if len(values) != 3:
            raise ValueError("only three rows")
        return halve(values, length)

    verdict = verdict_on(exercise, right_for_three_rows)
    assert verdict.points == 1
    assert "the call raised ValueError: only three rows (in a case with the shapes values [2, 5])" in verdict.message


def test_is_one_of_several_results_called_by_its_name_where_all_are_looked_at():
    made = Exercise(halve, results=("half", "sum"), draw=draw, aspects=(Aspect("both", 1),))
    verdict = verdict_on(made, lambda values, length: [(values / 2).tolist(), values.sum() + 1])
    assert verdict.message.startswith("Not yet: both: sum: its value differs (in a case with the shapes values [3, 4]")


def test_are_the_shapes_of_a_case_said_once_however_many_aspects_fail_in_it(exercise):
    message = verdict_on(exercise, lambda values, length: (values, values)).message
    shapes = re.findall(r"in a case with the shapes ([^)]*)\)", message)
    assert len(shapes) == len(set(shapes)) >= 1
    assert "in a case of the same shapes" in message


def test_do_side_effects_cost_only_their_own_points(exercise):
    def in_place(values, length):
        values /= 2
        return values, 2 * values.sum()

    verdict = verdict_on(exercise, in_place)
    assert verdict.points == 8
    assert "the call changed values: work on a copy" in verdict.message

    count = iter(range(100))
    verdict = verdict_on(exercise, lambda values, length: (values / 2, values.sum() + next(count) % 2))
    assert "a second call with the same arguments gives another result" in verdict.message


def test_is_a_known_mistake_called_by_name_in_place_of_details(exercise):
    verdict = verdict_on(exercise, lambda values, length: [values + values, np.sum(values)])
    assert verdict.mistake == "doubled"
    assert verdict.message == "Look at which way the numbers go.\nRight so far: sum, sum of three rows."


def test_is_an_answer_that_only_resembles_a_mistake_told_what_differs(exercise):
    def doubled_except_once(values, length):
        return values * (2 if len(values) == 3 else 1), values.sum()

    verdict = verdict_on(exercise, doubled_except_once)
    assert verdict.mistake is None
    assert "Not yet: half at the start: 3 of its 12 values differ" in verdict.message or "differ" in verdict.message


@pytest.fixture
def exercise_of_three(exercise):
    """One in which a mistake may stand beside another, or on top of it."""

    @mistake_in(exercise)
    def sum_of_sizes(values, length):
        """The signs have gone from the sum."""
        return halve(values, length)[0], np.abs(values).sum()

    @mistake_in(exercise)
    def one_added(values, length):
        """Something is added at first."""
        return halve(values + 1, length)

    return exercise


def test_are_two_mistakes_in_different_results_both_named(exercise_of_three):
    verdict = verdict_on(exercise_of_three, lambda values, length: (2 * values, np.abs(values).sum()))
    assert verdict.mistakes == ("doubled", "sum_of_sizes")
    assert verdict.mistake == "doubled"
    assert verdict.message.splitlines() == [
        "Two things are wrong at once. Each is described as if it were the only one:",
        "1. Look at which way the numbers go.",
        "2. The signs have gone from the sum.",
    ]


def test_are_two_mistakes_one_on_top_of_the_other_both_named(exercise_of_three):
    def doubled_with_one_added(values, length):
        return 2 * (values + 1), (values + 1).sum()

    assert verdict_on(exercise_of_three, doubled_with_one_added).mistakes == ("doubled", "one_added")


def test_is_a_changed_argument_one_of_two_mistakes(exercise_of_three):
    @mistake_in(exercise_of_three)
    def values_overwritten(values, length):
        """Something became of the values that were handed in."""
        results = halve(values, length)
        values += 1
        return results

    def sum_of_sizes_and_values_overwritten(values, length):
        results = values / 2, np.abs(values).sum()
        values += 1
        return results

    verdict = verdict_on(exercise_of_three, sum_of_sizes_and_values_overwritten)
    assert verdict.mistakes == ("sum_of_sizes", "values_overwritten")


def test_is_one_mistake_not_called_two_and_a_right_answer_none(exercise_of_three):
    assert verdict_on(exercise_of_three, halve).mistakes == ()
    for mistake in exercise_of_three.mistakes:
        assert verdict_on(exercise_of_three, mistake).mistakes == (mistake.__name__,)


def test_are_three_mistakes_at_once_nothing_known(exercise_of_three):
    def three(values, length):
        return 2 * (values + 1), np.abs(values + 1).sum()

    assert verdict_on(exercise_of_three, three).mistakes == ()


def test_does_an_answer_that_raises_everywhere_pass_for_no_known_mistake(exercise):
    @mistake_in(exercise)
    def raises_for_two_rows(values, length):
        """It works for three rows only."""
        return values[2:] / 2, values.reshape(3, -1).sum()

    def always_raises(values, length):
        raise ValueError("no")

    assert verdict_on(exercise, always_raises).mistake is None
    assert verdict_on(exercise, raises_for_two_rows).mistake == "raises_for_two_rows"


def test_is_what_is_not_written_yet_said_to_be_so(exercise):
    def stub(values, length):
        raise NotImplementedError

    verdict = verdict_on(exercise, stub)
    assert verdict.points == 0
    assert verdict.message.startswith("Not written yet")


@pytest.mark.parametrize("result", [3, None, "text", np.ones(2), (1,), (1, 2, 3)])
def test_is_a_wrong_number_of_results_said_to_be_so(exercise, result):
    verdict = verdict_on(exercise, lambda values, length: result)
    assert verdict.points == 0
    assert "the function should return 2 things, and returned" in verdict.message


def test_is_a_result_that_is_no_array_not_called_an_error_of_the_call(exercise):
    verdict = verdict_on(exercise, lambda values, length: (x for x in values))
    assert "what the function returned cannot be read: " in verdict.message
    assert "raised" not in verdict.message


def test_is_what_an_answer_says_shown_as_text_and_not_as_markup(exercise):
    def shouts(values, length):
        raise ValueError("<script>alert(1)</script>")

    page = verdict_on(exercise, shouts)._repr_html_()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "halve: 0 of 10 points" in page


def test_does_nothing_to_judge_earn_nothing(exercise):
    verdict = no_verdict(exercise.record("0"), "The kernel died.")
    assert not verdict.passed
    assert verdict.score == 0
    assert verdict.message == "The kernel died."


# Predictions, judged by their error.


@pytest.fixture
def forecast():
    def same_again(inputs):
        """The next value."""
        return inputs

    targets = np.linspace(0, 1, 10)[:, np.newaxis]
    return Exercise(
        same_again,
        results=("predictions",),
        draw=lambda rng: [Case((targets + 0.5,), targets)],
        aspects=(
            ErrorBelow("better than a half", 1, limit=lambda case: 0.25 * 0.99),
            ErrorBelow("better than a tenth", 3, limit=lambda case: 0.01 * 0.99, needs=("better than a half",)),
            Purity("no side effects", 1, needs=("better than a tenth",)),
        ),
        twice=False,
    )


@pytest.mark.parametrize(("off_by", "points"), [(0.5, 0), (0.49, 1), (0.1, 1), (0.09, 5), (np.nan, 0), (np.inf, 0)])
def test_do_predictions_earn_by_how_close_they_come(forecast, off_by, points):
    assert verdict_on(forecast, lambda inputs: inputs - 0.5 + off_by).points == points


def test_may_predictions_be_a_list_or_lie_flat(forecast):
    assert verdict_on(forecast, lambda inputs: (inputs - 0.5).ravel()).passed
    assert verdict_on(forecast, lambda inputs: (inputs - 0.5).tolist()).passed


@pytest.mark.parametrize(
    "result", [None, "text", 3.0, np.zeros((9, 1)), [1, [2, 3]], {"a": 1}, [], np.zeros((10, 0)), [None] * 10]
)
def test_are_predictions_of_another_shape_worth_nothing_and_no_trouble(forecast, result):
    verdict = verdict_on(forecast, lambda inputs: result)
    assert verdict.points == 0
    assert "should" in verdict.message
