"""The source of a cell that speaks the kernel's protocol itself, and speaks nonsense: on iopub and in replies."""

# ruff: noqa: F821 (it runs in a kernel)
import itertools
import json

import zmq

kernel = get_ipython().kernel
asked = {"msg_id": kernel.get_parent()["header"]["msg_id"]}
session = kernel.session


def frames(kind, content, parent=asked, header=None):
    described = [
        {"msg_id": "m", "msg_type": kind, "date": "x", "version": 5} if header is None else header,
        parent,
        {},
        content,
    ]
    parts = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in described]
    return [b"<IDS|MSG>", session.sign(parts), *parts]


KINDS = [
    *("stream", "display_data", "update_display_data", "execute_result", "error", "clear_output", "status"),
    *("execute_reply", "kernel_info_reply", "comm_open", "comm_msg", "execute_input", "shutdown_reply"),
    *(5, None, [], {}),
]
CONTENTS = [
    *(None, 1, -1, 1e400, True, "x", "\ud800", [], [1], {}, {"x": 1}),
    *(
        {"data": 1},
        {"data": {"text/plain": 1, "text/html": ["a"], "": "e", "x/y+json": {"a": []}, "image/png": "\ud800"}},
    ),
    *({"data": {}, "transient": {"display_id": []}}, {"data": {}, "transient": 3, "metadata": 3}),
    *({"name": 5, "text": "a"}, {"name": "stdout", "text": 5}, {"name": "stdout", "text": "\udfff\r\r\x00\x1b[31m"}),
    *({"execution_state": 3}, {"execution_state": "starting"}, {"wait": {}}, {"comm_id": 3, "data": None}),
    *(
        {"ename": 1},
        {"ename": "a", "evalue": "b", "traceback": 3},
        {"ename": "a", "evalue": "b", "traceback": ["\ud800"]},
    ),
    *({"status": [], "payload": 3}, {"status": {}}, {"execution_count": -5, "data": {}}),
    *(b"", b"{", b"\xff\xff", b"[" * 5000, b'{"a":' * 5000, b"9" * 5000),
]
broadcast = kernel.iopub_socket.send_multipart
reply = zmq.Socket.shadow(kernel.shell_stream.socket.underlying).send_multipart
to = kernel._parent_ident["shell"]

for kind, content in itertools.product(KINDS, CONTENTS):
    broadcast(frames(kind, content))
    reply([*to, *frames(kind, content)])
for parts in ([b""], [b"<IDS|MSG>"], [b"<IDS|MSG>"] * 9, [b"<IDS|MSG>", b"", b"1", b"2", b"3", b"4"], [b"x"] * 1000):
    broadcast(parts)
    reply([*to, *parts])
for header in (1, [], {}, {"msg_type": []}, {"msg_type": "stream", "x": "y" * 100_000}):
    broadcast(frames("stream", {"name": "stdout", "text": "a"}, header=header))
for parent in (1, [], None, {"msg_id": []}, {"msg_id": {}}):
    broadcast(frames("stream", {"name": "stdout", "text": "a"}, parent=parent))
