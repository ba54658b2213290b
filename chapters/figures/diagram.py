"""The few shapes that the diagrams are drawn with. One unit is one inch; every colour is one of `style`'s."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path

from figures import style

LETTERS, WORDS = 13, 9.5  # points: symbols stand out from what explains them
RADIUS = 0.14  # of an operator
CORNER = 0.14  # of a bent line

Point = tuple[float, float]


def canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """An empty sheet whose coordinates run from (0, 0) at the lower left to (width, height)."""
    figure, ax = style.new(width, height)
    figure.set_layout_engine("none")
    ax.set(position=[0, 0, 1, 1], xlim=(0, width), ylim=(0, height))
    ax.axis("off")
    return figure, ax


def box(
    ax: Axes, centre: Point, text: str, colour: str, width: float = 0.62, height: float = 0.4, size: float = LETTERS
):
    """A box with a symbol in it: a function of what comes in."""
    corner = (centre[0] - width / 2, centre[1] - height / 2)
    shape = {"boxstyle": "round,pad=0,rounding_size=0.08", "linewidth": 1.4, "zorder": 3}
    ax.add_patch(FancyBboxPatch(corner, width, height, facecolor=style.PAPER, edgecolor="none", **shape))
    ax.add_patch(FancyBboxPatch(corner, width, height, facecolor=f"{colour}26", edgecolor=colour, **shape))
    ax.text(*centre, text, ha="center", va="center", size=size, zorder=4)


def operator(ax: Axes, centre: Point, text: str) -> None:
    """A circle: an operation on two arrays, element by element."""
    ax.add_patch(Circle(centre, RADIUS, facecolor=style.PAPER, edgecolor=style.INK, linewidth=1.2, zorder=3))
    ax.text(*centre, text, ha="center", va="center_baseline", size=LETTERS, zorder=4)


def line(
    ax: Axes,
    *points: Point,
    colour: str = style.INK,
    width: float = 1.4,
    dashed: bool = False,
    head: bool = True,
    over: bool = False,
) -> None:
    """A line from point to point, its corners rounded, an arrowhead at its end. `over`: it bridges what it crosses."""
    shape = {"path": _rounded(points), "shrinkA": 0, "shrinkB": 0, "capstyle": "butt", "zorder": 2}
    if over:
        ax.add_patch(FancyArrowPatch(arrowstyle="-", color=style.PAPER, linewidth=width + 6, **shape))
    tip = "-|>,head_length=4,head_width=2.2" if head else "-"
    dashes = (0, (4, 2)) if dashed else "-"
    ax.add_patch(
        FancyArrowPatch(arrowstyle=tip, color=colour, linewidth=width, linestyle=dashes, joinstyle="miter", **shape)
    )


def label(ax: Axes, at: Point, text: str, size: float = LETTERS, colour: str = style.INK, **alignment: str) -> None:
    """A symbol, or a few words beside a line; centred on the point unless told otherwise."""
    ax.text(*at, text, size=size, color=colour, zorder=4, **({"ha": "center", "va": "center"} | alignment))


def _rounded(points: tuple[Point, ...]) -> Path:
    """The path through the points, each corner cut off and replaced by a curve."""
    vertices, codes = [points[0]], [Path.MOVETO]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        vertices += [_towards(corner, before), corner, _towards(corner, after)]
        codes += [Path.LINETO, Path.CURVE3, Path.CURVE3]
    return Path([*vertices, points[-1]], [*codes, Path.LINETO])


def _towards(corner: Point, other: Point) -> Point:
    """The point a corner's radius away from it, or half-way to the other point where that is nearer."""
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    part = min(CORNER / (dx**2 + dy**2) ** 0.5, 0.5)
    return corner[0] + part * dx, corner[1] + part * dy
