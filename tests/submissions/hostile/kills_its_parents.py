"""Kills everything it has the number of: its parents, the first process, its group, and all there are."""

SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import os, signal

targets = [os.getppid(), 1, 2, *range(3, 3000), -os.getpgrp(), -1]
for target in targets:
    if target != os.getpid():
        try:
            os.kill(target, signal.SIGKILL)
        except OSError:
            pass
os.kill(os.getpid(), signal.SIGKILL)
""",
}
