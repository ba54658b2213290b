"""Right answers to the exercises on the LSTM, those that train among them."""

import functools
from collections import namedtuple

import numpy as np

from tests.autograder.variants import right_for

State = namedtuple("State", "c h")


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


@right_for("leaky_memory")
def step_after_step(c_0, written, f, n):
    c = np.array(c_0)
    for _ in range(n):
        c = f * c + written
    limit = np.array(c)
    while not np.allclose(limit, f * limit + written, rtol=1e-12, atol=1e-12):
        limit = f * limit + written
    return c, limit


@right_for("leaky_memory")
def two_sums(c_0, written, f, n, *, check=None):
    return c_0 * np.power(f, n) + written * (1 - np.power(f, n)) / (1 - f), -written / (f - 1)


@right_for("leaky_memory")
def sum_of_powers(c_0, written, f, n):
    powers = np.array([f**k for k in range(n)]).reshape(n, len(f))
    return {"limit": written / (1.0 - f), "c_n": f**n * c_0 + written * powers.sum(axis=0)}


@right_for("leaky_memory")
def unit_after_unit(c_0, written, f, n):
    pairs = [(q**n * c + w * (1 - q**n) / (1 - q), w / (1 - q)) for c, w, q in zip(c_0, written, f, strict=True)]
    return [c for c, _ in pairs], [limit for _, limit in pairs]


@right_for("leaky_memory")
def memory_in_float32(c_0, written, f, n):
    return two_sums(np.float32(c_0), np.float32(written), np.float32(f), n)


@right_for("leaky_memory")
def powers_from_logarithms(c_0, written, f, n):
    left = np.exp(n * np.log(f))
    return left * c_0 - np.expm1(n * np.log(f)) * written / (1 - f), written / (1 - f)


