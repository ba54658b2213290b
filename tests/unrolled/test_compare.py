"""Is an answer right? The comparison that every check rests on."""

import numpy as np
import pytest

from unrolled.compare import TOLERANCE, difference, same
from unrolled.trees import Function

TEN = np.linspace(-1, 1, 10).reshape(2, 5)


def test_does_single_precision_pass_and_a_hundredth_not():
    assert same(TEN, TEN.astype(np.float32), TOLERANCE)
    assert not same(TEN, TEN + 0.01, TOLERANCE)


def test_does_rounding_count_by_the_largest_value_of_the_array():
    expected = np.array([1000.0, 0.0])
    assert same(expected, expected + 0.005, TOLERANCE)
    assert not same(expected / 1000, expected / 1000 + 0.005, TOLERANCE)


@pytest.mark.parametrize(
    "given",
    [list(TEN), TEN.tolist(), tuple(map(tuple, TEN)), np.asfortranarray(TEN), -0.0 + TEN],
    ids=["rows", "numbers", "tuples", "Fortran order", "negative zero"],
)
def test_is_an_array_the_same_as_a_list_of_its_rows(given):
    assert same(TEN, [np.asarray(row) for row in given], TOLERANCE)


def test_is_an_array_among_several_the_same_as_a_list_of_its_numbers():
    numbers = [np.asarray(number) for number in (1.0, 2.0)]
    assert same((np.array([1.0, 2.0]), TEN), [numbers, list(TEN)], TOLERANCE)
    assert not same((np.array([2.0, 1.0]), TEN), [numbers, list(TEN)], TOLERANCE)


def test_is_a_nested_list_of_another_shape_among_several_results_still_one_array():
    rows = [[np.asarray(number) for number in row] for row in TEN.T]
    assert difference([TEN, TEN], [TEN, rows], TOLERANCE) == "array 2 of 2: its shape should be [2, 5], and is [5, 2]"


def test_does_the_nesting_of_a_state_not_matter():
    assert same((TEN, [TEN, (TEN,)]), [[TEN, TEN], TEN], TOLERANCE)
    assert not same((TEN, TEN + 1), (TEN + 1, TEN), TOLERANCE)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (TEN.T, "shape should be [2, 5], and is [5, 2]"),
        ([TEN, TEN], "shape should be [2, 5], and is [2, 2, 5]"),
        ([TEN, TEN[0]], "there should be one array, and there are 2"),
        ([], "there should be one array, and there are 0"),
        (None, "it should be an array, and is None"),
        ("text", "it should be an array, and is 'text'"),
        (np.where(TEN > 0.5, 9, TEN), "3 of its 10 values differ, the first at index [1, 2]"),
        (TEN * np.nan, "10 of its 10 values differ, the first at index [0, 0]"),
        (np.full((2, 5), np.inf), "10 of its 10 values differ, the first at index [0, 0]"),
        ({"a": TEN, "b": TEN}, "there should be one array, and there are 2"),
    ],
)
def test_is_a_difference_put_in_words_without_a_value(given, words):
    assert difference(TEN, given, TOLERANCE) == words or words in difference(TEN, given, TOLERANCE)


def test_does_a_number_in_an_array_count_as_a_number():
    assert same(np.array(2.0), np.array([[2.0]]), TOLERANCE)
    assert difference(np.array(2.0), np.array([2.5]), TOLERANCE) == "its value differs"


def test_which_of_several_arrays_is_it_that_differs():
    assert difference([TEN, TEN], [TEN, TEN + 1], TOLERANCE).startswith("array 2 of 2: 10 of its 10 values")
    named = difference([TEN, (TEN, TEN)], [TEN, (TEN, TEN + 1)], TOLERANCE, names=("outputs", "state"))
    assert named.startswith("state: 10 of its 10 values")


def test_does_a_mask_keep_the_comparison_to_where_it_is_true():
    mask = np.array([True, False])
    assert difference(TEN, TEN + np.array([[0], [1]]), TOLERANCE, mask) is None
    assert difference(TEN, TEN + np.array([[1], [0]]), TOLERANCE, mask) is not None
    assert "shape" in difference(TEN, TEN[:1], TOLERANCE, mask)


def test_are_two_descriptions_of_a_function_compared_by_their_arrays():
    one = Function("mixing_step", (TEN, TEN))
    assert same(one, Function("mixing_step", (TEN.copy(), TEN.copy())), (0, 0))
    assert not same(one, Function("mixing_step", (TEN, TEN + 1)), (0, 0))
    assert not same(one, Function("another_step", (TEN, TEN)), (0, 0))
    assert not same(one, None, (0, 0))
