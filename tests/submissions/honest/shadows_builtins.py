"""Right, with variables called list, type, print and len in its cells."""

TEXT = {
    "last_output": """
list, type, print, id, str = [1, 2, 3], "rnn", None, 7, "text"
isinstance = lambda *_: False

def last_output(outputs, sequence_length):
    len = outputs.shape[0]
    return np.stack([outputs[b, sequence_length[b] - 1] * (sequence_length[b] > 0) for b in range(len)])
""",
}
