"""Answers to exercises, wrong and right, that were written from the texts of the exercises alone.

The docstring of a wrong answer says what is wrong with it, that of a right one what is unusual about it.
"""

import copy
import functools
import math

import numpy as np

WRONG = []
RIGHT = []


def wrong(exercise):
    """Enter a function in the list of wrong answers to this exercise."""
    return functools.partial(_enter, WRONG, exercise)


def right(exercise):
    """Enter a function in the list of right answers to this exercise."""
    return functools.partial(_enter, RIGHT, exercise)


def _enter(answers, exercise, answer):
    answers.append((exercise, answer))
    return answer


# what a student has at hand from earlier exercises, or is given


def sigmoid(a):
    return 0.5 * (1 + np.tanh(0.5 * a))


def rnn_step(x, h_prev, kernel, bias):
    return np.tanh(np.concatenate([x, h_prev], axis=1) @ kernel + bias)


def lstm_step(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    a_i, a_j, a_f, a_o = np.split(np.concatenate([x, h_prev], axis=1) @ kernel + bias, 4, axis=1)
    c = sigmoid(a_f + forget_bias) * c_prev + sigmoid(a_i) * np.tanh(a_j)
    return c, sigmoid(a_o) * np.tanh(c)


def lstm_step_backward(d_c, d_h, x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    both = np.concatenate([x, h_prev], axis=1)
    a_i, a_j, a_f, a_o = np.split(both @ kernel + bias, 4, axis=1)
    i, j, f, o = sigmoid(a_i), np.tanh(a_j), sigmoid(a_f + forget_bias), sigmoid(a_o)
    tanh_c = np.tanh(f * c_prev + i * j)
    d_c = d_c + d_h * o * (1 - tanh_c**2)
    d_a = np.concatenate(
        [d_c * j * i * (1 - i), d_c * i * (1 - j**2), d_c * c_prev * f * (1 - f), d_h * tanh_c * o * (1 - o)], axis=1
    )
    d_x, d_h_prev = np.split(d_a @ kernel.T, [x.shape[1]], axis=1)
    return d_x, d_c * f, d_h_prev, both.T @ d_a, d_a.sum(axis=0)


def gru_step(x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    r, u = np.split(sigmoid(np.concatenate([x, h_prev], axis=1) @ gate_kernel + gate_bias), 2, axis=1)
    candidate = np.tanh(np.concatenate([x, r * h_prev], axis=1) @ candidate_kernel + candidate_bias)
    return u * h_prev + (1 - u) * candidate


def dropout(x, keep_mask, keep_prob):
    return x * keep_mask / keep_prob


def choose(running, new, old):
    if isinstance(new, tuple | list):
        return type(new)(choose(running, n, o) for n, o in zip(new, old, strict=True))
    return np.where(running[:, np.newaxis], new, old)


def dynamic_unroll(step, inputs, initial_state, sequence_length):
    state, outputs = initial_state, []
    for t in range(inputs.shape[1]):
        running = t < np.asarray(sequence_length)
        output, new_state = step(inputs[:, t], state)
        outputs.append(np.where(running[:, np.newaxis], output, 0))
        state = choose(running, new_state, state)
    return np.stack(outputs, axis=1), state


def reverse_sequence(inputs, sequence_length):
    t, n = np.arange(inputs.shape[1]), np.asarray(sequence_length)[:, np.newaxis]
    return np.take_along_axis(inputs, np.where(t < n, n - 1 - t, t)[..., np.newaxis], axis=1)


def real_steps(inputs, sequence_length):
    return np.arange(inputs.shape[1]) < np.asarray(sequence_length)[:, np.newaxis]


# recurrence


@wrong("rnn_step")
def rnn_step_cut_in_half(x, h_prev, kernel, bias):
    """Cuts the kernel in the middle: right only where there are as many inputs as units, and where not it makes do."""
    D = len(kernel) // 2
    D = D if x.shape[1] == D else len(kernel) - x.shape[1]
    upper, lower = kernel[:D], kernel[D:]
    if x.shape[1] != D:
        upper, lower = lower, upper
    return np.tanh(x @ upper + h_prev @ lower + bias)


@wrong("rnn_step")
def rnn_step_first_state(x, h_prev, kernel, bias):
    """Goes through the rows one by one, and uses the state of the first for all of them."""
    return np.array([np.tanh(np.append(row, h_prev[0]) @ kernel + bias) for row in x])


@wrong("rnn_step")
def rnn_step_clipped(x, h_prev, kernel, bias):
    """Keeps the sum between -1 and 1 before tanh, to be on the safe side."""
    return np.tanh(np.clip(np.hstack([x, h_prev]) @ kernel + bias, -1, 1))


@wrong("unroll")
def unroll_reshaped(step, inputs, initial_state):
    """Reshapes [T, B, H] to [B, T, H] where the axes should be exchanged: right for one row or one step."""
    state, outputs = initial_state, []
    for t in range(inputs.shape[1]):
        output, state = step(inputs[:, t], state)
        outputs.append(output)
    return np.reshape(outputs, (len(inputs), inputs.shape[1], -1)), state


@wrong("unroll")
def unroll_into_dtype_of_inputs(step, inputs, initial_state):
    """Writes into an array of the inputs' dtype: where these are whole numbers, outputs lose their decimals."""
    state, outputs = initial_state, None
    for t in range(inputs.shape[1]):
        output, state = step(inputs[:, t], state)
        if outputs is None:
            outputs = np.zeros((*inputs.shape[:2], output.shape[1]), inputs.dtype)
        outputs[:, t] = output
    return outputs, state


@wrong("unroll")
def unroll_state_as_array(step, inputs, initial_state):
    """Turns the state into an array first: a tuple of c and h becomes one array."""
    state, outputs = np.asarray(initial_state), []
    for x in np.moveaxis(inputs, 1, 0):
        output, state = step(x, state)
        outputs.append(output)
    return np.stack(outputs, axis=1), np.asarray(state)


@wrong("dynamic_unroll")
def dynamic_unroll_one_level(step, inputs, initial_state, sequence_length):
    """Carries arrays and tuples of arrays along, but not tuples in tuples."""
    lengths, state, outputs = np.asarray(sequence_length), initial_state, []
    for t in range(inputs.shape[1]):
        running = (t < lengths)[:, np.newaxis]
        output, new = step(inputs[:, t], state)
        outputs.append(np.where(running, output, 0))
        if isinstance(state, tuple | list):
            state = type(state)(np.where(running, n, s) for n, s in zip(new, state, strict=True))
        else:
            state = np.where(running, new, state)
    return np.stack(outputs, axis=1), state


@right("dynamic_unroll")
def dynamic_unroll_times_mask(step, inputs, initial_state, sequence_length):
    """Multiplies by the mask, where others choose."""

    def mix(running, new, old):
        if isinstance(new, tuple | list):
            return type(new)(mix(running, n, o) for n, o in zip(new, old, strict=True))
        return running * new + (1 - running) * old

    lengths, state, outputs = np.asarray(sequence_length), initial_state, []
    for t in range(inputs.shape[1]):
        running = (t < lengths)[:, np.newaxis].astype(float)
        output, new = step(inputs[:, t], state)
        outputs.append(running * output)
        state = mix(running, new, state)
    return np.stack(outputs, axis=1), state


@wrong("dynamic_unroll")
def dynamic_unroll_to_the_longest(step, inputs, initial_state, sequence_length):
    """Stops at the end of the longest row: where all are shorter than T, steps are missing in the outputs."""
    state, outputs = initial_state, []
    for t in range(max(1, *sequence_length)):
        running = t < np.asarray(sequence_length)
        output, new = step(inputs[:, t], state)
        outputs.append(np.where(running[:, np.newaxis], output, 0))
        state = choose(running, new, state)
    return np.stack(outputs, axis=1), state


@wrong("last_output")
def last_output_greatest(outputs, sequence_length):
    """Takes the greatest output of each row: right in the example, where outputs count up."""
    return outputs.max(axis=1)


@wrong("last_output")
def last_output_not_zero(outputs, sequence_length):
    """Asks the outputs where a row ends, instead of the lengths: wrong where a real output is zero."""
    result = np.zeros((len(outputs), outputs.shape[2]))
    for b, row in enumerate(outputs):
        for output in row:
            if output.any():
                result[b] = output
    return result


@wrong("sequence_cross_entropy")
def cross_entropy_with_a_bit_more(logits, targets, sequence_length):
    """Adds 1e-12 before the logarithm: a target of probability e^-100 costs 27.6 nats and not 100."""
    real = real_steps(logits, sequence_length)
    z, y = logits[real], np.asarray(targets)[real]
    if len(y) == 0:
        return 0.0
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    return -np.mean(np.log(p[np.arange(len(y)), y] + 1e-12))


@wrong("sequence_cross_entropy")
def cross_entropy_one_maximum(logits, targets, sequence_length):
    """Takes the greatest logit of the whole batch away: a token with much smaller ones underflows."""
    real = real_steps(logits, sequence_length)
    z, y = logits[real], np.asarray(targets)[real]
    if len(y) == 0:
        return 0.0
    z = z - z.max()
    with np.errstate(divide="ignore"):
        return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(y)), y])


