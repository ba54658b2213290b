"""Writes to standard output and standard error themselves, past Python, for ever."""

SCORES = {"last_output": 0}
REMARK = "last_output: This cell (ran longer|put out|ended|used)"

TEXT = {
    "last_output": """
import os

while True:
    os.write(1, b"x" * 65536)
    os.write(2, b"y" * 65536)
""",
}
