"""A page loads what it uses: of the scripts and styles that the extensions give to each page, and of the icons.

The theme brings three fonts with 2,000 icons, and a rule for each; the pages show about a dozen.
"""

import re
from pathlib import Path

from docutils import nodes
from fontTools import subset
from sphinx.application import Sphinx

USED_WHERE = {  # how the name of a file begins, and what is in a page that uses it
    "clipboard": 'class="highlight',
    "copybutton": 'class="highlight',
    "design-tabs": "sd-tab-",
    "mystnb": 'class="cell',
    "sphinx-design": "sd-",
}
STYLE_OF_THEME = Path("_static", "styles", "pydata-sphinx-theme.css")
ICON_FONTS = Path("_static", "vendor", "fontawesome", "webfonts")
_ICON = re.compile(r'((?:\.fa-[\w-]+:before,?)+)\{content:"[^"]*"\}')
_SHOWN = re.compile(r'"\\([0-9a-f]{2,6})')
_SOURCES = re.compile(r"src:url\(([^)]*/fa-[\w-]+)\.woff2\)[^}]*")


def leave_out_unused(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Take the files off the page that nothing on it uses."""
    body = context.get("body", "")
    for files in (context["script_files"], context["css_files"]):
        files[:] = [file for file in files if _is_used(Path(file.filename or "").name, body)]


def _is_used(name: str, body: str) -> bool:
    return all(sign in body for beginning, sign in USED_WHERE.items() if name.startswith(beginning))


def leave_out_icons(app: Sphinx, exception: Exception | None) -> None:
    """Leave of the icons, and of the rules that name them, those that some page shows."""
    style = Path(app.outdir, STYLE_OF_THEME)
    if exception is not None or app.builder.format != "html" or not style.exists():
        return
    for unused in Path(app.outdir, "_static", "scripts").glob("fontawesome.js*"):
        unused.unlink()
    named = set(re.findall(r"\bfa-[\w-]+", _all_of(app, "*.html") + _all_of(app, "*.js")))
    rules = _ICON.sub(lambda rule: rule[0] if named & set(re.findall(r"fa-[\w-]+", rule[1])) else "", style.read_text())
    style.write_text(_SOURCES.sub(r'src:url(\1.woff) format("woff")', rules))
    shown = [int(point, 16) for point in _SHOWN.findall(_all_of(app, "*.css"))]
    for font in Path(app.outdir, ICON_FONTS).glob("*.ttf"):
        _reduce(font, shown)


def _all_of(app: Sphinx, files: str) -> str:
    return "".join(file.read_text() for file in sorted(Path(app.outdir).rglob(files)))


def _reduce(font: Path, shown: list[int]) -> None:
    """Put a font with these characters alone in the place of the font, for the web."""
    options = subset.Options(flavor="woff", layout_features=[], notdef_outline=True)
    reduced = subset.load_font(str(font), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=shown)
    subsetter.subset(reduced)
    subset.save_font(reduced, str(font.with_suffix(".woff")), options)
    for original in (font, font.with_suffix(".woff2")):
        original.unlink()
