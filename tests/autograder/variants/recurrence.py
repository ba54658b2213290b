"""Right answers to the exercises on recurrence."""

import functools
import math
import warnings

import numpy as np

from tests.autograder.variants import right_for


@right_for("rnn_step")
def slices_of_the_kernel(x, h_prev, kernel, bias):
    D = x.shape[1]
    return np.tanh(x @ kernel[:D] + h_prev @ kernel[D:] + bias)


@right_for("rnn_step")
def einsum(x, h_prev, kernel, bias):
    return np.tanh(np.einsum("bk,kh->bh", np.hstack((x, h_prev)), kernel) + bias)


@right_for("rnn_step")
def transposed_throughout(x, h_prev, kernel, bias):
    return np.tanh(kernel.T.dot(np.vstack((x.T, h_prev.T))) + bias[:, None]).T  # not contiguous


@right_for("rnn_step")
def loops_over_plain_numbers(x, h_prev, kernel, bias):
    rows = []
    for b in range(len(x)):
        values = [*x[b].tolist(), *h_prev[b].tolist()]
        row = []
        for unit in range(len(bias)):
            total = float(bias[unit])
            for k, value in enumerate(values):
                total += value * float(kernel[k, unit])
            row.append(math.tanh(total))
        rows.append(row)
    return rows


@right_for("rnn_step")
def in_float32(x, h_prev, kernel, bias):
    x, h_prev, kernel, bias = (array.astype(np.float32) for array in (x, h_prev, kernel, bias))
    return np.tanh(np.concatenate((x, h_prev), axis=-1) @ kernel + bias)


@right_for("rnn_step")
def tanh_from_exponentials(x, h_prev, kernel, bias):
    z = np.concatenate((x, h_prev), axis=1) @ kernel + bias
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


@right_for("rnn_step")
def printing_and_warning(x, h_prev, kernel, bias, verbose=True):
    if verbose:
        print("x", x.shape)
        warnings.warn("this is only a warning", stacklevel=1)
    return np.tanh(np.concatenate((x, h_prev), axis=1) @ kernel + bias)


@right_for("rnn_step")
def other_argument_names(a, b, c, d, **options):
    return np.tanh(np.c_[a, b] @ c + d)


@right_for("rnn_step")
def as_a_tensor(x, h_prev, kernel, bias):
    import tensorflow as tf

    return tf.tanh(tf.matmul(tf.concat([x, h_prev], axis=1), kernel) + bias)


@right_for("rnn_step")
def as_a_variable(x, h_prev, kernel, bias):
    import tensorflow as tf

    return tf.Variable(np.tanh(np.concatenate([x, h_prev], axis=1) @ kernel + bias))


@right_for("rnn_step")
def bias_as_a_row_of_the_kernel(x, h_prev, kernel, bias):
    ones = np.ones((len(x), 1))
    return np.tanh(np.concatenate((x, h_prev, ones), axis=1) @ np.vstack((kernel, bias)))


@right_for("rnn_step")
def by_name(x, h_prev, kernel, bias):
    return {"h": np.tanh(np.concatenate((x, h_prev), axis=1) @ kernel + bias)}


class Network:
    """A student who writes classes."""

    def __call__(self, x, h_prev, kernel, bias):
        return np.tanh(self.joined(x, h_prev) @ kernel + bias)

    def joined(self, x, h_prev):
        return np.concatenate((x, h_prev), axis=1)


right_for("rnn_step")(Network())
right_for("rnn_step")(lambda x, h, w, b: np.tanh(np.concatenate((x, h), 1) @ w + b))
right_for("rnn_step")(functools.partial(einsum))


@right_for("unroll")
def preallocated(step, inputs, initial_state):
    B, T, _ = inputs.shape
    state = initial_state
    for t in range(T):
        output, state = step(inputs[:, t, :], state)
        if t == 0:
            outputs = np.zeros((B, T, output.shape[-1]))
        outputs[:, t] = output
    return outputs, state


@right_for("unroll")
def stacked_and_transposed(step, inputs, initial_state):
    outputs = []
    for x in inputs.transpose(1, 0, 2):
        output, initial_state = step(x, initial_state)
        outputs += [output]
    return np.array(outputs).transpose(1, 0, 2), initial_state


