"""What is said of a wrong answer that is no known mistake: is it true, the simplest, and without a hidden value?"""

import re
from functools import partial

import numpy as np
import pytest

from autograder.exercise import Aspect, Exercise, Purity
from unrolled.judge import judge
from unrolled.outcome import call
from unrolled.sizes import facts, sizes


def layer(x, h_prev, kernel):
    """What a layer of units makes of its inputs, and a gate for each of four blocks of columns."""
    return x @ kernel[: x.shape[1]] + h_prev[:, :1], np.tanh(h_prev @ kernel[x.shape[1] :])


def draw(rng):
    for B, D, H in ((3, 2, 4), (4, 3, 4), (2, 4, 4), (1, 3, 8)):
        yield rng.normal(size=(B, D)), rng.normal(size=(B, H)), rng.normal(size=(D + H, H))


@pytest.fixture
def said():
    """What is said of a function that is given the right results, and the case, and makes something else of them."""
    exercise = Exercise(
        layer,
        results=("a", "gates"),
        draw=draw,
        aspects=(
            Aspect("a", 1, path=(0,)),
            Aspect("gates", 1, path=(1,)),
            Purity("no side effects", 1, needs=("a", "gates")),
        ),
    )

    def of(make, **more):
        record = exercise.record("0") | more
        answer = lambda *case: make(*layer(*case), *case)  # noqa: E731
        verdict = judge(record, [call(answer, case["arguments"]) for case in record["cases"]])
        assert verdict.mistakes == ()
        return [line for line in verdict.message.splitlines() if not line.startswith(("Right", "Not yet"))]

    return of


def only_gates(change):
    return lambda a, gates, *case: (a, change(gates))


def in_blocks(array, order):
    return np.concatenate([np.split(array, 4, axis=1)[block] for block in order], axis=1)


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (lambda gates: gates.T, "it is transposed"),
        (lambda gates: -gates, "its sign is the wrong way round"),
        (lambda gates: 2 * gates, "it is twice what it should be"),
        (lambda gates: gates / 4, "it is a quarter of what it should be"),
        (lambda gates: len(gates) * gates, "it is the number of rows times what it should be"),
        (lambda gates: gates / gates.shape[1], "it is what it should be, divided by the number of units"),
        (lambda gates: 1.37 * gates, "all its values are off by the same factor"),
        (lambda gates: gates + 1, "it is 1 too large"),
        (lambda gates: gates - 0.3, "all its values are off by the same amount"),
        (lambda gates: np.zeros_like(gates), "it is nothing but zeros"),
        (lambda gates: np.full_like(gates, 0.5), "it is the same number everywhere"),
        (lambda gates: (3 * gates).astype(int), "it holds whole numbers: an array of integers cuts fractions off"),
        (np.arccosh, "some of its values are NaN: look for 0 / 0, or for the logarithm of a negative number"),
        (lambda gates: gates / 0, "some of its values are infinite: something overflows, or is divided by zero"),
        (lambda gates: in_blocks(gates, (0, 2, 1, 3)), "its 4 blocks of columns stand in the order 1, 3, 2, 4"),
        (lambda gates: np.roll(gates, gates.shape[1] // 2, 1), "its 2 blocks of columns stand in the order 2, 1"),
        (lambda gates: gates[:, ::-1], "it is turned round along axis 1"),
        (lambda gates: np.roll(gates, 1, axis=1), "everything stands one place too late along axis 1"),
        (lambda gates: np.roll(gates, -1, axis=1), "everything stands one place too early along axis 1"),
        (lambda gates: np.sort(gates, axis=1), "all its values are right, and stand in other places"),
        (lambda gates: gates.astype(np.float16), "it is close, but not close enough"),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_is_what_a_wrong_array_looks_like_put_into_words(said, change, finding):
    first, *_ = said(only_gates(change))
    assert first.startswith(f"gates: in every case that fails, {finding}")


def test_is_a_result_in_the_place_of_another_seen(said):
    assert said(lambda a, gates, *case: (gates, a)) == [
        "a: in every case that fails, it is what gates should be.",
        "gates: in every case that fails, it is what a should be.",
    ]


def test_is_an_argument_that_comes_back_seen(said):
    assert said(lambda a, gates, x, h_prev, kernel: (a, h_prev.copy())) == [
        "gates: in every case that fails, it is the h_prev that was handed in."
    ]


def test_do_results_that_look_the_same_share_a_sentence(said):
    assert said(lambda a, gates, *case: (2 * a, 2 * gates)) == [
        "a, gates: in every case that fails, it is twice what it should be."
    ]


def test_are_rows_in_another_order_seen(said):
    first, *_ = said(lambda a, gates, *case: (a, np.roll(gates, len(gates) // 2, axis=0)))
    assert first == "gates: in every case that fails, its rows are the right ones in another order."


def test_is_what_holds_in_some_of_the_failing_cases_only_not_said(said):
    def twice_or_shifted(a, gates, x, *others):
        return a, 2 * gates if len(x) > 2 else gates + 0.1

    assert said(twice_or_shifted) == []


def test_are_the_cases_that_fail_told_by_their_sizes(said):
    def raises_for_one_row(a, gates, x, *others):
        if len(x) == 1:
            raise ValueError("a single row")
        return a, gates

    def right_for_a_square(a, gates, *others):
        return a, gates if gates.shape[0] == gates.shape[1] else gates.reshape(-1)

    assert said(raises_for_one_row) == ["It goes wrong where the number of rows is 1, and nowhere else."]
    *_, last = said(right_for_a_square)
    assert last == (
        "It is right only where the number of rows and the number of units are equal: does a shape fit there by chance?"
    )


def test_are_there_never_more_than_two_sentences(said):
    def much_at_once(a, gates, x, *others):
        return (a, gates) if len(x) == 1 else (2 * a, -gates)

    assert len(said(much_at_once)) == 2


@pytest.mark.parametrize(
    ("make", "place"), [(only_gates(partial(np.multiply, 1.37)), 1), (lambda a, gates, *case: (a + 0.3, gates), 0)]
)
def test_are_values_told_of_visible_cases_only(make, place):
    record = Exercise(layer, results=("a", "gates"), draw=draw, aspects=(Aspect("both", 1),)).record("0")
    outcomes = [call(lambda *case: make(*layer(*case), *case), case["arguments"]) for case in record["cases"]]
    assert not re.search(r"\d\.\d", judge(record, outcomes).message)
    told = judge(record | {"visible": True}, outcomes).message
    given, expected = outcomes[0].result[place][0, 0], record["cases"][0]["expected"][place][0, 0]
    assert f"the first at index [0, 0]: it is {given:.3g}, and should be {expected:.3g}" in told


def test_is_any_factor_told_of_visible_cases(said):
    change = only_gates(lambda gates: 1.37 * gates)
    assert said(change, visible=True) == ["gates: in every case that fails, it is 1.37 times what it should be."]


def test_are_sizes_called_by_what_they_count():
    names, arguments = ("x", "kernel", "steps"), (np.zeros((3, 2)), np.zeros((6, 4)), 3)
    assert sizes(names, arguments) == {"the number of rows": 3, "the number of inputs": 2, "steps": 3}
    assert list(facts(names, arguments)) == ["the number of rows and steps are equal"]


def test_are_rows_that_end_early_a_fact():
    names = ("inputs", "sequence_length")
    assert list(facts(names, (np.zeros((3, 5, 2)), [5, 0, 4]))) == [
        "a row ends before the last step",
        "a row has no steps at all",
    ]
