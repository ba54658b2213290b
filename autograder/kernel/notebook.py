"""All code cells of a notebook, each at its own cost: whatever one does, the next ones have their chance."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.kernel import Kernel
from autograder.kernel.execution import Outcome
from autograder.sandbox import Sandbox
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
    folder: Path,
    sandbox: Sandbox,
    limits: Limits = DEFAULT,
    *,
    environment: Mapping[str, str] | None = None,
    shared: Path | None = None,
    replay: Callable[[NotebookNode], bool] = lambda cell: True,
    before_cell: Callable[[int, NotebookNode], None] = lambda index, cell: None,
    after_cell: Callable[[NotebookNode, CellReport], None] = lambda cell, report: None,
    progress: Callable[[CellReport], None] = lambda report: None,
) -> list[CellReport]:
    """Run the code cells in a copy of `folder` and put their outputs into the notebook; a report for each.

    A cell that runs too long or ends Python costs only itself: in a fresh kernel, the cells that had run well and for
    which `replay` is true are run again, and the next cell follows. After `limits.seconds` the rest is skipped.

    `before_cell` and `after_cell` are called around each cell that is run, and not around replays; `progress` after
    each code cell. They block the kernel's messages, so a server must have its own thread. `environment` and `shared`
    are those of `Sandbox.start`. StartFailed is raised if there can be no kernel, whatever the cells are.
    """

    def start() -> Awaitable[Kernel]:
        return Kernel.started(sandbox, folder, limits, environment, shared)

    async def run() -> list[CellReport]:
        reports = []
        cells = _Cells(start, limits, replay)
        try:
            for index, cell in enumerate(notebook.cells):
                if cell.cell_type == "code":
                    reports.append(await cells.run(index, cell, before_cell, after_cell))
                    progress(reports[-1])
        finally:
            cells.end_kernel()
        return reports

    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        return runner.run(run())


class _Cells:
    """The cells of one notebook, run one after the other, in as many kernels as it takes."""

    def __init__(self, start: Callable[[], Awaitable[Kernel]], limits: Limits, replay: Callable[[NotebookNode], bool]):
        self._start = start
        self._limits = limits
        self._replay = replay
        self._end = time.monotonic() + limits.seconds
        self._kernel: Kernel | None = None
        self._ran_well: list[str] = []

    async def run(
        self,
        index: int,
        cell: NotebookNode,
        before: Callable[[int, NotebookNode], None],
        after: Callable[[NotebookNode, CellReport], None],
    ) -> CellReport:
        cell.outputs, cell.execution_count = [], None
        if not cell.source.strip():
            return CellReport(index, "ok")
        kernel = await self._ready_kernel()
        if kernel is None:
            sentence = f"This cell was not run: the notebook had used up its {self._limits.seconds:g} s."
            cell.outputs.append(new_output("error", ename="Skipped", evalue=sentence, traceback=[sentence]))
            return CellReport(index, "skipped", sentence=sentence)
        before(index, cell)
        begin = time.monotonic()
        execution = await kernel.execute(cell.source, self._seconds())
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

    async def _ready_kernel(self) -> Kernel | None:
        """A kernel in which all that ran well has run; None if the time is over."""
        while self._seconds() > 0:
            if self._kernel is not None and not self._kernel.ended:
                return self._kernel
            self.end_kernel()
            self._kernel = await self._start()
            await self._run_again(self._kernel)
        return None

    async def _run_again(self, kernel: Kernel) -> None:
        for source in list(self._ran_well):
            if self._seconds() <= 0:
                return
            execution = await kernel.execute(source, self._seconds())
            if execution.outcome in ("timeout", "died"):  # this once was enough
                self._ran_well.remove(source)
                self.end_kernel()
                return
