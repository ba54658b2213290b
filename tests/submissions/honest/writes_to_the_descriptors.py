"""Right, with C code's way of writing to standard output and standard error."""

import numpy as np


def last_output(outputs, sequence_length):
    import os

    os.write(1, b"to standard output\n")
    os.write(2, b"E0000 to standard error\n")
    return np.array(
        [row[length - 1] if length else np.zeros(row.shape[1]) for row, length in zip(outputs, sequence_length)]
    )