@right_for("unroll")
def concatenated(step, inputs, initial_state):
    outputs, state = None, initial_state
    for t in range(inputs.shape[1]):
        output, state = step(inputs[:, t], state)
        output = output[:, None]
        outputs = output if outputs is None else np.concatenate((outputs, output), axis=1)
    return outputs, state


@right_for("unroll")
def recursive(step, inputs, initial_state):
    output, state = step(inputs[:, 0], initial_state)
    if inputs.shape[1] == 1:
        return output[:, np.newaxis], state
    outputs, state = recursive(step, inputs[:, 1:], state)
    return np.concatenate((output[:, np.newaxis], outputs), axis=1), state


@right_for("unroll")
def reduced(step, inputs, initial_state):
    def and_then(so_far, x):
        outputs, state = so_far
        output, state = step(x, state)
        return [*outputs, output], state

    outputs, state = functools.reduce(and_then, np.moveaxis(inputs, 1, 0), ([], initial_state))
    return np.stack(outputs, 1), state


@right_for("unroll")
def outputs_as_nested_lists(step, inputs, initial_state):
    outputs, state = [[] for _ in inputs], initial_state
    for t in range(inputs.shape[1]):
        output, state = step(inputs[:, t], state)
        for row, value in zip(outputs, output, strict=True):
            row.append(value)
    return [outputs, state]


@right_for("unroll")
def as_tensors(step, inputs, initial_state):
    import tensorflow as tf

    outputs, state = [], initial_state
    for x in tf.unstack(tf.constant(inputs), axis=1):
        output, state = step(x, state)
        outputs.append(output)
    return tf.stack(outputs, axis=1), state


@right_for("unroll")
def outputs_by_name(step, inputs, initial_state):
    outputs, state = preallocated(step, inputs, initial_state)
    return {"state": state, "outputs": outputs.astype(np.float32)}


def nested(function, *states):
    if isinstance(states[0], tuple | list):
        return [nested(function, *parts) for parts in zip(*states, strict=True)]
    return function(*states)


@right_for("dynamic_unroll")
def where_on_every_array(step, inputs, initial_state, sequence_length):
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        live = np.array(sequence_length) > t
        output, new = step(inputs[:, t], state)
        outputs.append(np.where(live[:, None], output, 0.0))
        state = nested(lambda old, now, live=live: np.where(live[:, None], now, old), state, new)
    return np.stack(outputs, axis=1), state


@right_for("dynamic_unroll")
def multiplied_masks(step, inputs, initial_state, sequence_length):
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        mask = (t < np.array(sequence_length)).astype(float)[:, None]
        output, new = step(inputs[:, t], state)
        outputs.append(-(-output * mask))  # some of these zeros are -0.0
        state = nested(lambda old, now, mask=mask: mask * now + (1 - mask) * old, state, new)
    return np.stack(outputs, axis=1), state


@right_for("dynamic_unroll")
def early_exit(step, inputs, initial_state, sequence_length):
    B, T, _ = inputs.shape
    longest = max(sequence_length)
    size = step(inputs[:, 0], initial_state)[0].shape[1]
    outputs, state = np.zeros((B, T, size)), initial_state
    for t in range(longest):
        live = np.asarray(sequence_length)[:, None] > t
        output, new = step(inputs[:, t], state)
        outputs[:, t] = output * live
        state = nested(lambda old, now, live=live: np.where(live, now, old), state, new)
    return outputs, state


@right_for("dynamic_unroll")
def row_by_row(step, inputs, initial_state, sequence_length):
    size = step(inputs[:, 0], initial_state)[0].shape[1]
    outputs, states = np.zeros((*inputs.shape[:2], size)), []
    for b, length in enumerate(sequence_length):
        state = nested(lambda array, b=b: array[b : b + 1], initial_state)
        for t in range(int(length)):
            output, state = step(inputs[b : b + 1, t], state)
            outputs[b, t] = output[0]
        states.append(state)
    return outputs, nested(lambda *rows: np.concatenate(rows), *states)


