"""The machine that the tests of the sandbox run on: its sandbox, and its processes."""

import contextlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder import sandbox
from autograder.sandbox import Sandbox


def sandbox_here() -> Sandbox:
    """The real one. Where there can be none, there is nothing to test."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the sandbox is made of Linux namespaces")
    return sandbox.find()


def running(command: str) -> int:
    """How many processes of this machine have this command line."""
    found = 0
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            found += path.read_text().rstrip("\0").replace("\0", " ") == command
    return found


def wait_until(condition: Callable[[], object]) -> None:
    """Fail if it does not become true in a time that is long even on a busy machine."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)
