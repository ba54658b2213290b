"""Right answers in a notebook whose checks were switched off, emptied, copied and deleted."""

import copy


def edit(notebook):
    checks = [
        cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id", "").startswith("check_")
    ]
    checks[0].metadata.nbgrader.grade = False
    checks[1].source = "10"
    notebook.cells.append(copy.deepcopy(checks[2]))
    notebook.cells.remove(checks[3])
