"""Right answers to the exercises on the GRU."""

import math
from functools import cache

import numpy as np

from tests.autograder.variants import right_for


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


@right_for("gru_step")
def four_kernels(x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    D, H = x.shape[1], h_prev.shape[1]
    r = sigmoid(x @ gate_kernel[:D, :H] + h_prev @ gate_kernel[D:, :H] + gate_bias[:H])
    u = sigmoid(x @ gate_kernel[:D, H:] + h_prev @ gate_kernel[D:, H:] + gate_bias[H:])
    c = np.tanh(x @ candidate_kernel[:D] + (r * h_prev) @ candidate_kernel[D:] + candidate_bias)
    return c + u * (h_prev - c)


@right_for("gru_step")
def sigmoid_by_tanh(x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias, *, show=False):
    a = np.einsum("bk,kg->bg", np.hstack((x, h_prev)), gate_kernel) + gate_bias
    r, u = np.moveaxis((0.5 * (1 + np.tanh(a / 2))).reshape(len(x), 2, -1), 1, 0)
    candidate = np.tanh(np.column_stack((x, h_prev * r)).dot(candidate_kernel) + candidate_bias)
    if show:
        print(r, u)
    return h_prev + (1 - u) * (candidate - h_prev)


@right_for("gru_step")
def one_unit_after_the_other(x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    rows = []
    for b in range(len(x)):
        H = len(candidate_bias)
        both = [*x[b], *h_prev[b]]
        gates = [
            1 / (1 + math.exp(-sum(v * w for v, w in zip(both, column, strict=True)) - bias))
            for column, bias in zip(gate_kernel.T, gate_bias, strict=True)
        ]
        seen = [*x[b], *(r * h for r, h in zip(gates[:H], h_prev[b], strict=True))]
        row = []
        for n in range(H):
            c = math.tanh(sum(v * w for v, w in zip(seen, candidate_kernel[:, n], strict=True)) + candidate_bias[n])
            row.append(gates[H + n] * h_prev[b, n] + (1 - gates[H + n]) * c)
        rows.append(row)
    return rows


@right_for("gru_step")
def step_in_float32(*arguments):
    return four_kernels(*(argument.astype("float32") for argument in arguments))


@right_for("gru_step")
def step_with_tensors(x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    import tensorflow as tf

    r, u = tf.split(tf.sigmoid(tf.concat([x, h_prev], 1) @ gate_kernel + gate_bias), 2, axis=1)
    candidate = tf.tanh(tf.concat([x, r * h_prev], 1) @ candidate_kernel + candidate_bias)
    return u * h_prev + (1 - u) * candidate


@right_for("gru_step")
def candidate_first_then_the_gates(x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    H = h_prev.shape[-1]
    both = np.append(x, h_prev, axis=1).T
    r, z = sigmoid(gate_kernel.T @ both + gate_bias[:, None]).reshape(2, H, -1)
    both = np.vstack((x.T, r * h_prev.T))
    new = np.tanh(candidate_kernel.T @ both + candidate_bias[:, None])
    return ((1 - (1 - z)) * h_prev.T + (1 - z) * new).T  # not contiguous


@right_for("gate_bias_to_keep")
def by_a_logarithm(share, steps):
    u = math.exp(math.log(share) / steps)
    return -math.log(1 / u - 1)


@right_for("gate_bias_to_keep")
def minus_the_logarithm_of_what_is_lost(share, steps):
    return -np.log(share ** (-1 / steps) - 1)


@right_for("gate_bias_to_keep")
def by_bisection(share, steps, tolerance=1e-9):
    low, high = -50.0, 50.0
    while high - low > tolerance:
        middle = (low + high) / 2
        low, high = (middle, high) if sigmoid(middle) ** steps < share else (low, middle)
    return np.array([low])  # one number, in an array


@right_for("gate_bias_to_keep")
def by_arctanh(share, steps):
    return np.float64(2 * np.arctanh(2 * np.power(share, 1.0 / steps) - 1))


@right_for("turn_update_gate")
def negated_in_a_copy(gate_kernel, gate_bias):
    H = gate_bias.size // 2
    kernel, bias = gate_kernel.copy(), gate_bias.copy()
    kernel[:, H:] *= -1
    bias[H:] = 0 - bias[H:]
    return {"gate_bias": bias, "gate_kernel": kernel}


@right_for("turn_update_gate")
def split_and_joined(gate_kernel, gate_bias):
    r, u = np.hsplit(gate_kernel, 2)
    b_r, b_u = np.split(gate_bias, 2)
    return [np.hstack((r, -u)), np.concatenate((b_r, -b_u))]


@right_for("turn_update_gate")
def one_column_at_a_time(gate_kernel, gate_bias):
    half = len(gate_bias) // 2
    columns = [column if n < half else -column for n, column in enumerate(gate_kernel.T)]
    return np.array(columns).T, [float(b) if n < half else -float(b) for n, b in enumerate(gate_bias)]


@right_for("turn_update_gate")
def by_a_diagonal_matrix(gate_kernel, gate_bias):
    diagonal = np.diag([1.0] * (len(gate_bias) // 2) + [-1.0] * (len(gate_bias) // 2))
    return np.float32(gate_kernel @ diagonal), np.float32(gate_bias @ diagonal)


@right_for("gru_step_reset_after")
def slices_by_hand(x, h_prev, kernel, recurrent_kernel, bias):
    H = h_prev.shape[1]
    w, b_w = [kernel[:, n * H : (n + 1) * H] for n in range(3)], bias[0].reshape(3, H)
    v, b_v = [recurrent_kernel[:, n * H : (n + 1) * H] for n in range(3)], bias[1].reshape(3, H)
    z = sigmoid(x @ w[0] + h_prev @ v[0] + b_w[0] + b_v[0])
    r = sigmoid(x @ w[1] + h_prev @ v[1] + b_w[1] + b_v[1])
    new = np.tanh(x @ w[2] + b_w[2] + r * (h_prev @ v[2] + b_v[2]))
    return new + z * (h_prev - new)


@right_for("gru_step_reset_after")
def biases_as_rows_of_the_kernels(x, h_prev, kernel, recurrent_kernel, bias):
    one = np.ones((len(x), 1))
    from_x = np.hstack((x, one)) @ np.vstack((kernel, bias[:1]))
    from_h = np.hstack((h_prev, one)) @ np.vstack((recurrent_kernel, bias[1:]))
    H = from_x.shape[1] // 3
    z, r = np.hsplit(sigmoid((from_x + from_h)[:, : 2 * H]), 2)
    return (z * h_prev + (1 - z) * np.tanh(from_x[:, 2 * H :] + r * from_h[:, 2 * H :])).tolist()


@cache
def keras_cell(input_size, units):
    import keras

    cell = keras.layers.GRUCell(units)
    cell.build((None, input_size))
    return cell


@right_for("gru_step_reset_after")
def keras_itself(x, h_prev, *weights):
    cell = keras_cell(x.shape[1], h_prev.shape[1])
    cell.set_weights(weights)
    return cell(x, [h_prev])[0]


@right_for("gru_step_reset_after")
def reset_after_in_float32(*arguments):
    return slices_by_hand(*map(np.float32, arguments))


@right_for("gru_outputs")
def step_by_step(inputs, initial_state, *weights):
    outputs, h = np.empty((*inputs.shape[:2], initial_state.shape[1])), initial_state
    for t in range(inputs.shape[1]):
        h = outputs[:, t] = four_kernels(inputs[:, t], h, *weights)
    return outputs


@right_for("gru_outputs")
def stacked_and_transposed(inputs, initial_state, *weights):
    states = [initial_state]
    for x in inputs.transpose(1, 0, 2):
        states += [four_kernels(x, states[-1], *weights)]
    return np.transpose(states[1:], (1, 0, 2))


@right_for("gru_outputs")
def turned_twice(inputs, initial_state, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    D = inputs.shape[2]
    h, outputs = initial_state, []
    for t in range(inputs.shape[1]):
        r, z = np.split(sigmoid(inputs[:, t] @ gate_kernel[:D] + h @ gate_kernel[D:] + gate_bias), 2, axis=1)
        z = 1 - z
        new = np.tanh(inputs[:, t] @ candidate_kernel[:D] + (r * h) @ candidate_kernel[D:] + candidate_bias)
        h = (1 - z) * h + z * new
        outputs.append(h.astype(np.float32))
    return np.stack(outputs, 1)


@right_for("gru_step_backward")
def derived_on_paper(d_h, x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    D, H = x.shape[1], h_prev.shape[1]
    both = np.hstack((x, h_prev))
    gates = sigmoid(both @ gate_kernel + gate_bias)
    r, u = gates[:, :H], gates[:, H:]
    both_seen = np.hstack((x, r * h_prev))
    c = np.tanh(both_seen @ candidate_kernel + candidate_bias)

    d_c = d_h * (1 - u) * (1 - c * c)
    d_seen = d_c @ candidate_kernel[D:].T
    d_gates = np.hstack((d_seen * h_prev, d_h * (h_prev - c))) * gates * (1 - gates)
    d_x = d_c @ candidate_kernel[:D].T + d_gates @ gate_kernel[:D].T
    d_h_prev = d_h * u
    d_h_prev += d_seen * r
    d_h_prev += d_gates @ gate_kernel[D:].T
    return d_x, d_h_prev, both.T @ d_gates, d_gates.sum(0), both_seen.T @ d_c, d_c.sum(0)


@right_for("gru_step_backward")
def gradients_by_name(*arguments):
    names = "d_x", "d_h_prev", "d_gate_kernel", "d_gate_bias", "d_candidate_kernel", "d_candidate_bias"
    return dict(sorted(zip(names, derived_on_paper(*arguments), strict=True)))


@right_for("gru_step_backward")
def gradients_in_float32(*arguments):
    return derived_on_paper(*(np.float32(argument) for argument in arguments))


@right_for("gru_step_backward")
def row_after_row(d_h, x, h_prev, *weights):
    rows, shares = [], [0, 0, 0, 0]
    for b in range(len(x)):
        *row, k, b_k, c, b_c = derived_on_paper(d_h[b : b + 1], x[b : b + 1], h_prev[b : b + 1], *weights)
        rows.append([gradient[0] for gradient in row])
        shares = [total + share for total, share in zip(shares, (k, b_k, c, b_c), strict=True)]
    return [row[0] for row in rows], [row[1] for row in rows], *shares


@right_for("gru_step_backward")
def by_a_gradient_tape(d_h, *arguments):
    import tensorflow as tf

    variables = [tf.Variable(argument) for argument in arguments]
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(step_with_tensors(*variables) * d_h)
    return tape.gradient(loss, variables)


@right_for("gru_step_backward", needs_float64=True)
def by_central_differences(d_h, *arguments, eps=1e-5):
    gradients = [np.zeros_like(argument) for argument in arguments]
    arguments = [argument.copy() for argument in arguments]
    for argument, gradient in zip(arguments, gradients, strict=True):
        for index in np.ndindex(argument.shape):
            value = argument[index]
            argument[index] = value + eps
            above = np.sum(d_h * four_kernels(*arguments))
            argument[index] = value - eps
            gradient[index] = (above - np.sum(d_h * four_kernels(*arguments))) / (2 * eps)
            argument[index] = value
    return gradients


@right_for("gru_last_state")
def one_row_after_the_other(inputs, sequence_length, *weights):
    last = []
    for row, length in zip(inputs, sequence_length, strict=True):
        h = np.zeros((1, len(weights[-1])))
        for x in row[:length]:
            h = four_kernels(x[None], h, *weights)
        last.append(h[0])
    return last


@right_for("gru_last_state")
def a_multiplied_mask(inputs, sequence_length, *weights):
    h = np.zeros((len(inputs), len(weights[-1])))
    for t in range(inputs.shape[1]):
        live = (np.asarray(sequence_length) > t).astype(float)[:, None]
        h = live * four_kernels(inputs[:, t], h, *weights) + (1 - live) * h
    return h


@right_for("gru_last_state")
def gathered_afterwards(inputs, sequence_length, *weights):
    states = [np.zeros((inputs.shape[0], weights[2].shape[1]), dtype=np.float32)]
    for x in np.swapaxes(inputs, 0, 1):
        states.append(four_kernels(x, states[-1], *weights))
    return np.stack(states)[sequence_length, np.arange(len(inputs))]


@right_for("gru_last_state")
def up_to_the_longest(inputs, sequence_length, *weights):
    h = np.zeros((len(inputs), len(weights[-1])))
    for t in range(max(sequence_length)):
        live = [b for b, length in enumerate(sequence_length) if length > t]
        h[live] = four_kernels(inputs[live, t], h[live], *weights)
    return h


@right_for("gru_to_keras")
def columns_by_index(gate_kernel, gate_bias, candidate_kernel, candidate_bias, input_size):
    H = len(candidate_bias)
    order = np.r_[H : 2 * H, 0:H, 2 * H : 3 * H]
    kernel = np.hstack((gate_kernel, candidate_kernel))[:, order]
    return kernel[:input_size], kernel[input_size:], np.append(gate_bias, candidate_bias)[order]


@right_for("gru_to_keras")
def weights_by_name(*weights):
    kernel, recurrent_kernel, bias = columns_by_index(*weights)
    return {"bias": bias.tolist(), "recurrent_kernel": recurrent_kernel, "kernel": np.float32(kernel)}


@cache
def keras_layer(input_size, units):
    import keras

    layer = keras.layers.GRU(units, reset_after=False)
    layer.build((None, None, input_size))
    return layer


@right_for("gru_to_keras")
def read_from_a_keras_layer(gate_kernel, gate_bias, candidate_kernel, candidate_bias, input_size):
    layer = keras_layer(input_size, len(candidate_bias))
    layer.set_weights(columns_by_index(gate_kernel, gate_bias, candidate_kernel, candidate_bias, input_size))
    return layer.weights
