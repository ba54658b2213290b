"""Run one notebook beside an examiner: the kernels inside of the sandbox, the verdicts outside."""

import copy
import re
import time
from collections.abc import Callable
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.utils import is_grade

from autograder.examining.examiner import Examiner
from autograder.examining.kernels import WITH_A_RECURRENT_LAYER, Kernels
from autograder.feedback.summary import VERDICT, as_json
from autograder.grading.ledger import Entry, Ledger
from autograder.kernel.notebook import CellReport, run_notebook
from autograder.kernel.transcript import display
from autograder.release.source import checked_exercise
from autograder.sandbox.limits import Limits
from unrolled.outcome import readable

# Whatever a student called `check` in the meantime, and wherever the import of it went: a check cell runs the client.
CLIENT = "from unrolled import check\n"
NOT_EXAMINED = "The check did not come to an end: {}"
NOT_RUN = "It was not run: the notebook had used up its time."
LONGEST_REASON = 300
IMPORT = re.compile(rf"^[ \t]*(?:import|from)\b.*\b(?:{'|'.join(WITH_A_RECURRENT_LAYER)})\b", re.MULTILINE)


def examine(
    notebook: NotebookNode,
    folder: Path,
    ledger: Ledger,
    seed: str,
    kernels: Kernels,
    limits: Limits,
    progress: Callable[[CellReport], None] = lambda report: None,
) -> None:
    """Execute the notebook in a copy of `folder`; enter into the ledger what each check earned and what went wrong.

    The outputs of a check cell are replaced by the examiner's verdict, so that nobody reads a forged one. A notebook
    that takes a library with recurrent layers is run twice: without it for the exercises from scratch, and with it for
    all else.
    """
    started = time.monotonic()
    with Examiner(ledger.assignment, seed, kernels.examiner) as examiner:
        sitting = _Sitting(examiner, ledger)
        settled: list[CellReport] = []

        def run(part: NotebookNode, from_scratch: bool, skip: Callable[[NotebookNode], bool]) -> list[CellReport]:
            return run_notebook(
                part,
                lambda: kernels.start(from_scratch, folder, limits),
                limits,
                skip=skip,
                replay=lambda cell: not is_grade(cell),
                before_cell=sitting.before,
                after_cell=sitting.after,
                progress=progress,
                seconds_used=time.monotonic() - started,
            )

        takes_a_library = any(sitting.takes_a_library(cell) or _imports_a_library(cell) for cell in notebook.cells)
        from_scratch = any(map(sitting.from_scratch, notebook.cells))
        if from_scratch or not takes_a_library:
            kernels.warm_up(from_scratch=True)
        if takes_a_library:
            kernels.warm_up(from_scratch=False)
        if takes_a_library and from_scratch:
            without = copy.deepcopy(notebook)
            reports = run(without, True, sitting.takes_a_library)
            # What was stopped once is not waited for again; a check from scratch has its verdict.
            settled = [one for one in reports if one.sentence or sitting.from_scratch(without.cells[one.index])]
            for report in settled:
                notebook.cells[report.index] = without.cells[report.index]
        done = [notebook.cells[report.index] for report in settled]
        reports = settled + run(notebook, not takes_a_library, lambda cell: any(cell is one for one in done))
    reports.sort(key=lambda report: report.index)
    ledger.remarks += [f"{_name(notebook.cells[one.index])}: {one.sentence}" for one in reports if one.sentence]
    sitting.enter_those_not_run(notebook)
    ledger.seconds = time.monotonic() - started


def _imports_a_library(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and IMPORT.search(cell.source) is not None


class _Sitting:
    """Opens an exam before each check cell and closes it after."""

    def __init__(self, examiner: Examiner, ledger: Ledger) -> None:
        self._examiner = examiner
        self._ledger = ledger

    def before(self, index: int, cell: NotebookNode) -> None:
        exercise = self.examined(cell)
        if exercise is not None:
            self._examiner.open_exam(exercise)
            cell.source = CLIENT + cell.source

    def after(self, cell: NotebookNode, report: CellReport) -> None:
        if self.examined(cell) is None:
            return
        cell.source = cell.source.removeprefix(CLIENT)
        self._enter(cell, self._reason(cell, report), report.seconds)

    def enter_those_not_run(self, notebook: NotebookNode) -> None:
        """A check that never ran, because the time was over, has its entry too."""
        entered = {entry.name for entry in self._ledger.entries}
        for cell in notebook.cells:
            exercise = self.examined(cell)
            if exercise is not None and exercise not in entered:
                self._examiner.open_exam(exercise)
                self._enter(cell, NOT_RUN, 0.0)
        places = [self.examined(cell) for cell in notebook.cells]
        self._ledger.entries.sort(key=lambda entry: places.index(entry.name))

    def from_scratch(self, cell: NotebookNode) -> bool:
        """Is this the check of an exercise from scratch?"""
        exercise = self.examined(cell)
        return exercise is not None and self._examiner.exercise(exercise).from_scratch

    def takes_a_library(self, cell: NotebookNode) -> bool:
        """Is this the check of an exercise that takes a library?"""
        return self.examined(cell) is not None and not self.from_scratch(cell)

    def examined(self, cell: NotebookNode) -> str | None:
        """The exercise that this cell checks, if it is a graded check of one."""
        exercise = checked_exercise(cell)
        return exercise if is_grade(cell) and self._examiner.knows(exercise) else None

    def _enter(self, cell: NotebookNode, reason: str, seconds: float) -> None:
        verdict = self._examiner.close_exam(reason)
        self._ledger.entries.append(Entry.of(verdict, seconds))
        data = {"text/plain": str(verdict), "text/html": verdict._repr_html_(), VERDICT: as_json(verdict)}
        cell.outputs = [display(data)]

    def _reason(self, cell: NotebookNode, report: CellReport) -> str:
        """Why an exam may have come to no verdict, as the kernel tells it: for the student to read."""
        errors = [f"{one.ename}: {one.evalue}" for one in cell.outputs if one.output_type == "error"]
        told = report.sentence or (errors[-1] if errors else "the cell ended without asking the examiner.")
        return NOT_EXAMINED.format(readable(told)[:LONGEST_REASON])


def _name(cell: NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id") or "a cell between the exercises"
