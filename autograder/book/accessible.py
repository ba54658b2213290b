"""What docutils leaves in a page that keeps somebody out, mended before the page is written.

The frame of a page is the theme's: `templates` and chapters/look/accessible.css have what that needs.
"""

import re

from docutils import nodes
from sphinx.application import Sphinx

MENDS = (
    # The empty corner of a table whose rows have names heads no column: a screen reader would announce a heading.
    (re.compile(r'(<tr\b[^>]*>)<th class="([^"]*)"><p></p></th>'), r'\1<td class="\2"></td>'),
    # A reference's role has been withdrawn since; it is an item of the list that it stands in.
    (re.compile(r'role="doc-biblioentry"'), 'role="listitem"'),
    # Code is not English, whatever it looks like: what translates a page has to leave it alone.
    (re.compile(r"<(pre|code)(?=[ >])"), r'<\1 translate="no"'),
)


def mend(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Mend the text of the page."""
    for wrong, right in MENDS:
        context["body"] = wrong.sub(right, context.get("body", ""))
