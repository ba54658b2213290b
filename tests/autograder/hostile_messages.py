"""The source of a cell that speaks the kernel's protocol itself, and speaks nonsense."""

# ruff: noqa: F821 (it runs in a kernel)
import itertools
import json

from unrolled_kernels.channel import HEADER, KINDS

socket = get_ipython().channel._connection


def send(kind, content, length=None):
    content = content if isinstance(content, bytes) else json.dumps(content).encode()
    socket.sendall(HEADER.pack(kind, len(content) if length is None else length) + content)


CONTENTS = [
    *(None, 1, -1, 1e400, True, "x", "\ud800", [], [1], {}, {"x": 1}),
    *(
        {"data": 1},
        {"data": {"text/plain": 1, "text/html": ["a"], "": "e", "x/y+json": {"a": []}, "image/png": "\ud800"}},
    ),
    *({"data": {}, "transient": {"display_id": []}}, {"data": {}, "transient": 3, "metadata": 3}),
    *({"name": 5, "text": "a"}, {"name": "stdout", "text": 5}, {"name": "stdout", "text": "\udfff\r\r\x00\x1b[31m"}),
    *({"execution_state": 3}, {"wait": {}}, {"text": {}}),
    *(
        {"ename": 1},
        {"ename": "a", "evalue": "b", "traceback": 3},
        {"ename": "a", "evalue": "b", "traceback": ["\ud800"]},
    ),
    *({"status": [], "leaving": 3}, {"status": {}}, {"execution_count": -5, "data": {}}),
    *(b"", b"{", b"\xff\xff", b"[" * 5000, b'{"a":' * 5000, b"9" * 5000, b"\x00" * 2_000_000),
]
# All but an honest reply, which would end the cell: an error in its description is a reply too.
KINDS_OF_NONSENSE = [*range(len(KINDS) - 1), len(KINDS), 255]

for kind, content in itertools.product(KINDS_OF_NONSENSE, CONTENTS):
    send(kind, content)
for content in CONTENTS:
    if not (isinstance(content, dict) and "status" in content) and content != b"\x00" * 2_000_000:
        send(KINDS.index("reply"), content)
