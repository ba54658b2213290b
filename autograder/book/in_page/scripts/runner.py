"""Runs a reader's code in the page, as the cells of the notebook would: after those that it needs, before its example.

Read by the worker, which hands in the chapter's notebook and calls `run` and `check_answer`.
"""

import ast
import base64
import io
import json
import linecache
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

ANSWER = "your answer"


@dataclass(frozen=True)
class Cell:
    """A code cell of the notebook; `answer` and `check` name the exercise that it is the answer to, or the check of."""

    source: str
    answer: str = ""
    check: str = ""


def cells(notebook: Path) -> list[Cell]:
    """The code cells of a release notebook."""
    return [_cell(one) for one in json.loads(notebook.read_text())["cells"] if one["cell_type"] == "code"]


def _cell(raw: dict) -> Cell:
    grading = raw["metadata"].get("nbgrader", {})
    name = grading.get("grade_id", "")
    return Cell(
        "".join(raw["source"]),
        answer=name if grading.get("solution") else "",
        check=name.removeprefix("check_") if grading.get("grade") else "",
    )


def run(notebook: str, exercise: str, code: str, drafts: dict[str, str]) -> str:
    """Run the code, then the notebook's example of how it is called. What is to be shown, as JSON."""
    everything = cells(Path(notebook))
    place = [cell.answer for cell in everything].index(exercise)
    example = []
    for cell in everything[place + 1 :]:
        if cell.check or cell.answer:
            break
        example.append(cell.source)

    def work() -> dict:
        namespace = _prepared(everything[:place], [code, *example], drafts)
        _execute(code, ANSWER, namespace)
        for source in example:
            _execute(source, "the example", namespace)
        return {"figures": _figures()}

    return json.dumps(_told(work))


def check_answer(notebook: str, exercise: str, code: str, drafts: dict[str, str]) -> str:
    """Run the code, then the check of the exercise. The verdict, as JSON."""
    everything = cells(Path(notebook))
    place = [cell.answer for cell in everything].index(exercise)

    def work() -> dict:
        from unrolled import check

        namespace = _prepared(everything[:place], [code], drafts)
        _execute(code, ANSWER, namespace)
        if exercise not in namespace:
            raise NameError(f"there is no function {exercise}: the check looks for one of that name")
        verdict = check(exercise, namespace[exercise])
        assert not isinstance(verdict, str), "only an examiner says its verdict in words, and here is none"
        return {"verdict": {"passed": verdict.passed, "html": verdict._repr_html_()}}

    return json.dumps(_told(work))


def _told(work: Callable[[], dict]) -> dict:
    """What comes of some work or, where it fails, what to say of that."""
    try:
        return work()
    except ModuleNotFoundError as error:
        return {"error": _traceback(error), "missing": (error.name or "").partition(".")[0]}
    except BaseException as error:  # whatever a reader's code raises is shown to the reader
        return {"error": _traceback(error)}


def _prepared(before: list[Cell], texts: list[str], drafts: dict[str, str]) -> dict:
    """A namespace with those definitions of the cells before that the texts need, the reader's answers among them."""
    sources = [(cell.answer or "the notebook", _draft(cell, drafts)) for cell in before if not cell.check]
    namespace: dict = {"__name__": "__main__"}
    with redirect_stdout(io.StringIO()):
        for name, statements in _needed(sources, {name for text in texts for name in _uses(_parsed(text))}):
            exec(compile(ast.Module(statements, []), name, "exec"), namespace)
    return namespace


def _draft(cell: Cell, drafts: dict[str, str]) -> str:
    draft = drafts.get(cell.answer, "")
    return draft if _parsed(draft).body else cell.source


def _needed(sources: list[tuple[str, str]], wanted: set[str]) -> Iterator[tuple[str, list[ast.stmt]]]:
    """The statements of each source that define a wanted name or, in turn, what those use."""
    statements = [(place, one) for place, (_, text) in enumerate(sources) for one in _parsed(text).body]
    chosen: dict[int, ast.stmt] = {}
    seen: set[str] = set()
    while wanted:
        seen |= wanted
        found = {i: one for i, (_, one) in enumerate(statements) if i not in chosen and _defines(one) & wanted}
        chosen |= found
        wanted = {name for one in found.values() for name in _uses(one)} - seen
    for place, (name, text) in enumerate(sources):
        body = [one for i, one in sorted(chosen.items()) if statements[i][0] == place]
        if body:
            _remember(name, text)
            yield name, body


def _defines(statement: ast.stmt) -> set[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return {(alias.asname or alias.name).split(".")[0] for alias in names}
        case ast.Assign() | ast.AnnAssign():
            return {
                one.id for one in ast.walk(statement) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
            }
    return set()


def _uses(tree: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(tree) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)}


def _parsed(text: str) -> ast.Module:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError):  # where it is run, it says what is wrong
        return ast.Module([], [])


def _execute(source: str, name: str, namespace: dict) -> None:
    """Run a text as a cell: the value of its last expression is shown."""
    _remember(name, source)
    tree = ast.parse(source, name)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), namespace)
    if isinstance(last, ast.Expr):
        value = eval(compile(ast.Expression(last.value), name, "eval"), namespace)
        if value is not None:
            print(repr(value))


def _remember(name: str, text: str) -> None:
    """Let a traceback quote the lines."""
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)


def _traceback(error: BaseException) -> str:
    """What Python says of an error, from the reader's own lines on."""
    step = error.__traceback__
    while step is not None and step.tb_frame.f_code.co_filename == _traceback.__code__.co_filename:
        step = step.tb_next
    return "".join(traceback.format_exception(type(error), error, step))


def _figures() -> list[dict]:
    """What the code has drawn with matplotlib."""
    if "matplotlib.pyplot" not in sys.modules:
        return []
    from matplotlib import pyplot

    drawn = []
    for number in pyplot.get_fignums():
        figure = pyplot.figure(number)
        stream = io.BytesIO()
        figure.savefig(stream, format="png", dpi=120, bbox_inches="tight")
        titles = [axes.get_title() for axes in figure.axes if axes.get_title()]
        drawn.append({"png": base64.b64encode(stream.getvalue()).decode(), "title": ", ".join(titles)})
    pyplot.close("all")
    return drawn


warnings.filterwarnings("ignore", message="FigureCanvasAgg is non-interactive")  # `plt.show()`: they are shown after it
