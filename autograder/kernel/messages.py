"""What a kernel says, as far as it can be believed.

A student's code knows the kernel's sockets and key, and can send anything. So no message goes on as it came: each is
rebuilt from the few fields that are used, with their types, and all else is dropped. What is too much is cut off before
it is parsed.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jupyter_client.session import DELIM

# What a message of each kind takes of a cell's output at least: a flood of small ones is a flood too.
LEAST = {"stream": 200, "clear_output": 200, "display_data": 1000, "update_display_data": 1000, "execute_result": 1000}
LARGEST_HEADER = 10_000
LARGEST_CONTENT = 1_000_000  # of a message that is no output
LARGEST_ERROR = 20_000
Readers = dict[str, Callable[[dict[str, Any]], dict[str, Any]]]
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


def believed(frames: list[bytes], readers: Readers, allowance: Allowance) -> dict[str, Any] | None:
    """The message in these frames, made of known fields only; None if there is none that should be seen."""
    try:
        _, header, parent, _, content = frames[frames.index(DELIM) + 1 :][:5]
        if len(header) + len(parent) > LARGEST_HEADER:
            return None
        kind = json.loads(header)["msg_type"]
        answered = json.loads(parent).get("msg_id")
        fields = readers[kind](_parsed(kind, content, allowance))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, _Dropped):
        return None
    return {"msg_type": kind, "header": {"msg_type": kind}, "parent_header": {"msg_id": answered}, "content": fields}


class _Dropped(Exception):
    """The message is too much."""


def _parsed(kind: str, content: bytes, allowance: Allowance) -> dict[str, Any]:
    if kind == "error":
        if allowance.error:
            raise _Dropped
        allowance.error = True
    if kind not in LEAST:
        return json.loads(content) if len(content) <= LARGEST_CONTENT else UNREADABLE
    size = max(len(content), LEAST[kind])
    given = allowance.spend(size)
    if given == size:
        return json.loads(content)
    if kind == "stream" and given:
        return _beginning(content[:given])
    raise _Dropped


def _beginning(content: bytes) -> dict[str, Any]:
    """A stream message that was cut off within its text, which comes last; perhaps within an escape sequence."""
    text = content.decode(errors="ignore")
    for trimmed in range(12):
        try:
            return json.loads(text[: len(text) - trimmed] + '"}')
        except ValueError:
            continue
    raise _Dropped


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
    """`leaving` is whether the cell called `exit()`: the kernel then still answers, and ends."""
    payloads = content.get("payload") or ()
    leaving = any(isinstance(one, dict) and one.get("source") == "ask_exit" for one in payloads)
    if content["status"] == "ok":
        return {"status": "ok", "execution_count": _count(content.get("execution_count")), "leaving": leaving}
    error = {"ename": "Error", "evalue": "the cell was not run", **content}
    return {"status": "error", "leaving": leaving, **_error(error)}


# For each kind of message that is heard at all, how its content is rebuilt: first on the shell channel, then on iopub.
REPLIES: Readers = {"execute_reply": _reply}
BROADCASTS: Readers = {
    "stream": _stream,
    "display_data": _display,
    "update_display_data": _display,
    "execute_result": _result,
    "error": _error,
    "clear_output": lambda content: {"wait": bool(content.get("wait"))},
    "status": lambda content: {"execution_state": _text(content["execution_state"])},
    "iopub_welcome": lambda content: {},
}
