"""Wrong by itself: lets Keras compute the step that was to be written from scratch, and what builds on it."""

SCORES = {"rnn_step": 0, "bptt": 0, "training_step": 0}

TEXT = {
    "rnn_step": """
import importlib

def rnn_step(x, h_prev, kernel, bias):
    keras = importlib.import_module("keras")
    cell = keras.layers.SimpleRNNCell(len(bias), dtype="float64")
    cell.build(x.shape)
    cell.set_weights([kernel[: x.shape[-1]], kernel[x.shape[-1] :], bias])
    return np.array(cell(x, [h_prev])[0])
""",
}
