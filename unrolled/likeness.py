"""What a wrong array is, seen beside the right one: transposed, twice as large, shifted by a step, and so on.

Each function yields what it finds in words, without a value that is not one of a few plain numbers, and the number of
values that speak for it: none, where the array is too small for anything else to be possible.
"""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from unrolled.compare import closeness

Found = Iterator[tuple[str, int]]
Tolerance = tuple[float, float]

MOST_PARTS = 50  # that are compared each with each
PLAIN = {
    2: "twice",
    3: "three times",
    4: "four times",
    1 / 2: "half of",
    1 / 3: "a third of",
    1 / 4: "a quarter of",
    -2: "minus twice",
    -1 / 2: "minus half of",
}


def alike(one: np.ndarray, other: np.ndarray, tolerance: Tolerance) -> bool:
    return one.shape == other.shape and bool(closeness(one, other, tolerance).all())


def likenesses(
    expected: np.ndarray, given: np.ndarray, tolerance: Tolerance, sizes: dict[str, int], with_values: bool = False
) -> Found:
    """All that a wrong array is found to be, the simplest first; any factor is told `with_values` alone."""
    if expected.size == 0 or given.size == 0:
        return
    yield from _no_numbers(expected, given)
    if np.isfinite(given).all() and np.isfinite(expected).all():
        yield from _whole_numbers(expected, given)
        yield from _all_alike(expected, given)
        if given.shape == expected.shape:
            yield from _scaled(expected, given, tolerance, sizes, with_values)
            yield from _moved(expected, given, tolerance)
        yield from _axes_exchanged(expected, given, tolerance)
        if given.shape == expected.shape:
            yield from _in_another_order(expected, given, tolerance)
            yield from _close(expected, given)


def _no_numbers(expected: np.ndarray, given: np.ndarray) -> Found:
    if np.isnan(given).any() and not np.isnan(expected).any():
        yield (
            "some of its values are NaN: look for 0 / 0, or for the logarithm of a negative number",
            given.size,
        )
    elif np.isinf(given).any() and not np.isinf(expected).any():
        yield "some of its values are infinite: something overflows, or is divided by zero", given.size


def _all_alike(expected: np.ndarray, given: np.ndarray) -> Found:
    if not given.any():
        yield "it is nothing but zeros", given.size
    elif given.size > 1 and (given == given.flat[0]).all() and not (expected == expected.flat[0]).all():
        yield "it is the same number everywhere", given.size


def _whole_numbers(expected: np.ndarray, given: np.ndarray) -> Found:
    if given.dtype.kind in "iub" and (expected != np.round(expected)).any():
        yield "it holds whole numbers: an array of integers cuts fractions off", given.size


def _scaled(
    expected: np.ndarray, given: np.ndarray, tolerance: Tolerance, sizes: dict[str, int], with_values: bool
) -> Found:
    if not expected.any():
        return
    largest = np.unravel_index(np.abs(expected).argmax(), expected.shape)
    factor = float(given[largest] / expected[largest])
    if factor and alike(factor * expected, given, tolerance):
        if np.isclose(factor, -1, rtol=1e-3):
            yield "its sign is the wrong way round", given.size
        for number, word in PLAIN.items():
            if np.isclose(factor, number, rtol=1e-3):
                yield f"it is {word} what it should be", given.size
        for what, size in sizes.items():
            if size > 0 and np.isclose(factor, size, rtol=1e-3):
                yield f"it is {what} times what it should be", given.size
            if size > 0 and np.isclose(factor, 1 / size, rtol=1e-3):
                yield f"it is what it should be, divided by {what}", given.size
        if with_values:
            yield f"it is {factor:.3g} times what it should be", given.size
        yield "all its values are off by the same factor", given.size if given.size > 1 else 0
    amount = float((given - expected.astype(float)).flat[0])
    if alike(expected + amount, given, tolerance):
        for number in (1, -1):
            if np.isclose(amount, number, rtol=1e-3):
                yield f"it is 1 too {'large' if number > 0 else 'small'}", given.size
        yield "all its values are off by the same amount", given.size if given.size > 1 else 0


def _moved(expected: np.ndarray, given: np.ndarray, tolerance: Tolerance) -> Found:
    """Blocks of columns, or an axis read the other way or begun elsewhere."""
    for number in (2, 3, 4):
        if expected.ndim and expected.shape[-1] % number == 0:
            order = _order(np.split(expected, number, -1), np.split(given, number, -1), tolerance)
            if order:
                yield f"its {number} blocks of columns stand in the order {order}", given.size
    for axis, length in enumerate(expected.shape):
        along = f" along axis {axis}" if expected.ndim > 1 else ""
        if length == 1 or alike(np.flip(expected, axis), given, tolerance):
            yield f"it is turned round{along}", given.size if length > 1 else 0
        for by, word in ((1, "late"), (-1, "early")):
            if length == 1 or alike(_cut(expected, -by, axis), _cut(given, by, axis), tolerance):
                yield f"everything stands one place too {word}{along}", _cut(given, by, axis).size


def _cut(array: np.ndarray, by: int, axis: int) -> np.ndarray:
    """The array without its first place along an axis, or without its last."""
    return np.take(array, range(max(by, 0), array.shape[axis] + min(by, 0)), axis)


def _order(expected: list[np.ndarray], given: list[np.ndarray], tolerance: Tolerance) -> str:
    """Which of the expected parts stand in the places of the given ones: `2, 1, 3`; nothing if others do."""
    order: list[int] = []
    for part in given:
        here = (place for place, one in enumerate(expected) if place not in order and alike(one, part, tolerance))
        order.append(next(here, -1))
    return "" if -1 in order or order == sorted(order) else ", ".join(str(place + 1) for place in order)


def _axes_exchanged(expected: np.ndarray, given: np.ndarray, tolerance: Tolerance) -> Found:
    if given.ndim != expected.ndim:
        return
    for one, other in combinations(range(expected.ndim), 2):
        if alike(np.swapaxes(expected, one, other), given, tolerance):
            yield "it is transposed" if expected.ndim == 2 else f"its axes {one} and {other} are exchanged", given.size


def _in_another_order(expected: np.ndarray, given: np.ndarray, tolerance: Tolerance) -> Found:
    for axis, what in ((0, "rows"), (1, "steps"), (2, "columns")):
        what = "columns" if axis == expected.ndim - 1 > 0 else what
        if axis < expected.ndim and expected.ndim > 1 and expected.shape[axis] <= MOST_PARTS:
            parts = [np.moveaxis(array, axis, 0) for array in (expected, given)]
            if _order(list(parts[0]), list(parts[1]), tolerance):
                yield f"its {what} are the right ones in another order", given.size
    if expected.size > 1 and alike(np.sort(expected, axis=None), np.sort(given, axis=None), tolerance):
        evidence = given.size if given.size > 2 else 0
        yield "all its values are right, and stand in other places", evidence


def _close(expected: np.ndarray, given: np.ndarray) -> Found:
    if alike(expected, given, (1e-2, 1e-2)):
        yield "it is close, but not close enough, as when something is rounded or a small term is missing", given.size
