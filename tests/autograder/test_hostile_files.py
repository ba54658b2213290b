"""Does a file that no notebook should be, or a folder that holds more than files, cost no more than its own grade?"""

import json
import os
import re
from pathlib import Path

import nbformat
import pytest

from autograder.course import Course
from autograder.grading.ledger import Ledger
from autograder.handed_in.forgiving_reader import UnreadableNotebook, read_notebook
from autograder.handed_in.gradable import why_not_gradable
from tests.autograder.conftest import released, unrolled


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a student handed in: a notebook of one cell, and a file beside it."""
    folder = tmp_path / "submitted" / "someone" / "recurrence"
    folder.mkdir(parents=True)
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")]), folder / "recurrence.ipynb")
    (folder / "my data.csv").write_text("1,2")
    return folder


def test_can_an_ordinary_folder_be_graded(folder: Path):
    (folder / "unrolled").mkdir()
    (folder / "timestamp.txt").write_text("2026-02-03 12:00:00 UTC")
    Path(os.fsdecode(os.fsencode(folder) + b"/not utf-8 \xff")).touch()
    assert why_not_gradable(folder, "recurrence") is None


def link_to_a_file(folder: Path):
    (folder / "data").symlink_to("../../../gradebook.db")


def link_to_a_folder(folder: Path):
    (folder / "data").symlink_to("../../someone else")


def link_for_the_folder(folder: Path):
    folder.rename(folder.with_name("elsewhere"))
    folder.symlink_to("elsewhere")


def link_for_the_student(folder: Path):
    folder.parent.rename(folder.parent.with_name("someone else"))
    folder.parent.symlink_to("someone else")


def link_for_the_notebook(folder: Path):
    (folder / "recurrence.ipynb").unlink()
    (folder / "recurrence.ipynb").symlink_to("../../perfect/recurrence/recurrence.ipynb")


def pipe(folder: Path):
    os.mkfifo(folder / "pipe")


def renamed(folder: Path):
    (folder / "recurrence.ipynb").rename(folder / "recurrence (1).ipynb")


def no_notebook(folder: Path):
    (folder / "recurrence.ipynb").unlink()


def folder_for_the_notebook(folder: Path):
    (folder / "recurrence.ipynb").unlink()
    (folder / "recurrence.ipynb").mkdir()


def client_that_is_a_file(folder: Path):
    (folder / "unrolled").touch()


def no_date(folder: Path):
    (folder / "timestamp.txt").write_text("yesterday, sort of")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (link_to_a_file, "data is a link"),
        (link_to_a_folder, "data is a link"),
        (link_for_the_folder, "this folder is a link"),
        (link_for_the_student, "this folder is a link"),
        (link_for_the_notebook, "recurrence.ipynb is a link"),
        (pipe, "pipe is not an ordinary file"),
        (renamed, r"there is no recurrence.ipynb, only recurrence \(1\).ipynb: rename"),
        (no_notebook, "there is no recurrence.ipynb$"),
        (folder_for_the_notebook, "recurrence.ipynb is a folder"),
        (client_that_is_a_file, "unrolled is a file"),
        (no_date, "timestamp.txt holds no date"),
    ],
)
def test_is_it_said_why_a_folder_cannot_be_graded(folder: Path, change, reason: str):
    change(folder)
    assert re.match(reason, why_not_gradable(folder, "recurrence") or "")


@pytest.mark.parametrize("name", ["[red]x", "*", "who?", "line\nbreak", os.fsdecode(b"\xff")])
def test_is_the_name_of_a_folder_refused_that_nbgrader_would_misread(folder: Path, name: str):
    other = folder.parent.parent / name
    folder.parent.rename(other)
    assert "rename it" in (why_not_gradable(other / "recurrence", "recurrence") or "")


def test_do_those_who_cannot_be_graded_not_keep_the_others_from_it(tmp_path: Path):
    course = released(Course(tmp_path), "recurrence")
    for change in (link_for_the_notebook, pipe, renamed):
        handed_in = course.submitted(change.__name__, "recurrence")
        handed_in.mkdir(parents=True)
        (handed_in / "recurrence.ipynb").write_text("no notebook")
        change(handed_in)
    honest = course.submitted("honest", "recurrence")
    honest.mkdir(parents=True)
    (honest / "recurrence.ipynb").write_bytes((course.release("recurrence") / "recurrence.ipynb").read_bytes())
    Path(os.fsdecode(os.fsencode(honest) + b"/not utf-8 \xff")).touch()
    done = unrolled("grade", "recurrence", "--course", tmp_path, check=False)
    assert done.returncode == 1, "some have no grade"
    assert "Traceback" not in done.stdout + done.stderr
    graded = Ledger.read(course.ledger("honest", "recurrence"))
    assert graded is not None
    assert graded.entries
    for student in ("link_for_the_notebook", "pipe", "renamed"):
        ledger = Ledger.read(course.ledger(student, "recurrence"))
        assert ledger is not None
        assert not ledger.entries
        assert ledger.remarks[0].startswith("not graded: ")


def saved(path: Path, **changes: object) -> Path:
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "code", "source": "1"}]}
    path.write_text(json.dumps({**notebook, **changes}))
    return path


@pytest.mark.parametrize(
    "changes",
    [
        {"nbformat_minor": None},
        {"nbformat_minor": "five"},
        {"nbformat_minor": 99},
        {"metadata": {"kernelspec": 7, "language_info": []}},
        {"cells": [{"cell_type": "code", "source": ["1"], "metadata": {"tags": 5}, "outputs": 3}]},
        {"cells": [{"cell_type": "code", "source": "1", "metadata": None, "id": 7}]},
        {"cells": [{"cell_type": "code", "source": "1"}, {"cell_type": "markdown", "attachments": {"a": 5, "b": {}}}]},
        {
            "cells": [
                {"cell_type": "code", "source": "1"},
                {"cell_type": "markdown", "source": "![](attachment:lost.png)"},
            ]
        },
    ],
)
def test_is_a_notebook_read_whatever_its_metadata_are(tmp_path: Path, changes: dict):
    notebook = read_notebook(saved(tmp_path / "n.ipynb", **changes))
    assert notebook.cells[0].source == "1"
    nbformat.validate(notebook)
    assert "attachment:" not in notebook.cells[-1].source


def test_does_a_mark_at_the_beginning_or_half_a_character_make_no_difference(tmp_path: Path):
    path = saved(tmp_path / "n.ipynb", cells=[{"cell_type": "code", "source": "'\ud800'"}])
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_notebook(path).cells[0].source == "'?'"


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"null", b"7", b'{"nbformat": 99}', b'{"nbformat": 4, "cells": [7, null]}', b"\x00" * 10, b"\xff\xfe"],
)
def test_is_a_file_refused_that_is_no_notebook(tmp_path: Path, content: bytes):
    path = tmp_path / "n.ipynb"
    path.write_bytes(content)
    with pytest.raises(UnreadableNotebook, match="This file"):
        read_notebook(path)


def test_is_what_is_no_file_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "n.ipynb")
    with pytest.raises(UnreadableNotebook, match="not a file"):
        read_notebook(tmp_path / "n.ipynb")
