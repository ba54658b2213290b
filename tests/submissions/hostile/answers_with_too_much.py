"""Arrays too large to be sent, nested too deep, too many of them, and structures that hold themselves."""

SCORES = {
    "last_output": 0,
    "sequence_cross_entropy": 0,
    "two_steps": 0,
    "bptt": 0,
    "rnn_to_keras": 0,
    "training_step": 0,
}

TEXT = {
    "last_output": """
def last_output(outputs, sequence_length):
    return np.zeros((3000, 3000))
""",
    "sequence_cross_entropy": """
def sequence_cross_entropy(logits, targets, sequence_length):
    nested = 0.0
    for _ in range(100_000):
        nested = [nested]
    return nested
""",
    "two_steps": """
def two_steps(x_1, x_2, h_0, w_x, w_h, b):
    return [np.zeros(1)] * 100_000
""",
    "bptt": """
def bptt(d_outputs, inputs, initial_state, kernel, bias):
    own = []
    own.append(own)
    return own
""",
    "rnn_to_keras": """
def rnn_to_keras(kernel, bias, output_kernel, output_bias):
    return {"a" * 10_000_000: kernel}
""",
    "training_step": """
def training_step(*arguments):
    return np.broadcast_to(0.0, (2**20, 2**20))
""",
}
