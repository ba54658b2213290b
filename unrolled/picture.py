"""Two arrays side by side, what was expected and what an answer gave, as a picture of a few kilobytes.

It is an SVG drawn by hand, on paper of its own: it looks the same on a dark page, in print, and in a page that lets no
script or style through. Shades go from light to dark and what differs is framed, so that no colour is needed.
"""

import base64
import html
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

MOST_CELLS = 10  # rows or columns of an array that are drawn
MOST_NUMBERS = 48  # cells that may hold their numbers, in
MOST_COLUMNS_OF_NUMBERS = 8
MOST_BESIDE = 4  # columns; wider panels stand one above the other, so that a phone can show them
MOST_POINTS = 60  # along a line
SHADES = 10
DARKEST = (120, 160, 215)  # ink can still be read on it
INK, GREY = "#1b1f24", "#8b939b"
TEXT = "font-family='sans-serif' font-size='11'"
LEFT, TOP, GAP = 26, 36, 26  # room for the indices, for a title with indices below it, between panels


@dataclass(frozen=True)
class Picture:
    """What there is to see, in words, and drawn where a drawing says more."""

    words: str
    svg: str = ""
    alternative: str = ""

    def _repr_html_(self) -> str:
        words = html.escape(self.words)
        if not self.svg:
            return f'<p class="unrolled-look">{words}</p>'
        data = base64.b64encode(self.svg.encode()).decode()
        drawn = f'<img alt="{html.escape(self.alternative)}" src="data:image/svg+xml;base64,{data}">'
        return f'<p class="unrolled-look">{words}</p><p class="unrolled-look">{drawn}</p>'


def picture(name: str, expected: np.ndarray, given: np.ndarray, differ: np.ndarray, where: str) -> Picture:
    """Two arrays of one shape and the mask of what differs in them; `where` begins a sentence: in which case."""
    place = tuple(int(i) for i in np.argwhere(differ)[0])
    wanted, found = number(expected[place]), number(given[place])
    if expected.size == 1:
        return Picture(f"{where}, {name} should be {wanted}, and yours is {found}.")
    words = f"{where}, {differ.sum()} of {differ.size} values of {name} differ. "
    words += f"At {list(place)}, {wanted} is expected, and yours is {found}."
    lead = place[:-2]
    plane = _Plane(name, expected[lead], given[lead], differ[lead])
    if lead:
        plane = replace(plane, name=f"{name}[{', '.join(map(str, lead))}]", axis=len(lead))
        words += f" Drawn is {plane.name}."
    if plane.expected.ndim == 1 and expected.size > MOST_COLUMNS_OF_NUMBERS:
        lines = f"{plane.name} as two lines, expected and yours: where they differ, yours has a cross."
        return Picture(words, _lines(plane, place[-1]), lines)
    tables = f"{plane.name} as two tables of shaded cells, expected and yours: what differs is framed."
    return Picture(words, _tables(plane.as_table(place[-2:])), tables)


@dataclass(frozen=True)
class _Plane:
    """What is drawn of two arrays: the part along the last two axes, or the one that there is.

    `first` are the indices of its first row and column, `axis` is the number of the first axis.
    """

    name: str
    expected: np.ndarray
    given: np.ndarray
    differ: np.ndarray
    first: tuple[int, int] = (0, 0)
    axis: int | None = 0

    def as_table(self, place: tuple[int, ...]) -> "_Plane":
        """Rows and columns, not too many, with the place among them; a single axis is a row."""
        arrays = [np.atleast_2d(array) for array in (self.expected, self.given, self.differ)]
        rows, columns = (_window(size, at) for size, at in zip(arrays[0].shape, (0, *place)[-2:], strict=True))
        expected, given, differ = (array[rows, columns] for array in arrays)
        axis = self.axis if self.expected.ndim == 2 else None
        return _Plane(self.name, expected, given, differ, (rows.start, columns.start), axis)


def number(value: Any) -> str:
    """A number in at most seven characters."""
    if isinstance(value, np.bool_ | np.integer) and abs(int(value)) < 100_000:
        return str(value)
    with np.errstate(all="ignore"):
        value = float(value) + 0.0  # no -0
    if not np.isfinite(value):
        return str(value)
    if value == 0 or 0.001 <= abs(value) < 1000:
        return f"{value:.{3 if abs(value) < 10 else 2 if abs(value) < 100 else 1}f}"
    return f"{value:.0e}".replace("e-0", "e-").replace("e+0", "e+")


