"""Right, in the format of IPython 2, with its marks in the cells' metadata."""

import json

import nbformat


def hand_in(folder):
    (path,) = folder.glob("*.ipynb")
    notebook = nbformat.from_dict(json.loads(path.read_text()))
    nbformat.write(nbformat.convert(notebook, 3), path, version=3)
