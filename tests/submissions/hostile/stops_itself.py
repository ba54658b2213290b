"""Stops its own process, which is then neither dead nor alive."""

SCORES = {"last_output": 0}
REMARK = "last_output: This cell (ran longer|ended)"

TEXT = {
    "last_output": """
import os, signal

os.kill(os.getpid(), signal.SIGSTOP)
""",
}
