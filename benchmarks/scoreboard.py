"""Whom do the graders believe? Honest and tampering submissions through stock nbgrader, otter-grader and this grader.

    make bench        (or: python -m benchmarks.scoreboard [--otter .venv-otter/bin/otter])

The exercises are those of the chapter on recurrence that take and return plain arrays. Each grader is given the same
answers, from the corpus in `tests/submissions`, and tests as its own manual has them: nbgrader hidden `assert`s in the
notebook, otter hidden test cases in files of their own. A false accept is a tampering submission with points for an
exercise that it got wrong, a false reject an honest one without all points. Left out is what has no meaning elsewhere:
whoever attacks this course's own client or examiner, or has more than a notebook to hand in.

nbgrader and otter run these notebooks without a sandbox. None of them does more than deceive: those that search or
harm the machine are left out too.

otter-grader wants other versions of some libraries than the course, so it has an environment of its own, .venv-otter.
"""

import argparse
import datetime
import inspect
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from nbformat import NotebookNode, v4
from nbgrader.api import Gradebook

from autograder.course import Course
from autograder.exercise import exercises
from autograder.sample_class import submission
from benchmarks import otter
from tests.submissions import Submission, corpus, released, shortened

ASSIGNMENT = "recurrence"
EXERCISES = ("rnn_step", "last_output", "sequence_cross_entropy", "two_steps", "rnn_to_keras")
POINTS = {name: exercises(ASSIGNMENT)[name].points for name in EXERCISES}
# The answer and its check both know `cases` and `right` by these names: a student's function can look for them.
CHECK = """
import numpy as np

cases = {cases}
for arguments, right in cases:
    given = {name}(*arguments)
    for one, other in zip(given, right, strict=True) if isinstance(right, tuple | list) else [(given, right)]:
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)
"""
HIDDEN = "### BEGIN HIDDEN TESTS{}### END HIDDEN TESTS"
Scores = dict[str, float]  # of one submission, by exercise; empty where it has none at all


def chosen() -> list[Submission]:
    """Those of the corpus that mean something to every grader."""
    return [one for one in corpus() if one.label in ("honest", "tampering") and _is_for_all(one)]


def _is_for_all(one: Submission) -> bool:
    ours = ("unrolled.", "from unrolled", '"unrolled"', "UNROLLED_EXAMINER", "LOOKED", "vanishing_explained")
    only_a_notebook = not hasattr(one.module, "hand_in") and one.student == one.name
    answered = {*vars(one.module), *getattr(one.module, "TEXT", {}), *getattr(one.module, "SCORES", {})}
    concerns = bool(answered & {*EXERCISES, "edit"})
    concerns &= not hasattr(one.module, "SCORE")  # what it gets depends on when the checks are run
    return concerns and only_a_notebook and not any(word in inspect.getsource(one.module) for word in ours)


def literal(tree: Any) -> str:
    """A tree of arrays as text that Python reads."""
    if isinstance(tree, np.ndarray):
        return f"np.array({tree.tolist()}, {str(tree.dtype)!r}).reshape({tree.shape})"
    if isinstance(tree, tuple | list):
        inner = "".join(f"{literal(item)}, " for item in tree)
        return f"({inner})" if isinstance(tree, tuple) else f"[{inner}]"
    return repr(tree.item() if isinstance(tree, np.generic) else tree)


def check(name: str) -> str:
    """The tests of an exercise, as an instructor writes them."""
    cases = exercises(ASSIGNMENT)[name].cases("scoreboard")
    return CHECK.format(name=name, cases=literal([(case.arguments, case.expected) for case in cases]))


def notebook(first: str, checks: dict[str, str]) -> NotebookNode:
    """An assignment for nbgrader: an answer cell and a check cell for each exercise."""
    cells = [v4.new_code_cell(first)]
    for name, source in checks.items():
        cells.append(v4.new_code_cell(f"def {name}():\n    raise NotImplementedError()", metadata=_marks(name, 0)))
        cells.append(v4.new_code_cell(source, metadata=_marks(f"check_{name}", POINTS[name])))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _marks(name: str, points: float) -> dict:
    marks = {"grade_id": name, "grade": bool(points), "solution": not points, "locked": bool(points)}
    marks |= {"schema_version": 3, "task": False, "cell_type": "code"}
    return {"nbgrader": marks | ({"points": points} if points else {})}


