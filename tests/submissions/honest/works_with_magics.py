"""Right, with the magics that people put on their cells."""

TEXT = {
    "rnn_step": """%%time
def rnn_step(x, h_prev, kernel, bias):
    return np.tanh(np.hstack([x, h_prev]) @ kernel + bias)
""",
    "last_output": """%matplotlib inline
%config InlineBackend.figure_format = "retina"
%load_ext autoreload
%autoreload 2
!echo a shell
files = !ls
def last_output(outputs, sequence_length):
    outputs = np.concatenate([np.zeros_like(outputs[:, :1]), outputs], axis=1)
    return outputs[np.arange(len(outputs)), sequence_length]
%timeit -n 2 -r 2 last_output(np.ones((2, 3, 4)), [1, 2])
""",
}
