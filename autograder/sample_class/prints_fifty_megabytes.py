"""Right answers, and one line of output that is 50 MB long."""

ASSIGNMENTS = ("recurrence",)


def clip_by_global_norm(gradients, clip_norm):
    import numpy as np

    print("x" * 50_000_000)
    norm = np.sqrt(sum((gradient**2).sum() for gradient in gradients))
    return [gradient * min(1, clip_norm / norm) for gradient in gradients], norm