@right_for("dynamic_unroll")
def states_gathered_afterwards(step, inputs, initial_state, sequence_length):
    length = np.asarray(sequence_length, np.int32)
    outputs, states = [], [initial_state]
    for t in range(inputs.shape[1]):
        output, state = step(inputs[:, t], states[-1])
        outputs.append(output)
        states.append(state)
    outputs = np.stack(outputs, axis=1)
    outputs[np.arange(outputs.shape[1])[None, :] >= length[:, None]] = 0
    return outputs, nested(lambda *arrays: np.stack(arrays)[length, np.arange(len(length))], *states)


@right_for("dynamic_unroll")
def only_the_live_rows(step, inputs, initial_state, sequence_length):
    state = nested(np.copy, initial_state)
    outputs = None
    for t in range(inputs.shape[1]):
        live = [b for b, length in enumerate(sequence_length) if t < length]
        output, new = step(inputs[live, t], nested(lambda array, live=live: array[live], state))
        if outputs is None:
            outputs = np.zeros((*inputs.shape[:2], output.shape[-1]))
        outputs[live, t] = output
        nested(lambda old, now, live=live: old.__setitem__(live, now), state, new)
    return outputs, state


@right_for("dynamic_unroll")
def masks_as_tensors(step, inputs, initial_state, sequence_length):
    import tensorflow as tf

    mask = tf.sequence_mask(sequence_length, inputs.shape[1])
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        now = mask[:, t, tf.newaxis]
        output, new = step(inputs[:, t], state)
        outputs.append(tf.where(now, output, tf.zeros_like(output)))
        state = tf.nest.map_structure(lambda old, n, now=now: tf.where(now, n, old), state, new)
    return tf.stack(outputs, 1), state


@right_for("last_output")
def a_loop(outputs, sequence_length):
    last = np.zeros((outputs.shape[0], outputs.shape[2]))
    for b, length in enumerate(sequence_length):
        if length > 0:
            last[b] = outputs[b, length - 1]
    return last


@right_for("last_output")
def take_along_axis(outputs, sequence_length):
    length = np.array(sequence_length)[:, None, None]
    last = np.take_along_axis(outputs, np.maximum(length - 1, 0), axis=1)[:, 0]
    return last * (length[:, 0] > 0)


@right_for("last_output")
def a_column_of_zeros_in_front(outputs, sequence_length):
    padded = np.pad(outputs, ((0, 0), (1, 0), (0, 0)))
    return padded[np.arange(len(padded)), sequence_length]


@right_for("last_output")
def sum_of_a_one_hot_mask(outputs, sequence_length):
    hot = np.arange(1, outputs.shape[1] + 1) == np.array(sequence_length)[:, None]
    return np.einsum("bt,bth->bh", hot, outputs)


@right_for("last_output")
def a_list_of_rows(outputs, sequence_length):
    zero = np.zeros(outputs.shape[-1])
    return [row[n - 1] if n else zero for row, n in zip(outputs, sequence_length, strict=True)]


@right_for("last_output")
def gathered_as_tensors(outputs, sequence_length):
    import tensorflow as tf

    length = tf.constant(sequence_length, tf.int32)
    last = tf.gather(outputs, tf.maximum(length - 1, 0), axis=1, batch_dims=1)
    return tf.where(length[:, None] > 0, last, tf.zeros_like(last))


def forward(inputs, h, kernel, bias):
    states = [h]
    for t in range(inputs.shape[1]):
        states.append(np.tanh(np.concatenate((inputs[:, t], states[-1]), axis=1) @ kernel + bias))
    return states


@right_for("bptt")
def two_kernels(d_outputs, inputs, initial_state, kernel, bias):
    B, T, D = inputs.shape
    w, u = kernel[:D], kernel[D:]
    h = forward(inputs, initial_state, kernel, bias)
    d_w, d_u, d_b = np.zeros_like(w), np.zeros_like(u), np.zeros_like(bias)
    d_inputs, d_next = np.zeros((B, T, D)), np.zeros_like(initial_state)
    for t in range(T - 1, -1, -1):
        d_z = (d_outputs[:, t] + d_next) * (1 - h[t + 1] * h[t + 1])
        d_w += inputs[:, t].T.dot(d_z)
        d_u += h[t].T.dot(d_z)
        d_b += d_z.sum(0)
        d_inputs[:, t] = d_z.dot(w.T)
        d_next = d_z.dot(u.T)
    return d_inputs, d_next, np.vstack((d_w, d_u)), d_b


