"""A recurrent network, folded and unrolled over time: two kinds of arrow, one set of weights for each layer."""

from matplotlib.figure import Figure

from figures import style
from figures.diagram import LETTERS, box, canvas, label, line

STEP, LAYER = 1.0, 1.15  # inches from step to step, from layer to layer
FOLDED, FIRST, LOWEST = 0.5, 2.85, 1.0  # the places of the folded box, of the first unrolled one, of the lowest layer
WIDE, HIGH = 0.29, 0.22  # half a box
TIMES = ("1", "2", "3", "T")


def alt(layers: int = 1) -> str:
    """What the figure shows, in words."""
    stack = "one cell" if layers == 1 else f"a stack of {layers} cells"
    between = "" if layers == 1 else ", through one layer after the other,"
    return (
        f"On the left {stack} whose state comes back to it in a loop. On the right the same, unrolled over time into "
        "one copy for each step; all copies of a layer have the same weights. Solid arrows carry each layer's state h "
        f"from step to step. Dashed arrows lead from the input x at the bottom{between} up to the output at the top of "
        "the same step."
    )


def draw(layers: int = 1) -> Figure:
    """The network with that many layers."""
    if layers < 1:
        raise ValueError(f"layers must be at least 1, not {layers}")
    figure, ax = canvas(7, LOWEST + layers * LAYER)
    _column(ax, FOLDED, "t", layers)
    for place, time in enumerate(TIMES):
        _column(ax, _x(place), time, layers)
    for layer in range(layers):
        _loop(ax, layer, layers)
        _along_time(ax, layer, layers)
    label(ax, (1.78, _y(layers - 1) / 2 + _y(0) / 2), "=", 20)
    return figure


def _column(ax, x: float, time: str, layers: int) -> None:
    """One step: its input, its cell in each layer, its output."""
    edges = [
        _bottom() + 0.17,
        *(y for layer in range(layers) for y in (_y(layer) - HIGH, _y(layer) + HIGH)),
        _top(layers) - 0.17,
    ]
    for below, above in zip(edges[::2], edges[1::2], strict=True):
        line(ax, (x, below), (x, above), colour=style.ORANGE, dashed=True)
    for layer in range(layers):
        weights = f"$W^{{({layer + 1})}}$" if layers > 1 else "$W, b$"
        box(ax, (x, _y(layer)), weights, style.GREY, 2 * WIDE, 2 * HIGH, LETTERS - 1)
    label(ax, (x, _bottom()), f"$x_{time}$")
    label(ax, (x, _top(layers)), _state(layers - 1, layers, time))


def _loop(ax, layer: int, layers: int) -> None:
    """The state that comes back one step later."""
    y, side, far = _y(layer), FOLDED + WIDE, FOLDED + 0.68
    line(ax, (side, y + 0.13), (far, y + 0.13), (far, y - 0.13), (side, y - 0.13), colour=style.BLUE, width=2)
    label(ax, (far + 0.07, y), _state(layer, layers, "{t-1}"), LETTERS - 1, ha="left")


def _along_time(ax, layer: int, layers: int) -> None:
    """The states of one layer, from the initial one to the last."""
    y, last = _y(layer), len(TIMES) - 1
    gap = (_x(last - 1) + _x(last)) / 2  # for the steps that are not drawn
    spans = {
        "0": (_x(0) - STEP + WIDE, _x(0) - WIDE),
        "1": (_x(0) + WIDE, _x(1) - WIDE),
        "2": (_x(1) + WIDE, _x(2) - WIDE),
        "T": (_x(last) + WIDE, _x(last) + STEP - WIDE),
    }
    for time, (start, end) in spans.items():
        line(ax, (start, y), (end, y), colour=style.BLUE, width=2)
        label(ax, ((start + end) / 2, y + 0.2), _state(layer, layers, time), LETTERS - 1)
    line(ax, (_x(2) + WIDE, y), (gap - 0.17, y), colour=style.BLUE, width=2, head=False)
    line(ax, (gap + 0.17, y), (_x(last) - WIDE, y), colour=style.BLUE, width=2)
    for height in (y, _bottom()) if layer == 0 else (y,):
        label(ax, (gap, height), r"$\cdots$")


def _state(layer: int, layers: int, time: str) -> str:
    return f"$h^{{({layer + 1})}}_{time}$" if layers > 1 else f"$h_{time}$"


def _x(place: int) -> float:
    """Where a column stands; the last one a little farther off, beyond the steps that are left out."""
    return FIRST + place * STEP + (0.3 if place == len(TIMES) - 1 else 0)


def _y(layer: int) -> float:
    return LOWEST + layer * LAYER


def _bottom() -> float:
    return LOWEST - HIGH - 0.53


def _top(layers: int) -> float:
    return _y(layers - 1) + HIGH + 0.55
