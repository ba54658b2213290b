"""Wrong, and talks to the examiner over its socket: from another cell, for another exercise, and with nonsense."""

SCORES = {"rnn_step": 0, "unroll": 0, "last_output": 0, "bptt": 0, "training_step": 0}  # two call the first

TEXT = {
    "rnn_step": """
import os, socket
from unrolled import trees

def knock(request, reply=None):
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        connection.connect(os.environ["UNROLLED_EXAMINER"])
        with connection.makefile("rwb") as stream:
            trees.write(request, stream)
            print("EXAMINER", trees.read(stream))
            if reply:
                stream.write(reply)
                stream.flush()

for request in ({"exercise": "unroll"}, {"exercise": "rnn_step", "passed": True}, {"points": 1000}, None):
    knock(request)

def rnn_step(x, h_prev, kernel, bias):
    knock({"exercise": "unroll"})
    knock({"exercise": "rnn_step"})
    return h_prev
""",
    "unroll": """
def unroll(step, inputs, initial_state):
    raise SystemExit(0)
""",
    "last_output": """
import unrolled.check as client
from unrolled.outcome import Outcome

class Nonsense(Outcome):
    def as_tree(self):
        return {"result": None, "error": None, "arguments_after": "all right", "again": {"passed": 1}}

client.call = lambda *args, **kwargs: Nonsense()

def last_output(outputs, sequence_length):
    return 0
""",
}
