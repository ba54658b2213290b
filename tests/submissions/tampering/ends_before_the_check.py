"""Wrong, and leaves Python at its check, so that nothing could be found."""

SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import atexit, os

atexit.register(print, "3.0")

def last_output(outputs, sequence_length):
    print("3.0", flush=True)
    os._exit(0)
""",
}
