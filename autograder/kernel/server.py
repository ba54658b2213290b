"""The warm server, from its start to its end, and how a kernel is asked of it."""

import base64
import contextlib
import functools
import io
import json
import math
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import unrolled
from autograder.kernel import inside
from autograder.kernel.child import Child
from autograder.kernel.kernel import SECONDS_TO_START, Kernel
from autograder.sandbox import Bubblewrap, Sandbox, StartFailed
from autograder.sandbox.bubblewrap import needed
from autograder.sandbox.limits import DEFAULT, Limits
from autograder.sandbox.packing import TooLarge, pack
from autograder.sandbox.seccomp import namespace_filter

# Where the server's own code lies in its home: the kernels and, for all notebooks, the client.
CODE = ".server"
KERNELS = "unrolled_kernels"
BOOT = f"import sys; sys.path.insert(0, sys.argv[1]); from {KERNELS}.serve import main; main(sys.argv[2])"
CLIENT_MODULES = ("unrolled",)


class KernelServer:
    """A context manager; within it, `start` gives kernels.

    `preload` names the modules that they find imported, `absent` the packages that do not exist for them, each with its
    folders. `shared` is a folder that kernels can read, under the same name, and to whose sockets they can connect.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        preload: tuple[str, ...] = (),
        absent: Mapping[str, tuple[Path, ...]] | None = None,
        shared: Path | None = None,
        environment: Mapping[str, str] | None = None,
        limits: Limits = DEFAULT,
    ) -> None:
        self._sandbox = sandbox
        self._isolated = isinstance(sandbox, Bubblewrap)
        self._preload = preload
        self._absent = absent or {}
        self._shared = shared
        self._environment = dict(environment or {})
        self._limits = limits
        self._started = 0

    def __enter__(self) -> "KernelServer":
        self._folder = Path(tempfile.mkdtemp(prefix="unrolled-"))
        address = str(self._folder / "control")
        home = self._sandbox.home
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(address)
            listener.listen()
            task = {
                "control": listener.fileno(),
                "preload": [*CLIENT_MODULES, *self._preload],
                "absent": [*self._absent],
                "forget": [str(home / CODE)],
            }
            command = [sys.executable, "-P", "-c", BOOT, str(home / CODE), json.dumps(task)]
            empty = self._folder / "empty"
            empty.mkdir()
            try:
                self._processes = self._sandbox.start(
                    command,
                    empty,
                    # Kernels unpack what was handed in, which may hold larger files than a notebook may write.
                    replace(self._limits, file_bytes=self._limits.disk_bytes),
                    self._environment,
                    self._shared,
                    _files(),
                    listener.fileno(),
                    [place for places in self._absent.values() for place in places],
                )
            except BaseException:
                shutil.rmtree(self._folder)
                raise
        self._control = socket.socket(socket.AF_UNIX)
        self._control.connect(address)
        return self

    def __exit__(self, *_: object) -> None:
        self._processes.kill()
        self._control.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def ended(self) -> bool:
        return self._processes.ended

    def start(self, folder: Path, limits: Limits, own: Path | None = None) -> Kernel:
        """A kernel in a fresh copy of `folder`, ready to run cells; StartFailed says why there is none.

        Of the folder that is shared it sees only `own`, a folder in it, in its place.
        """
        files = _packed(folder, limits)
        self._started += 1
        with contextlib.ExitStack() as theirs, contextlib.ExitStack() as ours:
            channel, their_channel = socket.socketpair()
            teller, their_teller = socket.socketpair()
            (output, their_output), (errors, their_errors), (their_files, to_files) = (os.pipe() for _ in range(3))
            stream = os.fdopen(to_files, "wb")
            for close in (channel.close, teller.close, stream.close):
                ours.callback(close)
            for descriptor in (output, errors):
                ours.callback(os.close, descriptor)
            descriptors = [their_channel.detach(), their_output, their_errors, their_files, their_teller.detach()]
            for descriptor in descriptors:
                theirs.callback(os.close, descriptor)
            try:
                socket.send_fds(self._control, [json.dumps(self._request(limits, own)).encode()], descriptors)
                theirs.close()
                child = Child(teller, SECONDS_TO_START)
            except (OSError, ChildProcessError) as error:
                raise StartFailed(f"There is no kernel: {error}. {self._last_words()}") from error
            kernel = Kernel(child, channel, output, errors, limits)
            ours.pop_all()
            try:
                with contextlib.suppress(BrokenPipeError), stream:
                    stream.write(files)
                kernel.settle()
            except BaseException:
                kernel.stop()
                raise
        return kernel

    def _request(self, limits: Limits, own: Path | None) -> dict:
        """What the server and the kernel are told."""
        home = self._sandbox.home if self._isolated else self._sandbox.home / f"kernel-{self._started}"
        writable = [home, Path("/tmp"), Path("/dev/shm")]
        kept = [place for place in needed() if any(place.is_relative_to(one) for one in writable)]
        shared = [(own or self._shared, self._shared)] if self._shared else []
        return {
            "isolated": self._isolated,
            "home": str(home),
            "private": {str(place): limits.disk_bytes for place in writable},
            "kept": [(str(source), str(place)) for source, place in [*((one, one) for one in kept), *shared]],
            "limits": self._sandbox.limits(limits) | {"RLIMIT_CPU": math.ceil(limits.seconds)},
            "calls": base64.b64encode(namespace_filter()).decode(),
            "environment": {"HOME": str(home)},
        }

    def _last_words(self) -> str:
        if not self._processes.ended:
            return ""
        self._processes.kill()
        return self._processes.last_words


def _packed(folder: Path, limits: Limits) -> bytes:
    stream = io.BytesIO()
    try:
        pack(folder, {}, limits.disk_bytes, stream)
    except TooLarge as error:
        raise StartFailed(str(error)) from None
    return stream.getvalue()


def _files() -> dict[str, bytes]:
    """The server's own code, and what matplotlib knows of this machine's fonts: to find out takes half a second."""
    code = {
        f"{CODE}/{name}/{path.name}": path.read_bytes()
        for name, package in ((KERNELS, inside), ("unrolled", unrolled))
        for path in Path(str(package.__file__)).parent.glob("*.py")
    }
    return code | _font_list()


@functools.cache
def _font_list() -> dict[str, bytes]:
    from matplotlib import font_manager, get_cachedir

    path = Path(get_cachedir(), f"fontlist-v{font_manager.FontManager.__version__}.json")
    return {f".cache/matplotlib/{path.name}": path.read_bytes()} if path.exists() else {}
