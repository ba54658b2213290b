"""How long a command takes, and how much memory it and its children hold."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BIN = Path(sys.executable).parent
SECONDS_BETWEEN_LOOKS = 0.2


def seconds(*command: object, folder: Path | None = None) -> float:
    """How long a command takes; it must succeed. nbgrader calls other programs of the environment by their names."""
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    line = [*map(str, command)]
    started = time.monotonic()
    done = subprocess.run(line, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return time.monotonic() - started


@contextmanager
def most_memory() -> Iterator[list[int]]:
    """The most that this process and all its descendants hold together while it lasts, in bytes."""
    most, over = [0], threading.Event()

    def look() -> None:
        while not over.wait(SECONDS_BETWEEN_LOOKS):
            most[0] = max(most[0], sum(map(_memory, _descendants(os.getpid()))))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield most
    finally:
        over.set()
        looking.join()


def _descendants(pid: int) -> Iterator[int]:
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, path.read_text().split()):
            yield child
            yield from _descendants(child)


def _memory(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0
