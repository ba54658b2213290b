"""An exercise stands in a frame of its own, from its statement to its check."""

from docutils import nodes
from sphinx.transforms import SphinxTransform

from autograder.book.page import CHECK, EXERCISE, MODEL_ANSWER


class FrameExercises(SphinxTransform):
    """Put what lies between an exercise's heading and its check, or its model answer, into one container.

    A directive could not do it in the source: a cell inside of a directive would not be run.
    """

    default_priority = 15  # before Sphinx extracts or puts in translations, which is at 20

    def apply(self, **kwargs) -> None:
        for section in list(self.document.findall(nodes.section)):
            ends = [place for place, child in enumerate(section.children) if _closes(child)]
            if ends:
                end = ends[-1] + 1
                framed = section.children[1:end]
                del section[1:end]
                names = [name for name in map(_checked, framed) if name]
                frame = nodes.container("", *framed, classes=[EXERCISE], ids=[f"answer-{name}" for name in names])
                section.insert(1, frame)


def _closes(node: nodes.Node) -> bool:
    """Whether an exercise ends with this node."""
    if not isinstance(node, nodes.Element):
        return False
    return f"tag_{CHECK}" in node.get("classes", []) or MODEL_ANSWER in node.get("container_classes", [])


def _checked(node: nodes.Node) -> str | None:
    """The exercise that a node checks: the page's scripts find its frame by that name."""
    if not isinstance(node, nodes.Element):
        return None
    grade_id = node.get("cell_metadata", {}).get("nbgrader", {}).get("grade_id", "")
    return grade_id.removeprefix("check_") if f"tag_{CHECK}" in node.get("classes", []) else None
