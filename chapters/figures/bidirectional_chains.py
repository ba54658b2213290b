"""Two chains over one padded row: one reads it forwards, one backwards, and each has seen all of it at its own end."""

from matplotlib.figure import Figure

from figures import style
from figures.diagram import WORDS, box, canvas, label, line

ALT = (
    "A row of three inputs and two steps of padding, and over it two chains. The forward chain, blue, starts from its "
    "initial state at the left and goes right through three steps; its last state passes by the padding. The backward "
    "chain, red, starts from its initial state to the right of the third input, so that it does not meet the padding, "
    "and goes left; its last state leaves it at the first input. Each input goes up into both chains, and the states "
    "over it go up side by side as the output; over the padding the output is 0. The forward state over the third "
    "input and the backward state over the first one are framed: together they sum up the row."
)

STEPS, PADDING = 3, 2
STEP, FIRST = 1.05, 1.5  # inches from step to step; where the first one stands
INPUT, FORWARD, BACKWARD, OUTPUT = 0.22, 1.05, 2.0, 2.9
WIDE, HIGH = 0.24, 0.19  # half a box
SIDE, ASIDE = 0.11, 0.38  # from the middle of a step: where two lines enter, where one passes by a box


def draw() -> Figure:
    figure, ax = canvas(7, 3.15)
    for place in range(STEPS):
        _step(ax, place)
    for place in range(STEPS, STEPS + PADDING):
        label(ax, (_x(place), INPUT), "padding", WORDS, style.GREY)
        label(ax, (_x(place), OUTPUT), "$0$", colour=style.GREY)
    _forward(ax)
    _backward(ax)
    return figure


def _x(place: int) -> float:
    return FIRST + place * STEP


def _frame(place: int, ends: int) -> float:
    """The room that a frame needs around the state at which a chain ends."""
    return 0.07 if place == ends else 0.0


def _step(ax, place: int) -> None:
    """An input, the two states over it, and the output."""
    x, time = _x(place), place + 1
    left, right = x - SIDE, x + SIDE  # where two lines go up
    h, g = HIGH + _frame(place, STEPS - 1), HIGH + _frame(place, 0)
    label(ax, (x, INPUT), f"$x_{time}$")
    line(ax, (left, INPUT + 0.17), (left, FORWARD - h))
    _pass_by(ax, (right, INPUT + 0.17), x + ASIDE, (right, BACKWARD - g), INPUT + 0.42, BACKWARD - 0.45)
    _pass_by(ax, (left, FORWARD + h), x - ASIDE, (left, OUTPUT - 0.17), FORWARD + 0.45, OUTPUT - 0.45)
    line(ax, (right, BACKWARD + g), (right, OUTPUT - 0.17))
    for name, y, colour, framed in (("h", FORWARD, style.BLUE, h > HIGH), ("g", BACKWARD, style.RED, g > HIGH)):
        if framed:
            box(ax, (x, y), "", style.ORANGE, 2 * WIDE + 0.14, 2 * HIGH + 0.14)
        box(ax, (x, y), f"${name}_{time}$", colour, 2 * WIDE, 2 * HIGH)
    label(ax, (x, OUTPUT), f"$[h_{time};\\, g_{time}]$")


def _pass_by(ax, start, aside: float, end, leave: float, come_back: float) -> None:
    """A line up that makes room for the box in its way, between two heights."""
    line(ax, start, (start[0], leave), (aside, leave), (aside, come_back), (end[0], come_back), end)


def _forward(ax) -> None:
    """From the initial state to the last one, which passes by the padding."""
    label(ax, (0.5, FORWARD), "$h_0$")
    for place in range(STEPS):
        start = 0.7 if place == 0 else _x(place - 1) + WIDE
        line(
            ax,
            (start, FORWARD),
            (_x(place) - WIDE - _frame(place, STEPS - 1), FORWARD),
            colour=style.BLUE,
            width=2,
            over=True,
        )
    end = 5.55
    line(ax, (_x(STEPS - 1) + WIDE + 0.07, FORWARD), (end, FORWARD), colour=style.BLUE, width=2, over=True)
    label(ax, (end + 0.07, FORWARD), "last state, $h_3$:\nread $x_1, x_2, x_3$", WORDS, style.BLUE, ha="left")


def _backward(ax) -> None:
    """From its own initial state, at the last real step, to the first."""
    start = _x(STEPS) - 0.15
    label(ax, (start + 0.07, BACKWARD), "$g_4$, its initial state", WORDS, style.RED, ha="left")
    for place in range(STEPS):
        begin = start if place == STEPS - 1 else _x(place + 1) - WIDE
        line(
            ax, (begin, BACKWARD), (_x(place) + WIDE + _frame(place, 0), BACKWARD), colour=style.RED, width=2, over=True
        )
    line(ax, (_x(0) - WIDE - 0.07, BACKWARD), (0.85, BACKWARD), colour=style.RED, width=2, over=True)
    label(ax, (0.43, BACKWARD), "last state,\n$g_1$: read\n$x_3, x_2, x_1$", WORDS, style.RED)
