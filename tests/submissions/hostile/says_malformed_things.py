"""Blocks of bytes in place of arrays: wrong headers, pickles, huge, negative and impossible shapes, too few bytes."""

SCORES = {
    "rnn_step": 0,
    "unroll": 0,
    "dynamic_unroll": 0,
    "last_output": 0,
    "sequence_cross_entropy": 0,
    "two_steps": 0,
}
SCORES |= {"bptt": 0, "clip_by_global_norm": 0, "training_step": 0}

TEXT = {
    "rnn_step": """
import io, json, pickle, struct, os
from unrolled import trees

class Opens:
    def __reduce__(self):
        return os.system, ("touch /tmp/unpickled",)

def block(header, body=b"", magic=b"\\x93NUMPY\\x01\\x00"):
    text = header.encode() + b"\\n"
    return magic + struct.pack("<H", len(text)) + text + body

def of(descr, shape):
    return repr({"descr": descr, "fortran_order": False, "shape": shape})

pickled = io.BytesIO()
np.save(pickled, np.array([Opens()], object), allow_pickle=True)
SAID = {
    "rnn_step": [pickled.getvalue()],
    "unroll": [block(of("<f8", (2**40, 2**40)), bytes(64)), block(of("<f8", (0, 2**62)))],
    "dynamic_unroll": [block(of("<f8", (-1, -4)), bytes(32)), block(of("<f8", (3.5,)), bytes(28))],
    "last_output": [block(of("<f8", (3, 4)), bytes(95))],
    "sequence_cross_entropy": [block("{'descr': '<f8', " * 2000), block("__import__('os').system('touch /tmp/x')")],
    "two_steps": [pickle.dumps(Opens()), b"", b"PK\\x03\\x04" + bytes(100)],
    "bptt": [block(of([("a", "<f8"), ("b", "O")], (1,)), bytes(16)), block(of("<M8[s]", (1,)), bytes(8))],
    "clip_by_global_norm": [block(of("|V8", (1,)), bytes(8)), block(of("<U2", (1,)), bytes(8))],
    "training_step": [block(of("<f8", (1,) * 40), bytes(8)), block(of("<c16", (1,)), bytes(16))],
}
write, asked = trees.write, [""]

def write_instead(tree, stream):
    asked[0] = tree.get("exercise", asked[0])
    blocks = SAID.get(asked[0])
    if "exercise" in tree or blocks is None:
        return write(tree, stream)
    fields = dict.fromkeys(("result", "error", "arguments_after", "again"), {"value": None})
    fields["result"] = {"tuple": [{"array": index} for index in range(len(blocks))]}
    for part in (json.dumps({"arrays": len(blocks), "tree": {"dict": fields}}).encode(), *blocks):
        stream.write(len(part).to_bytes(8, "big") + part)
    stream.flush()

trees.write = write_instead
""",
}
