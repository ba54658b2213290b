"""What Sphinx, the theme and the links' previews are told of where the book is published and its sources are kept."""

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from autograder.published import address, repository

BUTTONS = ("use_repository_button", "use_edit_page_button", "use_issues_button")


def tell(app: Sphinx, config: Config) -> None:
    """Without a repository there is no button that leads to it, and without an address no canonical one."""
    where = repository()
    if where:
        options = {"repository_url": where.url, "repository_branch": where.branch} | dict.fromkeys(BUTTONS, True)
        config.html_theme_options.update(options)  # type: ignore[attr-defined]
    config.html_baseurl = config.ogp_site_url = address()
    if not address():
        config.ogp_image, config.ogp_custom_meta_tags = None, ()  # a preview's picture needs a whole address


def mend(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Take away what leads nowhere: a page's own address that is none, and the sources of a page that has none."""
    if not address():
        context["metatags"] = re.sub(r'<meta property="og:url".*\n', "", context["metatags"])
    context["metatags"] = context["metatags"].replace(";,", ";")  # between the items of a list
    if doctree is None:
        context["header_buttons"] = [one for one in context["header_buttons"] if not one["label"].startswith("source-")]
