"""Wrong in one exercise, right in another, and sits the exam of the first with the answers of the second."""

SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import sys, unrolled.check

client = sys.modules["unrolled.check"]
sit = client._sit_exam

def last_output(outputs, sequence_length):
    return outputs[:, -1]

def elsewhere(address, exercise, answer):
    if exercise == "last_output":
        return sit(address, "rnn_step", rnn_step)
    return sit(address, exercise, answer)

client._sit_exam = elsewhere
""",
}
