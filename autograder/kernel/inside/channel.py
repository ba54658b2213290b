"""How a kernel and the grader talk: frames on a socket, each a kind, a length and JSON; used on both sides.

The grader believes nothing of what it reads here: see `autograder.kernel.messages`.
"""

import base64
import json
import socket
import struct
import threading
from typing import Any

HEADER = struct.Struct("!BI")
EXECUTE = 0
# What a kernel says, each by its place here; but for the first two and the last, as the Jupyter protocol has it.
KINDS = (
    "ready",
    "problem",
    "stream",
    "display_data",
    "update_display_data",
    "execute_result",
    "error",
    "clear_output",
    "reply",
)


class Channel:
    """The kernel's end of the socket."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._lock = threading.RLock()

    def send(self, kind: str, content: dict[str, Any]) -> None:
        text = json.dumps(content, default=_as_text).encode()
        with self._lock:
            self._connection.sendall(HEADER.pack(KINDS.index(kind), len(text)) + text)

    def next_cell(self) -> str:
        """The source of the next cell; EOFError once there is none."""
        _, length = HEADER.unpack(self._read(HEADER.size))
        return self._read(length).decode()

    def _read(self, length: int) -> bytes:
        content = b""
        while len(content) < length:
            more = self._connection.recv(length - len(content))
            if not more:
                raise EOFError("the grader has gone")
            content += more
        return content


def cell_frame(source: str) -> bytes:
    """The grader's only word: run this."""
    content = source.encode(errors="replace")
    return HEADER.pack(EXECUTE, len(content)) + content


def _as_text(value: Any) -> str:
    """Pictures in base64, as in a notebook; anything else as it would be printed."""
    return base64.b64encode(value).decode() if isinstance(value, bytes) else repr(value)
