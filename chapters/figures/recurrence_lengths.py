"""Three names of different lengths in one batch: the state passes by whatever is padding."""

from matplotlib.figure import Figure

from figures import style
from figures.diagram import WORDS, box, canvas, label, line

NAMES = ("garcia", "li", "young")
STEP, ROW = 0.78, 0.8  # inches from step to step, from row to row
LEFT, TOP = 1.2, 1.95
HALF = 0.2  # half the side of a step

ALT = (
    "A batch of three rows of six steps. The row of garcia has six letters, that of li two letters and four steps "
    "of padding, that of young five letters and one step of padding. In each row the state goes through the steps "
    "that hold letters; then it passes underneath the padding, unchanged, to the end of the row. Under every step "
    "of padding stands the output, 0."
)


def draw() -> Figure:
    figure, ax = canvas(7, 2.55)
    for row, name in enumerate(NAMES):
        _row(ax, TOP - row * ROW, name, len(NAMES[0]))
    for t in range(len(NAMES[0])):
        label(ax, (LEFT + t * STEP, TOP + 0.42), f"$t = {t + 1}$", WORDS)
    return figure


def _row(ax, y: float, name: str, steps: int) -> None:
    end = LEFT + (steps - 1) * STEP + 0.55
    label(ax, (0.2, y), "$h_0$")
    for t in range(steps):
        x = LEFT + t * STEP
        if t < len(name):
            start = x - STEP + HALF if t else 0.45
            line(ax, (start, y), (x - HALF, y), colour=style.BLUE, width=2)
            box(ax, (x, y), name[t], style.ORANGE, width=2 * HALF, height=2 * HALF)
        else:
            box(ax, (x, y), "0", style.GREY, width=2 * HALF, height=2 * HALF)
    last = LEFT + (len(name) - 1) * STEP + HALF
    if len(name) == steps:
        line(ax, (last, y), (end, y), colour=style.BLUE, width=2)
    else:
        under = y - HALF - 0.12
        line(ax, (last, y), (last + 0.14, y), (last + 0.14, under), (end - 0.14, under), (end - 0.14, y), (end, y),
             colour=style.BLUE, width=2)  # fmt: skip
    label(ax, (end + 0.1, y), f"$h_{len(name)}$, the last state", WORDS + 1, ha="left")
