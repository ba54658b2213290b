"""One Jupyter kernel in a sandbox, from its start to its end.

The kernel is ipykernel under the course's own Python, whatever the notebook names. nbclient runs the cells. There is no
network inside, so kernel and grader talk over Unix sockets, which the kernel makes in its own home.
"""

import asyncio
import contextlib
import json
import resource
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty
from typing import Any, Literal

import zmq.asyncio
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from autograder.limits import GIB, MIB, Limits
from autograder.messages import Allowance, believed
from autograder.processes import Processes
from autograder.sandbox import Sandbox, StartFailed

Outcome = Literal["ok", "error", "timeout", "died", "skipped"]

PORTS = {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5}
SECONDS_TO_START = 60
SECONDS_BETWEEN_LOOKS = 0.05
# However much a kernel sends at once, the grader takes in no more than about this before it ends the kernel.
LARGEST_FLOOD = 512 * MIB


@dataclass
class Execution:
    """What happened to a cell; `sentence` tells the student, where there is something to tell."""

    outcome: Outcome
    sentence: str = ""
    outputs: list[NotebookNode] = field(default_factory=list)
    execution_count: int | None = None


class Kernel:
    """A running kernel; `stop` it in any case."""

    def __init__(self, processes: Processes, connection: dict[str, Any], limits: Limits):
        self._processes = processes
        self._limits = limits
        self._context = zmq.asyncio.Context()
        self._channels = AsyncKernelClient(
            context=self._context, shell_channel_class=_Channel, iopub_channel_class=_Channel
        )
        self._channels.load_connection_info(connection)
        self._cells = _Cells(processes, self._channels, limits)

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
        connection = {"transport": "ipc", "ip": str(sockets), "key": secrets.token_hex(16), **PORTS}
        # -P: a student's random.py must not keep the kernel from starting.
        command = [sys.executable, "-P", "-m", "ipykernel_launcher", "-f", str(file), "--HistoryManager.enabled=False"]
        files = {file.name: json.dumps(connection).encode()}
        processes = sandbox.start(command, folder, limits, environment, shared, files)
        try:
            kernel = cls(processes, connection | {"ip": str(processes.seen_from_outside(sockets))}, limits)
        except BaseException:
            processes.kill()
            raise
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
        for port in ("shell_port", "iopub_port"):
            socket = Path(f"{self._channels.ip}-{PORTS[port]}")
            while not socket.exists():
                self._cells.check_alive()
                await asyncio.sleep(0.01)
        self._channels.start_channels(stdin=False, hb=False, control=False)
        self._channels.allow_stdin = False
        # Once anything was heard on iopub, no output can be missed.
        while True:
            self._cells.check_alive()
            self._channels.kernel_info()
            with contextlib.suppress(Empty):
                await self._channels.get_iopub_msg(timeout=0.2)
                return

    async def execute(self, source: str, seconds: float) -> Execution:
        """Run one cell for at most `seconds`. After "timeout" and "died" the kernel is of no use any more."""
        return await self._cells.run(source, seconds)

    @property
    def ended(self) -> bool:
        return self._processes.ended

    def stop(self) -> None:
        """End the kernel and all it started, at once."""
        self._processes.kill()
        self._context.destroy(linger=0)


class _Channel(AsyncZMQSocketChannel):
    """A channel on which only what can be believed is heard."""

    allowance = Allowance(0)

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        assert self.socket is not None
        loop = asyncio.get_running_loop()
        end = None if timeout is None else loop.time() + timeout
        while await self.socket.poll(None if end is None else max(0, round(1000 * (end - loop.time())))):
            message = believed(await self.socket.recv_multipart(), self.allowance)
            await asyncio.sleep(0)  # a flood must not keep the clock from being looked at
            if message is not None:
                return message
        raise Empty