@right_for("bptt")
def gradients_by_name(d_outputs, inputs, initial_state, kernel, bias):
    d_inputs, d_initial_state, d_kernel, d_bias = two_kernels(d_outputs, inputs, initial_state, kernel, bias)
    return {"d_kernel": d_kernel, "d_bias": d_bias, "d_inputs": d_inputs, "d_initial_state": d_initial_state}


@right_for("bptt")
def gradients_in_float32(*arguments):
    return [gradient.astype(np.float32) for gradient in two_kernels(*(np.float32(one) for one in arguments))]


@right_for("bptt")
def gradients_recursive(d_outputs, inputs, initial_state, kernel, bias):
    D = inputs.shape[2]
    if inputs.shape[1] == 0:
        return np.zeros_like(inputs), np.zeros_like(initial_state), np.zeros_like(kernel), np.zeros_like(bias)
    x_and_h = np.concatenate((inputs[:, 0], initial_state), axis=1)
    h = np.tanh(x_and_h @ kernel + bias)
    d_later, d_h, d_kernel, d_bias = gradients_recursive(d_outputs[:, 1:], inputs[:, 1:], h, kernel, bias)
    d_z = (d_outputs[:, 0] + d_h) / np.cosh(x_and_h @ kernel + bias) ** 2
    d_x_and_h = d_z @ kernel.T
    d_inputs = np.concatenate((d_x_and_h[:, None, :D], d_later), axis=1)
    return d_inputs, d_x_and_h[:, D:], d_kernel + x_and_h.T @ d_z, d_bias + d_z.sum(axis=0)


@right_for("bptt", needs_float64=True)
def central_differences(d_outputs, *arguments, eps=1e-5):
    def loss(*arguments):
        return (np.stack(forward(*arguments)[1:], axis=1) * d_outputs).sum()

    gradients = []
    for place, argument in enumerate(arguments):
        gradient = np.zeros_like(argument)
        for index in np.ndindex(argument.shape):
            moved = [[one.copy() for one in arguments] for _ in range(2)]
            moved[0][place][index] += eps
            moved[1][place][index] -= eps
            gradient[index] = (loss(*moved[0]) - loss(*moved[1])) / (2 * eps)
        gradients.append(gradient)
    return gradients


@right_for("bptt")
def by_a_gradient_tape(d_outputs, *arguments):
    import tensorflow as tf

    inputs, h, kernel, bias = variables = [tf.Variable(argument) for argument in arguments]
    with tf.GradientTape() as tape:
        loss = 0.0
        for t in range(inputs.shape[1]):
            h = tf.tanh(tf.concat([inputs[:, t], h], axis=1) @ kernel + bias)
            loss += tf.reduce_sum(h * d_outputs[:, t])
    return tape.gradient(loss, variables)


@right_for("clip_by_global_norm")
def a_condition(gradients, clip_norm):
    total = 0.0
    for gradient in gradients:
        total += (gradient * gradient).sum()
    norm = math.sqrt(total)
    if norm > clip_norm:
        return [clip_norm * gradient / norm for gradient in gradients], norm
    return gradients, norm


@right_for("clip_by_global_norm")
def one_long_vector(gradients, clip_norm):
    norm = np.linalg.norm(np.concatenate([gradient.flatten() for gradient in gradients]))
    return tuple(gradient * min(1, clip_norm / (norm + 1e-12)) for gradient in gradients), float(norm)


@right_for("clip_by_global_norm")
def a_small_epsilon(gradients, clip_norm):
    norm = np.sqrt(sum(np.vdot(gradient, gradient) for gradient in gradients))
    return [gradient * np.minimum(1.0, clip_norm / (norm + 1e-6)) for gradient in gradients], norm


@right_for("clip_by_global_norm")
def norm_of_norms(gradients, clip_norm):
    norm = np.linalg.norm([np.linalg.norm(gradient) for gradient in gradients])
    copies = [gradient.copy() for gradient in gradients]
    if norm >= clip_norm:
        for copy in copies:
            copy *= clip_norm / norm
    return {"global_norm": norm, "clipped": copies}


