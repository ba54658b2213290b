"""Inside of the LSTM cell, one step: the memory runs along the top, the gates stand over the one product they share."""

from matplotlib.figure import Figure

from figures import style
from figures.diagram import RADIUS, WORDS, box, canvas, label, line, operator

ALT = (
    "One step of an LSTM. The input x at time t and the output h of the step before are multiplied by the kernel W, "
    "and the bias b is added, which gives four pre-activations. From them come the forget gate f, after the forget "
    "bias has been added, the input gate i, the candidate j and the output gate o. Along the top, the memory c of the "
    "step before is multiplied by f; then the product of i and j is added, which gives the new memory c. The new "
    "output h is o times the tanh of the new memory. It goes up, as the output, and on to the next step."
)

MEMORY, PRODUCT, BELOW = 3.55, 1.0, 0.2  # heights of the memory line, of the shared product, of the input
GATES = 2.1
F, I, J, O = 1.95, 3.1, 4.0, 4.95  # where each gate stands  # noqa: E741
COLOURS = {F: style.RED, I: style.GREEN, J: style.ORANGE, O: style.PURPLE}


def draw() -> Figure:
    figure, ax = canvas(7, 4.25)
    _memory(ax)
    _gates(ax)
    _output(ax)
    return figure


def _memory(ax) -> None:
    """c = f * c_prev + i * j"""
    line(ax, (0.45, MEMORY), (6.55, MEMORY), colour=style.BLUE, width=2.6)
    label(ax, (0.22, MEMORY), "$c_{t-1}$")
    label(ax, (6.78, MEMORY), "$c_t$")
    label(ax, (0.45, MEMORY + 0.2), "memory", WORDS, style.BLUE, ha="left")
    operator(ax, (F, MEMORY), r"$\times$")
    written = ((I + J) / 2, 2.85)
    line(ax, (written[0], written[1] + RADIUS), (written[0], MEMORY - RADIUS))
    operator(ax, (written[0], MEMORY), "$+$")
    operator(ax, written, r"$\times$")
    for gate, side in ((I, -RADIUS), (J, RADIUS)):
        line(ax, (gate, GATES), (gate, written[1]), (written[0] + side, written[1]), colour=COLOURS[gate])
    line(ax, (F, GATES), (F, MEMORY - RADIUS), colour=COLOURS[F])


def _gates(ax) -> None:
    """One product with [x; h], four blocks of columns, each through its own function."""
    line(ax, (0.5, PRODUCT), (1.4, PRODUCT))
    label(ax, (0.24, PRODUCT), "$h_{t-1}$")
    line(ax, (2.4, BELOW + 0.2), (2.4, PRODUCT - 0.22))
    label(ax, (2.4, BELOW), "$x_t$")
    for gate, letter, function in (
        (F, "f", r"$\sigma$"),
        (I, "i", r"$\sigma$"),
        (J, "j", r"$\tanh$"),
        (O, "o", r"$\sigma$"),
    ):
        line(ax, (gate, PRODUCT), (gate, GATES - 0.2), colour=COLOURS[gate])
        box(ax, (gate, GATES), function, COLOURS[gate])
        label(ax, (gate + 0.1, PRODUCT + 0.36), f"$a_{letter}$", ha="left")
        label(ax, (gate + 0.1, GATES + 0.36), f"${letter}$", ha="left", colour=COLOURS[gate])
    box(ax, (3.4, PRODUCT), "$[x_t; h_{t-1}]\\, W + b$", style.GREY, width=4.0, height=0.42)
    forget_bias = (F, 1.63)
    line(ax, (1.2, forget_bias[1]), (F - RADIUS, forget_bias[1]), colour=COLOURS[F])
    operator(ax, forget_bias, "$+$")
    label(ax, (1.14, forget_bias[1]), "forget\nbias", WORDS, ha="right")


def _output(ax) -> None:
    """h = o * tanh(c)"""
    x, shown = 5.75, 2.62
    line(ax, (x, MEMORY), (x, shown + RADIUS))
    box(ax, (x, 3.13), r"$\tanh$", style.BLUE, height=0.34)
    line(ax, (O, GATES), (O, shown), (x - RADIUS, shown), colour=COLOURS[O])
    line(ax, (x, 2.1), (6.25, 2.1), (6.25, 4.0), over=True)
    line(ax, (x, shown - RADIUS), (x, PRODUCT), (6.55, PRODUCT))
    operator(ax, (x, shown), r"$\times$")
    label(ax, (6.78, PRODUCT), "$h_t$")
    label(ax, (6.25, 4.12), "$h_t$")
    label(ax, (6.12, 3.95), "output", WORDS, ha="right")
