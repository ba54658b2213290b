"""An equation stands beside the code that computes it, where there is room."""

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from autograder.book.page import BESIDE

CONTAINER = "equation-and-code"

logger = logging.getLogger(__name__)


class StandBeside(SphinxTransform):
    """Put a cell tagged `beside`, or code of that class, and the equations right before it into one container.

    The style sheet makes two columns of it. A directive could not do it: a cell inside of a directive would not be run.
    """

    default_priority = 14  # before exercises are framed, which is at 15: an equation and its code may be part of one

    def apply(self, **kwargs) -> None:
        for code in list(self.document.findall(_is_marked)):
            section = code.parent
            end = section.index(code)
            begin = end
            while begin > 0 and isinstance(section[begin - 1], nodes.math_block):
                begin -= 1
            if begin == end:
                logger.warning("nothing stands beside this code: put an equation right before it", location=code)
                continue
            equations = nodes.container("", *section[begin:end])
            section[begin : end + 1] = [nodes.container("", equations, code, classes=[CONTAINER])]


def _is_marked(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and not {BESIDE, f"tag_{BESIDE}"}.isdisjoint(node.get("classes", []))
