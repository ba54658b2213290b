"""A cell that never ends, deaf to every signal that can be ignored, in threads and children as well."""

SCORES = {"last_output": 0}
REMARK = "last_output: This cell ran longer than"

TEXT = {
    "last_output": """
import os, signal, threading

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
threading.Thread(target=lambda: [None for _ in iter(int, 1)]).start()
os.fork()
while True:
    pass
""",
}
