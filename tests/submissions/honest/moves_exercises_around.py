"""Right, with the exercises in an order of its own, each answer before its check."""


def edit(notebook):
    def take(name):
        chosen = [
            cell
            for cell in notebook.cells
            if cell.metadata.get("nbgrader", {}).get("grade_id") in (name, f"check_{name}")
        ]
        notebook.cells = [cell for cell in notebook.cells if cell not in chosen]
        return chosen

    for name in ("last_output", "two_steps", "rnn_to_keras", "sequence_cross_entropy"):
        notebook.cells[1:1] = take(name)
