"""A small course in a folder of its own: what the tests of the book build, change, and build again."""

import shutil
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from bs4 import BeautifulSoup
from rich.console import Console

from autograder.book.build import build_book
from autograder.course import REPOSITORY

HEAD = """\
---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, name: python3}
---

"""
CHAPTER = (
    HEAD
    + """\
# One step

Why does a *network* need a state?

```{code-cell} ipython3
:tags: [exercise]
import numpy as np

from unrolled import check
```

Here is a curve.

```{code-cell} ipython3
:tags: [remove-input]
from figures import style

fig, ax = style.new(3, 2)
ax.plot([1, 2])
style.show(fig, "a line that rises")
```

## Try it

The state $h_t$ depends on the one before it:

$$
h_t = \\tanh([x_t; h_{t-1}]\\,W + b)
$$ (a-step)

That is equation {eq}`a-step`.

![A loop that unrolls into a chain of states](static/preview.png)

+++ {"tags": ["exercise"]}

### Exercise: the step

Write the step. It takes five minutes.

```{code-cell} ipython3
---
nbgrader: {grade: false, grade_id: rnn_step, locked: false, schema_version: 3, solution: true, task: false}
---
from solutions.recurrence import rnn_step
```

```{code-cell} ipython3
---
nbgrader: {grade: true, grade_id: check_rnn_step, locked: true, schema_version: 3, solution: false, task: false}
---
check("rnn_step", rnn_step)
```

+++

This sentence comes after the exercise.

+++ {"tags": ["exercise"]}

### Exercise: the last output

Find the fault.

```{code-cell} ipython3
---
nbgrader: {grade: false, grade_id: last_output, locked: false, schema_version: 3, solution: true, task: false}
---
from solutions.recurrence import last_output
```

```{code-cell} ipython3
---
nbgrader: {grade: true, grade_id: check_last_output, locked: true, schema_version: 3, solution: false, task: false}
---
check("last_output", last_output)
```

+++ {"tags": ["exercise"]}

### Exercise: in words

Why does it vanish?

+++ {"nbgrader": {"grade": true, "grade_id": "vanishing_explained", "locked": false, "points": 4, \
"schema_version": 3, "solution": true, "task": false}}

Numbers below one, multiplied often, vanish.
"""
)
TOC = """\
format: jb-book
root: chapters/index
chapters:
  - file: chapters/recurrence
"""


@dataclass
class SmallCourse:
    """The code of the course as it is, with an index and a chapter of the tests' own."""

    root: Path
    said: str = field(default="", init=False)

    def __post_init__(self) -> None:
        for name in ("autograder", "solutions", "unrolled", "chapters/figures", "chapters/look", "chapters/static"):
            shutil.copytree(REPOSITORY / name, self.root / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(REPOSITORY / "_config.yml", self.root)
        (self.root / "_toc.yml").write_text(TOC)
        (self.root / "chapters" / "references.bib").touch()
        (self.root / "chapters" / "index.md").write_text("# A small course\n\nIt has one chapter.\n")
        self.chapter.write_text(CHAPTER)
        for stray in (".venv/lib/somebody_elses.md", "chapters/data/about_the_data.md", "about_the_course.md"):
            (self.root / stray).parent.mkdir(parents=True, exist_ok=True)
            (self.root / stray).write_text("# A file that is no page\n\nSee {doc}`nowhere`.\n")

    @property
    def chapter(self) -> Path:
        return self.root / "chapters" / "recurrence.md"

    def build(self) -> Path:
        """Build it and keep what was said; the caller has put the root on PYTHONPATH."""
        console = Console(file=StringIO(), width=200)
        try:
            return build_book(self.root, console=console)
        finally:
            self.said = console.file.getvalue()

    def page(self) -> BeautifulSoup:
        """The chapter as it was built."""
        html = (self.root / "_build" / "html" / "chapters" / "recurrence.html").read_text()
        return BeautifulSoup(html, "html.parser")

    def change(self, path: str, old: str, new: str) -> None:
        """Put `new` in the place of `old`, which must be there."""
        file = self.root / path
        text = file.read_text()
        assert old in text, f"{path} has no {old!r}"
        file.write_text(text.replace(old, new))
