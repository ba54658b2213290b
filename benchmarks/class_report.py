"""How long the report on a large class takes: `python -m benchmarks.class_report [STUDENTS]`.

The class is made up: each student answers in one of the ways that the tests know to be right, or with a known mistake,
with names and remarks of their own; a few copy from one another. Nothing is graded: ledgers and notebooks are written
as grading writes them, but for the gradebook, which holds no student.
"""

import builtins
import inspect
import keyword
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat

from autograder.course import Course
from autograder.exercise import Exercise, exercises
from autograder.grading.ledger import Entry, Ledger
from autograder.report import write_report
from autograder.report.class_report import class_report
from tests.autograder.variants import RIGHT
from unrolled.verdict import Aspect

ASSIGNMENT = "recurrence"
COPIES = 0.02
MISTAKEN = 0.3
WORDS = (
    "shape",
    "batch",
    "step",
    "loop",
    "why",
    "sum",
    "axis",
    "state",
    "check",
    "input",
    "weights",
    "careful",
    "next",
)
DECORATOR = re.compile(r"^@.*\n", re.MULTILINE)
NAME = re.compile(r"\b[a-z_]\w*\b")


def make_class(course: Course, students: int, seed: int = 0) -> list[tuple[str, str]]:
    """Write the ledgers and notebooks of a class; return who copied from whom."""
    rng = random.Random(seed)
    copied, written = [], {}
    for number in range(students):
        student = f"student_{number:04}"
        if written and rng.random() < COPIES:
            source = rng.choice(list(written))
            copied.append((student, source))
            answers, entries = written[source]
        else:
            chosen = {name: _answer(one, rng) for name, one in exercises(ASSIGNMENT).items()}
            answers = {name: text for name, (text, _) in chosen.items()}
            entries = [entry for _, entry in chosen.values()]
        written[student] = answers, entries
        Ledger(student, ASSIGNMENT, seconds=rng.lognormvariate(0, 1), entries=entries).write(
            course.ledger(student, ASSIGNMENT)
        )
        path = course.autograded(student, ASSIGNMENT) / f"{ASSIGNMENT}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(_notebook(answers), path)
    return copied


def _answer(exercise: Exercise, rng: random.Random) -> tuple[str, Entry]:
    mistake = rng.choice(exercise.mistakes) if rng.random() < MISTAKEN and exercise.mistakes else None
    ways: list[Callable] = [one for name, one in RIGHT if name == exercise.name and inspect.isfunction(one)] or [
        exercise.function
    ]
    source = DECORATOR.sub("", inspect.getsource(mistake or rng.choice(ways)))
    text = _in_own_words(source, rng)
    problem = "12 of its 12 values differ" if mistake else None
    aspects = [Aspect(one.name, one.points, problem) for one in exercise.aspects]
    name = mistake.__name__ if mistake and rng.random() < 0.8 else None
    points = 0.0 if mistake else exercise.points
    return text, Entry(exercise.name, points, exercise.points, "", name, aspects, rng.random() / 50)


def _in_own_words(source: str, rng: random.Random) -> str:
    """The same with some names of the student's own, and with remarks."""
    kept = {*keyword.kwlist, *dir(builtins), "np", "numpy"}
    own: dict[str, str] = {}

    def named(found: re.Match) -> str:
        name = found[0]
        if name not in own:
            changed = name not in kept and rng.random() < 0.3
            own[name] = f"{name}_{rng.choice(WORDS)}" if changed else name
        return own[name]

    lines = []
    for line in NAME.sub(named, source).splitlines():
        if rng.random() < 0.2:
            lines.append(f"    # {' '.join(rng.choices(WORDS, k=4))}")
        lines.append(line)
    return "\n".join(lines)


def _notebook(answers: dict[str, str]) -> nbformat.NotebookNode:
    cells = []
    for name, source in answers.items():
        cells.append(nbformat.v4.new_code_cell(source))
        cells[-1].metadata["nbgrader"] = {"grade_id": name, "solution": True, "grade": False}
    return nbformat.v4.new_notebook(cells=cells)


def main(students: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        course = Course(Path(folder))
        copied = make_class(course, students)
        started = time.monotonic()
        write_report(course, ASSIGNMENT)
        took = time.monotonic() - started
        groups = class_report(course, ASSIGNMENT).look_alikes
    together = [set(group.students) for group in groups]
    found = sum(any({*pair} <= group for group in together) for pair in copied)
    innocent = sum(len(group) for group in together if not any({*pair} <= group for pair in copied))
    print(f"The report on {students} students with {len(exercises(ASSIGNMENT))} exercises each: {took:.1f} s")
    print(f"Copies found: {found} of {len(copied)}; students in groups without a copy: {innocent}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
