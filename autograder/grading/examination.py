"""Run one notebook beside an examiner: the kernel inside of the sandbox, the verdicts outside."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from nbformat import NotebookNode, v4
from nbgrader.utils import is_grade

from autograder.grading.examiner import Examiner
from autograder.grading.ledger import Entry, Ledger
from autograder.kernel.notebook import CellReport, run_notebook
from autograder.release.source import checked_exercise
from autograder.sandbox import Sandbox
from autograder.sandbox.limits import Limits
from unrolled.outcome import readable

# Whatever a student called `check` in the meantime, and wherever the import of it went: a check cell runs the client.
CLIENT = "from unrolled import check\n"
NOT_EXAMINED = "The check did not come to an end: {}"
LONGEST_REASON = 300


def examine(
    notebook: NotebookNode,
    folder: Path,
    ledger: Ledger,
    seed: str,
    place: Sandbox,
    limits: Limits,
    progress: Callable[[CellReport], None] = lambda report: None,
) -> None:
    """Execute the notebook in a copy of `folder`; enter into the ledger what each check earned and what went wrong.

    The outputs of a check cell are replaced by the examiner's verdict, so that nobody reads a forged one.
    """
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="u") as shared:
        address = Path(shared, "examiner")
        with Examiner(ledger.assignment, seed, address) as examiner:
            sitting = _Sitting(examiner, ledger)
            reports = run_notebook(
                notebook,
                folder,
                place,
                limits,
                environment={"UNROLLED_EXAMINER": str(address)},
                shared=Path(shared),
                replay=lambda cell: not is_grade(cell),
                before_cell=sitting.before,
                after_cell=sitting.after,
                progress=progress,
            )
    ledger.remarks += [f"{_name(notebook.cells[one.index])}: {one.sentence}" for one in reports if one.sentence]
    sitting.enter_those_not_run(notebook)
    ledger.seconds = time.monotonic() - started


class _Sitting:
    """Opens an exam before each check cell and closes it after."""

    def __init__(self, examiner: Examiner, ledger: Ledger) -> None:
        self._examiner = examiner
        self._ledger = ledger

    def before(self, index: int, cell: NotebookNode) -> None:
        exercise = self._examined(cell)
        if exercise is not None:
            self._examiner.open_exam(exercise)
            cell.source = CLIENT + cell.source

    def after(self, cell: NotebookNode, report: CellReport) -> None:
        if self._examined(cell) is None:
            return
        cell.source = cell.source.removeprefix(CLIENT)
        self._enter(cell, self._reason(cell, report), report.seconds)

    def enter_those_not_run(self, notebook: NotebookNode) -> None:
        """A check that never ran, because the time was over, has its entry too."""
        entered = {entry.name for entry in self._ledger.entries}
        for cell in notebook.cells:
            exercise = self._examined(cell)
            if exercise is not None and exercise not in entered:
                self._examiner.open_exam(exercise)
                self._enter(cell, "It was not run: the notebook had used up its time.", 0.0)

    def _examined(self, cell: NotebookNode) -> str | None:
        exercise = checked_exercise(cell)
        return exercise if is_grade(cell) and self._examiner.knows(exercise) else None

    def _enter(self, cell: NotebookNode, reason: str, seconds: float) -> None:
        verdict = self._examiner.close_exam(reason)
        self._ledger.entries.append(Entry.of(verdict, seconds))
        data = {"text/plain": str(verdict), "text/html": verdict._repr_html_()}
        cell.outputs = [v4.new_output("display_data", data)]

    def _reason(self, cell: NotebookNode, report: CellReport) -> str:
        """Why an exam may have come to no verdict, as the kernel tells it: for the student to read."""
        errors = [f"{one.ename}: {one.evalue}" for one in cell.outputs if one.output_type == "error"]
        told = report.sentence or (errors[-1] if errors else "the cell ended without asking the examiner.")
        return NOT_EXAMINED.format(readable(told)[:LONGEST_REASON])


def _name(cell: NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id") or "a cell between the exercises"
