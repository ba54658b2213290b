"""Do the commands of the instructor's first page do what the page says, in a folder where nothing was done before?"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.course import REPOSITORY

PAGE = REPOSITORY / "guide" / "first_class.md"
FOLDER = "/home/ada/unrolled"  # where the page's reader is


@dataclass
class Command:
    """A command of the page, and the lines that it is said to print; `...` stands for anything."""

    line: str
    shown: list[str]


def commands(text: str) -> list[Command]:
    found: list[Command] = []
    for block in re.findall(r"^```console\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Command(line[2:], []))
            elif found[-1].line.endswith("\\"):
                found[-1].line += f"\n{line}"
            else:
                found[-1].shown.append(line)
    return found


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Command, str]]:
    """All commands of the page, run in one shell as a reader would, each with what it printed."""
    folder = tmp_path_factory.mktemp("reader")
    found = commands(PAGE.read_text())
    script = "set -e\n" + "\n".join(f"echo '### {number}'; {one.line}" for number, one in enumerate(found))
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-c", f'unrolled() {{ {sys.executable} -m autograder "$@"; }}\n{script}'],
        cwd=folder,
        env=os.environ | {"PATH": path, "PYTHONPATH": str(REPOSITORY), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    outputs = re.split(r"^### \d+\n", done.stdout, flags=re.MULTILINE)[1:]
    return list(zip(found, [output.replace(str(folder), FOLDER) for output in outputs], strict=True))


def test_does_each_command_print_what_the_page_shows(printed: list[tuple[Command, str]]):
    for command, output in printed:
        for line in command.shown:
            pattern = ".*".join(map(re.escape, line.split("...")))
            assert re.search(pattern, output), f"{command.line}\nis said to print\n{line}\nand printed\n{output}"


def test_does_the_page_go_from_release_to_grades():
    verbs = [one.line.split()[1] for one in commands(PAGE.read_text()) if one.line.startswith(("unrolled", "nbgrader"))]
    assert verbs == ["doctor", "release", "sample-class", "grade", "report", "export"]
