"""What a page may show of the HTML in a submission: text and its marks, tables and pictures, nothing that acts.

Whoever reads a submission in the formgrader is signed in as the one who grades: a script on that page could grade too.
"""

import re

import nh3
from nbconvert.filters import strip_files_prefix

TAGS = {
    *("p", "div", "span", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "a", "img"),
    *("b", "i", "em", "strong", "del", "s", "sub", "sup", "small", "code", "pre", "kbd", "blockquote", "abbr"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
ATTRIBUTES = {
    "*": {"class"},
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
}
PROTOCOLS = {"http", "https", "mailto", "data"}  # a picture in a page is data
# What of an output is shown, the first there is: nbconvert's own list also has scripts and widgets.
SHOWN = ["text/html", "text/markdown", "image/svg+xml", "text/latex", "image/png", "image/jpeg", "text/plain"]
OTHER_TAG = re.compile(rf"<(?=[!?]|/?(?!(?:{'|'.join(sorted(TAGS))})(?![\w:-]))[a-z])", re.IGNORECASE)
CLEANER = nh3.Cleaner(tags=TAGS, attributes=ATTRIBUTES, url_schemes=PROTOCOLS, clean_content_tags=set())


def clean_html(text: str | bytes) -> str:
    """The text with all other tags made visible; takes the place of nbconvert's filter, which knows no paragraphs."""
    text = text.decode(errors="replace") if isinstance(text, bytes) else str(text)
    # For reading only. Whatever this lets through, nothing but the tags above comes out of the cleaner.
    return CLEANER.clean(OTHER_TAG.sub("&lt;", text))


def clean_markdown(text: str) -> str:
    """In place of `strip_files_prefix`, the last filter that nbgrader's templates send a markdown cell through."""
    return clean_html(strip_files_prefix(text))