@right_for("clip_by_global_norm")
def a_division_by_zero_that_does_no_harm(gradients, clip_norm):
    norm = np.sqrt(np.sum([np.sum(np.square(gradient)) for gradient in gradients]))
    scale = np.divide(clip_norm, norm)  # inf, with a warning, where the norm is 0
    return [np.where(norm > clip_norm, gradient * min(scale, 1), gradient) for gradient in gradients], np.array([norm])


@right_for("clip_by_global_norm")
def as_tensorflow_does_it(gradients, clip_norm):
    import tensorflow as tf

    return tf.clip_by_global_norm([tf.constant(gradient) for gradient in gradients], clip_norm)


@right_for("sequence_cross_entropy")
def log_sum_exp_by_loops(logits, targets, sequence_length):
    total, count = 0.0, 0
    for b, length in enumerate(sequence_length):
        for t in range(length):
            greatest = max(logits[b, t])
            log_sum = greatest + math.log(sum(math.exp(logit - greatest) for logit in logits[b, t]))
            total += log_sum - logits[b, t, targets[b, t]]
            count += 1
    return total / count if count else 0


@right_for("sequence_cross_entropy")
def logaddexp(logits, targets, sequence_length):
    chosen = np.take_along_axis(logits, np.clip(targets, 0, None)[:, :, None], axis=2)[:, :, 0]
    nats = np.logaddexp.reduce(logits, axis=2) - chosen
    mask = np.arange(nats.shape[1])[None] < np.array(sequence_length)[:, None]
    return np.where(mask, nats, 0).sum() / np.maximum(mask.sum(), 1)


@right_for("sequence_cross_entropy")
def one_hot(logits, targets, sequence_length):
    z = logits - np.max(logits, axis=-1, keepdims=True)
    log_p = z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))
    hot = targets[..., None] == np.arange(logits.shape[-1])
    mask = np.array([[t < n for t in range(logits.shape[1])] for n in sequence_length], dtype=float)
    if mask.sum() == 0:
        return 0.0
    return -np.sum(hot * log_p * mask[..., None]) / mask.sum()


@right_for("sequence_cross_entropy")
def softmax_with_a_floor(logits, targets, sequence_length):
    real = np.arange(logits.shape[1]) < np.array(sequence_length)[:, None]
    if not real.any():
        return np.zeros(())
    z = logits[real] - logits[real].max(-1, keepdims=True)
    chosen = z[range(len(z)), targets[real]]
    return np.mean(np.log(np.exp(z).sum(-1)) - chosen, keepdims=True)  # one number, in an array


@right_for("sequence_cross_entropy")
def as_tensorflow_counts_it(logits, targets, sequence_length):
    import tensorflow as tf

    mask = tf.sequence_mask(sequence_length, logits.shape[1])
    nats = tf.nn.sparse_softmax_cross_entropy_with_logits(tf.boolean_mask(targets, mask), tf.boolean_mask(logits, mask))
    return tf.math.divide_no_nan(tf.reduce_sum(nats), tf.cast(tf.size(nats), nats.dtype))


@right_for("sequence_cross_entropy")
def cross_entropy_in_float32(logits, targets, sequence_length):
    return np.float32(one_hot(logits.astype(np.float32), targets, sequence_length))


@right_for("two_steps")
def derivative_carried_along(x_1, x_2, h_0, w_x, w_h, b):
    h, d = h_0, 0 * h_0
    for x in (x_1, x_2):
        d = h + w_h * d
        h = np.tanh(w_x * x + w_h * h + b)
        d = d * (1 - h * h)
    return h, d


@right_for("two_steps")
def number_after_number(x_1, x_2, h_0, w_x, w_h, b, *, squash=math.tanh):
    states, derivatives = [], []
    for first, second, start in zip(x_1.tolist(), x_2.tolist(), h_0.tolist(), strict=True):
        middle = squash(w_x * first + w_h * start + b)
        end = squash(w_x * second + w_h * middle + b)
        states.append(end)
        derivatives.append((1 - end**2) * middle + (1 - end**2) * w_h * (1 - middle**2) * start)
    return {"d_w_h": derivatives, "h_2": states}


