"""Right, with outputs, errors and counts of an earlier run saved in every cell."""

from nbformat.v4 import new_output


def edit(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count = 77
            cell.outputs = [
                new_output("error", ename="ZeroDivisionError", evalue="once", traceback=["once"]),
                new_output("stream", name="stderr", text="once"),
                new_output("execute_result", data={"text/plain": "0.0"}, execution_count=77),
            ]
