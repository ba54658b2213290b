"""Plain lines, one as each student is done: for a log, a pipe, or a terminal that cannot do more."""

from rich.console import Console

from autograder.show.events import Finished, Graded, Started
from autograder.show.form import Form
from autograder.show.summary import show_summary
from autograder.show.words import UNPROTECTED, number_of, score, style


class Lines(Form):
    def __init__(self, console: Console) -> None:
        self._console = console
        self._total = self._done = 0

    def started(self, event: Started) -> None:
        self._total = len(event.waiting)
        if not event.sandboxed:
            self._console.print(UNPROTECTED, style="bold red")
        self._console.print(f"Grading {event.assignment}: {number_of(self._total, 'submission')}")

    def graded(self, event: Graded) -> None:
        self._done += 1
        ledger = event.ledger
        what = f"{self._done}/{self._total}  {ledger.student}  {score(ledger)}  {ledger.seconds:.1f} s"
        line = "  ".join([what, *ledger.remarks])
        self._console.print(" ".join(line.split("\n")), style=style(ledger), markup=False, soft_wrap=True)

    def said(self, word: str) -> None:
        self._console.print(word, markup=False, soft_wrap=True)

    def finished(self, event: Finished) -> None:
        show_summary(self._console, event)


class Quiet(Form):
    """Only those who have no grade."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def graded(self, event: Graded) -> None:
        if not event.ledger.entries:
            line = f"{event.ledger.student}: {' '.join(event.ledger.remarks)}"
            self._console.print(line, markup=False, soft_wrap=True)
