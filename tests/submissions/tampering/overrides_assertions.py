"""Wrong, where no assertion is one any more: neither the exception, nor the names it needs."""

LAST = "last_output"
SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import builtins

class Quiet(BaseException):
    def __new__(cls, *args):
        raise StopIteration

builtins.AssertionError = Quiet
AssertionError = Quiet
builtins.abs = lambda value: 0.0
builtins.all = builtins.any = lambda values: True

def last_output(outputs, sequence_length):
    return outputs[:, -1]
""",
}
