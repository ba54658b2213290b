"""One known mistake on top of another: does the inner one stand where the reference stood, and nowhere else?"""

from types import ModuleType

import numpy as np
import pytest

from autograder.combined import Combining

reference = ModuleType("reference")


def scaled(x, factor=2.0):
    """What the mistakes below are mistakes in."""
    return factor * x


reference.scaled = scaled
reference.identity = lambda x: x


def one_added_before(x, factor=2.0):
    return reference.identity(reference.scaled(x + 1, factor))


def squared_after(x, factor=2.0):
    return through_a_helper(x, factor) ** 2


def through_a_helper(x, factor):
    return reference.scaled(x, factor)


def scaled_with(x, factor=2.0, *, sign=1.0, offset=0.0):
    """The reference, unless it is told otherwise."""
    return sign * factor * x + offset


def sign_turned(*arguments):
    return scaled_with(*arguments, sign=-1.0)


def moved(*arguments):
    return scaled_with(*arguments, offset=5.0)


def of_its_own(x, factor=2.0):
    return 7 * x


@pytest.fixture
def combining():
    return Combining(scaled, lambda helper: helper is scaled_with)


@pytest.mark.parametrize(
    ("outer", "inner", "result"),
    [
        (one_added_before, squared_after, (2 * (3 + 1)) ** 2),
        (squared_after, one_added_before, (2 * (3 + 1)) ** 2),
        (squared_after, of_its_own, (7 * 3) ** 2),
        (sign_turned, one_added_before, -2 * (3 + 1)),
        (one_added_before, sign_turned, -2 * (3 + 1)),
        (sign_turned, moved, -2 * 3 + 5),
        (moved, sign_turned, -2 * 3 + 5),
        (moved, squared_after, (2 * 3 + 5) ** 2),
        (squared_after, moved, (2 * 3 + 5) ** 2),
    ],
)
def test_does_the_inner_mistake_stand_where_the_reference_stood(combining, outer, inner, result):
    assert combining.combined(outer, inner)(np.float64(3)) == result


def test_is_nothing_left_of_it_afterwards(combining):
    alone = [mistake(3.0) for mistake in (one_added_before, squared_after, sign_turned, moved)]
    combining.combined(one_added_before, squared_after)(3.0)
    combining.combined(moved, sign_turned)(3.0)
    assert [mistake(3.0) for mistake in (one_added_before, squared_after, sign_turned, moved)] == alone
    assert reference.scaled is scaled


def test_can_a_mistake_that_is_not_built_on_the_reference_be_no_outer_one(combining):
    assert not combining.builds_on_the_reference(of_its_own)
    assert all(map(combining.builds_on_the_reference, (one_added_before, squared_after, sign_turned, moved)))
