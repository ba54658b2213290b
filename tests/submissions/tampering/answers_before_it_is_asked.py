"""Wrong, and sends all its replies at once, before the first case has come."""

SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import sys, unrolled.check
from unrolled import trees

client = sys.modules["unrolled.check"]

def last_output(outputs, sequence_length):
    return outputs[:, -1]

def hurry(address, exercise, answer):
    with client.socket.socket(client.socket.AF_UNIX) as connection:
        connection.connect(address)
        with connection.makefile("rwb") as stream:
            trees.write({"exercise": exercise}, stream)
            for shape in ((3, 4), (3, 2), (4, 4), (3, 2), (1, 3)) * 2:
                zeros = np.zeros(shape)
                trees.write({"result": zeros, "error": None, "arguments_after": None, "again": zeros}, stream)
            stream.flush()
            return str(trees.read(stream))

sit = client._sit_exam
client._sit_exam = lambda address, exercise, answer: (hurry if exercise == "last_output" else sit)(address, exercise, answer)
""",
}
