"""Keeps everything it makes, and catches the exception that tells it to stop."""

SCORES = {"last_output": 0}
REMARK = "last_output: This cell (ran longer|used more|ended)"

TEXT = {
    "last_output": """
kept = []
while True:
    try:
        while True:
            kept.append(bytearray(2**20))
    except MemoryError:
        pass
""",
}
