"""A class of 50: how long do stock nbgrader, otter-grader and this grader take for it, in the same run?

    make bench        (or: python -m benchmarks.grading [--students 50] [--rounds 3] [--large 1000] [--otter PROGRAM])

Two small assignments, one in NumPy that the examiner checks, one in Keras that plain asserts check; each submission is
a right one. The graders take turns, and each grades the very same files with the command that an instructor would
type. The start-up is what a class of one takes; a notebook takes what the rest of the class takes, shared among them.
A ratio is that of two times of the same round; the table gives the median over the rounds, and the least and the
greatest in brackets. Of the slow graders a part of the class is enough: a notebook more costs them the same each time.

The floor is what no grader can go below: in a process that has imported everything, fork and run the cells' code, and
nothing else, as many at a time as there are processors; nothing is checked there but by plain asserts. Memory is the
most that the grader's processes held together, at any one moment, what they share counted once.
"""

import argparse
import datetime
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median

import nbformat
from nbformat import NotebookNode

from autograder.course import Course
from autograder.release.make import write_source
from benchmarks import otter
from benchmarks.class_of_students import ASSIGNMENT, ASSIGNMENTS, for_otter, hand_in, released, released_by_nbgrader
from benchmarks.stopwatch import BIN, most_memory, seconds

PART_OF_THE_CLASS = 6


@dataclass
class Times:
    """What one grader took, round after round: for a class of one, for the class, and for each notebook of it."""

    first: list[float] = field(default_factory=list)
    each: list[float] = field(default_factory=list)

    def add(self, one: float, some: float, students: int) -> None:
        self.first.append(one)
        self.each.append((some - one) / (students - 1))

    def whole(self, students: int) -> list[float]:
        """A class of so many, start-up included."""
        return [first + (students - 1) * each for first, each in zip(self.first, self.each, strict=True)]


class Class:
    """One assignment, handed in by as many students as a round needs, in folders of its own."""

    def __init__(self, notebook: NotebookNode, folder: Path) -> None:
        self._notebook = notebook
        self._folder = folder
        self._made = 0

    def ours(self, students: int) -> Course:
        return self._course(released, students)

    def nbgraders(self, students: int) -> Course:
        return self._course(released_by_nbgrader, students)

    def _course(self, release: Callable[[Course, NotebookNode], Course], students: int) -> Course:
        self._made += 1
        course = release(Course(self._folder / str(self._made)), nbformat.from_dict(self._notebook))
        hand_in(course, self._notebook, students)
        return course


def grade_by_nbgrader(course: Course) -> float:
    return seconds(BIN / "nbgrader", "autograde", ASSIGNMENT, "--create", folder=course.folder)


def grade(course: Course) -> float:
    return seconds(BIN / "unrolled", "grade", ASSIGNMENT, "--course", course.folder, "--no-feedback", "--quiet")


def feedback_by_nbgrader(course: Course) -> float:
    return seconds(BIN / "nbgrader", "generate_feedback", ASSIGNMENT, folder=course.folder)


def feedback(course: Course) -> float:
    return seconds(BIN / "unrolled", "feedback", ASSIGNMENT, "--course", course.folder)


def grade_by_otter(program: Path, notebook: NotebookNode, folder: Path) -> float:
    """Seconds for one notebook: each is a run of its own."""
    solved, tests = for_otter(notebook)
    write_source(folder, ASSIGNMENT)  # for the client
    otter.write_tests(folder / "autograder.zip", tests)
    nbformat.write(solved, folder / "notebook.ipynb")
    started = time.monotonic()
    scores = otter.run(program, folder / "autograder.zip", folder / "notebook.ipynb")
    took = time.monotonic() - started
    assert scores == {name: points for name, (points, _, _) in tests.items()}, scores
    return took


