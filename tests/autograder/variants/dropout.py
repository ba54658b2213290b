"""Right answers to the exercises on dropout, those that draw masks in any way they like among them."""

from collections import namedtuple
from dataclasses import dataclass

import numpy as np

from tests.autograder.variants import right_for

State = namedtuple("State", "c h")


@right_for("dropout")
def multiplied(x, keep_mask, keep_prob):
    return x * keep_mask / keep_prob


@right_for("dropout")
def scaled_by_a_reciprocal(x, keep_mask, keep_prob, *, extra=None):
    scale = 1.0 / keep_prob
    return -(-x * (np.asarray(keep_mask) * scale))  # some of these zeros are -0.0


@right_for("dropout")
def zeroed_in_a_copy(x, keep_mask, keep_prob):
    result = np.copy(x)
    result[np.broadcast_to(keep_mask, x.shape) == 0] = 0
    result /= keep_prob
    return result


@right_for("dropout")
def number_by_number(x, keep_mask, keep_prob):
    result = np.zeros(x.shape)
    for index in np.ndindex(*x.shape):
        if np.broadcast_to(keep_mask, x.shape)[index]:
            result[index] = x[index] / keep_prob
    return result.tolist()


@right_for("dropout")
def in_float32(x, keep_mask, keep_prob):
    return np.float32(x) * np.float32(keep_mask) / np.float32(keep_prob)


@right_for("dropout")
def as_tensorflow_1_did(x, keep_mask, keep_prob):
    import tensorflow as tf

    return tf.math.divide(tf.constant(x), keep_prob) * tf.floor(keep_mask)


@right_for("dropped_sum_moments")
def summand_by_summand(x, weights, keep_prob):
    mean, variance = np.zeros(len(x)), np.zeros(len(x))
    for b in range(len(x)):
        for d in range(len(weights)):
            term = x[b, d] * weights[d]
            mean[b] += term
            variance[b] += term**2 * keep_prob * (1 - keep_prob) / keep_prob**2
    return mean, variance


@right_for("dropped_sum_moments")
def mean_of_squares_less_square_of_mean(x, weights, keep_prob):
    terms = x * weights
    variance = terms**2 / keep_prob - terms**2
    return {"variance": variance.sum(axis=1), "mean": terms.sum(axis=1)}


@right_for("dropped_sum_moments")
def over_all_masks(x, weights, keep_prob):
    D = len(weights)
    masks = (np.arange(2**D)[:, None] >> np.arange(D)) & 1
    chance = np.prod(np.where(masks, keep_prob, 1 - keep_prob), axis=1)
    sums = np.einsum("bd,md,d->bm", x, masks / keep_prob, weights)
    mean = sums @ chance
    return mean, (sums - mean[:, None]) ** 2 @ chance


@right_for("dropped_sum_moments")
def moments_in_float32(x, weights, keep_prob):
    x, weights = np.float32(x), np.float32(weights)
    return [x.dot(weights), np.float32(1 / keep_prob - 1) * np.square(x * weights).sum(-1)]


@right_for("dropout_mask")
def binomial(shape, keep_prob, rng):
    return rng.binomial(1, keep_prob, shape)


@right_for("dropout_mask")
def uniform(shape, keep_prob, rng, dtype=np.float32):
    return np.floor(keep_prob + rng.uniform(size=shape)).astype(dtype)


@right_for("dropout_mask")
def above_the_probability_to_be_dropped(shape, keep_prob, rng):
    return rng.random(shape) >= 1 - keep_prob  # booleans


@right_for("dropout_mask")
def chosen(shape, keep_prob, rng):
    return rng.choice([0, 1], size=shape, p=[1 - keep_prob, keep_prob])


@right_for("dropout_mask")
def one_after_the_other(shape, keep_prob, rng):
    mask = np.zeros(shape, int)
    for index in np.ndindex(*shape):
        mask[index] = 1 if rng.random() < keep_prob else 0
    return mask.tolist()


@right_for("dropout_mask")
def last_axis_first(shape, keep_prob, rng):
    return np.transpose(rng.random(shape[::-1]) < keep_prob).astype("float32")


@right_for("dropout_mask")
def ones_where_nothing_can_be_dropped(shape, keep_prob, rng):
    return np.ones(shape) if keep_prob == 1 else (rng.random(shape, dtype=np.float32) < keep_prob) * 1.0


@right_for("dropout_mask")
def numbers_of_a_billion(shape, keep_prob, rng):
    return (rng.integers(10**9, size=shape) < keep_prob * 10**9).astype(np.uint8)


@right_for("dropout_mask")
def more_numbers_than_needed(shape, keep_prob, rng):
    rng.normal(size=7)
    return np.where(rng.random((5, *shape))[3] <= keep_prob, 1, 0)


