"""One kernel, from its start to its end: cells go in, and what they put out comes back."""

import contextlib
import os
import selectors
import socket
import time
from dataclasses import dataclass, field
from typing import Literal

from nbformat import NotebookNode

from autograder.kernel.child import Child
from autograder.kernel.inside.channel import cell_frame
from autograder.kernel.messages import Allowance, Ear
from autograder.kernel.transcript import Transcript
from autograder.sandbox import StartFailed
from autograder.sandbox.limits import GIB, Limits

Outcome = Literal["ok", "error", "timeout", "died", "skipped"]

SECONDS_BETWEEN_LOOKS = 0.05
SECONDS_TO_START = 60
PIPE = 65536


@dataclass
class Execution:
    """What happened to a cell; `sentence` tells the student, where there is something to tell."""

    outcome: Outcome
    sentence: str = ""
    outputs: list[NotebookNode] = field(default_factory=list)
    execution_count: int | None = None


class Kernel:
    """A running kernel; `stop` it in any case. It owns the descriptors that it is given."""

    def __init__(self, child: Child, channel: socket.socket, output: int, errors: int, limits: Limits) -> None:
        self._child = child
        self._channel = channel
        self._ear = Ear(channel)
        self._limits = limits
        self._raw = {output: "stdout", errors: "stderr"}
        channel.setblocking(False)
        self._waiting = selectors.DefaultSelector()
        for source in (channel.fileno(), child.fileno(), *self._raw):
            self._waiting.register(source, selectors.EVENT_READ)
        for descriptor in self._raw:
            os.set_blocking(descriptor, False)

    def settle(self) -> None:
        """Wait until it is ready; StartFailed says why it is not."""
        end = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < end:
            self._waiting.select(SECONDS_BETWEEN_LOOKS)
            try:
                for kind, content in self._ear.hear(Allowance(0)):
                    if kind == "ready":
                        return
                    raise StartFailed(f"The kernel did not start: {content.get('text')}")
            except EOFError as error:
                raise StartFailed("The kernel ended before it had started.") from error
        raise StartFailed(f"The kernel did not start within {SECONDS_TO_START} s.")

    def execute(self, source: str, seconds: float) -> Execution:
        """Run one cell for at most `seconds`. After "timeout" and "died" the kernel is of no use any more."""
        transcript = Transcript(self._limits.output_bytes)
        outcome, sentence = self._run(source, seconds, transcript)
        outputs = transcript.finished(sentence)
        return Execution(outcome, sentence, outputs, transcript.reply.get("execution_count"))

    @property
    def ended(self) -> bool:
        return self._child.ended

    def stop(self) -> None:
        """End the kernel and all it started, at once."""
        self._child.kill()
        self._waiting.close()
        self._channel.close()
        for descriptor in self._raw:
            with contextlib.suppress(OSError):
                os.close(descriptor)
        self._raw = {}

    def _run(self, source: str, seconds: float, transcript: Transcript) -> tuple[Outcome, str]:
        end = time.monotonic() + seconds
        waiting = cell_frame(source)
        looked = time.monotonic()
        while not transcript.reply:
            with contextlib.suppress(BlockingIOError, OSError):  # a kernel that has ended is noticed below
                waiting = waiting[self._channel.send(waiting) :] if waiting else waiting
            # While there is something left to say, it is said as soon as the kernel listens.
            ready = self._waiting.select(0.001 if waiting else max(0, min(SECONDS_BETWEEN_LOOKS, end - looked)))
            heard = [key.fd for key, _ in ready]
            self._listen(heard, transcript)
            now = time.monotonic()
            if now > end:
                why = " (all that the notebook had left)" if seconds < self._limits.seconds_per_cell else ""
                return "timeout", f"This cell ran longer than {seconds:.3g} s{why} and was stopped."
            if not transcript.reply and (now - looked > SECONDS_BETWEEN_LOOKS or self._child.fileno() in heard):
                looked = now
                reason = self._reason_to_end()
                if reason:
                    self._listen([*self._raw, self._channel.fileno()], transcript)
                    transcript.reply = {}
                    return "died", f"This cell {reason}."
        self._listen(list(self._raw), transcript)
        if transcript.reply["leaving"]:
            return "died", "This cell called exit(), which ends Python. Leave it out."
        return ("error" if transcript.reply["status"] == "error" else "ok"), ""

    def _listen(self, descriptors: list[int], transcript: Transcript) -> None:
        """Take in what there is to hear, up to a size."""
        for descriptor in descriptors:
            if descriptor in self._raw:
                with contextlib.suppress(BlockingIOError):
                    content = os.read(descriptor, PIPE)
                    if content:
                        transcript.hear_raw(self._raw[descriptor], content)
                    else:  # the kernel has closed it
                        self._forget(descriptor)
            elif descriptor == self._channel.fileno():
                try:
                    for message in self._ear.hear(transcript.allowance):
                        transcript.hear(*message)
                except EOFError:
                    self._forget(descriptor)

    def _forget(self, descriptor: int) -> None:
        with contextlib.suppress(KeyError):
            self._waiting.unregister(descriptor)

    def _reason_to_end(self) -> str | None:
        """Why nothing more can come of it, if so."""
        if self._child.ended:
            return f"ended the Python process ({self._child.how_it_ended()})"
        if self._channel.fileno() not in self._waiting.get_map():
            return "cut the connection to the grader"
        if self._child.use_more_memory_than(self._limits.memory_bytes):
            return f"used more than {self._limits.memory_bytes / GIB:.3g} GiB of memory and was stopped"
        return None