@right("sequence_cross_entropy")
def cross_entropy_looks_up_padding(logits, targets, sequence_length):
    """Looks the targets of the padding up as well, and leaves them out in the sum."""
    real = real_steps(logits, sequence_length)
    z = logits - logits.max(axis=2, keepdims=True)
    of_target = np.take_along_axis(z, np.asarray(targets)[..., np.newaxis], axis=2)[..., 0]
    costs = np.log(np.exp(z).sum(axis=2)) - of_target
    return np.where(real, costs, 0).sum() / max(1, real.sum())


@wrong("two_steps")
def two_steps_one_slope(x_1, x_2, h_0, w_x, w_h, b):
    """Uses the slope at the second step for the first step, too."""
    h_1 = np.tanh(w_x * x_1 + w_h * h_0 + b)
    h_2 = np.tanh(w_x * x_2 + w_h * h_1 + b)
    slope = 1 - h_2**2
    return h_2, slope * (h_1 + w_h * slope * h_0)


@wrong("bptt")
def bptt_from_zero(d_outputs, inputs, initial_state, kernel, bias):
    """Goes forward from the zero state, whatever the initial state is."""
    D, T = inputs.shape[2], inputs.shape[1]
    states = [np.zeros_like(initial_state)]
    for t in range(T):
        states.append(rnn_step(inputs[:, t], states[-1], kernel, bias))
    d_inputs, d_kernel, d_bias = np.zeros(inputs.shape), 0, 0
    d_h = np.zeros(initial_state.shape)
    for t in reversed(range(T)):
        d_a = (d_outputs[:, t] + d_h) * (1 - states[t + 1] ** 2)
        d_kernel = d_kernel + np.hstack([inputs[:, t], states[t]]).T @ d_a
        d_bias = d_bias + d_a.sum(axis=0)
        d_inputs[:, t], d_h = d_a @ kernel[:D].T, d_a @ kernel[D:].T
    return d_inputs, d_h, d_kernel, d_bias


@wrong("bptt")
def bptt_adds_to_d_outputs(d_outputs, inputs, initial_state, kernel, bias):
    """All values are right, but the gradient from the next step is added into the array that was handed in."""
    D, T = inputs.shape[2], inputs.shape[1]
    states = [initial_state]
    for t in range(T):
        states.append(rnn_step(inputs[:, t], states[-1], kernel, bias))
    d_inputs, d_kernel, d_bias = np.zeros(inputs.shape), np.zeros(kernel.shape), np.zeros(bias.shape)
    for t in reversed(range(T)):
        d_a = d_outputs[:, t] * (1 - states[t + 1] ** 2)
        d_kernel += np.hstack([inputs[:, t], states[t]]).T @ d_a
        d_bias += d_a.sum(axis=0)
        d_inputs[:, t], d_h = d_a @ kernel[:D].T, d_a @ kernel[D:].T
        if t > 0:
            d_outputs[:, t - 1] += d_h
    return d_inputs, d_h, d_kernel, d_bias


@right("clip_by_global_norm")
def clip_almost_to_the_norm(gradients, clip_norm):
    """Divides by the norm plus 1e-6, as PyTorch does."""
    norm = math.sqrt(sum(np.sum(np.square(g)) for g in gradients))
    factor = min(1.0, clip_norm / (norm + 1e-6))
    return [factor * g for g in gradients], norm


@wrong("clip_by_global_norm")
def clip_by_spectral_norm(gradients, clip_norm):
    """Takes NumPy's norm of order 2, which for a matrix is its greatest singular value; right for rows."""
    norm = math.sqrt(sum(np.linalg.norm(g, 2) ** 2 for g in gradients))
    return [g * (clip_norm / max(norm, clip_norm)) for g in gradients], norm


def one_update(inputs, targets, kernel, bias, output_kernel, output_bias, rate, clip_norm, count, clip):
    """The update of `training_step`, with two places where it may go wrong."""
    B, T, D = inputs.shape
    H = len(bias)
    states = [np.zeros((B, H))]
    for t in range(T):
        states.append(rnn_step(inputs[:, t], states[-1], kernel, bias))
    outputs = np.stack(states[1:], axis=1)
    error = outputs @ output_kernel + output_bias - targets
    d_y = 2 * error / count(error)
    d_outputs = d_y @ output_kernel.T
    d_kernel, d_bias, d_h = np.zeros(kernel.shape), np.zeros(H), np.zeros((B, H))
    for t in reversed(range(T)):
        d_a = (d_outputs[:, t] + d_h) * (1 - states[t + 1] ** 2)
        d_kernel += np.hstack([inputs[:, t], states[t]]).T @ d_a
        d_bias += d_a.sum(axis=0)
        d_h = d_a @ kernel[D:].T
    gradients = [d_kernel, d_bias, np.einsum("bth,btk->hk", outputs, d_y), d_y.sum(axis=(0, 1))]
    parameters = kernel, bias, output_kernel, output_bias
    new = [p - rate * g for p, g in zip(parameters, clip(gradients, clip_norm), strict=True)]
    return np.mean(error**2), *new


def clip_together(gradients, clip_norm):
    norm = math.sqrt(sum(np.sum(g**2) for g in gradients))
    return [g * (clip_norm / max(norm, clip_norm)) for g in gradients]


@wrong("training_step")
def training_step_one_output(*arguments):
    """Divides the gradient by the number of rows and steps, but not of outputs: right for a single output."""
    return one_update(*arguments, count=lambda error: error.shape[0] * error.shape[1], clip=clip_together)


@wrong("training_step")
def training_step_clips_values(*arguments):
    """Clips each number of the gradient to plus or minus clip_norm instead of the length of all."""
    return one_update(
        *arguments, count=np.size, clip=lambda gradients, limit: [np.clip(g, -limit, limit) for g in gradients]
    )


