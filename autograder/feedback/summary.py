"""What stands at the top of a feedback page: each graded cell, what it earned and where it is explained.

It is read from the autograded notebook alone, so that nbgrader's command shows the same as ours.
"""

from dataclasses import asdict, dataclass, replace
from typing import Any

from nbformat import NotebookNode

from autograder.release.source import checked_exercise
from unrolled.verdict import NOT_YET, RIGHT_SO_FAR, Aspect, Section, Verdict

# Beside the verdict's text and HTML in the output of a check cell.
VERDICT = "application/vnd.unrolled.verdict+json"
LONGEST_SENTENCE = 200
WRITTEN, PLAIN = "Written answer", "Test"


@dataclass(frozen=True)
class Row:
    """One graded cell. `waits` where a person has yet to read it; `comment` is the cell that has a comment, if any."""

    name: str
    cell: str
    score: float
    points: float
    kind: str = ""
    waits: bool = False
    comment: str | None = None
    aspects: tuple[Aspect, ...] = ()
    sentence: str = ""
    section: Section | None = None

    @property
    def state(self) -> str:
        """A class of the style sheet."""
        return "waits" if self.waits else "passed" if self.score >= self.points else "failed"


def as_json(verdict: Verdict) -> dict[str, Any]:
    """What the summary shows of a verdict."""
    return {
        "aspects": [asdict(replace(aspect, hint="")) for aspect in verdict.aspects],
        "sentence": "" if verdict.passed else _first_sentence(verdict.message),
        "section": verdict.section and asdict(verdict.section),
    }


def summary(notebook: NotebookNode) -> list[Row]:
    """The graded cells in the order of the notebook."""
    marks = [cell.metadata.get("nbgrader") or {} for cell in notebook.cells]
    commented = {one["grade_id"] for one in marks if one.get("comment")}
    return [
        _row(cell, commented)
        for cell, one in zip(notebook.cells, marks, strict=True)
        if one.get("grade") or one.get("task")
    ]


def _row(cell: NotebookNode, commented: set[str]) -> Row:
    marks = cell.metadata.nbgrader
    exercise = checked_exercise(cell)
    kind = "" if exercise else PLAIN if cell.cell_type == "code" and not marks.get("solution") else WRITTEN
    name = exercise or marks.grade_id
    row = Row(
        name,
        marks.grade_id,
        marks.get("score") or 0.0,
        marks.get("points") or 0.0,
        kind,
        marks.get("waits", False),
        next((one for one in (name, marks.grade_id) if one in commented), None),
    )
    said = next((one.data[VERDICT] for one in cell.get("outputs", []) if VERDICT in one.get("data", {})), None)
    if exercise is None or said is None:
        return row
    try:
        aspects = tuple(Aspect(**aspect) for aspect in said["aspects"])
        section = Section(**said["section"]) if said["section"] else None
        return replace(row, aspects=aspects, sentence=str(said["sentence"]), section=section)
    except (KeyError, TypeError):  # a notebook that another version of this grader has graded
        return row


def _first_sentence(message: str) -> str:
    lines = [line for line in message.splitlines() if not line.startswith(RIGHT_SO_FAR)]
    sentence = (lines or [""])[0].removeprefix(NOT_YET).split(". ")[0]
    return sentence if len(sentence) <= LONGEST_SENTENCE else sentence[:LONGEST_SENTENCE].rpartition(" ")[0] + " ..."
