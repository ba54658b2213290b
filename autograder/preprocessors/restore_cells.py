"""Grading: the instructor's cells are put back as they were released, whatever became of them."""

from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.handed_in.forgiving_reader import REMARKS
from autograder.handed_in.release import Release, released_cells


class RestoreCells(NbGraderPreprocessor):
    """Runs before nbgrader's own checks, which give up on a submission whose marks are not as expected."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        ids = resources["nbgrader"]
        with Gradebook(ids["db_url"]) as gradebook:
            cells = released_cells(gradebook.find_notebook(ids["notebook"], ids["assignment"]))
        remarks = Release(ids["assignment"], cells).restore(nb, resources.get("unreadable"))
        nb.metadata[REMARKS] = remarks  # written anew each time: what a student's own file says here is nothing
        nb.nbformat_minor = max(nb.nbformat_minor, 5)
        return nb, resources
