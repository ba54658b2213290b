"""A little memory in each of many processes, together more than there should be."""

SCORES = {"last_output": 0}
REMARK = "last_output: This cell (used more|ended|ran longer)"

TEXT = {
    "last_output": """
import os, time

for _ in range(30):
    if os.fork() == 0:
        kept = bytearray(os.urandom(2**20)) * 120
        time.sleep(60)
        os._exit(0)
time.sleep(60)
""",
}
