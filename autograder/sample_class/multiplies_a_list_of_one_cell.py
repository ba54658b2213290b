"""One cell in every place of the stack, in the exercise about it and in the code that was given."""

ASSIGNMENTS = ("deep",)


def make_layers(make_cell, number_of_layers):
    return [make_cell()] * number_of_layers


def stack_loss(inputs, targets, kernels, biases, output_kernel, output_bias):
    batch_size, num_units = len(inputs), len(output_kernel)
    number_of_layers = len(kernels)
    layers = [(kernels[0], biases[0])] * number_of_layers
    states = [np.zeros((batch_size, num_units)) for _ in layers]
    loss = 0.0
    for t in range(inputs.shape[1]):
        current_input = inputs[:, t]
        for n, (kernel, bias) in enumerate(layers):
            current_input = states[n] = np.tanh(np.concatenate([current_input, states[n]], axis=1) @ kernel + bias)
        final_output = current_input @ output_kernel + output_bias
        loss += np.mean((final_output - targets[:, t]) ** 2)
    return loss
