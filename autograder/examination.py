"""Run one notebook beside an examiner: the kernel inside of the sandbox, the verdicts outside."""

import tempfile
import time
from pathlib import Path

from nbformat import NotebookNode, v4
from nbgrader.utils import is_grade

from autograder.examiner import Examiner
from autograder.kernel import CellReport, run_notebook
from autograder.ledger import Entry, Ledger
from autograder.limits import Limits
from autograder.source import checked_exercise
from unrolled.verdict import Verdict

# Whatever a student called `check` in the meantime, the check cell runs the client.
CLIENT = "from unrolled import check\n"


def examine(notebook: NotebookNode, folder: Path, ledger: Ledger, seed: str, sandbox, limits: Limits) -> None:
    """Execute the notebook in a copy of `folder`; enter into the ledger what each check cell earned and what went wrong.

    The outputs of a check cell are replaced by the examiner's verdict, so that nobody reads a forged one.
    """
    started = time.monotonic()
