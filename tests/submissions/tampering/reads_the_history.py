"""Wrong, and reads the source of hidden tests in the history of the cells."""

SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
def last_output(outputs, sequence_length):
    return outputs[:, -1]
""",
}


def edit(notebook):
    from nbformat.v4 import new_code_cell

    notebook.cells.append(
        new_code_cell(
            "texts = In + [str(line) for line in get_ipython().history_manager.get_range()]\n"
            "for text in texts[:-1]:\n"
            "    for word in ('solutions', 'expected', 'HIDDEN', 'draw_padded'):\n"
            "        if word in text and 'for word in' not in text: print('FOUND', word)\n"
            "print('LOOKED', len(texts))"
        )
    )
