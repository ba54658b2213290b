"""`unrolled check NOTEBOOK`: run a notebook from the top, as grading does, and say which visible checks pass."""

from pathlib import Path

from rich.console import Console
from rich.markup import escape

from autograder.course import assignments
from autograder.errors import UserError
from autograder.examining.examination import examine
from autograder.examining.kernels import Kernels
from autograder.exercise import exercises
from autograder.grading.ledger import Ledger
from autograder.handed_in.forgiving_reader import UnreadableNotebook, read_notebook
from autograder.release.source import checked_exercise
from autograder.release.visible import VISIBLE_SEED
from autograder.sandbox import NoSandbox, SandboxUnavailable, StartFailed, find
from autograder.sandbox.limits import DEFAULT


def check_and_show(console: Console, path: Path, sandboxed: bool) -> bool:
    """Print a line or more for each check; True if all visible ones pass."""
    try:
        notebook = read_notebook(path)
        place = find() if sandboxed else NoSandbox()
    except (UnreadableNotebook, SandboxUnavailable) as problem:
        raise UserError(f"{path}: {problem}") from problem
    found = [name for cell in notebook.cells if (name := checked_exercise(cell))]
    assignment = next((one for one in assignments() if set(found) & set(exercises(one))), None)
    if assignment is None:
        raise UserError(f"{path}: there is no check cell of this course in it. Is it the notebook of a chapter?")
    ledger = Ledger("you", assignment, sandboxed)
    try:
        with console.status("Running the notebook"), Kernels(place) as kernels:
            examine(notebook, path.parent, ledger, VISIBLE_SEED, kernels, DEFAULT)
    except StartFailed as problem:
        raise UserError(
            f"{problem}\nPut the notebook and its unrolled/ into a folder of their own, and try again."
        ) from problem
    for entry in ledger.entries:
        if entry.points == entry.maximum:
            console.print(f"[green]passed[/]  {entry.name}")
        else:
            console.print(f"[red]failed[/]  {entry.name}\n{escape(entry.message)}")
    for remark in ledger.remarks:
        console.print(remark, style="yellow", markup=False)
    passed = sum(entry.points == entry.maximum for entry in ledger.entries)
    console.print(
        f"{passed} of {len(ledger.entries)} visible checks passed. Your grade comes from other cases like these."
    )
    return passed == len(ledger.entries)
