"""Wrong, and looks for the gradebook wherever nbgrader would put it, to write into it."""

SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import os

for path in ("../../../gradebook.db", "../../gradebook.db", "../gradebook.db", "gradebook.db"):
    try:
        with open(path, "r+b") as gradebook:
            gradebook.write(b"10 points")
        print("FOUND", os.path.abspath(path))
    except OSError:
        pass
print("LOOKED")

def last_output(outputs, sequence_length):
    return outputs[:, -1]
""",
}
