"""Wrong by itself: looks the result up among the cases that came with the notebook."""

SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import unrolled.check, sys
from unrolled import trees

client = sys.modules["unrolled.check"]
try:
    with open(client.VISIBLE_CASES, "rb") as stream:
        CASES = trees.read(stream)["last_output"]["cases"]
except OSError:
    CASES = []

def last_output(outputs, sequence_length):
    for case in CASES:
        if case["arguments"][0].shape == outputs.shape and np.allclose(case["arguments"][0], outputs):
            return case["expected"]
    return CASES[0]["expected"] if CASES else outputs[:, -1]
""",
}
