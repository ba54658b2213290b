"""A picture of two arrays: small, drawn whatever is in them, and readable without colours."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from unrolled.compare import TOLERANCE, closeness
from unrolled.picture import number, picture

LARGEST = 10_000  # characters
SVG = "{http://www.w3.org/2000/svg}"
rng = np.random.default_rng(0)


def drawn(expected, given, name="h"):
    expected, given = np.asarray(expected), np.asarray(given)
    return picture(name, expected, given, ~closeness(expected, given, TOLERANCE), "In a case that you can see")


def texts(made) -> list[str]:
    return [one.text for one in ElementTree.fromstring(made.svg).iter(f"{SVG}text")]


def frames(made) -> int:
    """How many runs of cells are framed, in both tables."""
    root = ElementTree.fromstring(made.svg)
    paths = [one for one in root.iter(f"{SVG}path") if one.get("stroke-width") == "2"]
    return sum(one.get("d").count("z") for one in paths)


def test_are_both_tables_there_with_their_numbers():
    made = drawn([[0.5, 1.25], [2.0, -3.5]], [[0.5, 1.25], [2.0, 7.0]])
    assert {"h, expected", "h, yours", "0.500", "1.250", "2.000", "-3.500", "7.000", "differs"} <= set(texts(made))
    assert "axis 0 downwards, axis 1 to the right" in texts(made)


def test_is_what_differs_framed_in_both_tables():
    assert frames(drawn([[1.0, 2.0], [3.0, 4.0]], [[1.0, 9.0], [9.0, 4.0]])) == 4


def test_is_it_said_in_words_too():
    made = drawn([[1.0, 2.0], [3.0, 4.0]], [[1.0, 9.0], [9.0, 4.0]])
    assert made.words == (
        "In a case that you can see, 2 of 4 values of h differ. At [0, 1], 2.000 is expected, and yours is 9.000."
    )
    assert f'alt="{made.alternative}"' in made._repr_html_()
    assert "what differs is framed" in made.alternative


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e300, -1e300, 1e-300, np.finfo(float).max])
@pytest.mark.parametrize("shape", [(), (3,), (40,), (3, 4), (20, 20), (2, 3, 4), (2, 2, 3, 4)])
def test_is_any_number_drawn_in_any_shape(value, shape):
    expected = rng.normal(size=shape) + 10
    given = np.full(shape, value)
    for one, other in ((expected, given), (given, expected)):
        made = drawn(one, other)
        assert len(made.svg) < LARGEST
        assert number(other.flat[0]) in made.words
        if shape:
            assert not re.search("nan|inf", re.sub("<text.*?</text>", "", made.svg)), "no place is one"
            ElementTree.fromstring(made.svg)
        else:
            assert not made.svg, "two numbers are said, not drawn"


@pytest.mark.parametrize("dtype", [bool, np.uint8, np.int64, np.uint64, np.float16, np.float32, np.longdouble])
def test_is_an_array_of_any_kind_drawn(dtype):
    expected = np.array([[0, 1], [1, 0]], dtype)
    made = drawn(expected, 1 - expected.astype(np.int8))
    assert frames(made) == 4, "a run of two in each row"


@pytest.mark.parametrize("shape", [(8,), (9,), (6, 8), (1, 16), (16, 1), (12, 12), (300,), (100, 100), (3, 50, 40)])
def test_is_a_picture_small(shape):
    expected = -rng.random(size=shape) * 100
    for given in (expected + 1, expected + np.indices(shape).sum(axis=0) % 2):
        assert len(drawn(expected, given).svg) < LARGEST


def test_is_the_part_of_a_large_array_drawn_that_differs():
    expected = np.zeros((4, 100, 90))
    given = expected.copy()
    given[2, 70, 80] = 1
    made = drawn(expected, given)
    assert made.words.endswith("Drawn is h[2].")
    assert "h[2], yours" in texts(made)
    assert {"65", "70", "75", "80"} <= set(texts(made)), "the indices are those of the whole array"
    assert "axis 1 downwards, axis 2 to the right" in texts(made)
    assert frames(made) == 2


def test_is_a_long_row_a_line_with_crosses_where_it_differs():
    expected = np.sin(np.arange(200.0))
    given = expected.copy()
    given[[150, 160]] = 2, np.nan
    root = ElementTree.fromstring(drawn(expected, given).svg)
    paths = [one.get("d") for one in root.iter(f"{SVG}path")]
    assert max(path.count("m0-6l-6 6") for path in paths) == 2
    assert {"120", "179", "axis 0", "expected", "yours"} <= set(texts(drawn(expected, given)))


def test_can_light_and_dark_be_told_apart_in_grey():
    made = drawn(np.arange(12.0).reshape(3, 4), np.zeros((3, 4)))
    shades = re.findall("fill='#(..)(..)(..)' d=", made.svg)
    greys = {0.3 * int(r, 16) + 0.59 * int(g, 16) + 0.11 * int(b, 16) for r, g, b in shades}
    assert len(greys) >= 8
    assert max(greys) == pytest.approx(255)
    assert min(greys) > 120, "ink must be readable on it"


def test_is_a_name_shown_as_text_and_not_as_markup():
    made = drawn([[1.0, 2.0]], [[1.0, 3.0]], name="<script>alert('h')</script>")
    assert "<script" not in made.svg + made._repr_html_()
    ElementTree.fromstring(made.svg)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0.000"),
        (-0.0, "0.000"),
        (-12.345, "-12.35"),
        (999.96, "1000.0"),
        (1e5, "1e+5"),
        (0.0001234, "1e-4"),
        (-1e300, "-1e+300"),
        (np.int64(-7), "-7"),
        (np.int64(10**12), "1e+12"),
        (np.bool_(True), "True"),
    ],
)
def test_does_a_number_fit_into_its_cell(value, shown):
    assert number(value) == shown
    assert len(shown) <= 7
