"""Right, with a cell that waits for somebody to type, and one that starts the debugger."""

from nbformat.v4 import new_code_cell


def edit(notebook):
    notebook.cells.insert(1, new_code_cell("name = input('Your name? ')"))
    notebook.cells.insert(2, new_code_cell("%pdb on"))
    notebook.cells.insert(3, new_code_cell("1 / 0"))
    notebook.cells.insert(4, new_code_cell("breakpoint()"))
    notebook.cells.insert(5, new_code_cell("%debug"))
    notebook.cells.insert(6, new_code_cell("import getpass; getpass.getpass()"))