@right_for("dropout_step")
def masks_multiplied(step, x, state, input_mask, output_mask, input_keep_prob, output_keep_prob):
    output, state = step(x * input_mask / input_keep_prob, state)
    return output * output_mask / output_keep_prob, state


@right_for("dropout_step")
def as_a_list(step, x, state, input_mask, output_mask, input_keep_prob=1.0, output_keep_prob=1.0, **options):
    y = np.where(input_mask > 0, x / input_keep_prob, np.zeros_like(x))
    result = list(step(y, state))
    result[0] = np.where(output_mask > 0, result[0] / output_keep_prob, 0.0)
    return result


@right_for("dropout_step")
def results_by_name(step, x, state, input_mask, output_mask, p, q):
    output, new_state = step(np.einsum("bd,xd->bd" if len(input_mask) == 1 else "bd,bd->bd", x, input_mask) / p, state)
    return {"state": new_state, "output": np.float32(output * (output_mask / q))}


@right_for("dropout_step_backward")
def two_kernels(d_output, d_h, x, h_prev, kernel, bias, input_mask, output_mask, p, q):
    D = x.shape[1]
    w, u = kernel[:D], kernel[D:]
    scale_in, scale_out = input_mask / p, output_mask / q
    h = np.tanh((x * scale_in) @ w + h_prev @ u + bias)
    d_z = (d_output * scale_out + d_h) * (1 - h * h)
    return (d_z @ w.T) * scale_in, d_z @ u.T, np.vstack(((x * scale_in).T @ d_z, h_prev.T @ d_z)), d_z.sum(0)


@right_for("dropout_step_backward")
def by_a_gradient_tape(d_output, d_h, x, h_prev, kernel, bias, input_mask, output_mask, p, q):
    import tensorflow as tf

    variables = [tf.Variable(one) for one in (x, h_prev, kernel, bias)]
    with tf.GradientTape() as tape:
        x, h_prev, kernel, bias = variables
        h = tf.tanh(tf.concat([x * input_mask / p, h_prev], axis=1) @ kernel + bias)
        loss = tf.reduce_sum(h * output_mask / q * d_output) + tf.reduce_sum(h * d_h)
    return tape.gradient(loss, variables)


@right_for("dropout_step_backward")
def gradients_in_float32(*arguments):
    arguments = [np.float32(one) for one in arguments]
    names = "d_x", "d_h_prev", "d_kernel", "d_bias"
    return dict(zip(names, two_kernels(*arguments), strict=True))


@right_for("variational_unroll")
def a_plain_loop(step, inputs, initial_state, input_mask, output_mask, state_mask, p, q, r):
    c, h = initial_state
    outputs = []
    for t in range(inputs.shape[1]):
        output, (c, h) = step(inputs[:, t] * input_mask / p, (c, h))
        h = h * state_mask / r
        outputs.append(output * output_mask / q)
    return np.stack(outputs, axis=1), (c, h)


@right_for("variational_unroll")
def everything_dropped_at_once(step, inputs, initial_state, input_mask, output_mask, state_mask, p, q, r):
    inputs = inputs * (input_mask / p)[:, None]
    outputs, state = [], State(*initial_state)
    for x in np.swapaxes(inputs, 0, 1):
        output, state = step(x, state)
        state = State(c=state[0], h=np.where(state_mask, state[1] / r, 0))
        outputs.append(output)
    return np.swapaxes(outputs, 0, 1) * (output_mask / q)[:, None], state


@right_for("variational_unroll")
def preallocated_in_float32(step, inputs, initial_state, input_mask, output_mask, state_mask, p, q, r):
    B, T, _ = inputs.shape
    outputs, state = np.empty((B, T, output_mask.shape[1]), np.float32), list(initial_state)
    for t in range(T):
        output, state = step(inputs[:, t] * input_mask / p, state)
        outputs[:, t] = output * output_mask / q
        state = [state[0], state[1] * state_mask / r]
    return [outputs, state]


@right_for("outputs_dropped")
def dropped_in_the_loop(step, inputs, initial_state, masks, drop_prob, training):
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        output, state = step(inputs[:, t], state)
        outputs.append(output * masks[:, t] / (1 - drop_prob) if training else output)
    return np.stack(outputs, axis=1), state


@right_for("outputs_dropped")
def masks_of_ones_when_used(step, inputs, initial_state, masks, drop_prob, training):
    if not training:
        masks, drop_prob = np.ones_like(masks), 0
    outputs, state = dropped_in_the_loop(step, inputs, initial_state, masks, drop_prob, True)
    return {"state": state, "outputs": outputs.astype(np.float32)}


@right_for("outputs_dropped")
def outputs_as_a_list_of_rows(step, inputs, initial_state, masks, drop_prob, training):
    outputs, state = dropped_in_the_loop(step, inputs, initial_state, masks, drop_prob, False)
    keep = np.where(training, masks / (1 - drop_prob), 1)
    return [list(outputs * keep), state]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


