"""Wrong, with threads that go on after the cell: they print, and change the answers of others."""

SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import threading, time

def fiddle():
    while True:
        print("still here")
        get_ipython().user_ns["last_output"] = lambda outputs, sequence_length: outputs[:, 0]
        time.sleep(0.01)

threading.Thread(target=fiddle).start()

def last_output(outputs, sequence_length):
    return outputs[:, -1]
""",
}
