"""Takes the padding for outputs, as the code that was given does."""

SCORES = {"last_output": 0}


def last_output(outputs, sequence_length):
    return outputs[:, -1]
