"""Right, with cells of its own that say exit(), quit() and sys.exit()."""

from nbformat.v4 import new_code_cell


def edit(notebook):
    for place, source in ((2, "exit()"), (4, "quit"), (6, "import sys; sys.exit(3)"), (8, "get_ipython().ask_exit()")):
        notebook.cells.insert(place, new_code_cell(source))
