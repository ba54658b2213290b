"""One allocation that no machine could grant: an exception, and nothing else."""

SCORES = {"last_output": 0}


def last_output(outputs, sequence_length):
    return bytearray(2**45)
