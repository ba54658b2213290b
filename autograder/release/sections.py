"""Where the book explains what an exercise asks for: the section that leads to it, and its address."""

import re
from functools import cache

from autograder.course import CHAPTERS, assignments
from autograder.published import address

FENCE = re.compile(r"`{3,}")
HEADING = re.compile(r"#+ (.+)")
EXERCISE = "Exercise: "


def section_of(exercise: str) -> dict[str, str] | None:
    """Chapter, title and address of the section that leads to an exercise; None where the chapters are not at hand."""
    chapters = (_sections(chapter) for chapter in assignments())
    return next((found[exercise] for found in chapters if exercise in found), None)


@cache
def _sections(chapter: str) -> dict[str, dict[str, str]]:
    """Those of one chapter. On Gradescope there are no chapters."""
    path = CHAPTERS / f"{chapter}.md"
    return sections_of(path.read_text("utf-8"), f"{chapter}.html") if path.exists() else {}


def sections_of(text: str, page: str) -> dict[str, dict[str, str]]:
    """For each exercise in the text of a chapter, which becomes that page, the last section before it."""
    found: dict[str, dict[str, str]] = {}
    headings: list[str] = []
    in_fence = False
    for line in text.splitlines():
        if FENCE.match(line):
            in_fence = not in_fence
        elif not in_fence and (heading := HEADING.match(line)) and not heading[1].startswith(EXERCISE):
            headings.append(re.sub(r"[`*$]", "", heading[1]))
        elif headings and (cell := re.search(r"grade_id: (\w+)", line)):
            found[cell[1]] = {
                "chapter": headings[0],
                "title": headings[-1],
                "address": f"{address()}chapters/{page}#{anchor(headings[-1])}" if address() else "",
            }
    return found


def anchor(title: str) -> str:
    """The id that Sphinx gives to the section of that title."""
    return re.sub("[^a-z0-9]+", "-", title.lower()).strip("-")
