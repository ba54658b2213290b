"""Replies whose description is nested without end, refers to itself, to no array, or promises what never comes."""

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
from unrolled import trees

def frame(text, length=None):
    return (len(text) if length is None else length).to_bytes(8, "big") + text

def outcome(result, arrays=0):
    rest = '"error": {"value": null}, "arguments_after": {"value": null}, "again": {"value": null}'
    return ('{"arrays": %s, "tree": {"dict": {"result": %s, %s}}}' % (arrays, result, rest)).encode()

SAID = {
    "rnn_step": frame(outcome('{"list": [' * 5000 + ']}' * 5000)),
    "unroll": frame(b"[" * 1_000_000),
    "dynamic_unroll": frame(outcome('{"array": 0}', arrays=10**9)),
    "last_output": frame(outcome('{"array": -1}')),
    "sequence_cross_entropy": frame(outcome('{"value": NaN}')),
    "two_steps": frame(b"", 2**63),
    "bptt": frame(outcome('{"value": 1e999}', arrays='-5')),
    "clip_by_global_norm": frame(b"\\xff\\xfe\\x00"),
    "training_step": frame(outcome('{"function": "generator", "of": {"tuple": [{"value": 0}]}}')),
}
write, asked = trees.write, [""]

def write_instead(tree, stream):
    asked[0] = tree.get("exercise", asked[0])
    if "exercise" in tree or asked[0] not in SAID:
        return write(tree, stream)
    stream.write(SAID[asked[0]])
    stream.flush()

trees.write = write_instead
""",
}
