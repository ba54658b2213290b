"""Says to the examiner what takes far more memory to read than to send, then calls it a thousand times at once."""

SCORES = {"rnn_step": 0, "unroll": 0, "dynamic_unroll": 0, "rnn_to_keras": 0}

TEXT = {
    "rnn_step": """
import json, os, socket, sys, time
from unrolled import trees

def outcome(result, error=None):
    fields = {"result": result, "error": {"value": error}, "arguments_after": {"value": None}, "again": {"value": None}}
    return json.dumps({"arrays": 1, "tree": {"dict": fields}}).encode()

megabytes = trees._block_of(np.zeros(2**19))
said = {
    "rnn_step": (outcome({"tuple": [{"array": 0}] * 1_000}), megabytes),
    "unroll": (b'{"arrays": 0, "tree": {"tuple": [' + b"[], " * 16_000_000 + b"[]]}}",),
    "dynamic_unroll": (outcome({"value": 10**4000}, "E: " + "x" * 3_000_000), megabytes),
}
write, exercise = trees.write, ""

def write_instead(tree, stream):
    global exercise
    exercise = tree.get("exercise", exercise)
    if "exercise" in tree or exercise not in said:
        return write(tree, stream)
    for block in said[exercise]:
        stream.write(len(block).to_bytes(8, "big") + block)
    stream.flush()

trees.write = write_instead

def rnn_step(x, h_prev, kernel, bias):
    return np.tanh(np.hstack([x, h_prev]) @ kernel + bias)
""",
    "rnn_to_keras": """
callers = []
for _ in range(3):
    if os.fork() == 0:
        try:
            while True:
                callers.append(socket.socket(socket.AF_UNIX))
                callers[-1].connect(os.environ["UNROLLED_EXAMINER"])
        except OSError:
            time.sleep(600)
time.sleep(2)

def rnn_to_keras(kernel, bias, output_kernel, output_bias):
    return kernel, bias
""",
}
