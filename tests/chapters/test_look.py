"""The colours of the book: can everything that is read be read, by day and by night?"""

import re

import pytest

from autograder.course import CHAPTERS

COLOURS = (CHAPTERS / "look" / "colours.css").read_text()
READ = ["text-base", "text-muted", "primary", "secondary"]
PAPER = ["background", "surface"]
DRAWN = ["blue", "orange", "green", "red", "purple", "grey"]


def palette(theme: str) -> dict[str, str]:
    rule = {"light": r"html\[data-theme\] \{ /\*", "dark": r'html\[data-theme="dark"\] \{'}[theme]
    (block,) = re.findall(rf"{rule}(.*?)\}}", COLOURS, re.DOTALL)
    return dict(re.findall(r"--(?:pst-color|figure)-([\w-]+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    """As the Web Content Accessibility Guidelines define it."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_can_every_colour_be_read_on_every_paper(theme):
    colours = palette(theme)
    too_faint = [
        f"{ink} on {paper}: {contrast(colours[ink], colours[paper]):.2f}"
        for ink in [*READ, *DRAWN]
        for paper in PAPER
        if contrast(colours[ink], colours[paper]) < 4.5
    ]
    assert too_faint == []
    assert contrast(colours["background"], colours["primary"]) >= 4.5, "the letters of the first button"
