"""nbgrader's feedback page with our summary in it, made without doing again what was done for the page before.

Most cells of a class's notebooks are the instructor's, and the same in each: what is shown of a text is remembered.
"""

import re
from collections.abc import Callable
from functools import cached_property, lru_cache, partial, wraps
from pathlib import Path
from typing import Any

import pygments
from bs4 import BeautifulSoup
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from traitlets.config import Config

from autograder.feedback.summary import summary

TEMPLATES = Path(__file__).parent / "templates"
MOST_REMEMBERED = 2_000
LONGEST_REMEMBERED = 10_000
MAGIC = set("%!?")
PICTURE, DESCRIBED = re.compile(r"<img[^>]*"), re.compile(r"\salt=\S")
NOT_DESCRIBED = "No description has been provided for this image"  # nbconvert's own words


def remembered(show: Callable[..., str]) -> Callable[..., str]:
    """The same function of a text, and of what else can be a key; long texts are not kept."""
    kept = lru_cache(MOST_REMEMBERED)(show)

    @wraps(show)
    def recall(text: str, *rest: Any) -> str:
        return kept(text, *rest) if len(text) <= LONGEST_REMEMBERED else show(text, *rest)

    return recall


class FeedbackExporter(HTMLExporter):
    """Renders our template in place of nbgrader's own; any other is left to nbconvert's exporter."""

    def __init__(self, config: Config, **kw: Any) -> None:
        self._quick = config.HTMLExporter.get("template_name") == "feedback"
        if self._quick:
            config = Config(config)
            config.merge(Config(FeedbackExporter=on_top_of(config.HTMLExporter)))
        super().__init__(config=config, **kw)
        if self._quick:
            self._register_filters()

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> Any:
        if not self._quick:
            return super().from_notebook_node(nb, resources, **kw)
        # nbconvert's own class would now parse the page and write it again, which takes longer than all else.
        return TemplateExporter.from_notebook_node(self, nb, self._init_resources(resources), **kw)

    def page(self, notebook: NotebookNode, shown: dict[str, Any]) -> str:
        """The page of a notebook that nobody else needs; `shown` is what nbgrader tells its template of it."""
        if not self._quick or self.preprocessors:
            return self.from_notebook_node(notebook, {"nbgrader": shown})[0]
        resources = ResourcesDict()
        resources.update(self._resources, nbgrader=shown)
        return self.template.render(nb=notebook, resources=resources).lstrip("\r\n")

    @cached_property
    def _resources(self) -> ResourcesDict:
        """What is the same for all pages."""
        nothing = {"notebook": "", "score": 0, "max_score": 0, "late_penalty": 0}
        return self.from_notebook_node(new_notebook(), {"nbgrader": nothing})[1]

    def _register_filters(self) -> None:
        filters, render = self.environment.filters, self.markdown2html
        render_alone = remembered(partial(render, {}))

        @pass_context
        def markdown2html(context: Any, text: str) -> str:
            attached = context.get("cell", {}).get("attachments")
            return render(context, text) if attached else render_alone(text)

        highlight = Highlight2HTML(parent=self)
        formatter = HtmlFormatter(
            cssclass=f" highlight hl-{highlight.pygments_lexer}", **highlight.extra_formatter_options
        )
        highlighted = remembered(lambda text: pygments.highlight(text or " ", lexer_of(text), formatter))

        self.register_filter("filter_data_type", WidgetsDataTypeFilter({}, parent=self, resources={}))
        self.register_filter("highlight_code", lambda text, metadata: highlighted(text))
        self.register_filter("describe_pictures", describe_pictures)
        self.register_filter("points", points)
        self.register_filter("summary", summary)
        self.register_filter("markdown2html", markdown2html)
        for name in ("clean_html", "strip_files_prefix", "ansi2html"):
            self.register_filter(name, remembered(filters[name]))


def on_top_of(theirs: Config) -> dict[str, Any]:
    """Our template beside nbgrader's, which it extends by its whole name."""
    folders = list(theirs.get("extra_template_basedirs", []))
    return {
        "template_name": "unrolled",
        "extra_template_basedirs": [*folders, str(TEMPLATES)],
        "extra_template_paths": [*theirs.get("extra_template_paths", []), *folders],
    }


def points(number: float) -> str:
    return f"{round(number, 2):g}"


def lexer_of(code: str) -> Lexer:
    """IPython's, which knows magics; or Python's own, which is faster, where there can be none."""
    return get_lexer_by_name("ipython3" if MAGIC & set(code) else "python3")


def describe_pictures(page: str) -> str:
    """Give each picture an alternative text."""
    if all(DESCRIBED.search(tag) for tag in PICTURE.findall(page)):
        return page
    soup = BeautifulSoup(page, "html.parser")
    for picture in soup.select("img:not([alt])"):
        picture["alt"] = NOT_DESCRIBED
    return str(soup)