@right_for("two_steps")
def slopes_from_the_cosine(x_1, x_2, h_0, w_x, w_h, b):
    a_1 = w_x * x_1 + w_h * h_0 + b
    a_2 = w_x * x_2 + w_h * np.tanh(a_1) + b
    return [np.tanh(a_2), (np.tanh(a_1) + w_h * h_0 / np.cosh(a_1) ** 2) / np.cosh(a_2) ** 2]


@right_for("two_steps", needs_float64=True)
def central_difference(x_1, x_2, h_0, w_x, w_h, b):
    def h_2(w_h):
        return np.tanh(w_x * x_2 + w_h * np.tanh(w_x * x_1 + w_h * h_0 + b) + b)

    return h_2(w_h), (h_2(w_h + 1e-5) - h_2(w_h - 1e-5)) / 2e-5


@right_for("two_steps")
def two_steps_in_float32(*arguments):
    return derivative_carried_along(*(np.float32(argument) for argument in arguments))


@right_for("rnn_to_keras")
def cut_by_the_units(kernel, bias, output_kernel, output_bias):
    H = bias.shape[0]
    return kernel[:-H], kernel[-H:], bias, output_kernel, output_bias


@right_for("rnn_to_keras")
def weights_by_name(kernel, bias, *output_layer):
    upper, lower = np.vsplit(kernel, [kernel.shape[0] - kernel.shape[1]])
    names = "kernel", "recurrent_kernel", "bias", "output_kernel", "output_bias"
    return dict(zip(names, (upper, lower, bias, *output_layer), strict=True))


@right_for("rnn_to_keras")
def weights_as_lists(*weights):
    return [array.tolist() for array in cut_by_the_units(*weights)]


@right_for("rnn_to_keras")
def copies_in_float32(*weights):
    return [np.array(array, np.float32) for array in cut_by_the_units(*weights)]


@functools.cache
def keras_model(D, H, V):
    import keras

    layers = [keras.layers.SimpleRNN(H, return_sequences=True), keras.layers.Dense(V)]
    return keras.Sequential([keras.Input((None, D)), *layers])


@right_for("rnn_to_keras")
def read_from_a_keras_model(kernel, bias, output_kernel, output_bias):
    model = keras_model(len(kernel) - len(bias), *output_kernel.shape)
    model.set_weights(cut_by_the_units(kernel, bias, output_kernel, output_bias))
    return model.get_weights()


@right_for("training_step")
def gradient_written_out(inputs, targets, kernel, bias, output_kernel, output_bias, rate, clip_norm):
    B, T, D = inputs.shape
    states = [np.zeros((B, len(bias)))]
    for t in range(T):
        states.append(np.tanh(np.hstack((inputs[:, t], states[-1])) @ kernel + bias))
    loss, d_y = 0.0, []
    for t in range(T):
        error = states[t + 1] @ output_kernel + output_bias - targets[:, t]
        loss += (error**2).sum() / targets.size
        d_y.append(2 / targets.size * error)
    d = [0 * kernel, 0 * bias, 0 * output_kernel, 0 * output_bias]
    back = 0
    for t in reversed(range(T)):
        d_a = (d_y[t] @ output_kernel.T + back) * (1 - states[t + 1] ** 2)
        back = d_a @ kernel[D:].T
        shares = np.hstack((inputs[:, t], states[t])).T @ d_a, d_a.sum(0), states[t + 1].T @ d_y[t], d_y[t].sum(0)
        d = [one + share for one, share in zip(d, shares, strict=True)]
    norm = np.sqrt(sum((one**2).sum() for one in d))
    factor = min(1.0, clip_norm / (norm + 1e-12))
    old = kernel, bias, output_kernel, output_bias
    return [loss, *(one - rate * factor * by for one, by in zip(old, d, strict=True))]


@right_for("training_step")
def update_as_lists(*arguments):
    loss, *new = gradient_written_out(*arguments)
    return [float(loss), *(parameter.tolist() for parameter in new)]


@right_for("training_step")
def update_by_name(*arguments, verbose=False):
    names = "loss", "kernel", "bias", "output_kernel", "output_bias"
    return dict(reversed(list(zip(names, gradient_written_out(*arguments), strict=True))))


