"""Right, with NumPy told to raise, warnings turned into errors and numbers printed in its own way."""

TEXT = {
    "rnn_step": """
import warnings

np.seterr(divide="raise", over="raise", invalid="raise")
np.set_printoptions(precision=1, suppress=True, threshold=1)
warnings.simplefilter("error")

def rnn_step(x, h_prev, kernel, bias):
    return np.tanh(np.hstack([x, h_prev]) @ kernel + bias)
""",
}
