"""One cell in a running kernel: what it put out, how it ended, and a sentence for the student where that was early."""

import asyncio
import re
import resource
import sys
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from jupyter_client.asynchronous import AsyncKernelClient
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from autograder.kernel.messages import Allowance
from autograder.sandbox.limits import GIB, MIB, Limits
from autograder.sandbox.processes import Processes

Outcome = Literal["ok", "error", "timeout", "died", "skipped"]

SECONDS_BETWEEN_LOOKS = 0.05
# However much a kernel sends at once, the grader takes in no more than about this before it ends the kernel.
LARGEST_FLOOD = 512 * MIB
# What TensorFlow writes to stderr when it is imported, whatever TF_CPP_MIN_LOG_LEVEL says. It is not the student's.
TENSORFLOW_LOG = re.compile(
    r"^(?:WARNING: All log messages before absl::InitializeLog.*|[IWEF]\d{4} [\d:.]+ +\d+ \S+:\d+\] .*)\n", re.MULTILINE
)


@dataclass
class Execution:
    """What happened to a cell; `sentence` tells the student, where there is something to tell."""

    outcome: Outcome
    sentence: str = ""
    outputs: list[NotebookNode] = field(default_factory=list)
    execution_count: int | None = None


class CellRunner(NotebookClient):
    """nbclient's execution of a cell, for cells that may do anything."""

    def __init__(self, processes: Processes, channels: AsyncKernelClient, limits: Limits):
        super().__init__(new_notebook(), allow_errors=True, record_timing=False, skip_cells_with_tag="")
        self.kc = self._channels = channels
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
        self.timeout_func = lambda _: cast(int, seconds)
        self._reply, self._peak_before = {}, _peak_memory()
        allowance = Allowance(self._limits.output_bytes)
        self._channels.shell_channel.allowance = self._channels.iopub_channel.allowance = allowance
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
            if output.output_type == "stream":
                output.text = TENSORFLOW_LOG.sub("", output.text) if output.name == "stderr" else output.text
                # A carriage return starts the line anew, as progress bars do.
                output.text = "\n".join(line.rstrip("\r").rsplit("\r", 1)[-1] for line in output.text.split("\n"))
        outputs[:] = [output for output in outputs if output.output_type != "stream" or output.text]
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
