"""Does what one cell does stay its own affair? Asked of real kernels in the real sandbox."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.kernel import KernelServer
from autograder.kernel.notebook import CellReport, run_notebook
from autograder.sandbox import NoSandbox, Sandbox
from autograder.sandbox.limits import DEFAULT, GIB, Limits
from tests.autograder.machine import running, sandbox_here, wait_until

HOSTILE_MESSAGES = Path(__file__).with_name("hostile_messages.py").read_text()
QUICK = Limits(seconds_per_cell=3)

# Each is a cell of one notebook; what became of it is what the tests below ask.
CELLS = {
    "defines x": "x = 41",
    "raises an error": "1 / 0",
    "uses x after the error": "x + 1",
    "is a check": "checked = True",
    "ends Python": "import os; os._exit(3)",
    "uses x after the end": "x + 1",
    "asks for the check": "'checked' in globals()",
    "defines y": "y = 43",
    "crashes": "import ctypes; ctypes.string_at(0)",
    "uses x and y after the crash": "x + y",
    "leaves politely": "exit()",
    "uses x and y after that": "x + y",
    "asks a question": "input('?')",
    "prints a long line": "print('a' * 50_000_000)",
    "prints many lines": "for number in range(200_000): print(number)",
    "shows many things": "from IPython.display import display\nfor number in range(5_000): display(number)",
    "changes what it shows": "shown = display(0, display_id=True)\nfor number in range(3_000): shown.update(number)",
    "raises a long error": "raise ValueError('a' * 20_000_000)",
    "raises an error after much output": "print('a' * 2_000_000)\nassert False, 'after much output'",
    "shows progress": "print('1 of 2\\r2 of 2\\r')",
    "draws": "import matplotlib.pyplot as plt; plt.plot([1, 2])",
    "says nonsense": HOSTILE_MESSAGES,
    "is tagged": "x",
    "hides its error": "get_ipython().showtraceback = lambda *_, **__: None\n1 / 0",
    "is empty": "",
}


@pytest.fixture(scope="module")
def place() -> Sandbox:
    return sandbox_here()


def run(place: Sandbox, folder: Path, *sources: str, limits: Limits = DEFAULT, shared: Path | None = None, **more):
    """The reports and the shown texts of a notebook of these cells."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    with KernelServer(place, shared=shared) as server:
        reports = run_notebook(notebook, lambda: server.start(folder, limits), limits, **more)
    return [report.outcome for report in reports], [shown(cell) for cell in notebook.cells]


def shown(cell) -> str:
    """What a cell shows, as text."""
    texts = [
        one.get("text") or one.get("evalue") or one.get("ename") or one.get("data", {}).get("text/plain", "")
        for one in cell.outputs
    ]
    return "".join(texts)


class Ran:
    """The notebook of the cells above, run once."""

    def __init__(self, place: Sandbox, folder: Path):
        self.notebook = new_notebook(cells=[new_code_cell(source) for source in CELLS.values()])
        self.notebook.metadata.kernelspec = {"name": "julia-1.9", "display_name": "Julia", "language": "julia"}
        self.cell("is tagged").metadata.tags = ["skip-execution", "raises-exception"]
        self.notebook.cells.append(new_markdown_cell("The end."))
        self.before: list[int] = []
        self.after: list[CellReport] = []
        self.progress: list[CellReport] = []
        limits = Limits(output_bytes=100_000)
        with KernelServer(place) as server:
            self.reports = run_notebook(
                self.notebook,
                lambda: server.start(folder, limits),
                limits,
                replay=lambda cell: "checked" not in cell.source,
                before_cell=lambda index, cell: self.before.append(index),
                after_cell=lambda cell, report: self.after.append(report),
                progress=self.progress.append,
            )

    def cell(self, name: str):
        return self.notebook.cells[list(CELLS).index(name)]

    def report(self, name: str) -> CellReport:
        return self.reports[list(CELLS).index(name)]

    def shown(self, name: str) -> str:
        return shown(self.cell(name))


