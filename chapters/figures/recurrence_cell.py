"""Inside of the simple recurrent cell, one step: one product, one tanh, and the state goes two ways."""

from matplotlib.figure import Figure

from figures import style
from figures.diagram import WORDS, box, canvas, label, line

ALT = (
    "One step of the simple recurrent network. From the left comes the state h of the step before, from below the "
    "input x at time t. Both, side by side, are multiplied by the kernel W, and the bias b is added; the result "
    "goes through tanh. What comes out is the new state h, which goes up, as the output, and to the right, to the "
    "next step."
)

STATE = 1.05  # the height of the line along which the state travels
PRODUCT, TANH, SPLIT = 2.65, 4.75, 5.7  # how far to the right each part stands


def draw() -> Figure:
    figure, ax = canvas(7, 2.05)
    line(ax, (0.55, STATE), (PRODUCT - 1.15, STATE), colour=style.BLUE, width=2)
    label(ax, (0.25, STATE), "$h_{t-1}$")
    line(ax, (PRODUCT, 0.35), (PRODUCT, STATE - 0.21))
    label(ax, (PRODUCT, 0.17), "$x_t$")
    line(ax, (PRODUCT + 1.15, STATE), (TANH - 0.36, STATE))
    label(ax, ((PRODUCT + TANH + 0.79) / 2, STATE + 0.18), "$a_t$")
    line(ax, (TANH + 0.36, STATE), (6.4, STATE), colour=style.BLUE, width=2)
    line(ax, (SPLIT, STATE), (SPLIT, 1.75))
    box(ax, (PRODUCT, STATE), "$[x_t; h_{t-1}]\\, W + b$", style.GREY, width=2.3, height=0.42)
    box(ax, (TANH, STATE), "tanh", style.ORANGE, width=0.72)
    label(ax, (SPLIT, 1.88), "$h_t$")
    label(ax, (SPLIT - 0.13, 1.55), "output", WORDS, ha="right")
    label(ax, (6.65, STATE), "$h_t$")
    label(ax, (6.4, STATE - 0.22), "to the next step", WORDS)
    return figure
