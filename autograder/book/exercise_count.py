"""{exercises}`lstm` says how many exercises the chapter of that name has: no text has to be kept in step with it."""

import re

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from autograder.course import CHAPTERS

_HEADING = re.compile(r"^#+ Exercise\b", re.MULTILINE)


class ExerciseCount(SphinxRole):
    """The number of a chapter's headings that begin with the word, those that are answered in words included."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        chapter = CHAPTERS / f"{self.text}.md"
        self.env.note_dependency(str(chapter))
        count = len(_HEADING.findall(chapter.read_text()))
        return [nodes.inline("", f"{count} exercises", classes=["count"])], []
