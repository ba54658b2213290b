"""From an author's cells to the page's, without a build: what is shown, on which line, and what it depends on."""

import pytest
from docutils import nodes
from docutils.utils import new_document

from autograder.book import dependencies
from autograder.book.beside import StandBeside
from autograder.book.page import parse, read
from autograder.course import REPOSITORY
from tests.autograder.books import CHAPTER, HEAD

ANSWER = """\
```{code-cell} ipython3
---
nbgrader: {grade: false, grade_id: last_output, locked: false, schema_version: 3, solution: true, task: false}
---
from solutions.recurrence import last_output
```
"""


def used_by(*cells: str) -> set[str]:
    return {path.relative_to(REPOSITORY).as_posix() for path in dependencies.files_used_by(cells)}


def test_does_every_cell_keep_the_line_on_which_the_author_wrote_it():
    author, page = parse(CHAPTER), read(CHAPTER)
    assert set(page.metadata.source_map) == set(author.metadata.source_map)
    assert len(page.metadata.source_map) == len(page.cells)
    lines = CHAPTER.splitlines()
    for cell, line in zip(page.cells, page.metadata.source_map, strict=True):
        if cell.source.startswith("check("):
            assert any(cell.source in text for text in lines[line : line + 6])


def test_does_the_page_still_run_what_the_author_wrote():
    ran = [cell.source for cell in read(CHAPTER).cells if cell.cell_type == "code"]
    assert ran == [cell.source for cell in parse(CHAPTER).cells if cell.cell_type == "code"]


def test_is_no_kernel_started_for_a_page_without_code():
    assert read("# Words\n\nOnly words.\n").metadata.mystnb.execution_mode == "off"
    assert "mystnb" not in read(CHAPTER).metadata


def test_does_an_answer_cell_that_does_more_than_import_get_a_message():
    with pytest.raises(ValueError, match="one import of the reference"):
        read(HEAD + ANSWER.replace("import last_output", "import last_output, unroll"))


def test_do_equations_stand_beside_the_solution_and_nowhere_else():
    marked = '+++ {"tags": ["beside"]}\n\n$$h = 1$$\n\n'
    page = read(HEAD + marked + ANSWER)
    (fold,) = [cell.source for cell in page.cells if "$$h = 1$$" in cell.source]
    assert fold.index("} Solution") < fold.index("$$h = 1$$") < fold.index("def last_output")
    assert ":class: beside" in fold
    assert not any("$$" in cell.source for cell in read(HEAD + ANSWER).cells)


@pytest.mark.parametrize("after", ["", "```{code-cell} ipython3\nx = 1\n```\n" + ANSWER])
def test_are_equations_that_no_answer_follows_told_of(after):
    with pytest.raises(ValueError, match=r"(?s)an answer cell has to come right after.*h = 1"):
        read(HEAD + '+++ {"tags": ["beside"]}\n\n$$h = 1$$\n\n' + after)


def test_are_the_equations_right_before_marked_code_put_beside_it_in_their_order():
    document = new_document("")
    section = nodes.section("", nodes.paragraph(), *(nodes.math_block("", name) for name in "ab"), code("tag_beside"))
    document += section
    StandBeside(document).apply()
    paragraph, together = section.children
    equations, beside = together.children
    assert isinstance(paragraph, nodes.paragraph)
    assert [equation.astext() for equation in equations] == ["a", "b"]
    assert isinstance(beside, nodes.literal_block)


def test_is_marked_code_without_an_equation_told_of(caplog):
    document = new_document("")
    document += nodes.section("", nodes.paragraph(), code("beside"))
    with caplog.at_level("WARNING", logger="sphinx"):
        StandBeside(document).apply()
    assert "put an equation right before it" in caplog.text
    assert len(document[0].children) == 2


def code(mark: str) -> nodes.literal_block:
    return nodes.literal_block("", "x = 1", classes=[mark])


def test_does_a_page_use_what_its_imports_import():
    used = used_by("from solutions.recurrence import rnn_step", "%matplotlib inline\nfrom figures import lstm_cell")
    assert {"solutions/recurrence.py", "solutions/shapes.py"} <= used
    assert {"chapters/figures/lstm_cell.py", "chapters/figures/diagram.py", "chapters/figures/style.py"} <= used
    assert "solutions/lstm.py" not in used
    assert "chapters/figures/unrolled.py" not in used


def test_does_a_page_with_a_check_use_the_exercise_though_nothing_imports_it():
    used = used_by("from unrolled import check", "from solutions.recurrence import rnn_step")
    assert "unrolled/check.py" in used
    assert any(path.startswith("autograder/exercises/recurrence") for path in used)
    assert not any(path.startswith("autograder/exercises/lstm") for path in used)


def test_does_a_page_use_the_data_that_it_names():
    assert used_by('np.loadtxt("data/sunspots.csv")') == {"chapters/data/sunspots.csv"}


def test_does_the_digest_change_with_a_file_and_with_nothing_else(tmp_path, monkeypatch):
    monkeypatch.setattr(dependencies, "REPOSITORY", tmp_path)
    one, other = tmp_path / "one.py", tmp_path / "other.py"
    one.write_text("a = 1")
    other.write_text("b = 2")
    before = dependencies.digest([one, other])
    assert dependencies.digest([other, one]) == before
    one.touch()
    assert dependencies.digest([one, other]) == before
    one.write_text("a = 2")
    assert dependencies.digest([one, other]) != before


def test_do_relative_imports_lead_on(tmp_path, monkeypatch):
    monkeypatch.setattr(dependencies, "ROOTS", (tmp_path,))
    package = tmp_path / "package"
    package.mkdir()
    (package / "__init__.py").write_text("from . import first\n")
    (package / "first.py").write_text("from .second import a\n")
    (package / "second.py").write_text("a = 1\n")
    assert dependencies.files_used_by(["import package"]) == set(package.glob("*.py"))
