"""One Jupyter kernel in a sandbox, from its start to its end.

The kernel is ipykernel under the course's own Python, whatever the notebook names. nbclient runs the cells. There is no
network inside, so kernel and grader talk over Unix sockets, which the kernel makes in its own home.
"""

import asyncio
import contextlib
import functools
import json
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path
from queue import Empty
from typing import Any

import zmq.asyncio
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from jupyter_client.connect import KernelConnectionInfo
from nbclient.exceptions import DeadKernelError

from autograder.kernel.execution import CellRunner, Execution
from autograder.kernel.messages import BROADCASTS, REPLIES, Allowance, Readers, believed
from autograder.sandbox import Sandbox, StartFailed
from autograder.sandbox.limits import Limits
from autograder.sandbox.processes import Processes

SHELL, IOPUB = 1, 2
SECONDS_TO_START = 60


class Kernel:
    """A running kernel; `stop` it in any case."""

    def __init__(self, processes: Processes, connection: KernelConnectionInfo, limits: Limits):
        self._processes = processes
        self._context = zmq.asyncio.Context()
        self._channels = AsyncKernelClient(
            context=self._context, shell_channel_class=_ShellChannel, iopub_channel_class=_IopubChannel
        )
        self._channels.load_connection_info(connection)
        self._runner = CellRunner(processes, self._channels, limits)

    @classmethod
    async def started(
        cls,
        sandbox: Sandbox,
        folder: Path,
        limits: Limits,
        environment: Mapping[str, str] | None = None,
        shared: Path | None = None,
    ) -> "Kernel":
        """A kernel in a fresh copy of `folder`, ready to run cells; StartFailed says why there is none."""
        sockets, file = sandbox.home / ".kernel", sandbox.home / ".kernel.json"
        key = secrets.token_hex(16)
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", str(file), "--HistoryManager.enabled=False"]
        files = {file.name: json.dumps(_connection(sockets, key)).encode(), **_font_list()}
        processes = sandbox.start(command, folder, limits, environment, shared, files)
        kernel = cls(processes, _connection(processes.seen_from_outside(sockets), key), limits)
        try:
            async with asyncio.timeout(SECONDS_TO_START):
                await kernel._connect()
        except BaseException as error:
            kernel.stop()
            if isinstance(error, TimeoutError | DeadKernelError):
                raise StartFailed(f"The kernel did not start ({error!r}): {processes.last_words}") from error
            raise
        return kernel

    async def _connect(self) -> None:
        for port in (SHELL, IOPUB):
            while not Path(f"{self._channels.ip}-{port}").exists():
                self._runner.check_alive()
                await asyncio.sleep(0.01)
        self._channels.start_channels(stdin=False, hb=False, control=False)
        self._channels.allow_stdin = False
        # Once anything was heard on iopub, no output can be missed.
        while True:
            self._runner.check_alive()
            self._channels.kernel_info()
            with contextlib.suppress(Empty):
                await self._channels.get_iopub_msg(timeout=0.2)
                return

    async def execute(self, source: str, seconds: float) -> Execution:
        """Run one cell for at most `seconds`. After "timeout" and "died" the kernel is of no use any more."""
        return await self._runner.run(source, seconds)

    @property
    def ended(self) -> bool:
        return self._processes.ended

    def stop(self) -> None:
        """End the kernel and all it started, at once."""
        self._processes.kill()
        self._context.destroy(linger=0)


class _Channel(AsyncZMQSocketChannel):
    """A channel on which only what can be believed is heard."""

    readers: Readers
    allowance = Allowance(0)

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:  # type: ignore[override]
        assert self.socket is not None
        loop = asyncio.get_running_loop()
        end = None if timeout is None else loop.time() + timeout
        while await self.socket.poll(None if end is None else max(0, round(1000 * (end - loop.time())))):
            message = believed(await self.socket.recv_multipart(), self.readers, self.allowance)
            await asyncio.sleep(0)  # a flood must not keep the clock from being looked at
            if message is not None:
                return message
        raise Empty


class _ShellChannel(_Channel):
    readers = REPLIES


class _IopubChannel(_Channel):
    readers = BROADCASTS


def _connection(sockets: Path, key: str) -> KernelConnectionInfo:
    """Over ipc, a port is the end of a socket's name: `.kernel-1`."""
    return {
        "transport": "ipc",
        "ip": str(sockets),
        "key": key,
        "shell_port": SHELL,
        "iopub_port": IOPUB,
        "stdin_port": 3,
        "control_port": 4,
        "hb_port": 5,
    }


@functools.cache
def _font_list() -> dict[str, bytes]:
    """Matplotlib's list of this machine's fonts: each new home without it would cost half a second."""
    from matplotlib import font_manager, get_cachedir

    path = Path(get_cachedir(), f"fontlist-v{font_manager.FontManager.__version__}.json")
    return {f".cache/matplotlib/{path.name}": path.read_bytes()} if path.exists() else {}
