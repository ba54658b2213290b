"""Reading what was handed in: a file that is no notebook becomes an empty one that says so, and is graded as such."""

import json
import re
import warnings
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode, from_dict, v4

from autograder.handed_in.gradable import why_not_gradable
from autograder.handed_in.release import give_ids, plain_cell

LARGEST = 50 * 2**20
ATTACHED = re.compile(r"attachment:([^\s()<>\"']+)")
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/svg+xml")
REMARKS = "unrolled_remarks"  # in a notebook's metadata: what was noticed before running it; see RestoreCells


class UnreadableNotebook(Exception):
    """The file is not a notebook; the message says what it is instead."""


class ForgivingExporter(NotebookExporter):
    """nbgrader's exporter, except that an unreadable notebook does not end the grading of its student."""

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> Any:
        path = Path(filename)
        reason = why_not_gradable(path.parent, path.stem)
        if reason:
            raise UnreadableNotebook(reason)
        resources = resources or {}
        # What nbconvert's own `from_filename` would note of the file.
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        try:
            notebook = read_notebook(path)
        except UnreadableNotebook as problem:
            notebook = instead_of(problem)
            resources["unreadable"] = str(problem)
            self.log.warning("%s: %s", filename, problem)
        return self.from_notebook_node(notebook, resources, **kw)


def instead_of(problem: UnreadableNotebook) -> NotebookNode:
    """What is graded where the file is no notebook."""
    notebook = v4.new_notebook()
    notebook.cells = [plain_cell("markdown", f"**{problem}**")]
    give_ids(notebook)
    return notebook


def read_notebook(path: Path) -> NotebookNode:
    """The notebook in a file, of whatever version, as version 4; UnreadableNotebook says in a sentence why not."""
    if not path.is_file():
        raise UnreadableNotebook("This is not a file.")
    if path.stat().st_size > LARGEST:
        raise UnreadableNotebook(
            f"This file is larger than {LARGEST // 2**20} MB: clear its outputs and hand it in again."
        )
    try:
        text = path.read_text(encoding="utf-8-sig")  # some editors put a mark at the beginning
        notebook = json.loads(text)  # nbformat does not say where a file stops being JSON
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that cells share an id, for one: RestoreCells gives each its own
            # Of version 4, nbformat would refuse what is of no use here, and so may be anything.
            return _plain(notebook if notebook["nbformat"] == 4 else nbformat.reads(text, as_version=4))
    except UnicodeDecodeError as error:
        raise UnreadableNotebook("This file is not a notebook: it is not text in UTF-8.") from error
    except json.JSONDecodeError as error:
        raise UnreadableNotebook(f"This file is not a notebook: line {error.lineno} is not JSON.") from error
    except RecursionError as error:
        raise UnreadableNotebook("This file is not a notebook: it is nested too deep.") from error
    except Exception as error:  # nbformat raises many kinds, and a student can write any file
        raise UnreadableNotebook(
            f"This file is JSON, but no notebook that can be read ({type(error).__name__}): open it in Jupyter, "
            "save it, and hand it in again."
        ) from error


def _plain(notebook: dict[str, Any]) -> NotebookNode:
    """The parts of a notebook that are graded, each of the type it should have."""
    cells = []
    for cell in notebook["cells"]:
        kind = cell.get("cell_type")
        source = cell.get("source", "")
        metadata = cell.get("metadata")
        marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        text = source if isinstance(source, str) else "".join(map(str, source))
        kept = {"nbgrader": from_dict(marks)} if isinstance(marks, dict) else {}
        cells.append(plain_cell(kind if kind in ("code", "raw") else "markdown", _text(text), kept))
        if cells[-1].cell_type == "markdown":
            _keep_pictures(cells[-1], cell.get("attachments"))
    plain = v4.new_notebook(metadata={REMARKS: notebook.get("metadata", {}).get(REMARKS, [])})
    plain.cells = cells
    give_ids(plain)
    return plain


def _keep_pictures(cell: NotebookNode, attachments: Any) -> None:
    """Attach the pictures of a written answer; the name of one that was not handed in is no attachment's any more."""
    bundles = attachments.items() if isinstance(attachments, dict) else ()
    pictures = {
        _text(name): {kind: _text(data) for kind, data in bundle.items() if kind in PICTURES and isinstance(data, str)}
        for name, bundle in bundles
        if isinstance(bundle, dict)
    }
    cell.attachments = {name: picture for name, picture in pictures.items() if picture}
    cell.source = ATTACHED.sub(lambda found: found[0] if found[1] in cell.attachments else found[1], cell.source)


def _text(text: str) -> str:
    """The text without the halves of characters, which JSON can hold and a file cannot."""
    return text.encode(errors="replace").decode()
