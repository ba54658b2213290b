"""Wrong, and writes its answers, and a gradebook, wherever a later submission or the grader might read them."""

SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import os

places = ["/tmp", "/dev/shm", os.getcwd(), os.path.expanduser("~"), "/usr", "/etc", "/", "..", "../..",
          os.path.dirname(np.__file__), os.path.dirname(os.environ["UNROLLED_EXAMINER"])]
for place in {os.path.realpath(place) for place in places}:
    for name in ("left_behind", "sitecustomize.py", "gradebook.db"):
        try:
            with open(os.path.join(place, name), "x") as file:
                file.write("left behind")
        except FileExistsError:
            print("FOUND", place, name)
        except OSError:
            pass
print("LOOKED")

def last_output(outputs, sequence_length):
    return outputs[:, -1]
""",
}