@pytest.fixture(scope="module")
def ran(place, tmp_path_factory) -> Ran:
    return Ran(place, tmp_path_factory.mktemp("submission"))


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("defines x", "ok"),
        ("raises an error", "error"),
        ("ends Python", "died"),
        ("crashes", "died"),
        ("leaves politely", "died"),
        ("asks a question", "error"),
        ("is tagged", "ok"),
        ("is empty", "ok"),
    ],
)
def test_what_is_said_to_have_happened(ran, name, outcome):
    assert ran.report(name).outcome == outcome


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("ends Python", "This cell ended the Python process (exit code 3)."),
        ("crashes", "This cell ended the Python process (signal 11, Segmentation fault)."),
        ("leaves politely", "This cell called exit(), which ends Python. Leave it out."),
    ],
)
def test_does_the_student_hear_why_a_cell_was_the_end(ran, name, sentence):
    assert ran.report(name).sentence == sentence
    assert ran.cell(name).outputs[-1].output_type == "error"
    assert ran.shown(name) == sentence


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("uses x after the error", "42"),
        ("uses x after the end", "42"),
        ("uses x and y after the crash", "84"),
        ("uses x and y after that", "84"),
        ("is tagged", "41"),
    ],
)
def test_is_what_was_defined_before_still_there(ran, name, value):
    assert ran.shown(name) == value


def test_is_a_check_run_a_second_time(ran):
    assert ran.shown("asks for the check") == "False"


@pytest.mark.parametrize(
    "name", ["prints a long line", "prints many lines", "shows many things", "changes what it shows"]
)
def test_is_too_much_output_cut_with_a_note(ran, name):
    outputs = ran.cell(name).outputs
    assert ran.report(name).outcome == "ok"
    assert len(nbformat.from_dict(outputs).__repr__()) < 250_000
    assert outputs[-1].data["text/plain"] == "[More output was left out: of each cell, 100,000 bytes are kept.]"


def test_is_the_beginning_of_too_much_output_kept(ran):
    assert ran.shown("prints a long line").startswith("a" * 90_000)
    assert ran.shown("prints many lines").startswith("0\n1\n2\n")


def test_is_an_error_seen_whatever_the_cell_does_beside_it(ran):
    """nbgrader gives full marks to a check that shows no error."""
    assert ran.report("raises an error after much output").outcome == "error"
    assert "after much output" in ran.shown("raises an error after much output")
    assert ran.report("raises a long error").outcome == "error"
    assert [one.output_type for one in ran.cell("raises a long error").outputs] == ["error"]
    assert ran.shown("hides its error") == "division by zero"


def test_does_a_carriage_return_start_the_line_anew(ran):
    assert ran.shown("shows progress") == "2 of 2\n"


def test_is_a_figure_shown(ran):
    assert any("image/png" in output.get("data", {}) for output in ran.cell("draws").outputs)


def test_does_nonsense_on_the_wire_leave_a_notebook_that_can_be_stored(ran, tmp_path):
    nbformat.write(ran.notebook, tmp_path / "notebook.ipynb")
    nbformat.validate(nbformat.read(tmp_path / "notebook.ipynb", as_version=4))


def test_are_the_hooks_called_around_each_cell_once(ran):
    not_empty = [index for index, source in enumerate(CELLS.values()) if source]
    assert ran.before == not_empty
    assert [report.index for report in ran.after] == not_empty
    assert ran.progress == ran.reports
    assert len(ran.reports) == len(CELLS)


def test_does_a_loop_that_swallows_interrupts_cost_only_itself(place, tmp_path):
    loop = """
while True:
    try:
        while True: pass
    except KeyboardInterrupt:
        pass"""
    outcomes, texts = run(place, tmp_path, "x = 41", loop, "x + 1", limits=QUICK)
    assert outcomes == ["ok", "timeout", "ok"]
    assert texts == ["", "This cell ran longer than 3 s and was stopped.", "42"]


def test_what_happens_when_the_time_of_the_notebook_is_over(place, tmp_path):
    outcomes, texts = run(place, tmp_path, "1", "import time; time.sleep(60)", "2", limits=Limits(seconds=3))
    assert outcomes == ["ok", "timeout", "skipped"]
    assert "(all that the notebook had left)" in texts[1]
    assert texts[2] == "This cell was not run: the notebook had used up its 3 s."


