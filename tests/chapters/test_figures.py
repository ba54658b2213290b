"""Figures on a page: do they follow its theme, share it with others, and say in words what they show?"""

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from figures import bidirectional_chains, deep_paths, gru_cell, lstm_cell, style, unrolled

DRAWN = {
    "bidirectional_chains": (bidirectional_chains.draw, bidirectional_chains.ALT),
    "deep": (lambda: unrolled.draw(layers=2), unrolled.alt(layers=2)),
    "deep_paths": (deep_paths.draw, deep_paths.ALT),
    "gru_cell": (gru_cell.draw, gru_cell.ALT),
    "lstm_cell": (lstm_cell.draw, lstm_cell.ALT),
    "unrolled": (unrolled.draw, unrolled.alt()),
}


def plotted(colour=style.BLUE):
    figure, ax = style.new()
    ax.plot([1, 2, 3], color=colour, marker="o", label="$h_{t-1}$")
    ax.set(xlabel="step", title="A title")
    ax.legend()
    return figure


def letters(svg: str) -> str:
    return "".join(re.sub(r"<[^>]*>", "", text) for text in re.findall(r"<text.*?</text>", svg))


def contrast(one: str, other: str) -> float:
    """The ratio of luminances as WCAG 2 defines it, 1 to 21."""

    def luminance(colour):
        channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
        linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
        return linear @ [0.2126, 0.7152, 0.0722]

    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("alt", ["", "  "])
def test_must_a_figure_say_in_words_what_it_shows(alt):
    with pytest.raises(ValueError, match="alt is empty"):
        style.svg(plotted(), alt)


def test_is_the_alt_text_safe_in_an_attribute():
    assert 'aria-label="a &quot;line&quot; &lt;b&gt;"' in style.svg(plotted(), 'a "line" <b>')


def test_does_no_colour_stand_in_the_way_of_the_theme():
    svg = style.svg(plotted(), "a line")
    fixed = set(re.findall(r"#[0-9a-f]{6}\b", re.sub(r"var\([^()]*\)", "", svg)))
    assert fixed == set()
    assert f"var(--figure-blue, {style.BLUE})" in svg
    assert "currentColor" in svg


def test_does_a_figure_leave_the_other_figures_of_its_page_alone():
    one, other = style.svg(plotted(), "a line"), style.svg(plotted(), "the same line")
    ids = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (one, other)]
    assert ids[0], "clips and markers need ids"
    assert not ids[0] & ids[1]
    for svg, own in zip((one, other), ids, strict=True):
        assert set(re.findall(r'(?:url\(|href=")#([^)"]+)', svg)) <= own
        assert "<style" not in svg


def test_are_letters_letters():
    text = letters(style.svg(plotted(), "a line"))
    assert "A title" in text
    assert "step" in text


def test_is_a_figure_the_same_each_time_it_is_drawn():
    def without_prefix(svg):
        return re.sub(r"f\d+-([0-9a-f]{8})-", r"\1-", svg)

    assert without_prefix(style.svg(plotted(), "a line")) == without_prefix(style.svg(plotted(), "a line"))


def test_is_a_figure_shown_once_with_its_caption(monkeypatch):
    shown = []
    monkeypatch.setattr(style, "display", shown.append)
    style.show(plotted(), "a line", "A line & its caption")
    (output,) = shown
    assert output.data.count("<svg") == 1
    assert "<figcaption>A line &amp; its caption</figcaption>" in output.data
    assert plt.get_fignums() == [], "pyplot knows nothing of it, and cannot show it a second time"


@pytest.mark.parametrize("colour", style.COLOURS)
@pytest.mark.parametrize("paper", ["#ffffff", "#121212"])
def test_does_the_fallback_palette_read_on_white_and_on_black(colour, paper):
    assert contrast(colour, paper) >= 3  # what WCAG 2.1 asks of graphics


@pytest.mark.parametrize("name", DRAWN)
def test_can_each_diagram_be_shown(name):
    draw, alt = DRAWN[name]
    svg = style.svg(draw(), alt)
    assert svg.startswith("<svg ")
    assert len(alt) > 100


def test_does_the_lstm_diagram_use_the_letters_of_the_equations():
    text = letters(style.svg(lstm_cell.draw(), lstm_cell.ALT)).replace(" ", "")
    for letter in ("ct−1", "ht−1", "xt", "af", "ai", "aj", "ao"):  # noqa: RUF001 - a true minus
        assert letter in text


def test_does_the_gru_diagram_use_the_letters_of_the_equations():
    text = letters(style.svg(gru_cell.draw(), gru_cell.ALT)).replace(" ", "")
    for letter in ("ht−1", "ar", "au", "ac", "1−u", "h̃", "output"):  # noqa: RUF001 - a true minus
        assert letter in text


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_does_the_unrolled_network_have_a_cell_for_each_step_of_each_layer(layers):
    text = letters(style.svg(unrolled.draw(layers), unrolled.alt(layers)))
    assert text.count("W") == layers * (1 + len(unrolled.TIMES))


def test_is_a_network_without_layers_refused():
    with pytest.raises(ValueError, match="at least 1"):
        unrolled.draw(layers=0)