def _window(size: int, place: int, most: int = MOST_CELLS) -> slice:
    """The part of an axis that is drawn, with the place in it."""
    start = max(0, min(place - most // 2, size - most))
    return slice(start, min(size, start + most))


def _as_floats(array: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        return np.asarray(array).astype(float)


def _range(array: np.ndarray) -> tuple[float, float]:
    finite = array[np.isfinite(array) & (np.abs(array) < 1e300)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    return (low, high) if high > low else (low - 0.5, low + 0.5)


def _svg(width: float, height: float, *parts: str) -> str:
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width:g}' height='{height:g}' "
        f"viewBox='0 0 {width:g} {height:g}' {TEXT} fill='{INK}'><rect width='100%' height='100%' fill='#fff'/>"
        + "".join(parts)
        + "</svg>"
    )


def _text(x: float, y: float, text: str, anchor: str = "") -> str:
    anchored = f" text-anchor='{anchor}'" if anchor else ""
    return f"<text x='{x:g}' y='{y:g}'{anchored}>{html.escape(text)}</text>"


# Tables of cells, shaded from the least expected value to the greatest.


def _tables(plane: _Plane) -> str:
    rows, columns = plane.expected.shape
    numbers = rows * columns <= MOST_NUMBERS and columns <= MOST_COLUMNS_OF_NUMBERS
    wide, high = (48, 20) if numbers else (16, 16)
    scale = _range(_as_floats(plane.expected))
    panel = (max(LEFT + columns * wide, 110), TOP + rows * high)
    second = (panel[0] + GAP, 0) if columns <= MOST_BESIDE else (0, panel[1] + 10)
    parts = []
    for title, array, (x, y) in (("expected", plane.expected, (0, 0)), ("yours", plane.given, second)):
        cells = _cells(array, plane.differ, scale, (wide, high), numbers)
        body = f"<g transform='translate({LEFT} {TOP})'>{cells}{_indices(plane, wide, high)}</g>"
        heading = f"<g font-weight='bold'>{_text(LEFT, 13, f'{plane.name}, {title}')}</g>"
        parts.append(f"<g transform='translate({x} {y})'>{heading}{body}</g>")
    bottom = second[1] + panel[1]
    parts.append(_legend(bottom + 8, *scale, plane.axis))
    return _svg(max(second[0] + panel[0], 260) + 10, bottom + 50, *parts)


def _cells(
    array: np.ndarray, differ: np.ndarray, scale: tuple[float, float], size: tuple[int, int], numbers: bool
) -> str:
    values = _as_floats(array)
    wide, high = size
    rows, columns = values.shape
    shaded: dict[str, list[str]] = {}
    for (r, c), value in np.ndenumerate(values):
        if np.isfinite(value):
            box = f"M{c * wide} {r * high}h{wide}v{high}h-{wide}z"
        else:  # a cross, where there is no shade for it
            box = f"M{c * wide} {r * high}l{wide} {high}m0-{high}l-{wide} {high}"
        shaded.setdefault(_shade(value, scale), []).append(box)
    parts = [f"<path fill='{colour}' d='{''.join(boxes)}'/>" for colour, boxes in shaded.items() if colour != "none"]
    lines = [f"M0 {r * high}H{columns * wide}" for r in range(rows + 1)]
    lines += [f"M{c * wide} 0V{rows * high}" for c in range(columns + 1)]
    crosses = [] if numbers else shaded.get("none", [])
    parts.append(f"<path stroke='{GREY}' stroke-width='.5' fill='none' d='{''.join(lines + crosses)}'/>")
    frames = [
        f"M{start * wide + 2} {r * high + 2}h{(end - start) * wide - 4}v{high - 4}H{start * wide + 2}z"
        for r, row in enumerate(differ)
        for start, end in _runs(row)
    ]
    parts.append(f"<path stroke='{INK}' stroke-width='2' fill='none' d='{''.join(frames)}'/>")
    if numbers:
        texts = [
            _text((c + 0.5) * wide, (r + 0.5) * high + 4, number(value)) for (r, c), value in np.ndenumerate(array)
        ]
        parts.append(f"<g text-anchor='middle'>{''.join(texts)}</g>")
    return "".join(parts)


def _runs(row: np.ndarray) -> Iterator[tuple[int, int]]:
    """Where each run of what is true begins and ends."""
    edges = np.flatnonzero(np.diff(row, prepend=False, append=False))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _shade(value: float, scale: tuple[float, float]) -> str:
    if not np.isfinite(value):
        return "none"
    low, high = scale
    share = round(SHADES * min(1.0, max(0.0, (value - low) / (high - low)))) / SHADES
    return "#" + "".join(f"{round(255 - share * (255 - dark)):02x}" for dark in DARKEST)


def _indices(plane: _Plane, wide: int, high: int) -> str:
    every = 1 if wide > 20 else 5
    across = [(place, place + plane.first[1]) for place in range(plane.expected.shape[1])]
    down = [(place, place + plane.first[0]) for place in range(plane.expected.shape[0]) if plane.axis is not None]
    texts = [_text((place + 0.5) * wide, -5, str(index), "middle") for place, index in across if index % every == 0]
    texts += [_text(-5, (place + 0.5) * high + 4, str(index), "end") for place, index in down if index % every == 0]
    return f"<g fill='#555'>{''.join(texts)}</g>"


def _legend(y: float, low: float, high: float, axis: int | None) -> str:
    axes = f"axis {axis} downwards, axis {axis + 1} to the right" if axis is not None else "axis 0 to the right"
    ramp = "".join(
        f"<rect x='{left}' y='{y + 2}' width='8' height='12' fill='{_shade(left, (118, 174))}'/>"
        for left in range(118, 182, 8)
    )
    return (
        f"<rect x='{LEFT + 1}' y='{y + 3}' width='12' height='10' fill='none' stroke='{INK}' stroke-width='2'/>"
        + _text(LEFT + 18, y + 12, "differs")
        + ramp
        + f"<rect x='118' y='{y + 2}' width='64' height='12' fill='none' stroke='{GREY}' stroke-width='.5'/>"
        + _text(114, y + 12, number(low), "end")
        + _text(186, y + 12, number(high))
        + f"<g fill='#555'>{_text(LEFT, y + 30, axes)}</g>"
    )


# Lines, for an array of one axis that is too long for a table.


def _lines(plane: _Plane, place: int) -> str:
    part = _window(plane.expected.size, place, MOST_POINTS)
    wanted, found, marked = _as_floats(plane.expected[part]), _as_floats(plane.given[part]), plane.differ[part]
    low, high = _range(wanted)
    wide, tall, left, top = 300.0, 110.0, 52.0, 30.0
    low, high = low - 0.15 * (high - low), high + 0.15 * (high - low)

    def point(index: int, value: float) -> tuple[float, float]:
        share = min(1.0, max(0.0, (value - low) / (high - low))) if np.isfinite(value) else 0.0
        return round(left + wide * index / max(1, wanted.size - 1), 1), round(top + tall * (1 - share), 1)

    def line(values: np.ndarray) -> str:
        path, pen = "", "M"
        for index, value in enumerate(values):
            if not np.isfinite(value):
                pen = "M"
                continue
            x, y = point(index, value)
            path, pen = f"{path}{pen}{x:g} {y:g}", "L"
        return path

    crosses = "".join("M{:g} {:g}m-3-3l6 6m0-6l-6 6".format(*point(int(i), found[i])) for i in np.flatnonzero(marked))
    return _svg(
        left + wide + 14,
        top + tall + 62,
        f"<g font-weight='bold'>{_text(left, 13, plane.name)}</g>",
        f"<rect x='{left}' y='{top}' width='{wide}' height='{tall}' fill='none' stroke='{GREY}' stroke-width='.5'/>",
        f"<path fill='none' stroke='{GREY}' stroke-width='4' d='{line(wanted)}'/>",
        f"<path fill='none' stroke='{INK}' stroke-width='1.5' stroke-dasharray='4 2' d='{line(found)}'/>",
        f"<path fill='none' stroke='{INK}' stroke-width='1.5' d='{crosses}'/>",
        _text(left - 5, top + 9, number(high), "end"),
        _text(left - 5, top + tall, number(low), "end"),
        _text(left, top + tall + 14, str(part.start), "middle"),
        _text(left + wide, top + tall + 14, str(part.stop - 1), "middle"),
        f"<g fill='#555'>{_text(left + wide / 2, top + tall + 14, 'axis 0', 'middle')}</g>",
        f"<path stroke='{GREY}' stroke-width='4' d='M{left} {top + tall + 36}h24'/>",
        _text(left + 30, top + tall + 40, "expected"),
        f"<path stroke='{INK}' stroke-width='1.5' stroke-dasharray='4 2' d='M{left + 100} {top + tall + 36}h24'/>",
        _text(left + 130, top + tall + 40, "yours"),
        f"<path fill='none' stroke='{INK}' stroke-width='1.5' d='M{left + 190} {top + tall + 36}m-3-3l6 6m0-6l-6 6'/>",
        _text(left + 200, top + tall + 40, "differs"),
    )
