"""Wrong, in arrays whose memory goes on changing after they were returned."""

LAST = "last_output"
SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import threading

BUFFER = np.zeros((8, 8))

def stir():
    rng = np.random.default_rng()
    while True:
        BUFFER[...] = rng.normal(size=BUFFER.shape)

threading.Thread(target=stir, daemon=True).start()

def last_output(outputs, sequence_length):
    return BUFFER[: len(outputs), : outputs.shape[2]]
""",
}
