"""A hundred thousand empty files, and folders within folders."""

TEXT = {
    "last_output": """
import os

os.mkdir("many")
try:
    for number in range(100_000):
        os.close(os.open(f"many/{number}", os.O_CREAT | os.O_WRONLY))
except OSError as error:
    print(error)
try:
    for _ in range(2_000):
        os.mkdir("deeper")
        os.chdir("deeper")
except OSError as error:
    print(error)
os.chdir(os.path.expanduser("~"))

def last_output(outputs, sequence_length):
    return np.array([row[n - 1] if n else 0 * row[0] for row, n in zip(outputs, sequence_length)])
""",
}
