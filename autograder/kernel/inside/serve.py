"""The server: imports what notebooks use, waits, and forks a kernel for each that is asked for.

A request is a line of JSON with five descriptors: the kernel's channel, its standard output and error, the student's
files as a tar stream, and a socket on which the kernel's keeper tells its process id and, at last, how it ended. The
keeper is a process between server and kernel: it takes the namespaces, in which the kernel is then the first process.
"""

import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import tarfile
from pathlib import Path
from typing import Any

from . import absent, isolation
from .channel import Channel
from .shell import Shell, connect, warm_shell

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
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a keeper
    gc.collect()
    gc.freeze()  # or the next collection would write to every page that is shared
    with selectors.DefaultSelector() as waiting:
        waiting.register(listener, selectors.EVENT_READ)
        while True:
            for key, _ in waiting.select():
                if key.fileobj is listener:
                    waiting.register(listener.accept()[0], selectors.EVENT_READ)
                elif not _serve(key.fileobj, shell):  # type: ignore[arg-type]
                    waiting.unregister(key.fileobj)
                    key.fileobj.close()  # type: ignore[union-attr]
                    if len(waiting.get_map()) == 1:  # the grader has gone, without a word if it was killed
                        return


def _be_alone() -> None:
    """A thread of the server would be missing in each kernel, and what it held would be held for ever."""
    threads = Path("/proc/self/task")
    if threads.exists() and len(list(threads.iterdir())) > 1:
        names = {(thread / "comm").read_text().strip() for thread in threads.iterdir()}
        raise SystemExit(f"the server has threads, and cannot be forked: {', '.join(sorted(names))}")


def _serve(client: socket.socket, shell: Shell) -> bool:
    """Answer one request; False where the client has gone."""
    text, descriptors, _, _ = socket.recv_fds(client, LARGEST_REQUEST, DESCRIPTORS)
    if not text:
        return False
    if os.fork() == 0:
        _keep(json.loads(text), list(descriptors), shell)
    for descriptor in descriptors:
        os.close(descriptor)
    return True


def _keep(task: dict[str, Any], descriptors: list[int], shell: Shell) -> None:
    """The keeper: start the kernel, say which process it is, wait for its end, say how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    *kernels, status = descriptors
    isolation.forget_the_server({*descriptors})
    teller = socket.socket(fileno=status)
    try:
        os.setsid()
        if task["isolated"]:
            isolation.leave_the_server()
        kernel = os.fork()
        if kernel == 0:
            teller.close()
            _become_kernel(task, kernels, shell)
        for descriptor in kernels:
            os.close(descriptor)
        handles = [os.pidfd_open(kernel)] if task["isolated"] else []
        socket.send_fds(teller, [json.dumps({"pid": kernel}).encode() + b"\n"], handles)
        _, how = os.waitpid(kernel, 0)
        teller.sendall(json.dumps({"ended": os.waitstatus_to_exitcode(how)}).encode() + b"\n")
    except OSError as error:
        teller.sendall(json.dumps({"problem": str(error)}).encode() + b"\n")
    os._exit(0)


def _become_kernel(task: dict[str, Any], descriptors: list[int], shell: Shell) -> None:
    """The kernel: go behind the walls, unpack the files, run cells until there are no more."""
    channel = Channel(socket.socket(fileno=descriptors[0]))
    try:
        if task["isolated"]:
            isolation.furnish(task)
        else:
            os.setsid()
        _settle(task, *descriptors[1:])
        isolation.limit(task["limits"])
        if task["isolated"]:
            isolation.give_up_all_rights(task["calls"])
        channel.send("ready", {})
    except BaseException as error:
        channel.send("problem", {"text": f"{type(error).__name__}: {error}"})
        os._exit(1)
    connect(shell, channel)
    while True:
        try:
            source = channel.next_cell()
        except (EOFError, OSError):
            os._exit(0)
        reply = shell.run(source)
        _flush()
        shell.tell("reply", **reply)


def _settle(task: dict[str, Any], output: int, errors: int, files: int) -> None:
    """Home, files, and the standard descriptors."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    for descriptor, standard in ((nothing, 0), (output, 1), (errors, 2)):
        os.dup2(descriptor, standard)
        os.close(descriptor)
    os.makedirs(task["home"], exist_ok=True)
    os.chdir(task["home"])
    with os.fdopen(files, "rb") as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
        archive.extractall(filter="data")
    os.makedirs("work", exist_ok=True)
    os.chdir("work")
    os.environ.update(task["environment"])


def _flush() -> None:
    """What libraries in C keep back comes before the cell's end, as what Python keeps back does."""
    isolation.libc.fflush(None)