class _Cells(NotebookClient):
    """nbclient's execution of a cell, for cells that may do anything."""

    def __init__(self, processes: Processes, channels: AsyncKernelClient, limits: Limits):
        super().__init__(new_notebook(), allow_errors=True, record_timing=False, skip_cells_with_tag="")
        self.kc = channels
        self.on_cell_executed = self._hear_reply
        self._processes = processes
        self._limits = limits
        self._reply: dict[str, Any] = {}
        self._reason = ""
        self._peak_before = 0

    async def run(self, source: str, seconds: float) -> Execution:
        cell = new_code_cell(source)  # without the student's metadata, in which a tag could mean "do not run this"
        self.nb = new_notebook(cells=[cell])
        self.reset_execution_trackers()
        self.timeout_func = lambda _: seconds
        self._reply, self._peak_before = {}, _peak_memory()
        allowance = Allowance(self._limits.output_bytes)
        self.kc.shell_channel.allowance = self.kc.iopub_channel.allowance = allowance
        execution = Execution(*await self._outcome(cell, seconds), cell.outputs, cell.execution_count)
        self._tidy(execution, allowance)
        return execution

    async def _outcome(self, cell: NotebookNode, seconds: float) -> tuple[Outcome, str]:
        try:
            await self.async_execute_cell(cell, 0)
        except CellTimeoutError:
            why = " (all that the notebook had left)" if seconds < self._limits.seconds_per_cell else ""
            return "timeout", f"This cell ran longer than {seconds:.3g} s{why} and was stopped."
        except DeadKernelError:
            task = asyncio.current_task()
            if task and task.cancelling():  # nbclient takes the grader's own end for the kernel's
                raise asyncio.CancelledError from None
            return "died", f"This cell {self._reason}."
        if self._reply.get("leaving"):
            return "died", "This cell called exit(), which ends Python. Leave it out."
        return ("error" if self._reply.get("status") == "error" else "ok"), ""

    def _tidy(self, execution: Execution, allowance: Allowance) -> None:
        """Say in the outputs what was left out, and why the cell ended, if not by itself."""
        outputs = execution.outputs
        for output in outputs:
            if output.output_type == "stream":  # a carriage return starts the line anew, as progress bars do
                output.text = "\n".join(line.rstrip("\r").rsplit("\r", 1)[-1] for line in output.text.split("\n"))
        if allowance.cut:
            note = f"[More output was left out: of each cell, {self._limits.output_bytes:,} bytes are kept.]"
            outputs.append(new_output("display_data", {"text/plain": note}))
        if execution.sentence:
            reason = execution.sentence
            outputs.append(new_output("error", ename="Stopped", evalue=reason, traceback=[reason]))
        elif execution.outcome == "error" and not any(output.output_type == "error" for output in outputs):
            fields = {name: self._reply[name] for name in ("ename", "evalue", "traceback")}
            outputs.append(new_output("error", **fields))

    def _hear_reply(self, execute_reply: dict[str, Any], **_: Any) -> None:
        self._reply = execute_reply["content"]

    def output(
        self, outs: list[NotebookNode], msg: dict[str, Any], display_id: str | None, cell_index: int
    ) -> NotebookNode | None:
        """As nbclient does it, but text that goes on is added to the text before it."""
        if msg["msg_type"] == "stream" and outs and not self.clear_before_next_output:
            last, content = outs[-1], msg["content"]
            if last.output_type == "stream" and last.name == content["name"]:
                last.text += content["text"]
                return last
        return super().output(outs, msg, display_id, cell_index)

    async def _async_poll_kernel_alive(self) -> None:
        """End the wait for the reply as soon as there is nothing to wait for."""
        try:
            while True:
                await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
                self.check_alive()
        except DeadKernelError as error:
            self._reason = str(error)
            assert self.task_poll_for_reply is not None
            self.task_poll_for_reply.cancel()

    async def _async_check_alive(self) -> None:
        self.check_alive()

    def check_alive(self) -> None:
        """DeadKernelError, with the reason, if the kernel has ended or has to be ended."""
        if self._processes.ended:
            raise DeadKernelError(f"ended the Python process ({self._processes.how_it_ended()})")
        if self._processes.use_more_memory_than(self._limits.memory_bytes):
            raise DeadKernelError(f"used more than {self._limits.memory_bytes / GIB:.3g} GiB of memory and was stopped")
        if self._peak_before and _peak_memory() - self._peak_before > LARGEST_FLOOD:
            raise DeadKernelError("put out more than can be taken in and was stopped")


def _peak_memory() -> int:
    """The most memory that the grader has used so far, in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
