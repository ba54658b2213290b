"""Images keep their place while they load, and load when the reader comes near."""

import re
from pathlib import Path

import imagesize
from docutils import nodes
from sphinx.application import Sphinx

_VIEW_BOX = re.compile(r'viewBox="\S+ \S+ (\S+) (\S+)"')
_IMAGE = re.compile(r'<img (?=[^>]*src="([^"]*)")')


def give_sizes(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Write the size of each image of a page beside its name; that of the logo is for the template."""
    if app.config.html_logo:
        context["logo_size"] = _size(Path(app.srcdir, app.config.html_logo))
    if doctree is not None:
        sources = {name: Path(app.srcdir, source) for source, name in app.builder.images.items()}
        context["body"] = _IMAGE.sub(lambda image: _with_size(image, sources), context["body"])


def _with_size(image: re.Match, sources: dict[str, Path]) -> str:
    source = sources.get(Path(image[1]).name)
    return f'<img {_size(source)} loading="lazy" ' if source else image[0]


def _size(file: Path) -> str:
    box = _VIEW_BOX.search(file.read_text()) if file.suffix == ".svg" else None
    width, height = map(float, box.groups()) if box else imagesize.get(file)
    return f'width="{width:.0f}" height="{height:.0f}"'
