"""A chapter as the book shows it: what is one cell to an author becomes exercise, solution and check to a reader.

The page runs the author's cells, so that a build proves that the reference passes its own checks; only what is
shown differs.
"""

from nbformat import NotebookNode, v4

from autograder.book.dependencies import digest, files_used_by
from autograder.exercise import find
from autograder.release.imports import imported
from autograder.release.written_out import source, stub

EXERCISE, MODEL_ANSWER, SOLUTION, CHECK = "exercise", "model-answer", "solution", "check"
BESIDE = "beside"  # on code: the equations right before it; on equations: the solution of the exercise that they are in
_FENCE = "`" * 8  # longer than any fence inside of what it encloses
_COLONS = ":" * 8


def read(text: str) -> NotebookNode:
    """The notebook that myst-nb runs and renders, from the text of a chapter (`nb_custom_formats` in _config.yml)."""
    chapter = parse(text)
    page = v4.new_notebook(metadata=chapter.metadata)
    lines = []
    equations = ""
    for cell, line in zip(chapter.cells, chapter.metadata.source_map, strict=True):
        if equations and not _is_answer(cell):
            break
        if cell.cell_type == "markdown" and BESIDE in cell.metadata.get("tags", []):
            equations = cell.source
            continue
        shown = as_shown(cell, equations)
        equations = ""
        page.cells += shown
        lines += [line] * len(shown)
    if equations:
        raise ValueError(f"an answer cell has to come right after the equations that stand beside it:\n{equations}")
    page.metadata.source_map = lines
    code = [cell for cell in page.cells if cell.cell_type == "code"]
    if code:
        # jupyter-cache knows a page by its code cells alone, and would keep the results of a reference that has changed
        # since: what the cells import therefore stands in the metadata that it looks at too
        code[0].metadata["depends_on"] = digest(files_used_by(cell.source for cell in code))
    else:
        page.metadata["mystnb"] = {"execution_mode": "off"}  # a kernel takes seconds to start, and has nothing to do
    return page


def parse(text: str) -> NotebookNode:
    """The author's cells; `metadata.source_map` has the line on which each begins."""
    from myst_nb.core.read import read_myst_markdown_notebook
    from myst_parser.config.main import MdParserConfig

    syntax = MdParserConfig(enable_extensions={"amsmath", "colon_fence", "dollarmath"})
    return read_myst_markdown_notebook(text, syntax, add_source_map=True)


def as_shown(cell: NotebookNode, equations: str = "") -> list[NotebookNode]:
    """The cells that a reader sees in place of one cell of the author's; beside a solution stand its equations."""
    grading = cell.metadata.get("nbgrader", {})
    match cell.cell_type, grading.get("grade", False), grading.get("solution", False):
        case "code", False, True:
            return _answer(cell, equations)
        case "code", True, False:
            return [_tagged(cell, CHECK)]
        case "markdown", True, True:
            return [_folded("Model answer", MODEL_ANSWER, cell.source)]
    return [cell]


def _is_answer(cell: NotebookNode) -> bool:
    grading = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and grading.get("solution", False) and not grading.get("grade", False)


def _answer(cell: NotebookNode, equations: str) -> list[NotebookNode]:
    functions = imported(cell.source)
    if len(functions) != 1:
        raise ValueError(f"an answer cell consists of one import of the reference, and nothing else:\n{cell.source}")
    (function,) = functions
    return [
        _python(stub(function, _given(function.__name__))),
        _tagged(cell, "remove-cell"),
        _folded("Solution", SOLUTION, _with_equations(equations, source(function, docstring=False))),
    ]


def _given(name: str):
    try:
        return find(name).given
    except LookupError:  # an answer that nothing checks yet
        return None


def _python(code: str) -> NotebookNode:
    return v4.new_markdown_cell(f"{_FENCE}python\n{code.strip()}\n{_FENCE}")


def _with_equations(equations: str, code: str) -> str:
    if not equations:
        return _python(code).source
    return f"{equations}\n\n{_FENCE}{{code-block}} python\n:class: {BESIDE}\n\n{code.strip()}\n{_FENCE}"


def _folded(title: str, kind: str, text: str) -> NotebookNode:
    return v4.new_markdown_cell(f"{_COLONS}{{dropdown}} {title}\n:class-container: {kind}\n\n{text}\n{_COLONS}")


def _tagged(cell: NotebookNode, tag: str) -> NotebookNode:
    cell.metadata["tags"] = [*cell.metadata.get("tags", []), tag]
    return cell
