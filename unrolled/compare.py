"""Is an answer right? The one comparison that the student's `check`, the examiner and the tests share."""

from typing import Any

import numpy as np

from unrolled.trees import Function, leaves

# Fair to an answer computed in float32 through a dozen steps, and a hundred times tighter than any known mistake.
TOLERANCE = (1e-4, 1e-5)
NUMBERS = np.ndarray | np.generic | int | float


def same(expected: Any, given: Any, tolerance: tuple[float, float]) -> bool:
    """Do two trees agree, leaf by leaf? How the leaves are nested does not matter, their order does."""
    return difference(expected, given, tolerance) is None


def difference(
    expected: Any,
    given: Any,
    tolerance: tuple[float, float],
    mask: Any = None,
    names: tuple[str, ...] = (),
    with_values: bool = False,
) -> str | None:
    """The first way in which `given` differs from `expected`, in words; None if there is none.

    A mask, broadcast over the first leaf, restricts the comparison of values to where it is true. With `names`, one for
    each item of `expected`, an array is called by the name of its item. No value is told unless `with_values`.
    """
    wanted, found = side_by_side(expected, given)
    if len(wanted) != len(found):
        return f"there should be {_arrays(len(wanted))}, and there {'is' if len(found) == 1 else 'are'} {len(found)}"
    called = [name for name, item in zip(names, expected, strict=True) for _ in leaves(item)] if names else []
    for index, (one, other) in enumerate(zip(wanted, found, strict=True)):
        problem = _leaf_difference(one, other, tolerance, mask if index == 0 else None, with_values)
        if problem:
            which = called[index] if called else f"array {index + 1} of {len(wanted)}"
            return f"{which}: {problem}" if len(wanted) > 1 else problem
    return None


def side_by_side(expected: Any, given: Any) -> tuple[list, list]:
    """The leaves of both, those of `given` as arrays where arrays are expected; there may be more or fewer of them."""
    if isinstance(expected, np.ndarray):
        given = stacked(given)
    wanted, found = leaves(expected), leaves(_stacked_within(expected, given))
    if len(wanted) != len(found) and isinstance(given, tuple | list) and len(given) == len(wanted):
        # a list of another shape than wanted is an array all the same
        found = leaves([stacked(part) for part in given])
    return wanted, found


def _leaf_difference(
    expected: Any, given: Any, tolerance: tuple[float, float], mask: Any, with_values: bool
) -> str | None:
    if isinstance(expected, Function) and isinstance(given, Function):
        return difference((expected.name, *expected.arguments), (given.name, *given.arguments), tolerance)
    if not isinstance(expected, NUMBERS):
        alike = type(expected) is type(given) and expected == given  # an array has no single answer to ==
        return None if alike else "it is not what it should be"
    if not isinstance(given, NUMBERS):
        return f"it should be an array, and is {given!r:.40}"
    expected, given = np.asarray(expected), np.asarray(given)
    if expected.size == given.size == 1:
        given = given.reshape(expected.shape)
    if expected.shape != given.shape:
        return f"its shape should be {list(expected.shape)}, and is {list(given.shape)}"
    close = closeness(expected, given, tolerance)
    if mask is not None:
        close = close | ~_along_first_axes(mask, close)
    if close.all():
        return None
    first = tuple(int(place) for place in np.argwhere(~close)[0])
    values = ": it is {}, and should be {}".format(*_apart(given[first], expected[first])) if with_values else ""
    if close.size == 1:
        return f"its value differs{values}"
    return f"{int(np.sum(~close))} of its {close.size} values differ, the first at index {list(first)}{values}"


def _apart(one: Any, other: Any) -> tuple[str, str]:
    """Two numbers with as many digits as it takes to tell them apart."""
    for digits in range(3, 17):
        texts = f"{one:.{digits}g}", f"{other:.{digits}g}"
        if texts[0] != texts[1]:
            break
    return texts


def closeness(
    expected: np.ndarray, given: np.ndarray, tolerance: tuple[float, float], axis: int | None = None
) -> np.ndarray:
    """Where two arrays of one shape agree; with an axis, each line along it is an array of its own."""
    relative, absolute = tolerance
    expected = expected.astype(np.result_type(expected, 1.0), copy=False)
    with np.errstate(all="ignore"):  # a wrong answer may hold any number
        size, finite = np.abs(expected), np.isfinite(expected)
        largest = np.max(size, axis, keepdims=axis is not None, initial=1.0, where=finite)
        close = (np.abs(given - expected) <= absolute * largest + relative * size) & finite
        return close | (given == expected) | (np.isnan(given) & np.isnan(expected))


def _along_first_axes(mask: np.ndarray, like: np.ndarray) -> np.ndarray:
    """A mask [B, T] spread over an array [B, T, ...]."""
    mask = np.asarray(mask, bool)
    return np.broadcast_to(mask.reshape(mask.shape + (1,) * (like.ndim - mask.ndim)), like.shape)


def stacked(given: Any) -> Any:
    """A list of rows where an array was wanted is that array."""
    if isinstance(given, tuple | list) and given:
        parts = [stacked(part) for part in given]
        if all(isinstance(part, np.ndarray) and part.shape == parts[0].shape for part in parts):
            return np.stack(parts)
    return given


def _stacked_within(expected: Any, given: Any) -> Any:
    """`given` with each list stacked that stands for an array of `expected`, and is one of its shape."""
    if isinstance(expected, np.ndarray):
        whole = stacked(given)
        return whole if isinstance(whole, np.ndarray) and whole.shape == expected.shape else given
    if isinstance(expected, tuple | list) and isinstance(given, tuple | list) and len(expected) == len(given):
        return [_stacked_within(one, other) for one, other in zip(expected, given, strict=True)]
    return given


def _arrays(count: int) -> str:
    return "one array" if count == 1 else f"{count} arrays"
