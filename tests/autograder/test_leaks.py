"""Would a leak be found in a published folder? One of each kind is planted, and then there is none."""

import gzip
import inspect
import io
import json
import zipfile
from importlib import import_module

import nbformat
import numpy as np
import pytest

from autograder.book.chromium import print_to_pdf
from autograder.release.visible import VISIBLE_SEED, visible_record
from autograder.release.written_out import source, stub
from solutions.recurrence import rnn_step
from tests.autograder.browser import CHROMIUM
from tests.autograder.leaks import leaks
from unrolled import trees

exercise = import_module("autograder.exercises.recurrence.rnn_step")  # the package has the exercise by that name
SOLUTION = source(rnn_step, docstring=False)
MISTAKE = source(exercise.bias_left_out)
GENERATOR = inspect.getsource(exercise.draw_steps)


def page(inside: str) -> bytes:
    return f"<!doctype html><html><body><p>Hello</p>{inside}</body></html>".encode()


def coloured(code: str) -> str:
    """As a page shows it: each word in an element of its own."""
    return f"<pre>{' '.join(f'<span>{word}</span>' for word in code.split(' '))}</pre>"


def archive(files: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return written.getvalue()


def notebook(code: str) -> bytes:
    return nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])).encode()


def bytes_of(tree) -> bytes:
    written = io.BytesIO()
    trees.write(tree, written)
    return written.getvalue()


def array() -> bytes:
    written = io.BytesIO()
    np.save(written, np.arange(3.0))
    return written.getvalue()


def cases(seed: str, **more) -> bytes:
    """A file of cases as a release has one, but for the outcomes of mistakes."""
    record = visible_record("rnn_step") | exercise.rnn_step.record(seed)
    record |= {"visible": True, "mistakes": (), "pairs": (), **more}
    content = bytes_of({"rnn_step": record})
    return archive({"recurrence/unrolled/visible_cases.bin": content})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", page(coloured(SOLUTION))),
        ("page.html", page(f"<!-- {SOLUTION} -->")),
        ("page.html", page(f"<script>const code = {json.dumps(SOLUTION)};</script>")),
        ("page.html", page(f"<details>{coloured(SOLUTION)}</details>")),
        ("page.html", page(coloured(GENERATOR))),
        ("bundle.js", f"const a={json.dumps(MISTAKE)}".encode()),
        ("index.json", json.dumps({"cells": [GENERATOR]}).encode()),
        ("mistakes.py", MISTAKE.encode()),
        ("page.html.gz", gzip.compress(page(coloured(SOLUTION)))),
        ("lstm.zip", archive({"inner.zip": archive({"rnn_step.py": inspect.getsource(exercise).encode()})})),
        ("lstm.zip", archive({"lstm.ipynb": notebook(SOLUTION)})),
        ("executed.ipynb", notebook("from solutions.recurrence import rnn_step")),
        ("executed.ipynb", notebook("import autograder")),
        ("hidden.npy", array()),
        ("hidden.npz", archive({"a.npy": array()})),
        ("lstm.zip", archive({"unrolled/hidden_cases.bin": bytes_of({"a": np.arange(3.0)})})),
        ("recurrence.zip", cases("a student's own")),
        ("recurrence.zip", cases(VISIBLE_SEED, next_seed="of the next grading")),
    ],
)
def test_is_a_planted_leak_found(tmp_path, name, content):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / name).write_bytes(content)
    found = leaks(tmp_path, [SOLUTION])
    assert found
    assert all(leak.startswith(f"deep/{name.removesuffix('.gz')}") for leak in found)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", page(f'<details class="solution">{coloured(SOLUTION)}</details>{coloured(stub(rnn_step))}')),
        ("lstm.zip", archive({"lstm.ipynb": notebook(stub(rnn_step))})),
        ("recurrence.zip", cases(VISIBLE_SEED)),
        ("picture.png", bytes(range(256))),
    ],
)
def test_is_what_everybody_may_see_no_leak(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    assert leaks(tmp_path, [SOLUTION]) == []


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
def test_is_a_solution_found_in_print(tmp_path):
    (tmp_path / "page.html").write_bytes(page(f'<details class="solution" open>{coloured(SOLUTION)}</details>'))
    assert leaks(tmp_path, [SOLUTION]) == []
    print_to_pdf(tmp_path / "page.html", tmp_path / "book.pdf")
    assert [leak.split(":")[0] for leak in leaks(tmp_path, [SOLUTION])] == ["book.pdf"]
