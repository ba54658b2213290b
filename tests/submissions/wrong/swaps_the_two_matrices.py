"""The recurrent kernel where the kernel belongs."""

SCORES = {"rnn_to_keras": 0}


def rnn_to_keras(kernel, bias, output_kernel, output_bias):
    D = len(kernel) - len(bias)
    return [kernel[D:], kernel[:D], bias, output_kernel, output_bias]
