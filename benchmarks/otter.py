"""otter-grader's own way: tests in an archive, a notebook that asks for them, and a run for each notebook."""

import json
import os
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

IMPORTS = "import otter\n\ngrader = otter.Notebook()"
TEST_FILE = """
from otter.test_files import test_case

OK_FORMAT = False
name = {name!r}
points = {points}

@test_case(points={points}, hidden=True)
def test_it({arguments}):
    {body}
"""
LONGEST = 1800


def write_tests(archive: Path, tests: Mapping[str, tuple[float, str, str]]) -> None:
    """For each test its points, the names of the notebook that it wants, and its code."""
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("otter_config.json", json.dumps({"lang": "python"}))
        for name, (points, arguments, code) in tests.items():
            body = code.strip("\n").replace("\n", "\n    ")
            text = TEST_FILE.format(name=name, points=points, arguments=arguments, body=body)
            file.writestr(f"tests/{name}.py", text)


def run(otter: Path, archive: Path, notebook: Path) -> dict[str, float]:
    """The score of each test, as otter's local run has it; none where that came to no end.

    The notebook can import what lies beside it.
    """
    environment = os.environ | {
        "PATH": f"{otter.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(notebook.parent),
    }
    line = [otter, "run", "--no-logo", "-a", archive, notebook.name]
    subprocess.run(line, cwd=notebook.parent, env=environment, capture_output=True, check=False, timeout=LONGEST)
    try:
        tests = json.loads((notebook.parent / "results.json").read_text())["tests"]
    except (OSError, ValueError, KeyError):
        return {}
    return {test["name"]: test["score"] for test in tests if "score" in test}
