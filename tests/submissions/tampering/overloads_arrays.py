"""Wrong, in an array that claims to be close to everything and to be twice as large as it is."""

SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
class Agreeing(np.ndarray):
    def __sub__(self, other):
        return np.zeros(1)
    __rsub__ = __sub__
    def __array_ufunc__(self, *args, **kwargs):
        return np.True_
    def __array_function__(self, *args, **kwargs):
        return np.True_

def last_output(outputs, sequence_length):
    return np.zeros(outputs[:, 0].shape).view(Agreeing)
""",
}
