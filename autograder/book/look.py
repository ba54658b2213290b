"""How the pages look: the style sheets of chapters/look become one file, and a page asks for its fonts at once."""

import html
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from autograder.book import npm
from autograder.course import CHAPTERS

SHEET = CHAPTERS / "look" / "unrolled.css"
# A page begins with these two. Italics can come a moment later: their stand-ins fill the same lines.
FIRST = ("source-serif-4-latin-wght-normal.woff2", "source-code-pro-latin-wght-normal.woff2")


def put_together(app: Sphinx) -> None:
    """Make one small style sheet of all, and a static file of that."""
    if app.builder.format != "html":
        return
    site = Path(app.outdir)
    target = site.parent / "look" / SHEET.name
    command = [str(npm.esbuild(npm.packages(site))), str(SHEET), "--bundle", "--minify", "--log-level=warning"]
    npm.run([*command, "--external:fonts/*", f"--outfile={target}"], "the pages' style sheet could not be put together")
    app.config.html_static_path.append(str(target.parent))


def preload(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Let a page ask for its fonts before its style sheet has come and names them."""
    addresses = [html.escape(context["pathto"](f"_static/fonts/{name}", 1)) for name in FIRST]
    tags = [f'<link rel="preload" href="{one}" as="font" type="font/woff2" crossorigin />' for one in addresses]
    context["metatags"] = "\n".join([context.get("metatags", ""), *tags])
