"""How a figure of the book looks: inline SVG that takes its ink, its paper and its palette from the page.

A PNG has one background, so it is wrong in either the light or the dark theme. Here matplotlib draws with the stand-in
colours below, and `svg` replaces each by a CSS value: `currentColor` for lines and letters, a variable for the rest.
Where a page defines no variables (a notebook, a mail), the fallback is a middle tone that reads on white and on black.
"""

import hashlib
import html
import io
import itertools
import re

import matplotlib
from cycler import cycler
from IPython.display import HTML, display
from matplotlib.axes import Axes
from matplotlib.figure import Figure

BLUE, ORANGE, GREEN, RED, PURPLE = "#3a7fc8", "#cb7315", "#1f8f70", "#d0525c", "#9a68c0"
GREY = "#7b828a"
COLOURS = [BLUE, ORANGE, GREEN, RED, PURPLE, GREY]
INK, PAPER = "#1f2328", "#fdfdfe"

_ON_THE_PAGE = {
    INK: "currentColor",
    PAPER: "var(--pst-color-background, var(--jp-layout-color0, #fff))",
    BLUE: f"var(--figure-blue, {BLUE})",
    ORANGE: f"var(--figure-orange, {ORANGE})",
    GREEN: f"var(--figure-green, {GREEN})",
    RED: f"var(--figure-red, {RED})",
    PURPLE: f"var(--figure-purple, {PURPLE})",
    GREY: f"var(--figure-grey, {GREY})",
}
_TEXT_FONT = "var(--pst-font-family-base, system-ui, sans-serif)"
_MATH_FONT = "'STIX Two Text', 'Times New Roman', Times, serif"

matplotlib.rcParams.update(
    {
        "axes.edgecolor": INK,
        "axes.facecolor": "none",
        "axes.grid": True,
        "axes.grid.axis": "y",
        "axes.labelcolor": INK,
        "axes.linewidth": 0.8,
        "axes.prop_cycle": cycler(color=COLOURS),
        "axes.spines.right": False,
        "axes.spines.top": False,
        "axes.titlelocation": "left",
        "axes.titlesize": "medium",
        "figure.facecolor": "none",
        "font.size": 10.5,
        "grid.alpha": 0.15,
        "grid.color": INK,
        "hatch.color": INK,
        "legend.frameon": False,
        "lines.linewidth": 1.8,
        "lines.solid_capstyle": "round",
        "mathtext.fontset": "stix",
        "patch.edgecolor": INK,
        "svg.fonttype": "none",  # letters stay letters: selectable, searchable, in the page's font
        "svg.hashsalt": "unrolled",  # the same figure is the same text in every build
        "text.color": INK,
        "xtick.color": INK,
        "ytick.color": INK,
    }
)

_count = itertools.count(1)


def new(width: float = 7, height: float = 3.2, **subplots) -> tuple[Figure, Axes]:
    """An empty figure, width and height in inches, and its axes; `subplots` goes to `Figure.subplots`.

    It does not belong to pyplot: it shows only where `show` is called, and needs no closing.
    """
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots(**subplots)


def show(fig: Figure, alt: str, caption: str | None = None) -> None:
    """Display the figure in a notebook or on a page. `alt` says in words what is to be seen in it, and is required."""
    below = f"<figcaption>{html.escape(caption, quote=False)}</figcaption>" if caption else ""
    display(HTML(f'<figure class="drawn">{svg(fig, alt)}{below}</figure>'))


def svg(fig: Figure, alt: str) -> str:
    """The figure as one `<svg>` element that can stand in any HTML page, beside any other."""
    if not alt.strip():
        raise ValueError("alt is empty: say in a sentence what a reader who cannot see the figure should know")
    buffer = io.StringIO()
    fig.savefig(buffer, format="svg", metadata=dict.fromkeys(["Creator", "Date", "Format", "Type"]))
    return _for_the_page(buffer.getvalue(), alt)


def _for_the_page(drawing: str, alt: str) -> str:
    width = re.search(r'width="([\d.]+)pt"', drawing)[1]
    view_box = re.search(r'viewBox="([^"]+)"', drawing)[1]
    # matplotlib's <style> rule would reach every SVG of the page: it moves into this one's style attribute
    inside = drawing[drawing.index(">", drawing.index("<svg ")) + 1 : drawing.rindex("</svg>")]
    body = re.sub(r"<style.*?</style>", "", inside, flags=re.DOTALL)
    body = _with_ids_of_its_own(body)
    body = re.sub(r"#[0-9a-f]{6}\b", lambda found: _ON_THE_PAGE.get(found[0], found[0]), body)
    body = re.sub(r"(font(?:-family)?: ?)([^;\"]+)", _with_the_fonts_of_the_page, body)
    body = re.sub(r"\s*\n\s*", " ", body)  # a blank line would end the HTML block in Markdown
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img"'
        f' aria-label="{html.escape(alt)}" width="{width}pt" viewBox="{view_box}"'
        f' style="max-width:100%;height:auto;stroke-linejoin:round;stroke-linecap:butt">{body}</svg>'
    )


def _with_ids_of_its_own(body: str) -> str:
    """Drop the ids nothing refers to, and prefix the others: two figures of one page share none."""
    prefix = f"f{next(_count)}-{hashlib.sha256(body.encode()).hexdigest()[:8]}-"
    used = set(re.findall(r'(?:url\(|href=")#([^)"]+)', body))
    body = re.sub(r' id="([^"]+)"', lambda i: f' id="{prefix}{i[1]}"' if i[1] in used else "", body)
    return re.sub(r'(url\(|href=")#', rf"\1#{prefix}", body)


def _with_the_fonts_of_the_page(font: re.Match) -> str:
    kept = re.match(r"(?:(?:italic|oblique|bold|\d+|[\d.]+px) )*", font[2])[0]
    return f"{font[1]}{kept}{_MATH_FONT if 'STIX' in font[2] else _TEXT_FONT}"
