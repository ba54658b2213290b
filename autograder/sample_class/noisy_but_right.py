"""Right answers that print, warn, log to stderr and plot while they compute."""

import numpy as np

ASSIGNMENTS = ("recurrence", "lstm")


def last_output(outputs, sequence_length):
    import logging
    import sys
    import warnings

    warnings.warn("a warning that means nothing")
    logging.error("an error that is none")
    print("outputs are", outputs, file=sys.stderr)
    print("lengths are", sequence_length)
    return np.stack([row[n - 1] if n else 0 * row[0] for row, n in zip(outputs, sequence_length, strict=True)])


def lstm_step(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    import sys
    import warnings

    warnings.warn("a warning that means nothing")
    print("forget bias", forget_bias, file=sys.stderr)

    def gate(a):
        return np.where(a >= 0, 1, np.exp(-np.abs(a))) / (1 + np.exp(-np.abs(a)))

    i, j, f, o = np.hsplit(np.hstack([x, h_prev]) @ kernel + bias, 4)
    c = gate(f + forget_bias) * c_prev + gate(i) * np.tanh(j)
    return [c, gate(o) * np.tanh(c)]
