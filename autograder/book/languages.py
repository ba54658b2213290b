"""Words of another language are marked as such: a screen reader then reads them with that language's voice."""

import re
from itertools import cycle

from docutils import nodes
from sphinx.transforms import SphinxTransform

CHINESE = re.compile(
    r"([\u3000-\u303f\u3400-\u9fff\uff00-\uffef]*[\u3400-\u9fff][\u3000-\u303f\u3400-\u9fff\uff00-\uffef]*)"
)
_NOT_PROSE = (nodes.FixedTextElement, nodes.literal, nodes.math, nodes.raw, nodes.comment)


class MarkChinese(SphinxTransform):
    """Put each run of Chinese characters into a span of its own; docutils makes `lang` of the class."""

    default_priority = 800  # after translations have been put in, which is at 20, and words have become references

    def apply(self, **kwargs) -> None:
        if self.config.language.startswith("zh"):
            return
        for text in list(self.document.findall(nodes.Text)):
            if CHINESE.search(text) and not _is_in(text, _NOT_PROSE):
                text.parent.replace(text, list(_marked(text)))


def _marked(text: str):
    for part, is_chinese in zip(CHINESE.split(text), cycle((False, True)), strict=False):
        if part:
            yield nodes.inline("", part, classes=["language-zh"]) if is_chinese else nodes.Text(part)


def _is_in(node: nodes.Node, kinds: tuple[type, ...]) -> bool:
    while node.parent is not None:
        node = node.parent
        if isinstance(node, kinds):
            return True
    return False
