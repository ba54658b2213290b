"""IPython without Jupyter: what a cell puts out goes to the grader as frames; see `channel`."""

import builtins
import io
import sys
import threading
import time
from typing import Any

from IPython.core.async_helpers import get_asyncio_loop
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from .channel import Channel

# Text is sent on once there is this much of it, or after this time: a cell that is stopped has said its last words.
CHARACTERS_KEPT_BACK = 4096
SECONDS_KEPT_BACK = 0.1

# What every notebook does for the first time, done once before the first of them: errors, tables of figures, fonts.
REHEARSAL = (
    """
import numpy as np
import matplotlib.pyplot as plt
from IPython.display import display, Markdown
print(np.linspace(0, 1, 3))
display(Markdown("text"))
figure = plt.figure()
plt.plot([1, 2], label="$x_1$"); plt.legend(); plt.show()
display(figure)
plt.close("all")
np.zeros((2, 3))
""",
    """
def fails(x):
    return np.linalg.inv(x)
fails(np.zeros((2, 2)))
""",
    "%matplotlib inline",
    "1 +",
    "async def wait(): return 1\nawait wait()",
)


class Shell(InteractiveShell):
    """One shell, made before the fork and used after it."""

    channel: Channel | None = None
    left = False

    def ask_exit(self) -> None:
        self.left = True

    def enable_gui(self, gui: str | None = None) -> None:
        """`%matplotlib inline` asks for the event loop of a window system; there is none, and it needs none."""

    def tell(self, kind: str, **content: Any) -> None:
        """Send something to the grader; before the fork there is nobody to hear it."""
        sys.stdout.flush()
        sys.stderr.flush()
        if self.channel is not None:
            self.channel.send(kind, content)

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException | None, stb: list[str]) -> None:
        self.tell("error", ename=etype.__name__, evalue=_said(evalue), traceback=stb)

    def run(self, source: str) -> dict[str, Any]:
        """Run a cell, and how it ended."""
        self.left = False
        result = self.run_cell(source, store_history=True)
        error = result.error_before_exec or result.error_in_exec
        reply: dict[str, Any] = {"leaving": self.left, "execution_count": self.execution_count - 1}
        if error is None:
            return reply | {"status": "ok"}
        return reply | {"status": "error", "ename": type(error).__name__, "evalue": _said(error), "traceback": []}


class Results(DisplayHook):
    """The value of a cell's last line."""

    _result: dict[str, Any] | None = None

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        self._result = {"data": format_dict, "metadata": md_dict or {}, "execution_count": self.prompt_count}

    def finish_displayhook(self) -> None:
        if self._result and self._result["data"]:
            Shell.instance().tell("execute_result", **self._result)
        self._result = None


class Publisher(DisplayPublisher):
    """What a cell displays."""

    def publish(
        self,
        data: dict,
        metadata: dict | None = None,
        source: Any = None,
        *,
        transient: dict | None = None,
        update: bool = False,
        **_: Any,
    ) -> None:
        kind = "update_display_data" if update else "display_data"
        Shell.instance().tell(kind, data=data, metadata=metadata or {}, transient=transient or {})

    def clear_output(self, wait: bool = False) -> None:
        Shell.instance().tell("clear_output", wait=wait)


class Stream(io.TextIOBase):
    """Standard output or error of Python itself; what other programs write comes to the grader through pipes."""

    encoding, errors = "utf-8", "strict"

    def __init__(self, name: str, descriptor: int) -> None:
        self.name = f"<{name}>"
        self.channel: Channel | None = None
        self._stream, self._descriptor = name, descriptor
        self._kept: list[str] = []
        self._size, self._sent = 0, 0.0
        self._lock = threading.RLock()

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        with self._lock:
            self._kept.append(text)
            self._size += len(text)
            if self._size > CHARACTERS_KEPT_BACK or time.monotonic() - self._sent > SECONDS_KEPT_BACK:
                self.flush()
        return len(text)

    def flush(self) -> None:
        with self._lock:
            text, self._kept, self._size = "".join(self._kept), [], 0
            self._sent = time.monotonic()
            if text and self.channel is not None:
                self.channel.send("stream", {"name": self._stream, "text": text})


def warm_shell() -> Shell:
    """A shell in which everything has been done once, and of which nothing is left to be seen."""
    sys.stdout, sys.stderr = Stream("stdout", 1), Stream("stderr", 2)
    shell = Shell.instance(
        config=Config({"HistoryManager": {"enabled": False}}),
        displayhook_class=Results,
        display_pub_class=Publisher,
    )
    builtins.input = _no_input
    for cell in REHEARSAL:
        shell.run(cell)
    shell.reset()
    shell.events.trigger("post_execute")
    get_asyncio_loop().close()  # what it waits with does not outlive the fork: a kernel that awaits makes its own
    return shell


def connect(shell: Shell, channel: Channel) -> None:
    """From now on there is somebody to hear it."""
    shell.channel = sys.stdout.channel = sys.stderr.channel = channel  # type: ignore[attr-defined,union-attr]


def _said(error: BaseException | None) -> str:
    try:
        return str(error)
    except Exception:
        return "its description cannot be shown"


def _no_input(prompt: object = "") -> str:
    raise StdinNotImplementedError("input() was called, but nobody is there to answer while a notebook is graded.")
