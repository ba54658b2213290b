"""Right, by way of small functions of its own in the same cell."""

TEXT = {
    "sequence_cross_entropy": """
def log_softmax(scores):
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))

def is_real(n, T):
    return np.arange(T) < np.asarray(n)[:, None]

def sequence_cross_entropy(logits, targets, sequence_length):
    real = is_real(sequence_length, logits.shape[1])
    chosen = np.take_along_axis(log_softmax(logits), np.asarray(targets)[..., None], axis=-1)[..., 0]
    return -chosen[real].sum() / max(real.sum(), 1)
""",
}
