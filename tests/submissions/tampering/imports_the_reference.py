"""Wrong by itself: calls the reference, wherever it might be imported from."""

SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import importlib, importlib.util, importlib.metadata, sys

for name in ("solutions", "solutions.recurrence", "autograder", "autograder.exercises.recurrence", "tests"):
    try:
        importlib.import_module(name)
        print("FOUND", name)
    except ImportError:
        pass
for name in list(sys.modules):
    if name.partition(".")[0] in ("solutions", "autograder", "tests", "nbgrader"):
        print("FOUND", name)
print("LOOKED")

def last_output(outputs, sequence_length):
    from solutions.recurrence import last_output
    return last_output(outputs, sequence_length)
""",
}
