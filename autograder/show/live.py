"""A live table for a terminal: who is in work, who was done lately, how far the class is, and how long it will take."""

from collections import deque

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from autograder.grading.ledger import Ledger
from autograder.show.events import Finished, Graded, Started
from autograder.show.form import Form
from autograder.show.summary import show_summary
from autograder.show.words import UNPROTECTED, score, style

LATELY = 8
PACE_SECONDS = 3600.0  # the pace is that of the run so far, for one of up to an hour


class LiveTable(Form):
    """What was said of a student, a remark or a failure, stays above the table; only the table is redrawn."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._waiting: dict[str, None] = {}  # in order; those at the front are in work
        self._jobs = 0
        self._lately: deque[Ledger] = deque(maxlen=max(1, min(LATELY, console.height - 8)))
        self._failed = 0
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            TextColumn("[bold red]{task.fields[failed]}"),
            speed_estimate_period=PACE_SECONDS,
            console=console,
        )
        self._live = Live(get_renderable=self._table, console=console, refresh_per_second=4, transient=True)

    def started(self, event: Started) -> None:
        if not event.sandboxed:
            self._console.print(UNPROTECTED, style="bold red")
        self._waiting, self._jobs = dict.fromkeys(event.waiting), event.jobs
        self._task = self._progress.add_task(f"Grading {event.assignment}", total=len(event.waiting), failed="")
        if event.waiting:
            self._live.start(refresh=True)

    def graded(self, event: Graded) -> None:
        ledger = event.ledger
        self._waiting.pop(ledger.student, None)
        self._lately.appendleft(ledger)
        self._failed += not ledger.entries
        self._progress.update(self._task, advance=1, failed=f"{self._failed} without a grade" if self._failed else "")
        for remark in ledger.remarks:
            line = f"{ledger.student}: {' '.join(remark.split())}"
            self._console.print(line, style=style(ledger) if not ledger.entries else "yellow", markup=False)

    def said(self, word: str) -> None:
        self._console.print(word, markup=False)

    def finished(self, event: Finished) -> None:
        self._live.stop()
        show_summary(self._console, event)

    def __exit__(self, *problem: object) -> None:
        self._live.stop()

    def _table(self) -> RenderableType:
        table = Table(box=None, padding=(0, 2, 0, 0), expand=True)
        table.add_column("Student", no_wrap=True, max_width=40)
        table.add_column("Score", justify="right", no_wrap=True)
        table.add_column("Seconds", justify="right", no_wrap=True)
        table.add_column("Remarks", no_wrap=True, ratio=1)  # in what space is left
        for student in list(self._waiting)[: self._jobs]:
            table.add_row(escape(student), "in work", "", "", style="cyan")
        for ledger in self._lately:
            remarks = escape(" ".join(" ".join(ledger.remarks).split()))
            table.add_row(escape(ledger.student), score(ledger), f"{ledger.seconds:.1f}", remarks, style=style(ledger))
        return Group(self._progress, table)
