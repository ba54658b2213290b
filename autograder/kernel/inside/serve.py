"""The server: imports what notebooks use, waits, and forks a kernel for each that is asked for.

A request is a line of JSON with five descriptors: the kernel's channel, its standard output and error, the student's
files as a tar stream, and a socket on which the server tells the kernel's process id and, at last, how it ended.
"""

import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from . import absent, isolation
from .kernel import become_kernel
from .shell import Shell, warm_shell

DESCRIPTORS = 5
LARGEST_REQUEST = 100_000


def main(text: str) -> None:
    """Serve until the grader ends it; `text` is what to do, in JSON."""
    task = json.loads(text)
    listener = socket.socket(fileno=task["control"])
    absent.hide(task["absent"])
    for name in task["preload"]:
        importlib.import_module(name)
    shell = warm_shell()
    _be_alone()
    sys.path[:] = ["", *(place for place in sys.path if place not in ("", *task["forget"]))]
    gc.collect()
    gc.freeze()  # or the next collection would write to every page that is shared
    Server(listener, shell).serve()


class Server:
    """Waits for requests and for the ends of kernels, and for nothing else."""

    def __init__(self, listener: socket.socket, shell: Shell) -> None:
        self._shell = shell
        self._listener = listener
        self._tellers: dict[int, socket.socket] = {}  # of each kernel, by its process id
        self._ends, wake = socket.socketpair()
        for end in (self._ends, wake):
            end.setblocking(False)
        self._wake = wake
        signal.signal(signal.SIGCHLD, lambda *_: None)  # the descriptor is told
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        self._waiting = selectors.DefaultSelector()
        for source in (listener, self._ends):
            self._waiting.register(source, selectors.EVENT_READ)

    def serve(self) -> None:
        """Until the grader has gone, without a word if it was killed."""
        clients = 0
        while True:
            for key, _ in self._waiting.select():
                if key.fileobj is self._ends:
                    self._tell_of_ends()
                elif key.fileobj is self._listener:
                    self._waiting.register(self._listener.accept()[0], selectors.EVENT_READ)
                    clients += 1
                elif not self._answer(key.fileobj):  # type: ignore[arg-type]
                    self._waiting.unregister(key.fileobj)
                    key.fileobj.close()  # type: ignore[union-attr]
                    clients -= 1
                    if not clients:
                        return

    def _answer(self, client: socket.socket) -> bool:
        """Fork a kernel, and tell which process it is; False where the client has gone."""
        text, descriptors, _, _ = socket.recv_fds(client, LARGEST_REQUEST, DESCRIPTORS)
        if not text:
            return False
        task, (*kernels, status) = json.loads(text), descriptors
        teller = socket.socket(fileno=status)
        try:
            kernel = isolation.fork(task["isolated"])
            if kernel == 0:
                try:
                    become_kernel(task, kernels, self._shell)
                finally:  # whatever a student made of the shell: nothing else is done in this process
                    os._exit(1)
            self._tellers[kernel] = teller
            handles = [os.pidfd_open(kernel)] if task["isolated"] else []
            socket.send_fds(teller, [json.dumps({"pid": kernel}).encode() + b"\n"], handles)
        except OSError as error:
            _tell(teller, {"problem": str(error)})
            handles = []
        for descriptor in (*kernels, *handles):
            os.close(descriptor)
        return True

    def _tell_of_ends(self) -> None:
        while self._ends_are_said():
            pass
        while self._tellers:
            kernel, how = os.waitpid(-1, os.WNOHANG)
            if kernel == 0:
                return
            teller = self._tellers.pop(kernel, None)
            if teller is not None:
                _tell(teller, {"ended": os.waitstatus_to_exitcode(how)})
                teller.close()

    def _ends_are_said(self) -> bool:
        with contextlib.suppress(BlockingIOError):
            return bool(self._ends.recv(1024))
        return False


def _tell(teller: socket.socket, word: dict[str, Any]) -> None:
    with contextlib.suppress(OSError):  # nobody may want to know any more
        teller.sendall(json.dumps(word).encode() + b"\n")


def _be_alone() -> None:
    """A thread of the server would be missing in each kernel, and what it held would be held for ever."""
    threads = Path("/proc/self/task")
    if threads.exists() and len(list(threads.iterdir())) > 1:
        names = {(thread / "comm").read_text().strip() for thread in threads.iterdir()}
        raise SystemExit(f"the server has threads, and cannot be forked: {', '.join(sorted(names))}")
