"""One kernel's processes as the grader sees them: what they use, how they end. The server, inside, tells of it."""

import contextlib
import json
import os
import signal
import socket

from autograder.sandbox.processes import end_namespace, in_words, memory_in_use


class Child:
    """A kernel that a server forked, with all it starts; after `kill`, and after its return only, nothing is left.

    Without a sandbox, descendants that left the process group survive.
    """

    def __init__(self, teller: socket.socket, seconds: float) -> None:
        """Wait for the server's first word; ChildProcessError says why there is no kernel."""
        self._teller = teller
        self._heard = b""
        self._code: int | None = None
        self._handle: int | None = None
        teller.settimeout(seconds)
        try:
            self._heard, handles, _, _ = socket.recv_fds(teller, 1000, 1)
        except TimeoutError as error:
            raise ChildProcessError("the server did not answer in time") from error
        if not self._heard:
            raise ChildProcessError("the server has ended")
        first = self._next_word() or {}
        if "pid" not in first:
            raise ChildProcessError(str(first.get("problem")))
        teller.setblocking(False)
        self._pid: int = first["pid"]
        if handles:
            [self._handle] = handles
            self._pid = _seen_from_here(self._handle)

    def fileno(self) -> int:
        """Readable once it has ended."""
        return self._teller.fileno()

    @property
    def ended(self) -> bool:
        if self._code is None:
            try:
                more = self._teller.recv(1000)
                self._heard += more
                word = self._next_word()
                # A server that says nothing has ended.
                self._code = word["ended"] if word and "ended" in word else None if more else -signal.SIGKILL
            except BlockingIOError:
                pass
            except OSError:
                self._code = -signal.SIGKILL
        return self._code is not None

    def how_it_ended(self) -> str:
        """In words, once it has."""
        return in_words(self._code or 0)

    def use_more_memory_than(self, limit: int) -> bool:
        """Do its processes hold more than `limit` bytes together, what they share counted once?"""
        return self._handle is not None and memory_in_use(self._pid, limit) > limit

    def kill(self) -> None:
        """End it, and wait until it is gone."""
        if self._teller.fileno() < 0:
            return
        if self._handle is not None:
            end_namespace(self._handle)
        else:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._pid, signal.SIGKILL)
        self._teller.close()

    def _next_word(self) -> dict | None:
        """What the server said in its next line; the server is not the student's."""
        line, newline, rest = self._heard.partition(b"\n")
        if not newline:
            return None
        self._heard = rest
        return json.loads(line)


def _seen_from_here(handle: int) -> int:
    """The process id that a descriptor of a process stands for."""
    with open(f"/proc/self/fdinfo/{handle}") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("Pid:"))
