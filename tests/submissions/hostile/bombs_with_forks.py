"""Forks until it may not any more, and each child does the same."""

SCORES = {"last_output": 0}
REMARK = "last_output: This cell (ran longer|used more|ended)"

TEXT = {
    "last_output": """
import os

while True:
    try:
        os.fork()
    except OSError:
        pass
""",
}
