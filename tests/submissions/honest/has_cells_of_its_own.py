"""Right, with cells between the exercises: experiments, some of which fail."""

from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell


def edit(notebook):
    for place, source in ((1, "trials = [1, 2]\ntrials"), (3, "trials[5]"), (5, "1 / 0"), (6, "not python at all")):
        notebook.cells.insert(place, new_code_cell(source))
    notebook.cells += [new_markdown_cell("# My notes"), new_raw_cell("raw"), new_code_cell(""), new_code_cell("  \n")]
