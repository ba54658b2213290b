"""Everything right in backpropagation but the gradient at the initial state."""

SCORES = {"bptt": 6}

TEXT = {
    "bptt": """
def bptt(d_outputs, inputs, initial_state, kernel, bias):
    D, states = inputs.shape[2], [initial_state]
    for t in range(inputs.shape[1]):
        states.append(rnn_step(inputs[:, t], states[-1], kernel, bias))
    d_inputs, d_kernel, d_bias, d_h = np.zeros_like(inputs), 0 * kernel, 0 * bias, 0 * initial_state
    for t in reversed(range(inputs.shape[1])):
        d_a = (d_h + d_outputs[:, t]) * (1 - states[t + 1] ** 2)
        d_kernel = d_kernel + np.hstack([inputs[:, t], states[t]]).T @ d_a
        d_bias = d_bias + d_a.sum(axis=0)
        d_inputs[:, t], d_h = d_a @ kernel[:D].T, d_a @ kernel[D:].T
    return d_inputs, 0 * d_h, d_kernel, d_bias
""",
}
