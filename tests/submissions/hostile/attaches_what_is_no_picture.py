"""Right, with attachments and outputs that are scripts, objects, enormous, or of types that there are not."""


def edit(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.attachments = {
                "../../a.png": {"text/html": "<script>"},
                "b": [],
                "c": {"image/png": {"a": 1}},
                "": None,
            }
        else:
            cell.outputs = [{"output_type": "none of these"}, 5, {"output_type": "display_data", "data": [1] * 10_000}]
