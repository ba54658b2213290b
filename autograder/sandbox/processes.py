"""A student's processes as the grader sees them from outside: where their files are, what they use, how they end."""

import contextlib
import os
import select
import signal
import subprocess
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class Processes:
    """What was started, with all its descendants. After `kill`, and after its return only, nothing of it is left.

    `input` and `output` are its standard ones; `last_words`, after `kill`, what it wrote to standard error.
    `first` is the pid of the first process in a namespace of its own: when that dies, the system ends all others.
    Without a namespace it is None, and descendants that left the process group survive.
    """

    def __init__(self, popen: subprocess.Popen, first: int | None):
        self._popen = popen
        self.first = first
        self._handle = None
        if first is not None:
            with contextlib.suppress(ProcessLookupError):  # it failed to start, and is gone
                self._handle = os.pidfd_open(first)
        assert popen.stdin is not None
        assert popen.stdout is not None
        assert popen.stderr is not None
        self.input, self.output, self._errors = popen.stdin, popen.stdout, popen.stderr
        self.last_words = ""

    @property
    def ended(self) -> bool:
        return self._popen.poll() is not None

    def how_it_ended(self) -> str:
        """In words, once it has ended."""
        return in_words(self._popen.wait())

    def kill(self) -> None:
        """End them, and wait until they are gone."""
        if self._errors.closed:
            return
        if self._handle is not None:
            end_namespace(self._handle)
            self._handle = None
        else:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._popen.pid, signal.SIGKILL)
        self._popen.wait()  # what started the namespace ends with it
        # What it wrote to standard error, which nobody reads: why it did not start, if it did not.
        os.set_blocking(self._errors.fileno(), False)
        self.last_words = (self._errors.read() or b"")[-2000:].decode(errors="replace").strip()
        for stream in (self.input, self.output, self._errors):
            with contextlib.suppress(BrokenPipeError):
                stream.close()


def end_namespace(first: int) -> None:
    """End a namespace by its first process, whose descriptor this is; wait until it is gone, and close that."""
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(first, signal.SIGKILL)
    select.select([first], [], [])  # readable once it, and so everything in its namespace, has ended
    os.close(first)


def in_words(code: int) -> str:
    """How a process ended, from its exit code or, below zero or above 128, the signal that ended it."""
    number = -code if code < 0 else code - 128
    if number in set(signal.Signals):
        return f"signal {number}, {signal.strsignal(number)}"
    return f"exit code {code}"


def memory_in_use(first: int, enough: int) -> int:
    """How many bytes the processes hold in the namespace of its first, what they share counted once.

    Where that is certainly no more than `enough`, it may be counted more than once.
    """
    # This is the namespace's own /proc: it lists the processes inside, and no others.
    places = list(Path(f"/proc/{first}/root/proc").glob("[0-9]*"))
    # The quick sum counts shared pages once for each process: it can only be too large.
    quick = sum(map(_resident, places))
    return sum(map(_proportional, places)) if quick > enough else quick


def _resident(place: Path) -> int:
    try:
        return int((place / "statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):  # it ended meanwhile
        return 0


def _proportional(place: Path) -> int:
    """The memory of a process, a page that n processes share counted as 1/n; all of it where that cannot be read."""
    try:
        lines = (place / "smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return _resident(place)
