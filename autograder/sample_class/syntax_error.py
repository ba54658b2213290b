"""One cell that is not Python; the others are right."""

ASSIGNMENTS = ("recurrence", "lstm")

TEXT = {
    "rnn_step": "def rnn_step(x, h_prev, kernel, bias:\n    return np.tanh(x)\n",
    "lstm_to_keras": "def lstm_to_keras(kernel, bias, input_size, forget_bias=1.0)\n    return [kernel, bias]\n",
}
