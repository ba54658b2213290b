"""The verdict on an answer: what each aspect of it earned, which known mistake it is, and how both are shown."""

import html
from dataclasses import dataclass

from unrolled.picture import Picture

WAITS = "looked at only when what comes before is right"
# How the lines of a message begin. A table of aspects makes the first needless.
RIGHT_SO_FAR = "Right so far: "
NOT_YET = "Not yet: "
LEFT = ' style="text-align: left"'


@dataclass(frozen=True)
class Aspect:
    """One thing a check looks at, what it is worth, and what is wrong with it (None where nothing is)."""

    name: str
    points: float
    problem: str | None = None
    hint: str = ""

    @property
    def earned(self) -> float:
        return self.points if self.problem is None else 0.0

    @property
    def state(self) -> str:
        """A sign and a word."""
        if self.problem is None:
            return "\N{CHECK MARK} passed"
        return "\N{HORIZONTAL ELLIPSIS} waits" if self.problem == WAITS else "\N{MULTIPLICATION X} not yet"


@dataclass(frozen=True)
class Section:
    """Where the book explains what an exercise asks for; without an address where the book is not published."""

    chapter: str
    title: str
    address: str = ""

    def _repr_html_(self) -> str:
        title = html.escape(self.title)
        linked = f'<a href="{html.escape(self.address)}">{title}</a>' if self.address else f"<em>{title}</em>"
        return f"the section {linked} of the chapter {html.escape(self.chapter)}"


@dataclass(frozen=True)
class Verdict:
    """What a check says of an answer. `score` is in [0, 1]; `mistakes` names the known mistakes it consists of: one,
    two at once, or none. `picture` and `section` help where it is not right: see `unrolled.look`.
    """

    exercise: str
    aspects: tuple[Aspect, ...]
    mistakes: tuple[str, ...]
    message: str
    picture: Picture | None = None
    section: Section | None = None

    @property
    def mistake(self) -> str | None:
        """The name of the known mistake, the first of two; None where none was recognised."""
        return self.mistakes[0] if self.mistakes else None

    @property
    def passed(self) -> bool:
        return all(aspect.problem is None for aspect in self.aspects)

    @property
    def maximum(self) -> float:
        return sum(aspect.points for aspect in self.aspects)

    @property
    def points(self) -> float:
        return sum(aspect.earned for aspect in self.aspects)

    @property
    def score(self) -> float:
        return self.points / self.maximum

    def __str__(self) -> str:
        return f"{self.exercise}: {self.points:g} of {self.maximum:g} points\n{self.message}"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        state = "passed" if self.passed else "failed"
        sign = "\N{CHECK MARK}" if self.passed else "\N{MULTIPLICATION X}"
        heading = f"{sign} {html.escape(self.exercise)}: {self.points:g} of {self.maximum:g} points"
        parts = [f"<p><strong>{heading}</strong></p>"]
        parts += [
            f"<p>{html.escape(line)}</p>" for line in self.message.splitlines() if self.passed or not _in_table(line)
        ]
        if not self.passed:
            parts.append(self._table())
        if self.picture:
            parts.append(self.picture._repr_html_())
        if self.section:
            parts.append(f"<p>In the book: {self.section._repr_html_()}.</p>")
        return f'<div class="unrolled-verdict {state}">{"".join(parts)}</div>'

    def _table(self) -> str:
        """What each aspect earned. A notebook's own style sheet would put all of it to the right."""
        rows = "".join(
            f'<tr><th scope="row"{LEFT}>{html.escape(aspect.name)}</th><td{LEFT}>{aspect.state}</td>'
            f"<td{LEFT}>{aspect.earned:g} of {aspect.points:g}</td></tr>"
            for aspect in self.aspects
        )
        head = "".join(f'<th scope="col"{LEFT}>{title}</th>' for title in ("What is looked at", "Found", "Points"))
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _in_table(line: str) -> bool:
    return line.startswith(RIGHT_SO_FAR)
