"""Right, and warns, logs, prints and plots a bar of progress while it computes."""

import numpy as np


def last_output(outputs, sequence_length):
    import logging
    import sys
    import warnings

    warnings.warn("lengths are taken on trust")
    logging.getLogger("homework").error("not an error")
    print("shape", np.shape(outputs), file=sys.stderr)
    found = np.zeros((len(outputs), outputs.shape[2]))
    for row, length in enumerate(sequence_length):
        print(f"\rrow {row}", end="")
        if length:
            found[row] = outputs[row, length - 1]
    return found