def floor(course: Course, students: int) -> float:
    """Seconds for a notebook where nothing is done but to fork and to run its code."""
    path = course.submitted("student_0000", ASSIGNMENT) / f"{ASSIGNMENT}.ipynb"
    cells = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    program = FLOOR.format(cells=cells, students=students, processors=os.cpu_count())
    done = subprocess.run([sys.executable, "-c", program], cwd=path.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return float(done.stdout)


FLOOR = """
import os, time
import numpy, matplotlib.pyplot, unrolled
unrolled.check = lambda *_: None
cells = [compile(source, "cell", "exec") for source in {cells!r}]
if any("keras" in source for source in {cells!r}):
    import keras
def run():
    names = {{}}
    for cell in cells:
        exec(cell, names)
started, running = time.monotonic(), 0
for number in range({students}):
    if running == {processors}:
        assert os.wait()[1] == 0
        running -= 1
    if os.fork() == 0:
        run()
        os._exit(0)
    running += 1
while running:
    assert os.wait()[1] == 0
    running -= 1
print((time.monotonic() - started) / {students})
"""


def spread(values: list[float], unit: str = "", digits: int = 3) -> str:
    return f"{median(values):.{digits}g}{unit} ({min(values):.{digits}g} to {max(values):.{digits}g})"


def in_milliseconds(values: list[float]) -> str:
    return spread([1000 * value for value in values], " ms", digits=4)


def ratios(slow: list[float], fast: list[float]) -> list[float]:
    return [one / other for one, other in zip(slow, fast, strict=True)]


def measure(name: str, notebook: NotebookNode, folder: Path, options: argparse.Namespace) -> None:
    """Grade and print, a line for each figure."""
    say(f"\n## {name}: a class of {options.students}\n")
    rounds, some = options.rounds, options.students
    part = min(PART_OF_THE_CLASS, some)
    stock, ours, stock_pages, our_pages = Times(), Times(), Times(), Times()
    floors: list[float] = []
    otters: list[float] = []
    for turn in range(rounds):
        group = Class(notebook, folder / f"{name}-{turn}")
        theirs = group.nbgraders(1), group.nbgraders(part)
        mine = group.ours(1), group.ours(some)
        stock.add(*(grade_by_nbgrader(course) for course in theirs), part)
        ours.add(*(grade(course) for course in mine), some)
        stock_pages.add(*(feedback_by_nbgrader(course) for course in theirs), part)
        our_pages.add(*(feedback(course) for course in mine), some)
        floors.append(floor(mine[1], some))
        if options.otter.exists():
            otters.append(grade_by_otter(options.otter.absolute(), notebook, folder / f"otter-{name}-{turn}"))
        shutil.rmtree(folder / f"{name}-{turn}")
        say(f"round {turn + 1} of {rounds} is over", file=sys.stderr)
    say("| | a class of one | each notebook more |\n|---|---|---|")
    lines = {
        "grading, stock nbgrader": stock,
        "grading, this grader": ours,
        "feedback, stock nbgrader": stock_pages,
        "feedback, this grader": our_pages,
    }
    for what, times in lines.items():
        say(f"| {what} | {spread(times.first, ' s')} | {in_milliseconds(times.each)} |")
    if otters:
        say(f"| grading, otter-grader: a run for each | | {in_milliseconds(otters)} |")
    say(f"| the floor: fork and run the cells | | {in_milliseconds(floors)} |\n")
    say(f"- after start-up, {spread(ratios(stock.each, ours.each))} times the throughput of stock nbgrader")
    if otters:
        say(f"- {spread(ratios(otters, ours.each))} times that of otter-grader")
    say(f"- start-up included, {spread(ratios(stock.whole(some), ours.whole(some)))} times")
    say(
        f"- feedback, {spread(ratios(stock_pages.each, our_pages.each))} times; the floor, "
        f"{spread(ratios(stock.each, floors))} times"
    )


def measure_large(notebook: NotebookNode, folder: Path, students: int, beside: int) -> None:
    """Does a notebook of a large class take longer, or more memory?"""
    say(f"\n## A class of {students} beside one of {beside}, NumPy\n")
    found = {}
    for number in (beside, students):
        group = Class(notebook, folder / f"large-{number}")
        one, course = group.ours(1), group.ours(number)
        first = grade(one)
        with most_memory() as most:
            found[number] = (grade(course) - first) / (number - 1), most[0]
        shutil.rmtree(folder / f"large-{number}")
        each, memory = found[number]
        say(f"- {number} students: {1e3 * each:.3g} ms for each notebook, {memory / 2**20:.0f} MiB")
    (small, _), (large, _) = found[beside], found[students]
    say(f"- a notebook of the large class takes {large / small:.2f} times as long")


def say(text: str, file=None) -> None:
    print(text, file=file, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--large", type=int, default=1000, help="0 leaves the large class out")
    parser.add_argument("--otter", type=Path, default=Path(".venv-otter/bin/otter"), help="the command of otter-grader")
    parser.add_argument("--only", choices=ASSIGNMENTS, help="one of the assignments")
    options = parser.parse_args()
    versions = ", ".join(f"{name} {version(name)}" for name in ("nbgrader", "tensorflow", "numpy"))
    say(f"{datetime.date.today()}, {os.cpu_count()} processors, Python {platform.python_version()}, {versions}")
    with tempfile.TemporaryDirectory() as folder:
        for name, notebook in ASSIGNMENTS.items():
            if options.only in (None, name):
                measure(name, notebook(), Path(folder), options)
        if options.large:
            measure_large(ASSIGNMENTS["NumPy"](), Path(folder), options.large, options.students)


if __name__ == "__main__":
    main()
