"""The verdict on an answer: what each aspect of it earned, which known mistake it is, and how both are shown."""

import html
from dataclasses import dataclass


@dataclass(frozen=True)
class Aspect:
    """One thing a check looks at, what it is worth, and what is wrong with it (None where nothing is)."""

    name: str
    points: float
    problem: str | None = None
    hint: str = ""


@dataclass(frozen=True)
class Verdict:
    """What a check says of an answer. `score` is in [0, 1]; `mistakes` names the known mistakes it consists of: one,
    two at once, or none."""

    exercise: str
    aspects: tuple[Aspect, ...]
    mistakes: tuple[str, ...]
    message: str

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
        return sum(aspect.points for aspect in self.aspects if aspect.problem is None)

    @property
    def score(self) -> float:
        return self.points / self.maximum

    def __str__(self) -> str:
        return f"{self.exercise}: {self.points:g} of {self.maximum:g} points\n{self.message}"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        state = "passed" if self.passed else "failed"
        sign = "\N{CHECK MARK}" if self.passed else "\N{MULTIPLICATION X}"
        lines = "".join(f"<p>{html.escape(line)}</p>" for line in self.message.splitlines())
        heading = f"{sign} {html.escape(self.exercise)}: {self.points:g} of {self.maximum:g} points"
        return f'<div class="unrolled-verdict {state}"><strong>{heading}</strong>{lines}</div>'
