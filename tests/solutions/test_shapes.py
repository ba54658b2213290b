"""The message about a wrong shape."""

import re

import numpy as np
import pytest

from solutions.shapes import shapes


@shapes(x="B D", h="B H", kernel="D+H 4*H", column="B 1")
def example(x, h, kernel=None, column=None):
    """What it is for."""
    return x


X, H = np.zeros((2, 3)), np.zeros((2, 5))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"x": np.zeros(3)}, "example: x should have shape [B, D], and has [3]"),
        ({"h": np.zeros((4, 5))}, "example: h should have shape [B, H] = [2, H] (B=2 from x), and has [4, 5]"),
        (
            {"kernel": np.zeros((8, 16))},
            "example: kernel should have shape [D+H, 4*H] = [8, 20] (D=3 from x, H=5 from h), and has [8, 16]",
        ),
        (
            {"column": np.zeros((2, 2))},
            "example: column should have shape [B, 1] = [2, 1] (B=2 from x), and has [2, 2]",
        ),
    ],
)
def test_does_the_message_name_the_argument_the_shape_wanted_and_the_shape_given(arguments, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        example(**{"x": X, "h": H} | arguments)


def test_are_right_shapes_let_through_given_by_position_by_name_or_not_at_all():
    assert example(X, H) is X
    assert example(X, h=H, kernel=np.zeros((8, 20)), column=[[0], [0]]) is X


def test_does_the_function_keep_its_name_and_docstring_and_stay_reachable():
    assert (example.__name__, example.__doc__) == ("example", "What it is for.")
    assert example.__wrapped__(np.zeros(3), None).shape == (3,)


@shapes(bias="4*H", kernel="D+H H")
def bias_first(bias, kernel):
    return bias


def test_is_a_letter_found_that_only_sums_and_products_contain():
    bias_first(np.zeros(20), np.zeros((8, 5)))
    with pytest.raises(ValueError, match=r"bias should have shape \[4\*H\], and has \[18\]"):
        bias_first(np.zeros(18), np.zeros((8, 5)))
    with pytest.raises(ValueError, match=r"kernel should have shape \[D\+H, H\] = \[D\+H, 5\] \(H=5 from bias\)"):
        bias_first(np.zeros(20), np.zeros((4, 5)))  # no D is that small
