"""Grade one submission: a function of the submission and the release, without gradebook and course folder."""

import json
import tempfile
import time
from pathlib import Path

import nbformat
from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbformat import NotebookNode
from nbgrader.preprocessors import IgnorePattern, LimitOutput
from nbgrader.utils import compute_checksum, is_grade, is_solution

from autograder.examining.examination import examine
from autograder.examining.kernels import Kernels
from autograder.examining.score import score
from autograder.grading.ledger import Ledger
from autograder.handed_in.files import lay_out
from autograder.handed_in.forgiving_reader import REMARKS, UnreadableNotebook, instead_of, read_notebook
from autograder.handed_in.release import Release
from autograder.handed_in.submission import Graded, Submission

# What nbgrader does to a notebook that was run, configured as the instructor has it.
AFTER_EXECUTION = (IgnorePattern, ClearMetadataPreprocessor, LimitOutput)
NO_RESPONSE = "No response."  # nbgrader's own words


def grade_submission(submission: Submission, release: Release, kernels: Kernels) -> Graded:
    """As `nbgrader autograde` does it; whatever goes wrong is this submission's alone, and said in its ledger."""
    started = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="unrolled-") as folder:
            graded = _graded(submission, release, kernels, Path(folder))
    except Exception as error:  # one student's trouble is not the class's
        return Graded.failed(submission, error)
    graded.ledger.seconds = time.monotonic() - started
    return graded


def _graded(submission: Submission, release: Release, kernels: Kernels, folder: Path) -> Graded:
    lay_out({**submission.files, **release.files}, folder)
    notebook, remarks = _restored(submission, release, folder)
    ledger = Ledger(submission.student, submission.assignment, submission.sandboxed, remarks=list(remarks))
    examine(notebook, folder, ledger, submission.seed, kernels, submission.limits)
    for step in AFTER_EXECUTION:
        notebook, _ = step(config=release.config)(notebook, {})
    scores = {_name(cell): score(cell, ledger) for cell in notebook.cells if is_grade(cell)}
    comments = {_name(cell): _comment(cell) for cell in notebook.cells if is_solution(cell)}
    return Graded(ledger, nbformat.v4.writes(notebook) + "\n", scores, comments)


def _restored(submission: Submission, release: Release, folder: Path) -> tuple[NotebookNode, list[str]]:
    """What is run, and the remarks on it; the file in the folder becomes the same."""
    path, unreadable = folder / submission.notebook, None
    try:
        notebook = read_notebook(path)
    except UnreadableNotebook as problem:
        notebook, unreadable = instead_of(problem), str(problem)
    remarks = release.restore(notebook, unreadable)
    notebook.metadata[REMARKS] = remarks
    path.write_text(json.dumps(notebook), encoding="utf-8")  # for the student's own cells, should they look at it
    return notebook, remarks


def _name(cell: NotebookNode) -> str:
    return cell.metadata.nbgrader.grade_id


def _comment(cell: NotebookNode) -> str | None:
    """nbgrader's comment on an answer."""
    return NO_RESPONSE if cell.metadata.nbgrader.checksum == compute_checksum(cell) else None
