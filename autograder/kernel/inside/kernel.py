"""What a forked child of the server becomes: a kernel behind walls, which runs cells until there are no more."""

import os
import signal
import socket
import tarfile
from typing import Any

from . import isolation
from .channel import Channel
from .shell import Shell, connect


def become_kernel(task: dict[str, Any], descriptors: list[int], shell: Shell) -> None:
    """Go behind the walls, unpack the files, run cells. It does not return."""
    channel = Channel(socket.socket(fileno=descriptors[0]))
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        isolation.forget_the_server({*descriptors})
        os.setsid()
        if task["isolated"]:
            isolation.furnish(task)
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
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # Python before 3.11.4 has none
        archive.extractall()
    os.makedirs("work", exist_ok=True)
    os.chdir("work")
    os.environ.update(task["environment"])


def _flush() -> None:
    """What libraries in C keep back comes before the cell's end, as what Python keeps back does."""
    isolation.libc.fflush(None)
