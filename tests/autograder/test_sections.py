"""Does each exercise name the section of the book that leads to it, and would its address be right?"""

import re

import pytest
from docutils.nodes import make_id

from autograder.course import CHAPTERS, assignments
from autograder.exercise import exercises
from autograder.release import sections
from autograder.release.sections import anchor, section_of, sections_of

ALL = [(chapter, name) for chapter in assignments() for name in exercises(chapter)]
TEXT = """
# Halves & wholes

```{code-cell}
# not a heading
```

## Halving: `x / 2`

### Exercise: Halve

```{code-cell}
---
nbgrader: {grade: true, grade_id: halve, locked: true}
---
```
"""


@pytest.mark.parametrize(("chapter", "name"), ALL)
def test_is_the_section_of_each_exercise_in_its_chapter(chapter: str, name: str):
    section = section_of(name)
    assert section is not None
    headings = re.findall(
        r"^#+ (.*)", re.sub(r"^```.*?^```", "", (CHAPTERS / f"{chapter}.md").read_text(), flags=re.M | re.S), re.M
    )
    assert section["chapter"] == headings[0]
    titles = [re.sub("[`*$]", "", heading) for heading in headings]
    assert titles.count(section["title"]) == 1, "two sections of one title have other ids"
    assert not section["title"].startswith("Exercise")
    assert titles.index(section["title"]) > 0
    assert anchor(section["title"]) == make_id(section["title"]), "as Sphinx makes the ids of its sections"


def test_are_all_exercises_asked_about():
    assert len(ALL) >= 57


def test_is_there_an_address_once_the_book_is_published(monkeypatch):
    assert sections_of(TEXT, "halves.html")["halve"]["address"] == ""
    monkeypatch.setattr(sections, "address", lambda: "https://book.example/")
    assert sections_of(TEXT, "halves.html")["halve"] == {
        "chapter": "Halves & wholes",
        "title": "Halving: x / 2",
        "address": "https://book.example/chapters/halves.html#halving-x-2",
    }


def test_is_there_no_section_where_there_is_no_book(monkeypatch, tmp_path):
    monkeypatch.setattr(sections, "CHAPTERS", tmp_path)
    assert sections._sections.__wrapped__("lstm") == {}
