"""Starts threads until it may not any more, and goes on trying."""

SCORES = {"last_output": 0}
REMARK = "last_output: This cell (ran longer|used more|ended)"

TEXT = {
    "last_output": """
import threading, time

while True:
    try:
        threading.Thread(target=time.sleep, args=(3600,)).start()
    except (RuntimeError, MemoryError):
        pass
""",
}
