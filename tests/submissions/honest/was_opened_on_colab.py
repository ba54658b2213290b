"""Right, in the notebook that the book publishes: its first cell fetches what lies beside a notebook that is graded."""

from autograder.book.fetch_unrolled import cell


def edit(notebook):
    site, archive = "http://nowhere.invalid/exercises/", "archive/recurrence-000000000000.zip"
    notebook.cells.insert(0, cell("recurrence", site, archive, b"an archive that nobody can reach"))
