"""Wrong, with outcomes that say no argument was changed, no error raised, and that each call gives the same."""

LAST = "last_output"
SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
from unrolled import outcome

outcome.Outcome.changed_arguments = lambda self, arguments: ()
outcome.Outcome.repeats = lambda self: True
outcome.Outcome.error_kind = None
as_tree = outcome.Outcome.as_tree
outcome.Outcome.as_tree = lambda self: {**as_tree(self), "error": None, "again": None, "arguments_after": None}

def last_output(outputs, sequence_length):
    raise ValueError
""",
}