@right_for("training_step")
def copies_changed_in_place(inputs, targets, *others):
    *parameters, rate, clip_norm = others
    copies = [parameter.copy() for parameter in parameters]
    loss, *new = gradient_written_out(inputs, targets, *parameters, 1.0, clip_norm)
    for copy, one, old in zip(copies, new, parameters, strict=True):
        copy -= rate * (old - one)
    return np.float32(loss), *copies


@right_for("training_step")
def update_by_a_gradient_tape(inputs, targets, *others):
    import tensorflow as tf

    *parameters, rate, clip_norm = others
    kernel, bias, output_kernel, output_bias = variables = [tf.Variable(parameter) for parameter in parameters]
    with tf.GradientTape() as tape:
        h, outputs = tf.zeros((len(inputs), len(parameters[1])), inputs.dtype), []
        for t in range(inputs.shape[1]):
            h = tf.tanh(tf.concat([inputs[:, t], h], 1) @ kernel + bias)
            outputs.append(h @ output_kernel + output_bias)
        loss = tf.reduce_mean((tf.stack(outputs, 1) - targets) ** 2)
    clipped, _ = tf.clip_by_global_norm(tape.gradient(loss, variables), clip_norm)
    return loss, *(variable - rate * one for variable, one in zip(variables, clipped, strict=True))


@right_for("training_step")
def update_in_float32(*arguments):
    return gradient_written_out(*(np.float32(argument) for argument in arguments))


@right_for("rnn_step")
def a_row_at_a_time(x, h_prev, kernel, bias):
    return np.apply_along_axis(lambda row: np.tanh(row @ kernel + bias), 1, np.hstack((x, h_prev)))


@functools.cache
def axes():
    from matplotlib.figure import Figure

    return Figure().subplots()


@right_for("rnn_step")
def drawing_into_a_figure(x, h_prev, kernel, bias):
    h = np.tanh(np.matmul(np.hstack((x, h_prev)), kernel) + bias)
    axes().plot(h.T)
    return h


@right_for("unroll")
def a_generator(step, inputs, initial_state):
    states = [initial_state]

    def outputs():
        for x in np.moveaxis(inputs, 1, 0):
            output, states[0] = step(x, states[0])
            yield output

    return np.stack(list(outputs()), axis=1), states[0]


@right_for("dynamic_unroll")
def a_generator_of_live_rows(step, inputs, initial_state, sequence_length):
    lengths = list(sequence_length)

    def steps(state):
        for t in range(inputs.shape[1]):
            live = np.array([[t < length] for length in lengths])
            output, new = step(inputs[:, t], state)
            state = nested(lambda old, now, live=live: np.where(live, now, old), state, new)
            yield output * live, state

    outputs, states = zip(*steps(initial_state), strict=True)
    return np.stack(outputs, axis=1), states[-1]


@right_for("last_output")
def where_there_is_one(outputs, sequence_length):
    lengths = np.array(list(sequence_length))
    picked = np.stack([row[length - 1] for row, length in zip(outputs, lengths, strict=True)])
    return np.where(lengths[:, None] > 0, picked, np.zeros(()))


@right_for("bptt")
def back_with_a_cache(d_outputs, inputs, initial_state, kernel, bias):
    cache, h = [], initial_state
    for x in np.swapaxes(inputs, 0, 1):
        joined = np.hstack((x, h))
        h = np.tanh(np.matmul(joined, kernel) + bias)
        cache.append((joined, h))
    d_h, d_x, d_kernel, d_bias = np.zeros_like(h), [], 0, 0
    for (joined, h), d_output in zip(reversed(cache), d_outputs.swapaxes(0, 1)[::-1], strict=True):
        d_a = np.einsum("bh,bh->bh", d_output + d_h, 1 - h**2)
        d_joined = np.einsum("bh,kh->bk", d_a, kernel)
        d_x.append(d_joined[:, : inputs.shape[2]])
        d_h = d_joined[:, inputs.shape[2] :]
        d_kernel, d_bias = d_kernel + np.einsum("bk,bh->kh", joined, d_a), d_bias + d_a.sum(axis=0)
    return np.stack(d_x[::-1], axis=1), d_h, d_kernel, d_bias
