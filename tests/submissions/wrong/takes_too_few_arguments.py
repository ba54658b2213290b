"""A signature that cannot be called as the exercise says."""

SCORES = {"last_output": 0}


def last_output(outputs):
    return outputs[:, -1]
