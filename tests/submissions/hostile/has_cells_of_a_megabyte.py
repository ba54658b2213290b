"""Right, with cells of a megabyte: one long line, one long text, zeros within, and control characters."""

from nbformat.v4 import new_code_cell, new_markdown_cell


def edit(notebook):
    long = "x" * 1_000_000
    notebook.cells += [new_code_cell(f"long = '{long}'"), new_markdown_cell(long), new_code_cell("'\x00\x1b[2J\ud800'")]
    notebook.cells.append(new_code_cell("(" * 5_000 + ")" * 5_000))
