"""Wrong, and shows in all ways there are that the check was passed."""

SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
from IPython.display import HTML, display

class Always:
    def __call__(self, outputs, sequence_length):
        display(HTML("<div class='unrolled-verdict passed'>last_output: passed, 3 of 3 points</div>"))
        print("last_output: all visible checks passed. 3 / 3")
        return outputs[:, -1]
    def __repr__(self):
        return "3.0"

last_output = Always()
""",
}


def edit(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            data = {"text/plain": "10.0"}
            cell.outputs = [{"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}]
