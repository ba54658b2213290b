"""What a kernel says, as far as it can be believed.

A student's code can send anything on the kernel's socket. So no message goes on as it came: each is rebuilt from the
few fields that are used, with their types, and all else is dropped. What is too much is cut off before it is parsed.
"""

import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from autograder.kernel.inside.channel import HEADER, KINDS

# What a message of each kind takes of a cell's output at least: a flood of small ones is a flood too.
LEAST = {"stream": 200, "clear_output": 200, "display_data": 1000, "update_display_data": 1000, "execute_result": 1000}
LARGEST_CONTENT = 1_000_000  # of a message that is no output
LARGEST_ERROR = 20_000
AT_ONCE = 2**20  # so that a flood does not keep the clock from being looked at
UNREADABLE = {"status": "error", "ename": "Error", "evalue": "its description is too long to be shown"}


@dataclass
class Allowance:
    """How many bytes of output a cell has left, whether something was cut, and whether its error was heard."""

    left: int
    cut: bool = False
    error: bool = False

    def spend(self, size: int) -> int:
        """Take up to `size` bytes; how many there were."""
        given = min(size, self.left)
        self.left -= given
        self.cut |= given < size
        return given


class Ear:
    """Listens on the grader's end of a kernel's socket, which does not block."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._buffer = b""
        self._message: _Message | None = None

    def hear(self, allowance: Allowance) -> Iterator[tuple[str, dict[str, Any]]]:
        """The messages that are there by now, kind and content; EOFError where the kernel has closed the socket."""
        heard = 0
        while heard < AT_ONCE:
            try:
                part = self._connection.recv(65536)
            except BlockingIOError:
                return
            except OSError as error:
                raise EOFError(str(error)) from error
            if not part:
                raise EOFError("the kernel has closed its socket")
            heard += len(part)
            yield from self._take(part, allowance)

    def _take(self, part: bytes, allowance: Allowance) -> Iterator[tuple[str, dict[str, Any]]]:
        self._buffer += part
        while True:
            if self._message is None:
                if len(self._buffer) < HEADER.size:
                    return
                number, length = HEADER.unpack(self._buffer[: HEADER.size])
                self._buffer = self._buffer[HEADER.size :]
                self._message = _Message(KINDS[number] if number < len(KINDS) else "", length, allowance)
            self._buffer = self._message.add(self._buffer)
            if self._message.left:
                return
            message, self._message = self._message, None
            fields = message.believed()
            if fields is not None:
                yield message.kind, fields


class _Message:
    """A message that is coming in: what of it is kept, and how much of it is still to come."""

    def __init__(self, kind: str, length: int, allowance: Allowance) -> None:
        self.kind, self.left = kind, length
        self._kept = bytearray()
        self._size = max(length, LEAST.get(kind, 0))
        if kind == "error":
            self._keep = 0 if allowance.error else LARGEST_CONTENT
            self._dropped = allowance.error
            allowance.error = True
        elif kind in LEAST:
            self._keep = allowance.spend(self._size)
            self._dropped = self._keep < (1 if kind == "stream" else self._size)
        else:
            self._keep, self._dropped = LARGEST_CONTENT, kind not in READERS

    def add(self, content: bytes) -> bytes:
        """Take what belongs to this message, and give back the rest."""
        mine, rest = content[: self.left], content[self.left :]
        self.left -= len(mine)
        if not self._dropped:
            self._kept += mine[: self._keep - len(self._kept)]
        return rest

    def believed(self) -> dict[str, Any] | None:
        """Its content, made of known fields only; None if there is none that should be seen."""
        if self._dropped:
            return None
        try:
            return READERS[self.kind](self._content())
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None

    def _content(self) -> dict[str, Any]:
        if self._keep >= self._size:
            return json.loads(self._kept)
        return _beginning(bytes(self._kept)) if self.kind == "stream" else UNREADABLE


def _beginning(content: bytes) -> dict[str, Any]:
    """A stream message that was cut off within its text, which comes last; perhaps within an escape sequence."""
    text = content.decode(errors="ignore")
    for trimmed in range(12):
        try:
            return json.loads(text[: len(text) - trimmed] + '"}')
        except ValueError:
            continue
    raise ValueError("nothing of it can be read")


def _text(value: Any) -> str:
    """The value if it is text, without the lone surrogates that could not be written to a file."""
    if not isinstance(value, str):
        raise TypeError(f"text expected, not {type(value).__name__}")
    return value.encode(errors="replace").decode()


def _count(value: Any) -> int | None:
    return value if type(value) is int and 0 <= value < 2**31 else None


def _stream(content: dict[str, Any]) -> dict[str, Any]:
    return {"name": "stderr" if content["name"] == "stderr" else "stdout", "text": _text(content["text"])}


def _display(content: dict[str, Any]) -> dict[str, Any]:
    data = {_text(kind): _text(value) for kind, value in content["data"].items() if isinstance(value, str)}
    name = (content.get("transient") or {}).get("display_id")
    transient = {"display_id": name} if isinstance(name, str) else {}
    return {"data": data, "metadata": {}, "transient": transient}


def _result(content: dict[str, Any]) -> dict[str, Any]:
    return {**_display(content), "execution_count": _count(content.get("execution_count"))}


def _error(content: dict[str, Any]) -> dict[str, Any]:
    lines = "\n".join(_text(line) for line in content.get("traceback", ()))[-LARGEST_ERROR:]
    name, value = (_text(content[field])[:LARGEST_ERROR] for field in ("ename", "evalue"))
    return {"ename": name, "evalue": value, "traceback": [lines or f"{name}: {value}"]}


def _reply(content: dict[str, Any]) -> dict[str, Any]:
    """`leaving` is whether the cell called `exit()`: the kernel then still answers, and has to be ended."""
    reply = {"execution_count": _count(content.get("execution_count")), "leaving": bool(content.get("leaving"))}
    if content["status"] == "ok":
        return reply | {"status": "ok"}
    return reply | {"status": "error"} | _error({"ename": "Error", "evalue": "the cell was not run", **content})


# For each kind of message that is heard at all, how its content is rebuilt.
READERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "ready": lambda content: {},
    "problem": lambda content: {"text": _text(content["text"])[:LARGEST_ERROR]},
    "stream": _stream,
    "display_data": _display,
    "update_display_data": _display,
    "execute_result": _result,
    "error": _error,
    "clear_output": lambda content: {"wait": bool(content.get("wait"))},
    "reply": _reply,
}
