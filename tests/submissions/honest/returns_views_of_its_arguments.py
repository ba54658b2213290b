"""Right, in arrays that share memory with what was handed in, transposed and read-only."""

import numpy as np


def rnn_to_keras(kernel, bias, output_kernel, output_bias):
    D = kernel.shape[0] - kernel.shape[1]
    output_kernel.flags.writeable = False
    return (kernel.T[:, :D].T, np.ascontiguousarray(kernel[D:]), bias[::-1][::-1], output_kernel, output_bias)
