"""Wrong, with exceptions that no page and no terminal should be handed as they are; the other answers are right."""

SCORES = {"rnn_step": 0, "unroll": 0, "last_output": 0, "bptt": 0, "clip_by_global_norm": 0, "training_step": 0}

TEXT = {
    "rnn_step": """
class Silent(Exception):
    def __str__(self):
        raise ValueError("nothing to say")

def rnn_step(x, h_prev, kernel, bias):
    raise Silent
""",
    "unroll": """
def unroll(step, inputs, initial_state):
    raise ValueError("\\x1b[2J\\x1b]0;title\\x07 <script>alert(1)</script> [red]not red[/] \\ud800\\x00")
""",
    "last_output": """
def last_output(outputs, sequence_length):
    raise ValueError("A" * 100_000_000)
""",
    "bptt": """
class Unusual(BaseException):
    pass

def bptt(d_outputs, inputs, initial_state, kernel, bias):
    raise Unusual("\\x1b[2J")
""",
    "clip_by_global_norm": """
class Key:
    def __str__(self):
        return "\\ud800\\x1b[2J"

def clip_by_global_norm(gradients, clip_norm):
    return {Key(): gradients, None: clip_norm}
""",
}
