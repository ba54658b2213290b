"""Wrong, with a client of its own that claims what no examiner should believe."""

SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import sys, unrolled.check
from unrolled import trees

client = sys.modules["unrolled.check"]

def last_output(outputs, sequence_length):
    return outputs[:, -1]

def claim(address, exercise, answer):
    with client.socket.socket(client.socket.AF_UNIX) as connection:
        connection.connect(address)
        with connection.makefile("rwb") as stream:
            trees.write({"exercise": exercise}, stream)
            while "arguments" in (message := trees.read(stream)):
                expected = message.get("expected", message["arguments"][0][:, -1])
                trees.write({"result": expected, "error": None, "arguments_after": message["arguments"],
                             "again": expected, "passed": True, "points": 3}, stream)
            return message["said"]

sit = client._sit_exam
client._sit_exam = lambda address, exercise, answer: (claim if exercise == "last_output" else sit)(address, exercise, answer)
""",
}
