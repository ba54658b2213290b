"""What stands in the head of each page for those who have not opened it yet."""

import html

from docutils import nodes
from sphinx.application import Sphinx

LENGTH = 160  # characters; search engines cut there


def describe(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Make the page's first paragraph its description."""
    paragraph = next(doctree.findall(nodes.paragraph), None) if doctree else None
    if paragraph is not None:
        text = " ".join(paragraph.astext().split())
        shortened = text if len(text) <= LENGTH else text[: LENGTH - 3].rpartition(" ")[0] + "..."
        context["metatags"] += f'\n<meta name="description" content="{html.escape(shortened)}" />'
