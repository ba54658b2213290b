"""jupyter-book's output as one wants it in a terminal: what is done to which page, and each problem with its place."""

import re
from collections import deque
from pathlib import Path

from rich.console import Console

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_STEP = re.compile(r"(reading|writing) \w+\.\.\. \[ *(\d+)%\] (\S+)")
_CELLS = re.compile(r"^(?:running|ran) the cells of .*")
_WARNING = re.compile(r"^(?:(\S+\.\w+(?::\d+)?): )?(?:WARNING|ERROR|CRITICAL): (?!All log messages before absl)(.*)")
_STOPPED = re.compile(r"^(?:Extension|Configuration|Sphinx|Theme) error\b|^Exception occurred:")
_FAILED = re.compile(r"^(\S+): WARNING: Executing notebook failed")
_END_OF_FAILURE = "[mystnb.exec]"
_CELL = re.compile(r"\n-{6,}\n(.*?)\n-{6,}\n+(.*)", re.DOTALL)
_LINES_SHOWN = 20  # of an output that is not understood


class Progress:
    """Hears the build's lines one after the other, shows what they mean, and collects the problems they tell of."""

    def __init__(self, root: Path, console: Console) -> None:
        self.root = root
        self.problems: list[str] = []
        self._console = console
        self._recent: deque[str] = deque(maxlen=_LINES_SHOWN)
        self._page_seen = False
        self._failed_page = ""
        self._failure: list[str] = []
        self._stopped = False  # whether the lines that arrive say why the build was given up

    def hear(self, line: str) -> None:
        line = _COLOUR.sub("", line)
        self._recent.append(line)
        if self._failed_page:
            self._hear_of_the_failure(line)
        elif step := _STEP.search(line):
            verb, percent, page = step.groups()
            self._page_seen = True
            self._say(f"{percent:>3}%  {verb} {page}")
        elif _CELLS.search(line):
            self._say(line)
        elif "Executing notebook using" in line:  # what failed a first time: to see where
            self._say("      running its cells once more")
        elif failed := _FAILED.search(line):
            self._failed_page = failed[1]
        elif _STOPPED.search(line) and not self._failure:  # after a failed cell it says the same again
            self.problems.append(line)
            self._stopped = True
        elif self._stopped:
            self.problems[-1] += f"\n{line}"
            self._stopped = line != ""
        elif warning := _WARNING.search(line):
            place, message = warning.groups()
            self.problems.append(f"{self._relative(place)}: {message}" if place else message)

    def success(self) -> None:
        """Say so, where there was nothing to do."""
        if not self._page_seen:
            self._say("Nothing has changed since the last build.")

    def failure(self) -> str:
        """What went wrong, and what to do, after a build that failed."""
        if not self.problems:
            self.problems.append("\n".join(["jupyter-book stopped, and said at last:", *self._recent]))
        return "\n\n".join([*self.problems, "Mend that and build again: what has been run since is kept."])

    def _hear_of_the_failure(self, line: str) -> None:
        if _END_OF_FAILURE not in line:
            self._failure.append(line)
            return
        self.problems.append(self._told_of_cell(Path(self._failed_page), "\n".join(self._failure)))
        self._failed_page = ""

    def _told_of_cell(self, page: Path, failure: str) -> str:
        """A cell's failure without the machinery's own traceback: the place, the cell, and what it raised."""
        parts = _CELL.search(failure)
        if parts is None:
            return f"{self._relative(page)}: a cell failed:\n{failure}"
        cell, raised = parts.groups()
        line = page.read_text().partition(cell)[0].count("\n") + 1
        return f"{self._relative(page)}:{line}: this cell failed:\n\n{cell}\n\n{raised}"

    def _relative(self, place: str | Path) -> str:
        return str(place).removeprefix(f"{self.root}/")

    def _say(self, message: str) -> None:
        self._console.print(message, markup=False, highlight=False)