@right_for("lstm_step")
def split_into_four(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    z = np.concatenate((x, h_prev), axis=1) @ kernel + bias
    i, j, f, o = np.split(z, 4, axis=1)
    c = sigmoid(f + forget_bias) * c_prev + sigmoid(i) * np.tanh(j)
    return c, np.tanh(c) * sigmoid(o)


@right_for("lstm_step")
def a_kernel_for_each_gate(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    H = c_prev.shape[1]
    D = kernel.shape[0] - H
    at = {}
    for n, gate in enumerate("ijfo"):
        columns = slice(n * H, (n + 1) * H)
        at[gate] = x.dot(kernel[:D, columns]) + h_prev.dot(kernel[D:, columns]) + bias[columns]
    at["f"] += forget_bias
    c = c_prev * sigmoid(at["f"]) + np.tanh(at["j"]) * sigmoid(at["i"])
    return State(c=c, h=sigmoid(at["o"]) * np.tanh(c))


@right_for("lstm_step")
def sigmoid_by_tanh(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    z = np.matmul(np.column_stack((x, h_prev)), kernel) + bias
    z = z.reshape(len(x), 4, -1)
    i, j, f, o = z[:, 0], z[:, 1], z[:, 2] + forget_bias, z[:, 3]
    i, f, o = (0.5 * (1 + np.tanh(a / 2)) for a in (i, f, o))
    c = f * c_prev + i * np.tanh(j)
    return [c, o * np.tanh(c)]


@right_for("lstm_step")
def forget_bias_folded_into_a_copy(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    H = len(bias) // 4
    bias = bias.copy()
    bias[2 * H : 3 * H] += forget_bias
    return split_into_four(x, c_prev, h_prev, kernel, bias, 0)


@right_for("lstm_step")
def stable_sigmoid(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    def stable(a):
        e = np.exp(-np.abs(a))
        return np.where(a >= 0, 1 / (1 + e), e / (1 + e))

    z = np.einsum("bk,kg->bg", np.hstack((x, h_prev)), kernel) + bias
    H = h_prev.shape[-1]
    c = stable(z[:, 2 * H : 3 * H] + forget_bias) * c_prev
    c = c + stable(z[:, :H]) * np.tanh(z[:, H : 2 * H])
    return {"h": stable(z[:, 3 * H :]) * np.tanh(c), "c": c}


@right_for("lstm_step")
def gates_in_float32(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    single = [array.astype("float32") for array in (x, c_prev, h_prev, kernel, bias)]
    return split_into_four(*single, np.float32(forget_bias))


@right_for("lstm_step")
def one_unit_at_a_time(x, c_prev, h_prev, kernel, bias, forget_bias=1.0, *, squash=np.tanh, show=False):
    B, H = c_prev.shape
    c, h = np.empty((B, H)), np.empty((B, H))
    for b in range(B):
        values = np.append(x[b], h_prev[b])
        for n in range(H):
            i, j, f, o = (values @ kernel[:, n + block * H] + bias[n + block * H] for block in range(4))
            c[b, n] = sigmoid(f + forget_bias) * c_prev[b, n] + sigmoid(i) * squash(j)
            h[b, n] = sigmoid(o) * squash(c[b, n])
            if show:
                print(b, n)
    return c, h


@right_for("lstm_step")
def columns_reordered_for_keras(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    i, j, f, o = np.array_split(np.arange(len(bias)), 4)
    order = np.concatenate((i, f, j, o))
    z = np.concatenate((x, h_prev), axis=1) @ kernel[:, order] + bias[order]
    i, f, j, o = np.hsplit(z, 4)
    c = sigmoid(f + forget_bias) * c_prev + sigmoid(i) * np.tanh(j)
    return c, sigmoid(o) * np.tanh(c)


@right_for("lstm_step")
def step_with_tensors(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    import tensorflow as tf

    i, j, f, o = tf.split(tf.concat([x, h_prev], 1) @ kernel + bias, 4, axis=1)
    c = tf.sigmoid(f + forget_bias) * c_prev + tf.sigmoid(i) * tf.tanh(j)
    return c, tf.sigmoid(o) * tf.tanh(c)


@right_for("lstm_step")
def columns_as_rows(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    blocks = kernel.T.reshape(4, -1, len(kernel)) @ np.concatenate((x, h_prev), axis=1).T
    i, j, f, o = blocks + bias.reshape(4, -1, 1)
    c = sigmoid(f + forget_bias) * c_prev.T + sigmoid(i) * np.tanh(j)
    return c.T, (sigmoid(o) * np.tanh(c)).T  # not contiguous


@right_for("lstm_step_backward")
def one_gate_after_the_other(d_c, d_h, x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    H, D = h_prev.shape[1], x.shape[1]
    both = np.hstack((x, h_prev))
    z = both @ kernel + bias
    i = sigmoid(z[:, :H])
    j = np.tanh(z[:, H : 2 * H])
    f = sigmoid(z[:, 2 * H : 3 * H] + forget_bias)
    o = sigmoid(z[:, 3 * H :])
    t = np.tanh(f * c_prev + i * j)

    d_c = d_c + d_h * o * (1 - t * t)
    d_z = np.zeros_like(z)
    d_z[:, :H] = d_c * j * i * (1 - i)
    d_z[:, H : 2 * H] = d_c * i * (1 - j * j)
    d_z[:, 2 * H : 3 * H] = d_c * c_prev * f * (1 - f)
    d_z[:, 3 * H :] = d_h * t * o * (1 - o)
    return d_z @ kernel[:D].T, d_c * f, d_z @ kernel[D:].T, both.T @ d_z, np.ones(len(x)) @ d_z


@right_for("lstm_step_backward")
def backward_by_name(*arguments):
    names = "d_x", "d_c_prev", "d_h_prev", "d_kernel", "d_bias"
    return dict(sorted(zip(names, one_gate_after_the_other(*arguments), strict=True)))


@right_for("lstm_step_backward")
def backward_in_float32(*arguments):
    return one_gate_after_the_other(*(np.float32(argument) for argument in arguments))


@right_for("lstm_step_backward")
def row_after_row(d_c, d_h, x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    d_x, d_c_prev, d_h_prev, d_kernel, d_bias = [], [], [], 0, 0
    for b in range(len(x)):
        row = (array[b : b + 1] for array in (d_c, d_h, x, c_prev, h_prev))
        gradients = one_gate_after_the_other(*row, kernel, bias, forget_bias)
        for rows, gradient in zip((d_x, d_c_prev, d_h_prev), gradients[:3], strict=True):
            rows.append(gradient[0])
        d_kernel, d_bias = d_kernel + gradients[3], d_bias + gradients[4]
    return d_x, d_c_prev, d_h_prev, d_kernel, d_bias


@right_for("lstm_step_backward", needs_float64=True)
def backward_by_central_differences(d_c, d_h, *arguments):
    *arrays, forget_bias = arguments

    def loss(*arrays):
        c, h = split_into_four(*arrays, forget_bias)
        return np.sum(d_c * c + d_h * h)

    gradients = [np.zeros_like(array) for array in arrays]
    for array, gradient in zip(arrays, gradients, strict=True):
        for index in np.ndindex(array.shape):
            value = array[index]
            array[index] = value + 1e-5
            above = loss(*arrays)
            array[index] = value - 1e-5
            gradient[index] = (above - loss(*arrays)) / 2e-5
            array[index] = value
    return gradients


@right_for("lstm_step_backward")
def backward_by_a_gradient_tape(d_c, d_h, *arguments):
    import tensorflow as tf

    variables = [tf.Variable(argument) for argument in arguments[:-1]]
    with tf.GradientTape() as tape:
        c, h = step_with_tensors(*variables, arguments[-1])
        loss = tf.reduce_sum(c * d_c) + tf.reduce_sum(h * d_h)
    return tape.gradient(loss, variables)


@right_for("lstm_bptt")
def everything_in_lists(d_outputs, inputs, initial_c, initial_h, kernel, bias, forget_bias=1.0):
    T = inputs.shape[1]
    c, h = [initial_c], [initial_h]
    for t in range(T):
        new_c, new_h = split_into_four(inputs[:, t], c[-1], h[-1], kernel, bias, forget_bias)
        c.append(new_c)
        h.append(new_h)
    d_x, d_kernel, d_bias = [None] * T, [], []
    d_c = d_h = np.zeros_like(initial_h)
    for t in range(T - 1, -1, -1):
        back = one_gate_after_the_other(d_c, d_outputs[:, t] + d_h, inputs[:, t], c[t], h[t], kernel, bias, forget_bias)
        d_x[t], d_c, d_h, *weights = back
        d_kernel.append(weights[0])
        d_bias.append(weights[1])
    return np.stack(d_x, axis=1), d_c, d_h, np.sum(d_kernel, axis=0), np.sum(d_bias, axis=0)


@right_for("lstm_bptt")
def back_recursively(d_outputs, inputs, initial_c, initial_h, kernel, bias, forget_bias=1.0, *, t=0):
    if t == inputs.shape[1]:
        zero = np.zeros_like(initial_c)
        return {
            "d_bias": 0,
            "d_kernel": 0,
            "d_initial_h": zero,
            "d_initial_c": zero,
            "d_inputs": np.zeros_like(inputs),
        }
    state = split_into_four(inputs[:, t], initial_c, initial_h, kernel, bias, forget_bias)
    d = back_recursively(d_outputs, inputs, *state, kernel, bias, forget_bias, t=t + 1)
    d_x, d_c, d_h, d_kernel, d_bias = one_gate_after_the_other(
        d["d_initial_c"],
        d["d_initial_h"] + d_outputs[:, t],
        inputs[:, t],
        initial_c,
        initial_h,
        kernel,
        bias,
        forget_bias,
    )
    d["d_inputs"][:, t] = d_x
    d |= {"d_initial_c": d_c, "d_initial_h": d_h}
    return d | {"d_kernel": d["d_kernel"] + d_kernel, "d_bias": d["d_bias"] + d_bias}


@right_for("lstm_bptt")
def sequence_in_float32(*arguments):
    return everything_in_lists(*(np.float32(argument) for argument in arguments))


@right_for("lstm_bptt")
def sequence_by_a_gradient_tape(d_outputs, *arguments):
    import tensorflow as tf

    inputs, c, h, kernel, bias = variables = [tf.Variable(argument) for argument in arguments[:5]]
    with tf.GradientTape() as tape:
        loss = 0.0
        for t in range(inputs.shape[1]):
            c, h = step_with_tensors(inputs[:, t], c, h, kernel, bias, *arguments[5:])
            loss += tf.reduce_sum(h * d_outputs[:, t])
    return tape.gradient(loss, variables)


@right_for("lstm_to_keras")
def columns_by_index(kernel, bias, input_size, forget_bias=1.0):
    H = len(bias) // 4
    columns = np.r_[0:H, 2 * H : 3 * H, H : 2 * H, 3 * H : 4 * H]
    kernel, bias = kernel[:, columns], bias[columns]
    bias[H : 2 * H] += forget_bias
    return kernel[:input_size], kernel[input_size:], bias


@right_for("lstm_to_keras")
def blocks_as_an_axis(kernel, bias, input_size, forget_bias=1.0):
    H = kernel.shape[1] // 4
    kernel = kernel.reshape(-1, 4, H)[:, [0, 2, 1, 3]].reshape(-1, 4 * H)
    bias = (bias.reshape(4, H) + forget_bias * np.array([[0], [0], [1], [0]]))[[0, 2, 1, 3]].ravel()
    return {"bias": bias, "kernel": kernel[:-H], "recurrent_kernel": kernel[-H:]}


@right_for("lstm_to_keras")
def blocks_swapped_in_a_copy(kernel, bias, input_size, forget_bias=1.0):
    H = bias.size // 4
    weights = [kernel[:input_size].copy(), kernel[input_size:].copy(), bias.copy()]
    weights[2][2 * H : 3 * H] += forget_bias
    for array in weights:
        j = array[..., H : 2 * H].copy()
        array[..., H : 2 * H] = array[..., 2 * H : 3 * H]
        array[..., 2 * H : 3 * H] = j
    return [array.astype(np.float32) for array in weights]


@functools.cache
def keras_layer(input_size, units):
    import keras

    layer = keras.layers.LSTM(units)
    layer.build((None, None, input_size))
    return layer


@right_for("lstm_to_keras")
def read_from_a_keras_layer(kernel, bias, input_size, forget_bias=1.0):
    layer = keras_layer(input_size, len(bias) // 4)
    layer.set_weights(columns_by_index(kernel, bias, input_size, forget_bias))
    return layer.weights


@right_for("lstm_loss")
def mended_in_place(inputs, targets, kernel, bias, output_kernel, output_bias):
    batch_size, num_units = len(inputs), len(output_kernel)
    c = h = np.zeros((batch_size, num_units))
    loss = 0.0
    for t in range(inputs.shape[1]):
        c, h = split_into_four(inputs[:, t], c, h, kernel, bias)
        final_output = h @ output_kernel + output_bias
        loss += np.mean((final_output - targets[:, t]) ** 2)
    return loss


@right_for("lstm_loss")
def all_outputs_first(inputs, targets, kernel, bias, output_kernel, output_bias):
    state = State(*np.zeros((2, len(inputs), len(kernel) - inputs.shape[-1])))
    outputs = []
    for x in np.swapaxes(inputs, 0, 1):
        state = State(*split_into_four(x, *state, kernel, bias))
        outputs.append(state.h)
    predictions = np.stack(outputs, axis=1) @ output_kernel + output_bias
    return np.square(targets - predictions).mean(axis=(0, 2)).sum()


@right_for("lstm_loss")
def squares_summed_and_divided(inputs, targets, kernel, bias, output_kernel, output_bias):
    B, T, K = targets.shape
    c, h = np.zeros((B, len(output_kernel))), np.zeros((B, len(output_kernel)))
    total = 0.0
    for t in range(T):
        c, h = split_into_four(inputs[:, t], c, h, kernel, bias)
        for b in range(B):
            for k in range(K):
                total += float(h[b] @ output_kernel[:, k] + output_bias[k] - targets[b, t, k]) ** 2
    return total / (B * K)


@right_for("lstm_loss")
def summed_recursively(inputs, targets, *weights):
    def remaining(t, c, h):
        if t == inputs.shape[1]:
            return 0
        c, h = split_into_four(inputs[:, t], c, h, *weights[:2])
        error = h @ weights[2] + weights[3] - targets[:, t]
        return np.mean(error * error) + remaining(t + 1, c, h)

    zero = np.zeros((len(inputs), len(weights[2])))
    return remaining(0, zero, zero)


@right_for("lstm_loss")
def loss_with_tensors(inputs, targets, kernel, bias, output_kernel, output_bias):
    import tensorflow as tf

    c = h = tf.zeros((len(inputs), len(output_kernel)), tf.float64)
    losses = []
    for t in range(inputs.shape[1]):
        c, h = step_with_tensors(inputs[:, t], c, h, kernel, bias)
        losses.append(tf.reduce_mean(tf.math.squared_difference(h @ output_kernel + output_bias, targets[:, t])))
    return tf.add_n(losses)


@right_for("lstm_loss")
def loss_in_float32(*arguments):
    return np.float32(mended_in_place(*(np.float32(argument) for argument in arguments)))


@right_for("lstm_loss")
def loss_in_an_array(*arguments):
    print("loss", loss := mended_in_place(*arguments))
    return np.array([[loss]])


right_for("lstm_loss")(functools.partial(all_outputs_first))
