"""Right, in forms that are seldom met: a lambda, an object that can be called, a partial function, rows in a list."""

TEXT = {
    "rnn_step": "rnn_step = lambda x, h, w, b, *rest, scale=1: np.tanh(np.hstack([x, h]) @ w + b).astype('float32')\n",
    "unroll": """
import functools

class Tensor:
    def __init__(self, values):
        self.values = values
    def __array__(self, dtype=None, copy=None):
        return np.asarray(self.values, dtype)

def over_time(axis, step, inputs, initial_state, *, verbose=False):
    outputs, state = [], initial_state
    for x in np.moveaxis(inputs, axis, 0):
        output, state = step(x, state)
        outputs.append(output)
    return Tensor(np.stack(outputs, axis=1)), state

unroll = functools.partial(over_time, 1)
""",
    "last_output": """
class LastOutput:
    def __call__(self, outputs, sequence_length):
        return [list(row[n - 1]) if n else [0] * row.shape[1] for row, n in zip(outputs, sequence_length)]

check, last_output = None, LastOutput()
""",
}
