"""All code cells of a notebook, each at its own cost: whatever one does, the next ones have their chance."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.kernel.kernel import Kernel, Outcome
from autograder.kernel.transcript import error
from autograder.sandbox.limits import DEFAULT, Limits


@dataclass(frozen=True)
class CellReport:
    """What happened to a code cell: `index` is its place among all cells, `sentence` why it did not reach its end."""

    index: int
    outcome: Outcome
    seconds: float = 0.0
    sentence: str = ""


def run_notebook(
    notebook: NotebookNode,
    start: Callable[[], Kernel],
    limits: Limits = DEFAULT,
    *,
    skip: Callable[[NotebookNode], bool] = lambda cell: False,
    replay: Callable[[NotebookNode], bool] = lambda cell: True,
    before_cell: Callable[[int, NotebookNode], None] = lambda index, cell: None,
    after_cell: Callable[[NotebookNode, CellReport], None] = lambda cell, report: None,
    progress: Callable[[CellReport], None] = lambda report: None,
    seconds_used: float = 0.0,
) -> list[CellReport]:
    """Run the code cells, but those to `skip`, in a kernel and put their outputs into the notebook; a report for each.

    `start` gives a kernel, and another one when the first has ended: a cell that runs too long or ends Python costs
    only itself. In the fresh kernel, the cells that had run well and for which `replay` is true are run again, and the
    next cell follows. After `limits.seconds`, less those
    that were used before, the rest is skipped.

    `before_cell` and `after_cell` are called around each cell that is run, and not around replays; `progress` after
    each code cell. What `start` raises where there can be no kernel goes on to the caller.
    """
    reports = []
    cells = _Cells(start, limits, replay, seconds_used)
    try:
        for index, cell in enumerate(notebook.cells):
            if cell.cell_type == "code" and not skip(cell):
                reports.append(cells.run(index, cell, before_cell, after_cell))
                progress(reports[-1])
    finally:
        cells.end_kernel()
    return reports


class _Cells:
    """The cells of one notebook, run one after the other, in as many kernels as it takes."""

    def __init__(
        self,
        start: Callable[[], Kernel],
        limits: Limits,
        replay: Callable[[NotebookNode], bool],
        seconds_used: float,
    ) -> None:
        self._start = start
        self._limits = limits
        self._replay = replay
        self._end = time.monotonic() + limits.seconds - seconds_used
        self._kernel: Kernel | None = None
        self._ran_well: list[str] = []

    def run(
        self,
        index: int,
        cell: NotebookNode,
        before: Callable[[int, NotebookNode], None],
        after: Callable[[NotebookNode, CellReport], None],
    ) -> CellReport:
        cell.outputs, cell.execution_count = [], None
        if not cell.source.strip():
            return CellReport(index, "ok")
        kernel = self._ready_kernel()
        if kernel is None:
            sentence = f"This cell was not run: the notebook had used up its {self._limits.seconds:g} s."
            cell.outputs.append(error("Skipped", sentence))
            return CellReport(index, "skipped", sentence=sentence)
        before(index, cell)
        begin = time.monotonic()
        execution = kernel.execute(cell.source, self._seconds())
        report = CellReport(index, execution.outcome, time.monotonic() - begin, execution.sentence)
        cell.outputs, cell.execution_count = execution.outputs, execution.execution_count
        if execution.outcome in ("timeout", "died"):
            self.end_kernel()
        elif execution.outcome == "ok" and self._replay(cell):
            self._ran_well.append(cell.source)
        after(cell, report)
        return report

    def end_kernel(self) -> None:
        if self._kernel is not None:
            self._kernel.stop()
            self._kernel = None

    def _seconds(self) -> float:
        """How long the next cell may run."""
        return min(self._limits.seconds_per_cell, self._end - time.monotonic())

    def _ready_kernel(self) -> Kernel | None:
        """A kernel in which all that ran well has run; None if the time is over."""
        while self._seconds() > 0:
            if self._kernel is not None and not self._kernel.ended:
                return self._kernel
            self.end_kernel()
            asked = time.monotonic()
            self._kernel = self._start()
            self._end += time.monotonic() - asked  # the grader's time, not the student's
            self._run_again(self._kernel)
        return None

    def _run_again(self, kernel: Kernel) -> None:
        for source in list(self._ran_well):
            if self._seconds() <= 0:
                return
            execution = kernel.execute(source, self._seconds())
            if execution.outcome in ("timeout", "died"):  # this once was enough
                self._ran_well.remove(source)
                self.end_kernel()
                return