def test_does_memory_taken_by_many_processes_cost_only_its_cell(place, tmp_path):
    hog = """
import os, time, warnings
warnings.simplefilter("ignore")  # from Python 3.12 on a fork beside threads is warned of
for _ in range(6):
    if os.fork() == 0:
        taken = bytearray(b"x") * (250 * 2**20)
        time.sleep(60)
time.sleep(60)"""
    outcomes, texts = run(place, tmp_path, "x = 41", hog, "x + 1", limits=Limits(memory_bytes=GIB))
    assert outcomes == ["ok", "died", "ok"]
    assert texts == ["", "This cell used more than 1 GiB of memory and was stopped.", "42"]


def test_does_memory_taken_by_one_process_raise_an_error(place, tmp_path):
    outcomes, texts = run(place, tmp_path, "taken = bytearray(2**30)", "42", limits=Limits(memory_bytes=GIB))
    assert (outcomes, texts) == (["error", "ok"], ["MemoryError", "42"])


def test_what_happens_to_a_cell_that_ends_python_only_when_it_is_run_again(place, tmp_path):
    folder, shared = tmp_path / "submission", tmp_path / "shared"
    folder.mkdir()
    shared.mkdir()
    sly = f"import os\nif os.path.exists({str(shared / 'later')!r}): os._exit(1)"
    outcomes, texts = run(
        place,
        folder,
        *("x = 41", sly, "import os; os._exit(2)", "x + 1"),
        shared=shared,
        after_cell=lambda cell, report: (shared / "later").touch() if report.index == 2 else None,
    )
    assert outcomes == ["ok", "ok", "died", "ok"]
    assert texts[-1] == "42"


def test_what_happens_when_the_kernel_ends_between_two_cells(place, tmp_path):
    outcomes, texts = run(
        place,
        tmp_path,
        *("x = 41", "import os, threading; threading.Timer(0.5, os._exit, [0]).start()", "x + 1"),
        after_cell=lambda cell, report: time.sleep(1.5 if "Timer" in cell.source else 0),
        replay=lambda cell: "Timer" not in cell.source,
    )
    assert outcomes == ["ok", "ok", "ok"]
    assert texts[-1] == "42"


def test_does_a_file_of_the_student_shadow_the_standard_library(place, tmp_path):
    (tmp_path / "random.py").write_text("raise SystemExit")
    (tmp_path / "helper.py").write_text("value = 42")
    assert run(place, tmp_path, "import random, helper; helper.value") == (["ok"], ["42"])


def test_does_a_small_training_in_tensorflow_run_and_leave_stderr_alone(place, tmp_path):
    training = """
import keras, numpy as np
model = keras.Sequential([keras.layers.LSTM(8), keras.layers.Dense(1)])
model.compile("adam", "mse")
windows = np.random.rand(64, 10, 1)
history = model.fit(windows, windows[:, -1], epochs=2, verbose=0)
print(len(history.history["loss"]), model.predict(windows, verbose=0).shape)"""
    outcomes, texts = run(place, tmp_path, training)
    assert (outcomes, texts) == (["ok"], ["2 (64, 1)\n"])


def test_does_it_run_without_a_sandbox(tmp_path):
    outcomes, texts = run(NoSandbox(), tmp_path, "x = 41", "import os; os._exit(3)", "x + 1")
    assert (outcomes, texts[-1]) == (["ok", "died", "ok"], "42")


def test_is_anything_left_when_the_grader_is_interrupted(place, tmp_path):
    sleep = f"sleep 4444.{os.getpid()}"
    grader = f"""
from pathlib import Path
from nbformat.v4 import new_code_cell, new_notebook
from autograder import sandbox
from autograder.kernel import KernelServer
from autograder.kernel.notebook import run_notebook
from autograder.sandbox.limits import DEFAULT
cells = [new_code_cell("import subprocess; subprocess.run({sleep.split()})"), new_code_cell("1")]
with KernelServer(sandbox.find()) as server:
    run_notebook(new_notebook(cells=cells), lambda: server.start(Path({str(tmp_path)!r}), DEFAULT))"""
    process = subprocess.Popen([sys.executable, "-c", grader], stderr=subprocess.PIPE, text=True)
    wait_until(lambda: running(sleep) == 1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert "KeyboardInterrupt" in errors
    assert running(sleep) == 0
