"""Inside of the GRU, one step: the state runs along the top, where it is mixed with the candidate."""

from matplotlib.figure import Figure

from figures import style
from figures.diagram import RADIUS, WORDS, box, canvas, label, line, operator

ALT = (
    "One step of a GRU. The input x at time t and the state h of the step before are multiplied by the kernel of the "
    "gates, which gives the reset gate r and the update gate u. The old state times r, together with the input, is "
    "multiplied by the kernel of the candidate; tanh of it is the candidate. Along the top, the old state is "
    "multiplied by u; then the candidate, multiplied by 1 - u, is added. The sum is the new state h, which is also "
    "the output."
)

STATE, SEEN, TURNED, GATES, PRODUCT, INPUT = 3.5, 2.75, 2.28, 1.75, 0.98, 0.15  # heights
ENTRY, R, U, DOWN, C, OUT = 0.75, 1.6, 2.6, 4.25, 5.35, 6.1  # where things stand from left to right
GREEN, RED, ORANGE = style.GREEN, style.RED, style.ORANGE


def draw() -> Figure:
    figure, ax = canvas(7, 4.25)
    _state(ax)
    _gates(ax)
    _candidate(ax)
    return figure


def _state(ax) -> None:
    """h = u * h_prev + (1 - u) * candidate"""
    line(ax, (0.5, STATE), (6.5, STATE), colour=style.BLUE, width=2.6)
    label(ax, (0.24, STATE), "$h_{t-1}$")
    label(ax, (6.75, STATE), "$h_t$")
    label(ax, (0.5, STATE + 0.2), "state", WORDS, style.BLUE, ha="left")
    operator(ax, (U, STATE), r"$\times$")
    operator(ax, (C, STATE), "$+$")
    line(ax, (OUT, STATE), (OUT, 3.98))
    label(ax, (OUT, 4.1), "$h_t$")
    label(ax, (OUT - 0.13, 3.9), "output", WORDS, ha="right")


def _gates(ax) -> None:
    """r and u, from one product with [x; h_prev]"""
    line(ax, (ENTRY, STATE), (ENTRY, PRODUCT), (0.97, PRODUCT))
    line(ax, (2.1, INPUT + 0.17), (2.1, PRODUCT - 0.21))
    label(ax, (2.1, INPUT), "$x_t$")
    for gate, letter, colour in ((R, "r", GREEN), (U, "u", RED)):
        line(ax, (gate, PRODUCT), (gate, GATES - 0.2), colour=colour)
        box(ax, (gate, GATES), r"$\sigma$", colour)
        label(ax, (gate + 0.1, PRODUCT + 0.37), f"$a_{letter}$", ha="left")
        label(ax, (gate - 0.12, GATES + 0.36), f"${letter}$", colour=colour)
    box(ax, (2.1, PRODUCT), "$[x_t; h_{t-1}]\\, W_g + b_g$", style.GREY, width=2.26, height=0.42)


def _candidate(ax) -> None:
    """What the reset gate lets through, with the input; and the share of it that comes in."""
    line(ax, (ENTRY, SEEN), (R - RADIUS, SEEN))
    line(ax, (R, GATES + 0.2), (R, SEEN - RADIUS), colour=GREEN)
    line(ax, (R + RADIUS, SEEN), (DOWN, SEEN), (DOWN, PRODUCT + 0.21))
    operator(ax, (R, SEEN), r"$\times$")
    label(ax, (3.45, SEEN + 0.19), r"$r \odot h_{t-1}$")
    line(ax, (U, GATES + 0.2), (U, STATE - RADIUS), colour=RED, over=True)
    line(ax, (U, TURNED), (3.42, TURNED), colour=RED, head=False)
    line(ax, (3.42, TURNED), (C - 0.55, TURNED), (C - 0.55, SEEN), (C - RADIUS, SEEN), colour=RED, over=True)
    box(ax, (3.42, TURNED), "$1 - u$", RED, width=0.7, height=0.34)
    line(ax, (2.1, 0.5), (C, 0.5), (C, PRODUCT - 0.21))
    line(ax, (C, PRODUCT + 0.21), (C, GATES - 0.2), colour=ORANGE)
    line(ax, (C, GATES + 0.2), (C, SEEN - RADIUS), colour=ORANGE)
    line(ax, (C, SEEN + RADIUS), (C, STATE - RADIUS))
    operator(ax, (C, SEEN), r"$\times$")
    box(ax, (C, GATES), r"$\tanh$", ORANGE, width=0.72)
    label(ax, (C + 0.13, GATES + 0.4), r"$\tilde{h}$", ha="left", colour=ORANGE)
    label(ax, (C + 0.1, PRODUCT + 0.37), r"$a_c$", ha="left")
    box(ax, (4.95, PRODUCT), "$[x_t; r \\odot h_{t-1}]\\, W_c + b_c$", style.GREY, width=2.5, height=0.42)
