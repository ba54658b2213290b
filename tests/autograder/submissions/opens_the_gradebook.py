"""Wrong, and looks for the gradebook wherever nbgrader would put it, to write into it."""

TEXT = {
    "rnn_step": """
import os

for path in ("../../../gradebook.db", "../../gradebook.db", "../gradebook.db", "gradebook.db"):
    try:
        with open(path, "r+b") as gradebook:
            gradebook.write(b"10 points")
        print("WROTE", os.path.abspath(path))
    except OSError:
        pass

def rnn_step(x, h_prev, kernel, bias):
    return h_prev
""",
}
