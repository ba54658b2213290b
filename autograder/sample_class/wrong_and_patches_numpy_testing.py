"""Wrong answers, and every comparison that NumPy offers is made to agree."""

ASSIGNMENTS = ("recurrence", "lstm")

PATCH = """
import numpy as np
import numpy.testing

for module, names in ((np, ("allclose", "isclose", "array_equal")), (np.testing, ("assert_allclose", "assert_array_equal"))):
    for name in names:
        setattr(module, name, lambda *args, **kwargs: np.True_)
"""

TEXT = {
    "rnn_step": PATCH + "\ndef rnn_step(x, h_prev, kernel, bias):\n    return np.zeros_like(h_prev)\n",
    "lstm_step": PATCH
    + "\ndef lstm_step(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):\n    return c_prev, h_prev\n",
}
