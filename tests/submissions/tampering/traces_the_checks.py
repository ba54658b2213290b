"""Wrong, with tracing and auditing hooks that watch the check at work and change its variables."""

LAST = "last_output"
SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import sys, threading

def trace(frame, event, arg):
    for name in ("expected", "wanted", "record", "verdict", "problem"):
        if name in frame.f_locals:
            frame.f_locals[name] = None
    return trace

sys.settrace(trace)
threading.settrace(trace)
sys.setprofile(lambda frame, event, arg: None)
seen = []
sys.addaudithook(lambda event, args: seen.append(event) if len(seen) < 100 else None)

def last_output(outputs, sequence_length):
    return outputs[:, -1]
""",
}
