"""Keeps hundreds of connections to the examiner open, without a word on any of them, while it asks for an exam."""

LAST = "last_output"
SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import os, socket

kept = []
try:
    for _ in range(900):
        kept.append(socket.socket(socket.AF_UNIX))
        kept[-1].settimeout(1)
        kept[-1].connect(os.environ["UNROLLED_EXAMINER"])
except OSError:
    pass
""",
}
