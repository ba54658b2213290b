"""Right, with pictures in its cells, one of them of 3 MB, and a link to one that is not there."""

import base64

PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(3_000_000)).decode()

TEXT = {"vanishing_explained": "![mine](attachment:mine.png) and ![lost](attachment:lost.png)"}


def edit(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.attachments = {"mine.png": {"image/png": PICTURE}}
            break
