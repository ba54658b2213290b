"""Wrong, in objects that answer each question about arrays by yes: other values whenever they are read."""

SCORES = {"last_output": 0, "two_steps": 0}

TEXT = {
    "last_output": """
class Obliging:
    shape, ndim, size, dtype = (3, 4), 2, 12, np.dtype(float)
    calls = 0
    def __array__(self, dtype=None, copy=None):
        Obliging.calls += 1
        return np.full(self.outputs[:, 0].shape, float(Obliging.calls))
    def __array_function__(self, function, types, args, kwargs):
        return np.True_
    def __array_ufunc__(self, *args, **kwargs):
        return np.zeros(1)
    def __eq__(self, other):
        return True
    __ne__ = lambda self, other: False
    __lt__ = __le__ = __gt__ = __ge__ = __eq__
    __sub__ = __rsub__ = lambda self, other: 0.0
    __hash__ = None
    def __len__(self):
        return 3
    def __getitem__(self, index):
        return self

def last_output(outputs, sequence_length):
    Obliging.outputs = outputs
    return Obliging()
""",
    "two_steps": """
class Row(np.ndarray):
    def tobytes(self, *args):
        return bytes(8)
    def __reduce__(self):
        return exec, ("raise SystemExit",)
    def __array_finalize__(self, other):
        self.fill(0.0)
    def __eq__(self, other):
        return np.ones(self.shape, bool)

class Pair(tuple):
    def __len__(self):
        return 2
    def __iter__(self):
        return iter([np.zeros(3).view(Row)] * 2)
    def __eq__(self, other):
        return True

def two_steps(x_1, x_2, h_0, w_x, w_h, b):
    return Pair([0 * x_1])
""",
}
