"""Wrong, and what is read or written in the course's format is something else than it should be."""

LAST = "last_output"
SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
from unrolled import trees

read, write = trees.read, trees.write

def read_instead(stream, *args, **kwargs):
    message = read(stream, *args, **kwargs)
    message["expected"] = message.get("arguments")
    return message

def write_instead(tree, stream):
    if "result" in tree:
        tree = {**tree, "verdict": "passed", "points": 3}
    write(tree, stream)

trees.read, trees.write = read_instead, write_instead

def last_output(outputs, sequence_length):
    trees.write = write_instead
    return outputs[:, -1]
""",
}