@right_for("keras_lstm_step")
def block_by_block(x, c, h, kernel, recurrent_kernel, bias, input_masks, state_masks, rate, recurrent_rate):
    H, a = h.shape[1], []
    for n in range(4):
        columns = slice(n * H, (n + 1) * H)
        from_x = (x * input_masks[n] / (1 - rate)) @ kernel[:, columns]
        from_h = (h * state_masks[n] / (1 - recurrent_rate)) @ recurrent_kernel[:, columns]
        a.append(from_x + from_h + bias[columns])
    c = sigmoid(a[1]) * c + sigmoid(a[0]) * np.tanh(a[2])
    return c, sigmoid(a[3]) * np.tanh(c)


@right_for("keras_lstm_step")
def one_einsum(x, c, h, kernel, recurrent_kernel, bias, input_masks, state_masks, rate, recurrent_rate):
    H = h.shape[1]
    w, u = kernel.reshape(-1, 4, H), recurrent_kernel.reshape(-1, 4, H)
    a = np.einsum("bd,nbd,dnh->nbh", x, input_masks / (1 - rate), w) + bias.reshape(4, 1, H)
    a += np.einsum("bk,nbk,knh->nbh", h, state_masks / (1 - recurrent_rate), u)
    i, f, o = sigmoid(a[[0, 1, 3]])
    c = f * c + i * np.tanh(a[2])
    return State(c=c, h=o * np.tanh(c))


@right_for("keras_lstm_step")
def step_in_float32(*arguments):
    c, h = block_by_block(*(np.float32(one) for one in arguments))
    return {"h": h, "c": c}


@right_for("dropout_mask")
def row_after_row(shape, keep_prob, rng):
    return [rng.random(shape[1:]) < keep_prob for _ in range(shape[0])]


@right_for("dropout_mask")
def from_the_last_number_to_the_first(shape, keep_prob, rng):
    return (rng.random(int(np.prod(shape)))[::-1].reshape(shape) < keep_prob).astype(int)


@right_for("dropout_mask")
def from_waiting_times(shape, keep_prob, rng):
    return np.where(rng.exponential(size=shape) < -np.log1p(-keep_prob), 1.0, 0.0) if keep_prob < 1 else np.ones(shape)


@right_for("dropout_mask")
def from_generators_of_the_generator(shape, keep_prob, rng):
    return np.stack([one.random(shape[1:]) < keep_prob for one in rng.spawn(shape[0])])


@right_for("dropout_mask")
def from_a_generator_seeded_by_the_generator(shape, keep_prob, rng):
    return np.random.default_rng(rng.integers(2**63)).random(shape) < keep_prob


@right_for("dropout_mask")
def from_pythons_generator(shape, keep_prob, rng):
    import random

    numbers = random.Random(int(rng.integers(2**32)))
    return np.reshape([numbers.random() < keep_prob for _ in range(int(np.prod(shape)))], shape)


@right_for("dropout_mask")
def from_tensorflow(shape, keep_prob, rng):
    import tensorflow as tf

    numbers = tf.random.stateless_uniform(shape, seed=rng.integers(2**31, size=2))
    return tf.cast(numbers < keep_prob, tf.float32)


@right_for("dropout_mask")
def from_keras(shape, keep_prob, rng):
    import keras

    return keras.ops.floor(keras.random.uniform(shape, seed=int(rng.integers(2**31))) + keep_prob)


@right_for("dropout_mask")
def from_an_old_generator(shape, keep_prob, rng):
    return np.random.RandomState(rng.bit_generator).random_sample(shape) < keep_prob


@right_for("dropout_mask")
def zeros_put_into_ones(shape, keep_prob, rng):
    mask = np.ones(shape)
    mask[rng.random(shape) >= keep_prob] = 0
    return mask


@right_for("keras_lstm_step")
def with_a_dataclass(x, c, h, kernel, recurrent_kernel, bias, input_masks, state_masks, rate, recurrent_rate):
    @dataclass
    class Gates:
        i: np.ndarray
        f: np.ndarray
        j: np.ndarray
        o: np.ndarray

    W, U = np.split(kernel, 4, axis=1), np.split(recurrent_kernel, 4, axis=1)
    dropped_x, dropped_h = x * input_masks / (1 - rate), h * state_masks / (1 - recurrent_rate)
    sums = zip(dropped_x, W, dropped_h, U, np.split(bias, 4), strict=True)
    gates = Gates(*(one @ w + other @ u + b for one, w, other, u, b in sums))
    c = sigmoid(gates.f) * c + sigmoid(gates.i) * np.tanh(gates.j)
    return c, sigmoid(gates.o) * np.tanh(c)
