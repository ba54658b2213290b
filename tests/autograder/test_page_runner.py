"""What runs a reader's code in the page, run here: which of the notebook's cells it takes, what it makes of errors."""

import importlib.util
import json
import sys

import nbformat
import pytest

from autograder.book.in_page.bundle import SCRIPTS
from autograder.course import assignments
from autograder.exercise import exercises
from autograder.release.imports import written_out
from autograder.release.make import release_notebook

STEP = (
    "def rnn_step(x, h_prev, kernel, bias):\n    return np.tanh(np.concatenate([x, h_prev], axis=1) @ kernel + bias)\n"
)
UNROLL = """\
def unroll(step, inputs, initial_state):
    outputs = []
    for t in range(inputs.shape[1]):
        output, initial_state = step(inputs[:, t], initial_state)
        outputs.append(output)
    return np.stack(outputs, axis=1), initial_state
"""


@pytest.fixture(scope="module")
def runner():
    spec = importlib.util.spec_from_file_location("runner", SCRIPTS / "runner.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["runner"] = module  # where its dataclass looks for itself
    spec.loader.exec_module(module)
    yield module
    del sys.modules["runner"]


@pytest.fixture(scope="module")
def notebook_of(tmp_path_factory):
    """Writes the notebook of a chapter as it is handed out; its path."""

    def write(chapter):
        path = tmp_path_factory.mktemp("release") / f"{chapter}.ipynb"
        nbformat.write(release_notebook(chapter), path)
        return str(path)

    return write


@pytest.fixture(scope="module")
def notebook(notebook_of):
    return notebook_of("recurrence")


@pytest.fixture
def run(runner, notebook, capsys):
    """What is told of a run, and what was printed."""

    def run_code(exercise, code, **drafts):
        return json.loads(runner.run(notebook, exercise, code, drafts)), capsys.readouterr().out

    return run_code


@pytest.fixture
def check(runner, notebook):
    return lambda exercise, code, **drafts: json.loads(runner.check_answer(notebook, exercise, code, drafts))


def test_does_a_run_show_the_example_of_the_notebook(run):
    told, printed = run("rnn_step", STEP)
    assert "error" not in told
    assert printed == "array([[0.63514895]])\n"


def test_are_earlier_definitions_there_when_they_are_needed(run):
    told, printed = run("unroll", UNROLL)
    assert "error" not in told
    assert "[[ 2.  6. 12.]" in printed


def test_is_an_earlier_answer_the_readers_own(run):
    bptt = (
        "def bptt(*arguments):\n    return [rnn_step(np.ones((1, 1)), np.ones((1, 1)), np.ones((2, 1)), 0)]\nbptt()\n"
    )
    unwritten, _ = run("bptt", bptt)
    assert "NotImplementedError" in unwritten["error"]
    assert "rnn_step" in unwritten["error"]
    _, printed = run("bptt", bptt.replace("\nbptt()", "\nprint(bptt())\nraise SystemExit"), rnn_step=STEP)
    assert "0.96" in printed


def test_is_a_broken_earlier_answer_left_out(check):
    assert check("unroll", UNROLL, rnn_step="def rnn_step(")["verdict"]["passed"]


def test_does_nothing_of_the_cells_before_print(run):
    _, printed = run(
        "last_output", "def last_output(outputs, sequence_length):\n    return 'mine'\n", unroll="print('!')"
    )
    assert printed == "'mine'\n"


def test_does_a_right_answer_pass_and_a_wrong_one_hear_why(check):
    assert check("rnn_step", STEP)["verdict"]["passed"]
    wrong = check("rnn_step", STEP.replace("np.tanh", ""))
    assert not wrong["verdict"]["passed"]
    assert "tanh" in wrong["verdict"]["html"]


@pytest.mark.parametrize("code", ["import keras", "from tensorflow import keras"])
def test_is_it_told_which_library_a_page_lacks(run, monkeypatch, code):
    for name in ("keras", "tensorflow"):
        monkeypatch.setitem(sys.modules, name, None)
    told, _ = run("rnn_step", STEP + code)
    assert told["missing"] in code


@pytest.mark.parametrize("code", ["raise SystemExit", "raise KeyboardInterrupt", "f'{'", "\0", "def f(:", "1 / 0"])
def test_is_every_error_told(run, code):
    told, _ = run("rnn_step", code)
    assert told["error"]
    assert "runner.py" not in told["error"]


@pytest.mark.parametrize("chapter", assignments())
def test_does_each_reference_solve_its_exercise_and_its_example(runner, notebook_of, chapter, monkeypatch):
    notebook = notebook_of(chapter)
    monkeypatch.setitem(sys.modules, "keras", None)  # no page has it
    here = [one for one in exercises(chapter).values() if one.from_scratch]
    answers = {one.name: written_out(one.function) for one in here}
    for one in here:
        checked = json.loads(runner.check_answer(notebook, one.name, answers[one.name], answers))
        assert checked.get("verdict", {}).get("passed"), (one.name, checked)
        told = json.loads(runner.run(notebook, one.name, answers[one.name], answers))
        assert told.get("missing", "keras") == "keras"
        assert "error" not in told or "missing" in told, told
