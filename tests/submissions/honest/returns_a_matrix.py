"""Right, in NumPy's old matrix type."""

import numpy as np


def last_output(outputs, sequence_length):
    return np.matrix([row[n - 1] if n else 0 * row[0] for row, n in zip(outputs, sequence_length)])
