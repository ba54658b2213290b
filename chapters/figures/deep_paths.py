"""How many ways lead from the first input through a stack to each of its boxes."""

from math import comb

from matplotlib.figure import Figure

from figures import style
from figures.diagram import LETTERS, WORDS, box, canvas, label, line

ALT = (
    "A grid of boxes, three layers high and five steps wide. Solid arrows lead from each box to the next one in its "
    "layer, dashed arrows from each box to the one above it. In each box stands the number of ways that lead to it "
    "from the input at step 1: in the lowest layer 1, 1, 1, 1, 1, in the second 1, 2, 3, 4, 5, in the third 1, 3, 6, "
    "10, 15. Each number is the sum of the one to its left and the one below it."
)

LAYERS, STEPS = 3, 5
LEFT, LOWEST, STEP, LAYER = 1.6, 0.95, 1.05, 0.85  # inches
WIDE, HIGH = 0.54, 0.4  # of a box


def draw() -> Figure:
    figure, ax = canvas(7, LOWEST + LAYERS * LAYER)
    for layer in range(LAYERS):
        label(ax, (0.75, _y(layer)), f"layer {layer + 1}", WORDS)
        for step in range(STEPS):
            ways = comb(step + layer, layer)
            colour = style.BLUE if (layer, step) == (LAYERS - 1, STEPS - 1) else style.GREY
            box(ax, (_x(step), _y(layer)), str(ways), colour, WIDE, HIGH)
            if step:
                line(
                    ax,
                    (_x(step - 1) + WIDE / 2, _y(layer)),
                    (_x(step) - WIDE / 2, _y(layer)),
                    colour=style.BLUE,
                    width=2,
                )
            if layer:
                line(
                    ax,
                    (_x(step), _y(layer - 1) + HIGH / 2),
                    (_x(step), _y(layer) - HIGH / 2),
                    colour=style.ORANGE,
                    dashed=True,
                )
    line(ax, (_x(0), _bottom() + 0.17), (_x(0), _y(0) - HIGH / 2), colour=style.ORANGE, dashed=True)
    label(ax, (_x(0), _bottom()), "$x_1$")
    for step in range(1, STEPS):
        label(ax, (_x(step), _bottom()), f"step {step + 1}", WORDS)
    last = _x(STEPS - 1)
    top = _y(LAYERS - 1) + HIGH / 2
    line(ax, (last, top), (last, top + 0.3), colour=style.ORANGE, dashed=True)
    label(ax, (last, top + 0.45), "$h^{(3)}_5$", LETTERS)
    return figure


def _x(step: int) -> float:
    return LEFT + step * STEP


def _y(layer: int) -> float:
    return LOWEST + layer * LAYER


def _bottom() -> float:
    return LOWEST - HIGH / 2 - 0.5
