"""Reading what was handed in: a file that is no notebook becomes an empty one that says so, and is graded as such."""

import json
import warnings
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode, v4

LARGEST = 50 * 2**20
REMARKS = "unrolled_remarks"  # in a notebook's metadata: what was noticed before running it; see RestoreCells


class UnreadableNotebook(Exception):
    """The file is not a notebook; the message says what it is instead."""


class ForgivingExporter(NotebookExporter):
    """nbgrader's exporter, except that an unreadable notebook does not end the grading of its student."""

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> Any:
        path = Path(filename)
        resources = resources or {}
        # What nbconvert's own `from_filename` would note of the file.
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        try:
            notebook = read_notebook(path)
        except UnreadableNotebook as problem:
            notebook = v4.new_notebook(cells=[v4.new_markdown_cell(f"**{problem}**")])
            resources["unreadable"] = str(problem)
            self.log.warning("%s: %s", filename, problem)
        return self.from_notebook_node(notebook, resources, **kw)


def read_notebook(path: Path) -> NotebookNode:
    """The notebook in a file, of whatever version, as version 4; UnreadableNotebook says in a sentence why not."""
    if path.stat().st_size > LARGEST:
        raise UnreadableNotebook(
            f"This file is larger than {LARGEST // 2**20} MB: clear its outputs and hand it in again."
        )
    try:
        text = path.read_text(encoding="utf-8")
        json.loads(text)  # nbformat does not say where a file stops being JSON
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that cells share an id, for one: RestoreCells gives each its own
            return _plain(nbformat.reads(text, as_version=4))
    except UnicodeDecodeError as error:
        raise UnreadableNotebook("This file is not a notebook: it is not text in UTF-8.") from error
    except json.JSONDecodeError as error:
        raise UnreadableNotebook(f"This file is not a notebook: line {error.lineno} is not JSON.") from error
    except RecursionError as error:
        raise UnreadableNotebook("This file is not a notebook: it is nested too deep.") from error
    except Exception as error:  # nbformat raises many kinds, and a student can write any file
        raise UnreadableNotebook(f"This file cannot be read as a notebook ({type(error).__name__}).") from error


def _plain(notebook: NotebookNode) -> NotebookNode:
    """The parts of a notebook that are graded, each of the type it should have."""
    cells = []
    for cell in notebook["cells"]:
        kind = cell.get("cell_type")
        make = {"code": v4.new_code_cell, "raw": v4.new_raw_cell}.get(kind, v4.new_markdown_cell)
        source = cell.get("source", "")
        metadata = cell.get("metadata", {})
        text = source if isinstance(source, str) else "".join(map(str, source))
        cells.append(make(text, metadata=metadata if isinstance(metadata, dict) else {}))
        if kind == "markdown" and isinstance(cell.get("attachments"), dict):
            cells[-1].attachments = cell["attachments"]  # the pictures of a written answer
    return v4.new_notebook(cells=cells, metadata={REMARKS: notebook["metadata"].get(REMARKS, [])})