def by_nbgrader(submissions: Iterable[Submission], folder: Path) -> dict[str, Scores]:
    """Stock nbgrader, one run for each: some of these end the run of a whole class."""
    source, checks = folder / "source" / ASSIGNMENT, {name: HIDDEN.format(check(name)) for name in EXERCISES}
    source.mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "stock"\n')
    (source / f"{ASSIGNMENT}.ipynb").write_text(json.dumps(notebook("import numpy as np", checks)))
    _run(folder, "nbgrader", "generate_assignment", ASSIGNMENT)
    course = Course(folder)
    for one in submissions:
        one.hand_in(course, ASSIGNMENT, released(course, ASSIGNMENT))
        _run(folder, "nbgrader", "autograde", ASSIGNMENT, "--student", one.student)
    return _in_gradebook(course)


def by_otter(submissions: Iterable[Submission], folder: Path, program: Path) -> dict[str, Scores]:
    """otter-grader's own local run, once for each."""
    folder.mkdir()
    archive = folder / "autograder.zip"
    otter.write_tests(archive, {name: (POINTS[name], name, check(name)) for name in EXERCISES})

    def grade(one: Submission) -> Scores:
        path = folder / one.name / f"{ASSIGNMENT}.ipynb"
        path.parent.mkdir()
        asked = {name: f'grader.check("{name}")' for name in EXERCISES}
        given = notebook(f"import numpy as np\n{otter.IMPORTS}", asked)
        path.write_bytes(submission(one.module, given, ASSIGNMENT))
        return {name: score for name, score in otter.run(program, archive, path).items() if name in EXERCISES}

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip((one.name for one in submissions), pool.map(grade, submissions), strict=True))


def by_this_grader(submissions: Iterable[Submission], folder: Path) -> dict[str, Scores]:
    """`unrolled grade`."""
    course = Course(folder)
    _run(Path.cwd(), "python", "-m", "autograder", "release", ASSIGNMENT, "--course", str(folder))
    for one in submissions:
        one.hand_in(course, ASSIGNMENT, shortened(released(course, ASSIGNMENT)))
    _run(Path.cwd(), "python", "-m", "autograder", "grade", ASSIGNMENT, "--course", str(folder))
    return _in_gradebook(course)


def _run(folder: Path, command: str, *arguments: str) -> None:
    """A command of this environment. What it thinks of the submissions is in what it leaves."""
    program = Path(sys.executable).parent / command
    environment = os.environ | {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run([program, *arguments], cwd=folder, env=environment, capture_output=True, check=False, timeout=1800)


def _in_gradebook(course: Course) -> dict[str, Scores]:
    found: dict[str, Scores] = {}
    with Gradebook(f"sqlite:///{course.folder}/gradebook.db") as gradebook:
        for handed_in in gradebook.assignment_submissions(ASSIGNMENT):
            grades = [grade for each in handed_in.notebooks for grade in each.grades if grade.auto_score is not None]
            found[handed_in.student.id] = {grade.name.removeprefix("check_"): grade.auto_score for grade in grades}
    return found


def wrongly_judged(submissions: Iterable[Submission], scores: dict[str, Scores]) -> dict[str, list[str]]:
    """By label: the honest that were rejected, the tampering that were accepted."""
    found: dict[str, list[str]] = {"honest": [], "tampering": []}
    for one in submissions:
        must, given = one.must_get(ASSIGNMENT), scores.get(one.student, {})
        if one.label == "honest":
            wrong = any(given.get(name, 0) < must[name] for name in EXERCISES)
        else:
            wrong = any(given.get(name, 0) > must[name] for name in EXERCISES)
        if wrong:
            found[one.label].append(one.name)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scoreboard", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--otter", type=Path, default=Path(".venv-otter/bin/otter"), help="the command of otter-grader")
    program = parser.parse_args().otter.absolute()
    submissions = chosen()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results = {f"nbgrader {version('nbgrader')}, stock": by_nbgrader(submissions, folder / "nbgrader")}
        if program.exists():
            results["otter-grader 7, `otter run`"] = by_otter(submissions, folder / "otter", program)
        results["this grader"] = by_this_grader(submissions, folder / "unrolled")
    wrong = {grader: wrongly_judged(submissions, scores) for grader, scores in results.items()}
    counts = {label: sum(one.label == label for one in submissions) for label in ("honest", "tampering")}
    print(f"{datetime.date.today()}: {counts['honest']} honest and {counts['tampering']} tampering submissions.\n")
    print("| | honest, rejected | tampering, accepted |\n|---|---|---|")
    for grader, found in wrong.items():
        print(f"| {grader} | {len(found['honest'])} | {len(found['tampering'])} |")
    for grader, found in wrong.items():
        for label, verdict in (("honest", "rejected"), ("tampering", "accepted")):
            print(f"\n{grader}, {label} and {verdict}: {', '.join(found[label]) or 'none'}")
    if not program.exists():
        print(f"\nThere is no {program}: `make .venv-otter/ready` installs otter-grader.")


if __name__ == "__main__":
    main()
