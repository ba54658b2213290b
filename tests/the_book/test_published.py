"""What everybody can read: may each file of the published book, and whatever is packed into one, be read?"""

from autograder.course import assignments
from autograder.exercise import exercises
from autograder.release.written_out import source
from tests.autograder.leaks import leaks

KINDS = {
    *("html", "css", "js", "mjs", "map", "json", "inv", "buildinfo", "txt", "nojekyll"),
    *("svg", "png", "ttf", "woff", "woff2", "mo", "po"),
    *("zip", "ipynb", "pdf", "wasm", "whl"),
}


def test_is_there_no_solution_but_in_its_fold_and_nothing_of_what_is_hidden(book):
    functions = [one.function for assignment in assignments() for one in exercises(assignment).values()]
    assert leaks(book, [source(function, docstring=False) for function in functions]) == []


def test_are_there_no_files_of_a_kind_that_nobody_reads(book):
    """No gradebook, no ledger, no cache, no pickled page."""
    files = [path for path in book.rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if path.name.rpartition(".")[2] not in KINDS and path.name != "LICENSE"] == []
