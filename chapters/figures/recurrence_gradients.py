"""The way back: what a state hears of the loss comes from its own output and from the next state."""

from matplotlib.figure import Figure

from figures import style
from figures.diagram import WORDS, box, canvas, label, line

ALT = (
    "Three steps of a recurrent network in a row. Plain arrows lead forward: from the input x at the bottom into "
    "each step, from each step to the next, and from each step up to its output. Red arrows lead back: from the "
    "gradient g at each output down into its step, and from each step to the one before it. In every step the "
    "gradient is multiplied by one minus h squared, and by the kernel transposed."
)

STEP, FIRST, MIDDLE = 2.0, 1.5, 1.15  # inches
HALF_WIDTH, HALF_HEIGHT, APART = 0.5, 0.34, 0.13
TIMES = ("t-1", "t", "t+1")


def draw() -> Figure:
    figure, ax = canvas(7, 2.35)
    for place, time in enumerate(TIMES):
        _step(ax, FIRST + place * STEP, time)
    for place in range(len(TIMES) + 1):
        left = max(FIRST + (place - 1) * STEP + HALF_WIDTH, 0.45)
        right = min(FIRST + place * STEP - HALF_WIDTH, 6.55)
        _there_and_back(
            ax, (left, MIDDLE + APART), (right, MIDDLE + APART), (right, MIDDLE - APART), (left, MIDDLE - APART)
        )
    label(ax, (0.3, MIDDLE + APART), r"$\cdots$")
    label(ax, (6.75, MIDDLE + APART), r"$\cdots$")
    return figure


def _step(ax, x: float, time: str) -> None:
    left, right, top, bottom = x - APART, x + APART, MIDDLE + HALF_HEIGHT, MIDDLE - HALF_HEIGHT
    _there_and_back(ax, (left, top), (left, 1.98), (right, 1.98), (right, top))
    _there_and_back(ax, (left, 0.36), (left, bottom), (right, bottom), (right, 0.36))
    box(
        ax,
        (x, MIDDLE),
        f"$\\odot\\,(1 - h_{{{time}}}^2)$\nthen $W^\\top$",
        style.GREY,
        2 * HALF_WIDTH,
        2 * HALF_HEIGHT,
        WORDS,
    )
    label(ax, (left, 2.12), f"$h_{{{time}}}$", ha="right")
    label(ax, (right - 0.04, 2.13), f"$g_{{{time}}}$", colour=style.RED, ha="left")
    label(ax, (left, 0.2), f"$x_{{{time}}}$", ha="right")
    label(ax, (right - 0.04, 0.2), f"$\\partial L / \\partial x_{{{time}}}$", WORDS, style.RED, ha="left")


def _there_and_back(ax, start, end, back_start, back_end) -> None:
    """What is computed going forward, and the gradient that comes back beside it."""
    line(ax, start, end)
    line(ax, back_start, back_end, colour=style.RED)
