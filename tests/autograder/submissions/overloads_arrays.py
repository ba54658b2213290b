"""Wrong, in an array that claims to be close to everything and to be twice as large as it is."""

TEXT = {
    "rnn_step": """
import numpy as np

class Agreeing(np.ndarray):
    def __sub__(self, other):
        return np.zeros(1)
    __rsub__ = __sub__
    def __array_ufunc__(self, *args, **kwargs):
        return np.True_
    def __array_function__(self, *args, **kwargs):
        return np.True_

def rnn_step(x, h_prev, kernel, bias):
    return np.zeros(h_prev.shape).view(Agreeing)
""",
}
