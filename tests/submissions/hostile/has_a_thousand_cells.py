"""Right, with a thousand cells more, all of them with the same id."""

from nbformat.v4 import new_code_cell, new_markdown_cell


def edit(notebook):
    notebook.cells += [new_markdown_cell("more") for _ in range(1_000)] + [new_code_cell("1") for _ in range(100)]
    for cell in notebook.cells:
        cell.id = "the-same"
