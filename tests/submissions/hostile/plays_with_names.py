"""Right, beside files whose names are paths, options, several lines, very long, in no encoding, or the grader's own."""

import os
from pathlib import Path

NAMES = (
    b"..%2f..%2fgradebook.db",
    b"..\\..\\gradebook.db",
    b"-rf",
    b"--help",
    b"*",
    b"a\nb",
    b"...",
    b" ",
    b"\xff\xfe",
    "\u202egnp.exe".encode(),
    b"C:",
    b"$(touch owned)",
    b"n" * 255,
    b"autograded.ipynb.lock",
    b"gradebook.db",
    b"con.ipynb",
)


def hand_in(folder):
    for name in NAMES:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(b"x")
    deep = folder
    for _ in range(40):
        deep = deep / ("d" * 40)
    deep.mkdir(parents=True)