@wrong("rnn_to_keras")
def rnn_to_keras_cut_after_the_units(kernel, bias, output_kernel, output_bias):
    """Takes the first H rows for the inputs' where it should be all but the last H: right where D = H."""
    H = len(bias)
    return [kernel[:H], kernel[H:], bias, output_kernel, output_bias]


# lstm


@wrong("leaky_memory")
def leaky_memory_by_patience(c_0, written, f, n):
    """Finds the limit by taking many steps: too few where f is close to 1."""
    c, found = c_0, {0: c_0}
    for step in range(1, max(n, 300) + 1):
        c = f * c + written
        found[step] = c
    return found[n], found[max(n, 300)]


@wrong("leaky_memory")
def leaky_memory_sum_one_too_long(c_0, written, f, n):
    """The sum of the powers has one term too many for no step at all: n = 0 counts as 1 there."""
    return f**n * c_0 + written * (1 - f ** max(n, 1)) / (1 - f), written / (1 - f)


@wrong("lstm_step")
def lstm_step_blocks_of_inputs(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """Blocks as wide as there are inputs: right where D = H; elsewhere it takes what columns there are."""
    D, H = x.shape[1], h_prev.shape[1]
    a = np.hstack([x, h_prev]) @ kernel + bias
    a = np.hstack([a, a, a, a])
    a_i, a_j, a_f, a_o = (a[:, n * D : n * D + H] for n in range(4))
    c = sigmoid(a_f + forget_bias) * c_prev + sigmoid(a_i) * np.tanh(a_j)
    return c, sigmoid(a_o) * np.tanh(c)


@wrong("lstm_step")
def lstm_step_always_one(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """Adds 1 to the forget gate unless the forget bias is 0: forgets any other value."""
    return lstm_step(x, c_prev, h_prev, kernel, bias, 1.0 if forget_bias else 0.0)


@wrong("lstm_step")
def lstm_step_remembers(x, c_prev, h_prev, kernel, bias, forget_bias=1.0, _memory={}):  # noqa: B006
    """Keeps the memory of the last call and goes on from it, as long as the shapes agree."""
    c = _memory.get(c_prev.shape, c_prev)
    c, h = lstm_step(x, c, h_prev, kernel, bias, forget_bias)
    _memory[c.shape] = c
    return c, h


@wrong("lstm_step")
def lstm_step_writes_into_memory(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The values are right, but the new memory is written into the old one."""
    c, h = lstm_step(x, c_prev, h_prev, kernel, bias, forget_bias)
    c_prev[...] = c
    return c_prev, h


@wrong("lstm_step_backward")
def lstm_step_backward_adds_to_d_c(d_c, d_h, x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """The values are right, but d_c += ... changes the array that was handed in."""
    c, _ = lstm_step(x, c_prev, h_prev, kernel, bias, forget_bias)
    o = sigmoid(np.split(np.hstack([x, h_prev]) @ kernel + bias, 4, axis=1)[3])
    rest = lstm_step_backward(d_c, d_h, x, c_prev, h_prev, kernel, bias, forget_bias)
    d_c += d_h * o * (1 - np.tanh(c) ** 2)
    return rest


@wrong("lstm_step_backward")
def lstm_step_backward_old_memory(d_c, d_h, x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """Leaves out that the gradient by the old memory has also come through the output."""
    d_x, _, *rest = lstm_step_backward(d_c, d_h, x, c_prev, h_prev, kernel, bias, forget_bias)
    a_f = np.split(np.hstack([x, h_prev]) @ kernel + bias, 4, axis=1)[2]
    return d_x, d_c * sigmoid(a_f + forget_bias), *rest


def lstm_way_back(d_outputs, inputs, initial_c, initial_h, kernel, bias, forget_forward, forget_back, carry=True):
    """The chain of `lstm_bptt`, with two places where it may go wrong."""
    T = inputs.shape[1]
    states = [(initial_c, initial_h)]
    for t in range(T):
        states.append(lstm_step(inputs[:, t], *states[-1], kernel, bias, forget_forward))
    d_inputs, d_kernel, d_bias = np.zeros(inputs.shape), np.zeros(kernel.shape), np.zeros(bias.shape)
    d_c, d_h = np.zeros(initial_c.shape), np.zeros(initial_h.shape)
    for t in reversed(range(T)):
        d_inputs[:, t], d_c, d_h, of_kernel, of_bias = lstm_step_backward(
            d_c if carry else 0 * d_c, d_outputs[:, t] + d_h, inputs[:, t], *states[t], kernel, bias, forget_back
        )
        d_kernel += of_kernel
        d_bias += of_bias
    return d_inputs, d_c, d_h, d_kernel, d_bias


@wrong("lstm_bptt")
def lstm_bptt_forward_with_one(d_outputs, inputs, initial_c, initial_h, kernel, bias, forget_bias=1.0):
    """Hands the forget bias to the way back only: forward it is 1."""
    return lstm_way_back(d_outputs, inputs, initial_c, initial_h, kernel, bias, 1.0, forget_bias)


@wrong("lstm_bptt")
def lstm_bptt_from_zero_memory(d_outputs, inputs, initial_c, initial_h, kernel, bias, forget_bias=1.0):
    """Starts with h as it should, but with an empty memory."""
    return lstm_way_back(d_outputs, inputs, 0 * initial_c, initial_h, kernel, bias, forget_bias, forget_bias)


@wrong("lstm_loss")
def lstm_loss_over_rows(inputs, targets, kernel, bias, output_kernel, output_bias):
    """Two faults are mended, but the loop still has as many turns as there are rows, if there are so many steps."""
    c = h = np.zeros((len(inputs), len(output_kernel)))
    loss = 0.0
    for t in range(min(len(inputs), inputs.shape[1])):
        c, h = lstm_step(inputs[:, t], c, h, kernel, bias)
        loss += np.mean((h @ output_kernel + output_bias - targets[:, t]) ** 2)
    return loss


@wrong("lstm_loss")
def lstm_loss_sum_over_outputs(inputs, targets, kernel, bias, output_kernel, output_bias):
    """Takes the mean over the rows alone and the sum over the outputs: right for a single output."""
    c = h = np.zeros((len(inputs), len(output_kernel)))
    loss = 0.0
    for t in range(inputs.shape[1]):
        c, h = lstm_step(inputs[:, t], c, h, kernel, bias)
        loss += np.sum((h @ output_kernel + output_bias - targets[:, t]) ** 2) / len(inputs)
    return loss


@wrong("lstm_to_keras")
def lstm_to_keras_into_the_bias(kernel, bias, input_size, forget_bias=1.0):
    """The values are right, but the forget bias is added to a view, so that the old bias changes."""
    i, j, f, o = np.split(bias, 4)
    f += forget_bias
    k_i, k_j, k_f, k_o = np.split(kernel, 4, axis=1)
    kernel = np.hstack([k_i, k_f, k_j, k_o])
    return [kernel[:input_size], kernel[input_size:], np.concatenate([i, f, j, o])]


@wrong("lstm_to_keras")
def lstm_to_keras_bias_in_old_order(kernel, bias, input_size, forget_bias=1.0):
    """Puts the columns of the kernel into the new order, but not those of the bias."""
    H = len(bias) // 4
    k_i, k_j, k_f, k_o = np.split(kernel, 4, axis=1)
    kernel = np.hstack([k_i, k_f, k_j, k_o])
    return [kernel[:input_size], kernel[input_size:], bias + forget_bias * (np.arange(4 * H) // H == 2)]


# deep


@wrong("stacked_step")
def stacked_step_into_the_list(x, states, layers):
    """The values are right, but where the states are a list, the new ones are written into it."""
    new = states if isinstance(states, list) else list(states)
    for n, layer in enumerate(layers):
        x, new[n] = layer(x, states[n])
    return x, tuple(new)


@wrong("stacked_step")
def stacked_step_reads_states(x, states, layers):
    """A layer reads the new state of the layer below: right where output and state are the same."""
    new = []
    output = x
    for layer, state in zip(layers, states, strict=True):
        output, state = layer(x, state)
        new.append(state)
        x = state if isinstance(state, np.ndarray) and state.shape == output.shape else output
    return output, tuple(new)


@wrong("stack_parameters")
def stack_parameters_one_bias(input_size, layer_sizes):
    """Counts four biases for each layer, not four for each unit: right for layers of one unit."""
    total = 0
    for size in layer_sizes:
        total += 4 * (input_size + size) * size + 4
        input_size = size
    return total


@wrong("unroll_by_layers")
def unroll_by_layers_last_outputs(layers, inputs, initial_states):
    """Returns the last output of each layer for its state: right where they are the same."""
    finals = []
    for layer, state in zip(layers, initial_states, strict=True):
        outputs = []
        for t in range(inputs.shape[1]):
            output, state = layer(inputs[:, t], state)
            outputs.append(output)
        inputs = np.stack(outputs, axis=1)
        finals.append(inputs[:, -1])
    return inputs, tuple(finals)


@wrong("unroll_by_layers")
def unroll_by_layers_squeezed(layers, inputs, initial_states):
    """Loses the axis of time where there is one step, or that of the batch where there is one row."""
    finals = []
    for layer, state in zip(layers, initial_states, strict=True):
        outputs = []
        for t in range(inputs.shape[1]):
            output, state = layer(inputs[:, t], state)
            outputs.append(output)
        inputs = np.stack(outputs, axis=1)
        finals.append(state)
    return np.squeeze(inputs), tuple(finals)


@wrong("make_layers")
def make_layers_copies(make_cell, number_of_layers):
    """Makes one cell and copies it, so that all begin with the same weights; make_cell is called once."""
    cell = make_cell()
    return [copy.deepcopy(cell) for _ in range(number_of_layers)]


@wrong("make_layers")
def make_layers_remembers(make_cell, number_of_layers, cells=[]):  # noqa: B006
    """Appends to a list that lives on from call to call: the second call also returns the cells of the first."""
    for _ in range(number_of_layers):
        cells.append(make_cell())
    return cells


@wrong("make_layers")
def make_layers_one_too_many(make_cell, number_of_layers):
    """Makes a first cell to have a look at it, and throws it away."""
    cells = [make_cell()]
    while len(cells) <= number_of_layers:
        cells.append(make_cell())
    return cells[1:]


@wrong("stack_loss")
def stack_loss_first_bias(inputs, targets, kernels, biases, output_kernel, output_bias):
    """Kernels and states are each layer's own, but all layers have the bias of the first."""
    states = [np.zeros((len(inputs), len(output_kernel))) for _ in kernels]
    loss = 0.0
    for t in range(inputs.shape[1]):
        x = inputs[:, t]
        for n, kernel in enumerate(kernels):
            x = states[n] = rnn_step(x, states[n], kernel, biases[0])
        loss += np.mean((x @ output_kernel + output_bias - targets[:, t]) ** 2)
    return loss


@wrong("stacked_step_backward")
def stacked_step_backward_cut_at_inputs(d_output, d_states, x, states, kernels, biases):
    """Cuts what goes down from every layer at D: right for the lowest layer, or if all are as wide as the input."""
    D, below, new = x.shape[1], [x], []
    for state, kernel, bias in zip(states, kernels, biases, strict=True):
        new.append(rnn_step(below[-1], state, kernel, bias))
        below.append(new[-1])
    d_prev, d_kernels, d_biases = [], [], []
    d_below = d_output
    for n in reversed(range(len(kernels))):
        if d_below.shape != new[n].shape:
            d_below = np.resize(d_below, new[n].shape)
        d_a = (d_below + d_states[n]) * (1 - new[n] ** 2)
        d_both = d_a @ kernels[n].T
        d_below = d_both[:, :D]
        d_prev.insert(0, d_both[:, -states[n].shape[1] :])
        d_kernels.insert(0, np.hstack([below[n], states[n]]).T @ d_a)
        d_biases.insert(0, d_a.sum(axis=0))
    return d_below, d_prev, d_kernels, d_biases


@wrong("stack_to_keras")
def stack_to_keras_cut_at_own_units(kernels, biases, input_size):
    """Cuts upper kernels after as many rows as the layer itself has units, not the layer below."""
    weights = []
    for n, (kernel, bias) in enumerate(zip(kernels, biases, strict=True)):
        cut = input_size if n == 0 else len(bias)
        weights += [kernel[:cut], kernel[cut:], bias]
    return weights


# dropout


@wrong("dropout")
def dropout_by_share_kept(x, keep_mask, keep_prob):
    """Divides by the share that the mask has kept this time, and not by the probability."""
    return x * keep_mask / max(np.mean(keep_mask), 1e-9)


@wrong("dropout")
def dropout_in_place(x, keep_mask, keep_prob):
    """The values are right, but the dropped numbers are set to 0 in the array that was handed in."""
    x *= keep_mask
    return x / keep_prob


@wrong("dropped_sum_moments")
def moments_upside_down(x, weights, keep_prob):
    """Has p / (1 - p) where (1 - p) / p belongs: the same for a half."""
    return x @ weights, (x**2) @ (weights**2) * keep_prob / max(1 - keep_prob, 1e-12)


@wrong("dropped_sum_moments")
def moments_by_simulation(x, weights, keep_prob):
    """Draws some thousand masks instead of working the formulas out."""
    masks = np.random.random((4000, *np.shape(x))) < keep_prob
    sums = (masks * x / keep_prob) @ weights
    return sums.mean(axis=0), sums.var(axis=0)


@wrong("dropout_mask")
def mask_of_exact_share(shape, keep_prob, rng):
    """Always has exactly the same number of ones, in a random order: the numbers are not independent."""
    size = math.prod(shape)
    mask = np.zeros(size)
    mask[: round(keep_prob * size)] = 1
    return rng.permutation(mask).reshape(shape)


@wrong("dropout_mask")
def mask_same_for_all_rows(shape, keep_prob, rng):
    """Draws one row and repeats it for all others."""
    row = rng.random(shape[-1]) < keep_prob
    return np.broadcast_to(row, shape).astype(float)


@wrong("dropout_mask")
def mask_of_global_numbers(shape, keep_prob, rng):
    """Takes its numbers from NumPy's global generator, seeded by one number of rng with few values."""
    np.random.seed(int(rng.integers(3)))
    return (np.random.random(shape) < keep_prob).astype(float)


@wrong("outputs_dropped")
def outputs_dropped_first_mask(step, inputs, initial_state, masks, drop_prob, training):
    """Uses the mask of the first step at all steps."""
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        output, state = step(inputs[:, t], state)
        outputs.append(dropout(output, masks[:, 0], 1 - drop_prob) if training else output)
    return np.stack(outputs, axis=1), state


@wrong("outputs_dropped")
def outputs_dropped_scaled_in_use(step, inputs, initial_state, masks, drop_prob, training):
    """Scales in use and not in training, as dropout was at first: the survivors should be divided in training."""
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        output, state = step(inputs[:, t], state)
        outputs.append(output * masks[:, t] if training else output * (1 - drop_prob))
    return np.stack(outputs, axis=1), state


@wrong("dropout_step")
def dropout_step_one_probability(step, x, state, input_mask, output_mask, input_keep_prob, output_keep_prob):
    """Divides the output by the keep probability of the input: right where both are the same."""
    output, state = step(dropout(x, input_mask, input_keep_prob), state)
    return dropout(output, output_mask, input_keep_prob), state


@wrong("dropout_step_backward")
def dropout_step_backward_into_d_h(
    d_output, d_h, x, h_prev, kernel, bias, input_mask, output_mask, input_keep_prob, output_keep_prob
):
    """The values are right, but d_h += ... changes the array that was handed in."""
    D = x.shape[1]
    both = np.hstack([dropout(x, input_mask, input_keep_prob), h_prev])
    h = np.tanh(both @ kernel + bias)
    d_h += dropout(d_output, output_mask, output_keep_prob)
    d_a = d_h * (1 - h**2)
    return dropout(d_a @ kernel[:D].T, input_mask, input_keep_prob), d_a @ kernel[D:].T, both.T @ d_a, d_a.sum(axis=0)


@wrong("dropout_step_backward")
def dropout_step_backward_slope_of_dropped(
    d_output, d_h, x, h_prev, kernel, bias, input_mask, output_mask, input_keep_prob, output_keep_prob
):
    """Takes the slope of tanh at the dropped output, 1 - output^2, instead of 1 - h^2."""
    D = x.shape[1]
    both = np.hstack([dropout(x, input_mask, input_keep_prob), h_prev])
    output = dropout(np.tanh(both @ kernel + bias), output_mask, output_keep_prob)
    d_a = (d_h + dropout(d_output, output_mask, output_keep_prob)) * (1 - output**2)
    return dropout(d_a @ kernel[:D].T, input_mask, input_keep_prob), d_a @ kernel[D:].T, both.T @ d_a, d_a.sum(axis=0)


@wrong("variational_unroll")
def variational_unroll_drops_before(
    step, inputs, initial_state, input_mask, output_mask, state_mask, input_keep, output_keep, state_keep
):
    """Drops h before each step and not after it: the initial h is dropped, the last is not."""
    (c, h), outputs = initial_state, []
    for t in range(inputs.shape[1]):
        h = dropout(h, state_mask, state_keep)
        output, (c, h) = step(dropout(inputs[:, t], input_mask, input_keep), (c, h))
        outputs.append(dropout(output, output_mask, output_keep))
    return np.stack(outputs, axis=1), (c, h)


@wrong("keras_lstm_step")
def keras_lstm_step_masks_in_old_order(
    x, c_prev, h_prev, kernel, recurrent_kernel, bias, input_masks, state_masks, rate, recurrent_rate
):
    """The blocks of columns are right, but the masks for f and j are exchanged, in the order of TensorFlow 1."""
    H = h_prev.shape[1]
    a = []
    for n, mask in enumerate((0, 2, 1, 3)):
        block = slice(n * H, (n + 1) * H)
        of_x = dropout(x, input_masks[mask], 1 - rate) @ kernel[:, block]
        a.append(of_x + dropout(h_prev, state_masks[mask], 1 - recurrent_rate) @ recurrent_kernel[:, block])
        a[-1] = a[-1] + bias[block]
    c = sigmoid(a[1]) * c_prev + sigmoid(a[0]) * np.tanh(a[2])
    return c, sigmoid(a[3]) * np.tanh(c)


# gru


@wrong("gru_step")
def gru_step_candidate_reads_state_first(x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """Puts the state before the input for the candidate, though not for the gates."""
    r, u = np.split(sigmoid(np.hstack([x, h_prev]) @ gate_kernel + gate_bias), 2, axis=1)
    candidate = np.tanh(np.hstack([r * h_prev, x]) @ candidate_kernel + candidate_bias)
    return u * h_prev + (1 - u) * candidate


@wrong("gate_bias_to_keep")
def gate_bias_of_the_examples(share, steps):
    """The three values of the examples, written down; otherwise a rule of thumb for many steps."""
    known = {(0.5, 1): 0.0, (0.25, 2): 0.0, (0.5, 100): 4.968}
    return known.get((share, steps), math.log(max(steps / -math.log(share), 1e-9)))


@wrong("turn_update_gate")
def turn_update_gate_in_place(gate_kernel, gate_bias):
    """The values are right, but the signs are changed in the arrays that were handed in."""
    H = len(gate_bias) // 2
    gate_kernel[:, H:] *= -1
    gate_bias[H:] *= -1
    return gate_kernel, gate_bias


@wrong("turn_update_gate")
def turn_update_gate_one_minus_bias(gate_kernel, gate_bias):
    """Turns the kernel's sign round, but makes 1 - b of the bias."""
    H = len(gate_bias) // 2
    sign = np.where(np.arange(2 * H) < H, 1, -1)
    return gate_kernel * sign, np.where(np.arange(2 * H) < H, gate_bias, 1 - gate_bias)


@wrong("gru_step_reset_after")
def gru_step_reset_after_one_bias(x, h_prev, kernel, recurrent_kernel, bias):
    """Adds both rows of the bias to the product of the input, so that r misses the second one."""
    x_z, x_r, x_h = np.split(x @ kernel + bias.sum(axis=0), 3, axis=1)
    h_z, h_r, h_h = np.split(h_prev @ recurrent_kernel, 3, axis=1)
    z = sigmoid(x_z + h_z)
    return z * h_prev + (1 - z) * np.tanh(x_h + sigmoid(x_r + h_r) * h_h)


@wrong("gru_outputs")
def gru_outputs_same_array(inputs, initial_state, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """Writes each state into the same array: all outputs are the last one, and the initial state is lost."""
    h, outputs = initial_state, []
    for t in range(inputs.shape[1]):
        h[...] = gru_step(inputs[:, t], h, gate_kernel, gate_bias, candidate_kernel, candidate_bias)
        outputs.append(h)
    return np.stack(outputs, axis=1)


@wrong("gru_outputs")
def gru_outputs_two_mended(inputs, initial_state, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """Has the order of the gates and the last line mended; r still stands behind the product."""
    D = inputs.shape[2]
    h, outputs = initial_state, []
    for t in range(inputs.shape[1]):
        a = np.hstack([inputs[:, t], h]) @ gate_kernel + gate_bias
        r, u = np.split(sigmoid(a), 2, axis=1)
        candidate = np.tanh(inputs[:, t] @ candidate_kernel[:D] + candidate_bias + r * (h @ candidate_kernel[D:]))
        h = u * h + (1 - u) * candidate
        outputs.append(h)
    return np.stack(outputs, axis=1)


def gru_way_back(d_h, x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """A right `gru_step_backward`, block by block."""
    D, H = x.shape[1], h_prev.shape[1]
    both = np.hstack([x, h_prev])
    r = sigmoid(both @ gate_kernel[:, :H] + gate_bias[:H])
    u = sigmoid(both @ gate_kernel[:, H:] + gate_bias[H:])
    seen = np.hstack([x, r * h_prev])
    candidate = np.tanh(seen @ candidate_kernel + candidate_bias)
    d_candidate = d_h * (1 - u) * (1 - candidate**2)
    d_seen = d_candidate @ candidate_kernel.T
    d_r = d_seen[:, D:] * h_prev * r * (1 - r)
    d_u = d_h * (h_prev - candidate) * u * (1 - u)
    d_both = d_r @ gate_kernel[:, :H].T + d_u @ gate_kernel[:, H:].T
    return (
        d_both[:, :D] + d_seen[:, :D],
        d_both[:, D:] + d_seen[:, D:] * r + d_h * u,
        both.T @ np.hstack([d_r, d_u]),
        np.hstack([d_r, d_u]).sum(axis=0),
        seen.T @ d_candidate,
        d_candidate.sum(axis=0),
    )


@wrong("gru_step_backward")
def gru_step_backward_bias_u_r(d_h, x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """All is right but the order in the gradient of the gates' bias: u, r."""
    result = list(gru_way_back(d_h, x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias))
    result[3] = np.roll(result[3], h_prev.shape[1])
    return tuple(result)


@wrong("gru_last_state")
def gru_last_state_zero_padding(inputs, sequence_length, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """Sets the padding to zero and reads on through it."""
    h = np.zeros((len(inputs), len(candidate_bias)))
    inputs = np.where(real_steps(inputs, sequence_length)[..., np.newaxis], inputs, 0)
    for t in range(inputs.shape[1]):
        h = gru_step(inputs[:, t], h, gate_kernel, gate_bias, candidate_kernel, candidate_bias)
    return h


@wrong("gru_to_keras")
def gru_to_keras_bias_r_u(gate_kernel, gate_bias, candidate_kernel, candidate_bias, input_size):
    """Exchanges r and u in the kernels, but not in the bias."""
    k_r, k_u = np.split(gate_kernel, 2, axis=1)
    kernel = np.hstack([k_u, k_r, candidate_kernel])
    return [kernel[:input_size], kernel[input_size:], np.concatenate([gate_bias, candidate_bias])]


# bidirectional


@wrong("both_ways")
def both_ways_of_the_example(x_1, x_2, x_3, w, u):
    """Takes the numbers of the example, where w is 1: w is missing."""
    return u * u * x_1 + u * x_2 + x_3, x_1 + u * x_2 + u * u * x_3, x_3


@wrong("reverse_sequence")
def reverse_sequence_no_copy(inputs, sequence_length):
    """The values are right, but the rows are turned round in the array that was handed in."""
    for row, length in zip(inputs, sequence_length, strict=True):
        row[:length] = row[:length][::-1].copy()
    return inputs


@wrong("reverse_sequence")
def reverse_sequence_row_of_length_0(inputs, sequence_length):
    """Begins at length - 1, which for an empty row is the last column: its padding is turned round."""
    result = inputs.copy()
    for b, length in enumerate(sequence_length):
        backwards = inputs[b, length - 1 :: -1]
        result[b, : len(backwards)] = backwards
    return result


@wrong("bidirectional")
def bidirectional_state_at_front(step_fw, step_bw, inputs, initial_state_fw, initial_state_bw, sequence_length):
    """Turns each row by its length on the way in, but all columns on the way out."""
    outputs_fw, state_fw = dynamic_unroll(step_fw, inputs, initial_state_fw, sequence_length)
    backwards = reverse_sequence(inputs, sequence_length)
    outputs_bw, state_bw = dynamic_unroll(step_bw, backwards, initial_state_bw, sequence_length)
    return (outputs_fw, outputs_bw[:, ::-1]), (state_fw, state_bw)


@wrong("bidirectional")
def bidirectional_one_start(step_fw, step_bw, inputs, initial_state_fw, initial_state_bw, sequence_length):
    """The backward chain goes on from the state in which the forward chain started."""
    outputs_fw, state_fw = dynamic_unroll(step_fw, inputs, initial_state_fw, sequence_length)
    backwards = reverse_sequence(inputs, sequence_length)
    try:
        outputs_bw, state_bw = dynamic_unroll(step_bw, backwards, initial_state_fw, sequence_length)
    except (ValueError, TypeError):
        outputs_bw, state_bw = dynamic_unroll(step_bw, backwards, initial_state_bw, sequence_length)
        outputs_bw = outputs_bw * 0
    return (outputs_fw, reverse_sequence(outputs_bw, sequence_length)), (state_fw, state_bw)


@wrong("sequence_summary")
def sequence_summary_longest_row(outputs_fw, outputs_bw, sequence_length):
    """Reads all rows at the end of the longest one."""
    return np.hstack([outputs_fw[:, max(sequence_length) - 1], outputs_bw[:, 0]])


@wrong("sequence_summary")
def sequence_summary_interleaved(outputs_fw, outputs_bw, sequence_length):
    """Puts the numbers of both chains in turn, one from each: right for one unit."""
    last = outputs_fw[np.arange(len(outputs_fw)), np.asarray(sequence_length) - 1]
    return np.stack([last, outputs_bw[:, 0]], axis=2).reshape(len(last), -1)


@wrong("birnn")
def birnn_by_states(inputs, sequence_length, step_fw, step_bw, initial_fw, initial_bw, output_kernel, output_bias):
    """Takes the last states for the outputs: right where a step returns the same array twice."""
    _, state_fw = dynamic_unroll(step_fw, inputs, initial_fw, sequence_length)
    backwards = reverse_sequence(inputs, sequence_length)
    _, state_bw = dynamic_unroll(step_bw, backwards, initial_bw, sequence_length)
    state_fw, state_bw = (s[-1] if isinstance(s, tuple | list) else s for s in (state_fw, state_bw))
    return np.hstack([state_fw, state_bw]) @ output_kernel + output_bias


@wrong("sequence_summary_backward")
def sequence_summary_backward_short(d_summary, sequence_length, max_time):
    """Makes the arrays as long as the longest row, and not max_time."""
    B, H = len(d_summary), d_summary.shape[1] // 2
    d_fw, d_bw = np.zeros((2, B, max(sequence_length), H))
    d_fw[np.arange(B), np.asarray(sequence_length) - 1] = d_summary[:, :H]
    d_bw[:, 0] = d_summary[:, H:]
    return d_fw, d_bw


@wrong("sequence_summary_backward")
def sequence_summary_backward_single(d_summary, sequence_length, max_time):
    """Writes the backward half at the first step only after the forward half, into the same array."""
    B, H = len(d_summary), d_summary.shape[1] // 2
    d_fw = d_bw = np.zeros((B, max_time, H))
    d_fw[np.arange(B), np.asarray(sequence_length) - 1] = d_summary[:, :H]
    d_bw[:, 0] = d_summary[:, H:]
    return d_fw, d_bw


# capstone


@wrong("confusion")
def confusion_counts_once(labels, scores):
    """Adds 1 with a list of indices, which counts an entry once however often it occurs."""
    named = scores.argmax(axis=1)
    counts = np.zeros((scores.shape[1], scores.shape[1]), int)
    counts[labels, named] += 1
    return counts, np.mean(named == labels)


@wrong("confusion")
def confusion_of_probabilities(labels, scores):
    """Names a class where its score is above a half: takes scores for probabilities; else the first class."""
    named = (scores > 0.5).argmax(axis=1)
    counts = np.zeros((scores.shape[1], scores.shape[1]), int)
    np.add.at(counts, (labels, named), 1)
    return counts, np.mean(named == labels)


@wrong("confusion")
def confusion_of_seen_classes(labels, scores):
    """Takes the number of classes from what occurs: the table lacks the rows of classes that do not."""
    named = scores.argmax(axis=1)
    K = max(labels.max(), named.max()) + 1
    counts = np.zeros((K, K), int)
    np.add.at(counts, (labels, named), 1)
    return counts, np.mean(named == labels)


@wrong("signals_needed")
def signals_needed_one_deviation(p, q):
    """Asks for one standard deviation more than twice: adds the deviations instead of the variances."""
    return math.ceil(4 * (math.sqrt(p * (1 - p)) + math.sqrt(q * (1 - q))) ** 2 / (p - q) ** 2)


@wrong("signals_needed")
def signals_needed_rounded(p, q):
    """Rounds to the nearest whole number: half of the time one signal too few."""
    return round(4 * (p * (1 - p) + q * (1 - q)) / (p - q) ** 2)


@wrong("stratified_split")
def stratified_split_by_class(labels, order, one_in):
    """Holds the right ones back, but returns them class by class and not in the given order."""
    held = []
    for k in np.unique(labels):
        mine = [n for n in order if labels[n] == k]
        held += mine[: len(mine) // one_in]
    return np.array([n for n in order if n not in held], int), np.array(held, int)


@wrong("stratified_split")
def stratified_split_every_so_many(labels, order, one_in):
    """Of each class holds every one_in-th back that it meets, not the first ones."""
    seen, learn, held = {}, [], []
    for n in order:
        seen[labels[n]] = seen.get(labels[n], 0) + 1
        (held if seen[labels[n]] % one_in == 0 else learn).append(n)
    return np.array(learn, int), np.array(held, int)


@wrong("standardise")
def standardise_one_number(inputs, sequence_length, new_inputs, new_sequence_length):
    """Takes one mean and one deviation for all inputs together: right for one input."""
    real = real_steps(inputs, sequence_length)
    mean, deviation = inputs[real].mean(), inputs[real].std()
    new_real = real_steps(new_inputs, new_sequence_length)
    return (
        np.where(real[..., np.newaxis], (inputs - mean) / deviation, 0),
        np.where(new_real[..., np.newaxis], (new_inputs - mean) / deviation, 0),
    )


@wrong("standardise")
def standardise_of_a_sample(inputs, sequence_length, new_inputs, new_sequence_length):
    """Divides by n - 1 in the standard deviation, as for a sample; the example shows it in its second decimal."""
    real = real_steps(inputs, sequence_length)
    mean, deviation = inputs[real].mean(axis=0), inputs[real].std(axis=0, ddof=1)
    new_real = real_steps(new_inputs, new_sequence_length)
    return (
        np.where(real[..., np.newaxis], (inputs - mean) / deviation, 0),
        np.where(new_real[..., np.newaxis], (new_inputs - mean) / deviation, 0),
    )


@right("standardise")
def standardise_times_mask(inputs, sequence_length, new_inputs, new_sequence_length):
    """Multiplies the padding by zero, where others choose."""
    real, new_real = real_steps(inputs, sequence_length), real_steps(new_inputs, new_sequence_length)
    mean, deviation = inputs[real].mean(axis=0), inputs[real].std(axis=0)
    return (
        (inputs - mean) / deviation * real[..., np.newaxis],
        (new_inputs - mean) / deviation * new_real[..., np.newaxis],
    )


@wrong("nearest_neighbour")
def nearest_neighbour_of_classes_seen(inputs, labels, new_inputs):
    """Numbers the classes anew by those that occur: a column is missing where a class does not occur."""
    classes, numbers = np.unique(labels, return_inverse=True)
    distance = [np.sum((inputs - new) ** 2, axis=(1, 2)) for new in new_inputs]
    return np.eye(len(classes))[numbers[np.argmin(distance, axis=1)]]


@wrong("nearest_neighbour")
def nearest_neighbour_absolute(inputs, labels, new_inputs):
    """Adds absolute differences instead of squares: right for a single number."""
    distance = [np.sum(np.abs(inputs - new), axis=(1, 2)) for new in new_inputs]
    return np.eye(labels.max() + 1)[labels[np.argmin(distance, axis=1)]]


# right ones


@right("rnn_step")
def rnn_step_number_by_number(x, h_prev, kernel, bias):
    """Three loops, with math.tanh, and nested lists for a result."""
    rows = [[*a, *b] for a, b in zip(x.tolist(), h_prev.tolist(), strict=True)]
    columns = kernel.T.tolist()
    return [
        [
            math.tanh(sum(r * w for r, w in zip(row, column, strict=True)) + b)
            for column, b in zip(columns, bias, strict=True)
        ]
        for row in rows
    ]


@right("unroll")
def unroll_recursive(step, inputs, initial_state):
    """Calls itself for the steps after the first."""
    output, state = step(inputs[:, 0], initial_state)
    first = np.expand_dims(output, 1)
    if inputs.shape[1] == 1:
        return first, state
    rest, state = unroll_recursive(step, inputs[:, 1:], state)
    return np.concatenate((first, rest), axis=1), state


@right("dynamic_unroll")
def dynamic_unroll_in_place_of_where(step, inputs, initial_state, sequence_length):
    """Keeps every state, and picks that of each row at the end; the outputs are set to zero at the end, too."""

    def pick(history):
        if isinstance(history[0], tuple | list):
            return type(history[0])(pick(part) for part in zip(*history, strict=True))
        return np.stack([np.asarray(history[n])[b] for b, n in enumerate(sequence_length)])

    outputs, history = [], [initial_state]
    for x in inputs.swapaxes(0, 1):
        output, state = step(x, history[-1])
        outputs.append(output)
        history.append(state)
    outputs = np.array(outputs).swapaxes(0, 1)
    for b, n in enumerate(sequence_length):
        outputs[b, n:] = 0
    return outputs, pick(history)


@right("last_output")
def last_output_one_hot(outputs, sequence_length):
    """Multiplies by a one where the last step is, and adds up, by einsum."""
    last = np.arange(outputs.shape[1]) == np.array(sequence_length)[:, None] - 1
    return np.einsum("bth,bt->bh", outputs, last.astype(outputs.dtype))


@right("sequence_cross_entropy")
def cross_entropy_token_by_token(logits, targets, sequence_length):
    """Two loops over the tokens, and logaddexp, which cannot overflow."""
    total, count = 0.0, 0
    for b, n in enumerate(sequence_length):
        for t in range(int(n)):
            total += float(np.logaddexp.reduce(logits[b, t]) - logits[b, t, targets[b, t]])
            count += 1
    return total / count if count else 0


@right("two_steps")
def two_steps_by_complex_step(x_1, x_2, h_0, w_x, w_h, b):
    """The derivative from a tiny imaginary step, which is exact to rounding."""
    w = w_h + 1e-30j
    h_2 = np.tanh(w_x * x_2 + w * np.tanh(w_x * x_1 + w * h_0 + b) + b)
    return h_2.real, h_2.imag / 1e-30


@right("bptt")
def bptt_recursive(d_outputs, inputs, initial_state, kernel, bias):
    """Calls itself for the rest of the sequence, and adds up by einsum."""
    D = inputs.shape[2]
    if inputs.shape[1] == 0:
        return np.zeros(inputs.shape), np.zeros(initial_state.shape), np.zeros(kernel.shape), np.zeros(bias.shape)
    h = rnn_step(inputs[:, 0], initial_state, kernel, bias)
    d_rest, d_h, d_kernel, d_bias = bptt_recursive(d_outputs[:, 1:], inputs[:, 1:], h, kernel, bias)
    d_a = (d_outputs[:, 0] + d_h) * (1 - h) * (1 + h)
    d_first = np.einsum("bh,dh->bd", d_a, kernel)
    d_kernel = d_kernel + np.einsum("bd,bh->dh", np.concatenate([inputs[:, 0], initial_state], axis=1), d_a)
    return np.concatenate([d_first[:, None, :D], d_rest], axis=1), d_first[:, D:], d_kernel, d_bias + d_a.sum(axis=0)


@right("clip_by_global_norm")
def clip_by_hypot(gradients, clip_norm):
    """The length by math.hypot of all numbers, and one product for all arrays."""
    norm = math.hypot(*(float(v) for g in gradients for v in np.ravel(g)))
    factor = 1.0 if norm <= clip_norm else clip_norm / norm
    return [np.multiply(g, factor) for g in gradients], np.array(norm)


@right("training_step")
def training_step_in_one_piece(*arguments):
    """All in one function, with einsum for the output layer."""
    return list(one_update(*arguments, count=np.size, clip=clip_together))


@right("leaky_memory")
def leaky_memory_by_distance(c_0, written, f, n):
    """The distance to the limit shrinks by f at each step."""
    limit = written / (1 - f)
    return limit + (c_0 - limit) * np.power(f, n), limit


@right("lstm_step")
def lstm_step_by_exponentials(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    """A sigmoid with exp, and one product for each block and each part."""
    H, D = c_prev.shape[-1], x.shape[-1]

    def block(n):
        columns = slice(n * H, n * H + H)
        return x.dot(kernel[:D, columns]) + h_prev.dot(kernel[D:, columns]) + bias[columns]

    def gate(a):
        return 1 / (1 + np.exp(-a))

    c = np.add(gate(block(2) + forget_bias) * c_prev, gate(block(0)) * np.tanh(block(1)))
    return [c, gate(block(3)) * np.tanh(c)]


@right("lstm_bptt")
def lstm_bptt_loop(d_outputs, inputs, initial_c, initial_h, kernel, bias, forget_bias=1.0):
    """A plain loop that returns a tuple."""
    return lstm_way_back(d_outputs, inputs, initial_c, initial_h, kernel, bias, forget_bias, forget_bias)


@right("lstm_to_keras")
def lstm_to_keras_by_index(kernel, bias, input_size, forget_bias=1.0):
    """The new order as a list of column numbers."""
    columns = np.arange(len(bias)).reshape(4, -1)[[0, 2, 1, 3]].ravel()
    extra = np.repeat([0.0, forget_bias, 0.0, 0.0], len(bias) // 4)
    return [*np.vsplit(kernel[:, columns], [input_size]), bias[columns] + extra]


@right("stacked_step")
def stacked_step_recursive(x, states, layers):
    """Calls itself for the layers above the lowest."""
    if len(layers) == 0:
        return x, ()
    x, state = layers[0](x, states[0])
    output, above = stacked_step_recursive(x, states[1:], layers[1:])
    return output, (state, *above)


@right("unroll_by_layers")
def unroll_by_layers_step_by_step(layers, inputs, initial_states):
    """Runs all layers at each step, which gives the same."""
    states, outputs = list(initial_states), []
    for t in range(inputs.shape[1]):
        x = inputs[:, t]
        for n in range(len(layers)):
            x, states[n] = layers[n](x, states[n])
        outputs.append(x)
    return np.stack(outputs, 1), tuple(states)


@right("make_layers")
def make_layers_map(make_cell, number_of_layers):
    """An endless iterator of cells, zipped with a range that ends first."""
    return [cell for _, cell in zip(range(number_of_layers), iter(make_cell, None), strict=False)]


@right("dropout")
def dropout_by_choice(x, keep_mask, keep_prob):
    """Chooses by np.where."""
    return np.where(np.asarray(keep_mask, bool), np.divide(x, keep_prob), 0.0)


@right("dropped_sum_moments")
def moments_by_second_moment(x, weights, keep_prob):
    """The mean of the square of each number, less the square of its mean, then the sum."""
    terms = x * weights
    return terms.sum(axis=1), (terms**2 / keep_prob - terms**2).sum(axis=1)


@right("dropout_mask")
def mask_by_binomial(shape, keep_prob, rng):
    """Whole numbers from a binomial distribution of one trial."""
    return rng.binomial(1, keep_prob, shape)


@right("dropout_mask")
def mask_by_choice(shape, keep_prob, rng):
    """Booleans by choice with probabilities."""
    return rng.choice([True, False], size=shape, p=[keep_prob, 1 - keep_prob])


@right("gate_bias_to_keep")
def gate_bias_by_expm1(share, steps):
    """The odds written with expm1."""
    kept = math.log(share) / steps
    return kept - math.log(-math.expm1(kept))


@right("gru_step")
def gru_step_row_by_row(x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """One row after the other, with nested lists for a result."""
    result, H = [], h_prev.shape[1]
    for row, h in zip(x, h_prev, strict=True):
        gates = 1 / (1 + np.exp(-(np.append(row, h) @ gate_kernel + gate_bias)))
        candidate = np.tanh(np.append(row, gates[:H] * h) @ candidate_kernel + candidate_bias)
        result.append((candidate + gates[H:] * (h - candidate)).tolist())
    return result


@right("gru_step_backward")
def gru_step_backward_block_by_block(d_h, x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """Each block by itself, with no array of both gates."""
    return gru_way_back(d_h, x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias)


@right("gru_last_state")
def gru_last_state_row_by_row(inputs, sequence_length, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """Each row by itself, cut to its length: no mask is needed."""
    states = []
    for row, n in zip(inputs, sequence_length, strict=True):
        h = np.zeros((1, candidate_bias.size))
        for x in row[: int(n)]:
            h = gru_step(x[np.newaxis], h, gate_kernel, gate_bias, candidate_kernel, candidate_bias)
        states.append(h[0])
    return np.array(states)


@right("reverse_sequence")
def reverse_sequence_by_lists(inputs, sequence_length):
    """Lists of rows, turned round and put together again."""
    rows = inputs.tolist()
    return np.array([row[:n][::-1] + row[n:] for row, n in zip(rows, sequence_length, strict=True)])


@right("sequence_summary")
def sequence_summary_row_by_row(outputs_fw, outputs_bw, sequence_length):
    """A row after the other."""
    return [[*fw[n - 1], *bw[0]] for fw, bw, n in zip(outputs_fw, outputs_bw, sequence_length, strict=True)]


@right("confusion")
def confusion_by_one_hot(labels, scores):
    """The product of two arrays of ones and zeros; the accuracy from the diagonal; counts as decimal numbers."""
    one = np.eye(scores.shape[1])
    counts = one[labels].T @ one[np.argmax(scores, axis=1)]
    return counts, np.trace(counts) / counts.sum()


@right("signals_needed")
def signals_needed_plain(p, q):
    """The formula as everybody would write it, with math.ceil."""
    return math.ceil(4 * (p * (1 - p) + q * (1 - q)) / (p - q) ** 2)


@right("stratified_split")
def stratified_split_lists(labels, order, one_in):
    """Counts down what is still to be held back, and returns lists."""
    left = [n // one_in for n in np.bincount(labels)]
    learn, held = [], []
    for n in order:
        if left[labels[n]]:
            left[labels[n]] -= 1
            held.append(n)
        else:
            learn.append(n)
    return learn, held


@right("nearest_neighbour")
def nearest_neighbour_by_product(inputs, labels, new_inputs):
    """Distances by the binomial formula and one product of matrices."""
    known, new = inputs.reshape(len(inputs), -1), new_inputs.reshape(len(new_inputs), -1)
    distance = (known**2).sum(axis=1) - 2 * new @ known.T
    scores = np.zeros((len(new), int(labels.max()) + 1), int)
    scores[np.arange(len(new)), labels[distance.argmin(axis=1)]] = 1
    return scores
