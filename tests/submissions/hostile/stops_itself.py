"""Stops its own process, which is then neither dead nor alive."""

SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import os, signal

os.kill(os.getpid(), signal.SIGSTOP)
""",
}
