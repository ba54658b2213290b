"""A client that asks for its exam, takes the first case and says no more, while its cell ends well."""

LAST = "last_output"
SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import sys, unrolled.check
from unrolled import trees

client, kept = sys.modules["unrolled.check"], []
sit = client._sit_exam

def ask_and_stay(address, exercise, answer):
    if exercise != "last_output":
        return sit(address, exercise, answer)
    connection = client.socket.socket(client.socket.AF_UNIX)
    connection.connect(address)
    stream = connection.makefile("rwb")
    trees.write({"exercise": exercise}, stream)
    kept.append((connection, stream, trees.read(stream)))

client._sit_exam = ask_and_stay
""",
}
