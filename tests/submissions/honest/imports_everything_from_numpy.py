"""Right, after `from numpy import *`, which replaces half of Python's own functions."""

TEXT = {
    "rnn_to_keras": """
from math import *
from numpy import *

def rnn_to_keras(kernel, bias, output_kernel, output_bias):
    D = kernel.shape[0] - max(bias.shape)
    return vsplit(kernel, [D]) + [bias, output_kernel, output_bias]
""",
}
