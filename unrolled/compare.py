"""Is an answer right? The one comparison that the student's `check`, the examiner and the tests share."""

from typing import Any

import numpy as np

from unrolled.trees import Function, leaves

# Fair to an answer computed in float32 through a dozen steps, and a hundred times tighter than any known mistake.
TOLERANCE = (1e-4, 1e-5)


def same(expected: Any, given: Any, tolerance: tuple[float, float]) -> bool:
    """Do two trees agree, leaf by leaf? How the leaves are nested does not matter, their order does."""
    return difference(expected, given, tolerance) is None


def difference(
    expected: Any, given: Any, tolerance: tuple[float, float], mask: Any = None, names: tuple[str, ...] = ()
) -> str | None:
    """The first way in which `given` differs from `expected`, in words without any value; None if there is none.

    A mask, broadcast over the first leaf, restricts the comparison of values to where it is true. With `names`, one for
    each item of `expected`, an array is called by the name of its item.
    """
    if isinstance(expected, np.ndarray):
        given = stacked(given)
    wanted, found = leaves(expected), leaves(_stacked_within(expected, given))
    if len(wanted) != len(found) and isinstance(given, tuple | list) and len(given) == len(wanted):
        found = leaves(
            [stacked(part) for part in given]
        )  # a list of another shape than wanted is an array all the same
    if len(wanted) != len(found):
        return f"there should be {_arrays(len(wanted))}, and there {'is' if len(found) == 1 else 'are'} {len(found)}"
    called = [name for name, item in zip(names, expected, strict=True) for _ in leaves(item)] if names else []
    for index, (one, other) in enumerate(zip(wanted, found, strict=True)):
        problem = _leaf_difference(one, other, tolerance, mask if index == 0 else None)
        if problem:
            which = called[index] if called else f"array {index + 1} of {len(wanted)}"
            return f"{which}: {problem}" if len(wanted) > 1 else problem
    return None


def _leaf_difference(expected: Any, given: Any, tolerance: tuple[float, float], mask: Any) -> str | None:
    if isinstance(expected, Function) and isinstance(given, Function):
        return difference((expected.name, *expected.arguments), (given.name, *given.arguments), tolerance)
    if not isinstance(expected, np.ndarray | np.generic | int | float):
        return None if expected == given else "it is not what it should be"
    if not isinstance(given, np.ndarray | np.generic | int | float):
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
    wrong = int(close.size - close.sum())
    first = [int(i) for i in np.argwhere(~close)[0]]
    place = f", the first at index {first}" if first else ""
    return f"{wrong} of its {close.size} values differ{place}" if close.size > 1 else "its value differs"


def closeness(expected: np.ndarray, given: np.ndarray, tolerance: tuple[float, float]) -> np.ndarray:
    """Where two arrays of one shape agree."""
    relative, absolute = tolerance
    with np.errstate(all="ignore"):  # a wrong answer may hold any number
        return np.isclose(given, expected, relative, absolute * max(1.0, _largest(expected)), equal_nan=True)


def _along_first_axes(mask: np.ndarray, like: np.ndarray) -> np.ndarray:
    """A mask [B, T] spread over an array [B, T, ...]."""
    mask = np.asarray(mask, bool)
    return np.broadcast_to(mask.reshape(mask.shape + (1,) * (like.ndim - mask.ndim)), like.shape)


def _largest(array: np.ndarray) -> float:
    finite = np.abs(array[np.isfinite(array)]) if array.size else array
    return float(finite.max()) if finite.size else 0.0


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
