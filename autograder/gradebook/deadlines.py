"""Due dates, what handing in late costs, and extensions: what the course folder's deadlines.toml says.

    [lstm]
    due = 2026-12-01T18:00:00Z
    late = { per_day = 0.1, most = 0.5, grace = "15 minutes" }
    attempts = "best"

    [lstm.extensions]
    alice = "3 days"
    bob = 2026-12-10T18:00:00Z

With `attempts = "best"`, what lies in the folders attempts/<student>/<assignment>/*/ is graded too; the best counts.
"""

import difflib
import math
import re
import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, TypeAdapter, ValidationError

from autograder.course import Course, assignments
from autograder.errors import UserError

DURATION = re.compile(r"(\d+(?:\.\d+)?) *(minute|hour|day|week)s?")
EXAMPLES = {
    "due": "due = 2026-12-01T18:00:00Z",
    "late": 'late = { per_day = 0.1, most = 0.5, grace = "15 minutes" }',
    "attempts": 'attempts = "best", or attempts = "last"',
    "extensions": 'alice = "3 days", or alice = 2026-12-10T18:00:00Z',
}


def _duration(value: Any) -> timedelta:
    """What `1 day 12 hours` and the like mean."""
    found = DURATION.findall(value) if isinstance(value, str) else []
    if not found or DURATION.sub("", value).strip(" ,"):
        raise ValueError(f"{value!r} is no duration: a number of minutes, hours, days or weeks, in quotation marks")
    return sum((timedelta(**{f"{unit}s": float(number)}) for number, unit in found), timedelta())


def _moment(value: Any) -> datetime:
    """A date with its time and its difference to UTC, which two people cannot understand differently."""
    if not isinstance(value, datetime):
        raise ValueError(f"{str(value)!r} is no date with its time, written without quotation marks")
    if value.tzinfo is None:
        raise ValueError(f"{value} leaves open in which time zone: add Z for UTC, or the difference to it, as +01:00")
    return value


def _extension(value: Any) -> datetime | timedelta:
    return _moment(value) if not isinstance(value, str) else _duration(value)


Duration = Annotated[timedelta, PlainValidator(_duration)]
Moment = Annotated[datetime, PlainValidator(_moment)]
Extension = Annotated[datetime | timedelta, PlainValidator(_extension)]
Share = Annotated[float, Field(ge=0, le=1, strict=True)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Late(_Table):
    """What each begun day costs, as a share of the points earned; nothing within the grace."""

    per_day: Share
    most: Share = 1.0
    grace: Duration = timedelta()


class Deadline(_Table):
    """The table of one assignment."""

    due: Moment
    late: Late | None = None
    attempts: Literal["last", "best"] = "last"
    extensions: dict[str, Extension] = {}

    @property
    def due_utc(self) -> datetime:
        """As nbgrader's gradebook holds it: in UTC, without saying so."""
        return self.due.astimezone(UTC).replace(tzinfo=None)

    def extension(self, student: str) -> timedelta | None:
        """By how much a student may be later than the others."""
        given = self.extensions.get(student)
        return given - self.due if isinstance(given, datetime) else given

    def share_lost(self, seconds_late: float) -> float:
        """The share of the points that is taken off."""
        if self.late is None or seconds_late <= self.late.grace.total_seconds():
            return 0.0
        return min(self.late.most, self.late.per_day * math.ceil(seconds_late / timedelta(days=1).total_seconds()))

    def share_lost_at(self, student: str, timestamp: datetime | None) -> float:
        """The same for a student who handed in at this time, in UTC; nobody is late at an unknown one."""
        if timestamp is None:
            return 0.0
        late = timestamp - self.due_utc - (self.extension(student) or timedelta())
        return self.share_lost(late.total_seconds())

    def penalty(self, score: float, seconds_late: float) -> float | None:
        """The points that are taken off; nbgrader has None for none."""
        return round(score * self.share_lost(seconds_late), 2) or None


def deadlines(course: Course) -> dict[str, Deadline]:
    """The deadline of each assignment that has one; UserError where the file cannot be understood."""
    path = course.deadlines
    try:
        text = path.read_text(encoding="utf-8")
        tables = tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise UserError(f"{path} is not TOML: {problem}. Its lines are like: {EXAMPLES['due']}") from problem
    unknown = [name for name in tables if name not in assignments()]
    if unknown:
        meant = difflib.get_close_matches(unknown[0], assignments(), n=1) or [", ".join(assignments())]
        raise UserError(f"{path}, {_place(text, unknown)}: there is no such assignment. Do you mean {meant[0]}?")
    try:
        return TypeAdapter(dict[str, Deadline]).validate_python(tables)
    except ValidationError as problem:
        lines = [f"{path}, {_place(text, one['loc'])}: {_said(one)}" for one in problem.errors()]
        raise UserError("\n".join(lines)) from problem


def _place(text: str, keys: Sequence[int | str]) -> str:
    """The line and the name of a key, such as `line 3, lstm.late.grace`."""
    number = 0
    lines = text.splitlines()
    for key in map(str, keys):
        named = [at for at in range(number, len(lines)) if re.search(rf"(?<!\w){re.escape(key)}(?!\w)", lines[at])]
        number = named[0] if named else number
    return f"line {number + 1}, {'.'.join(map(str, keys))}"


def _said(problem: Any) -> str:
    """What is wrong with a key, and what would be right."""
    keys = [key for key in problem["loc"] if key in EXAMPLES]
    if problem["type"] == "extra_forbidden":
        return f"there is no such setting. There are: {', '.join(EXAMPLES)}; in late: {', '.join(Late.model_fields)}"
    message = str(problem["msg"]).removeprefix("Value error, ")
    return f"{message}. For example: {EXAMPLES[keys[-1]] if keys else EXAMPLES['due']}"


def in_words(seconds: float) -> str:
    """A lateness such as `1 day 3 hours`, to two units."""
    left, parts = max(1, round(seconds / 60)), []
    for unit, minutes in (("day", 1440), ("hour", 60), ("minute", 1)):
        number, left = divmod(left, minutes)
        if number:
            parts.append(f"{number} {unit}" + ("" if number == 1 else "s"))
    return " ".join(parts[:2])
