"""Ways to write a sigmoid, each in every exercise that needs one: steps, and the ways back through them."""

import math

import numpy as np

from tests.autograder.variants import right_for


def that_may_overflow(a):
    return 1 / (1 + np.exp(-a))


def from_tanh(a):
    return 0.5 * (1 + np.tanh(a / 2))


def by_cases(a):
    e = np.exp(-np.abs(a))
    return np.where(a >= 0, 1 / (1 + e), e / (1 + e))


def by_cases_in_place(a):
    result = np.empty_like(a)
    positive = a > 0
    result[positive] = 1 / (1 + np.exp(-a[positive]))
    e = np.exp(a[~positive])
    result[~positive] = e / (1 + e)
    return result


def from_logaddexp(a):
    return np.exp(-np.logaddexp(0, -a))


def of_clipped_numbers(a):
    return 1 / (1 + np.exp(-np.clip(a, -500, 500)))


def number_by_number(a):
    return np.vectorize(lambda one: 1 / (1 + math.exp(-one)), otypes=[a.dtype])(a)


def of_tensorflow(a):
    import tensorflow as tf

    return tf.sigmoid(a).numpy()


SIGMOIDS = (
    that_may_overflow,
    from_tanh,
    by_cases,
    by_cases_in_place,
    from_logaddexp,
    of_clipped_numbers,
    number_by_number,
    of_tensorflow,
)


def with_each_sigmoid(exercise):
    """Register what the function makes of each of them, called by its name."""

    def register(answer_with):
        for sigmoid in SIGMOIDS:
            answer = answer_with(sigmoid)
            answer.__name__ = f"sigmoid_{sigmoid.__name__}"
            right_for(exercise)(answer)
        return answer_with

    return register


@with_each_sigmoid("lstm_step")
def lstm(sigmoid):
    def step(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
        i, j, f, o = np.split(np.hstack((x, h_prev)) @ kernel + bias, 4, axis=1)
        c = sigmoid(f + forget_bias) * c_prev + sigmoid(i) * np.tanh(j)
        return c, sigmoid(o) * np.tanh(c)

    return step


@with_each_sigmoid("gru_step")
def gru(sigmoid):
    def step(x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
        r, u = np.split(sigmoid(np.hstack((x, h_prev)) @ gate_kernel + gate_bias), 2, axis=1)
        c = np.tanh(np.hstack((x, r * h_prev)) @ candidate_kernel + candidate_bias)
        return c + u * (h_prev - c)

    return step


@with_each_sigmoid("gru_step_reset_after")
def gru_of_keras(sigmoid):
    def step(x, h_prev, kernel, recurrent_kernel, bias):
        from_x, from_h = x @ kernel + bias[0], h_prev @ recurrent_kernel + bias[1]
        H = h_prev.shape[1]
        z, r = np.split(sigmoid((from_x + from_h)[:, : 2 * H]), 2, axis=1)
        return z * h_prev + (1 - z) * np.tanh(from_x[:, 2 * H :] + r * from_h[:, 2 * H :])

    return step


@with_each_sigmoid("keras_lstm_step")
def lstm_of_keras(sigmoid):
    def step(x, c, h, kernel, recurrent_kernel, bias, input_masks, state_masks, rate, recurrent_rate):
        H = h.shape[1]
        from_x, from_h = x * input_masks / (1 - rate), h * state_masks / (1 - recurrent_rate)
        a = np.matmul(from_x, kernel.reshape(-1, 4, H).swapaxes(0, 1)) + bias.reshape(4, 1, H)
        a = a + np.matmul(from_h, recurrent_kernel.reshape(-1, 4, H).swapaxes(0, 1))
        c = sigmoid(a[1]) * c + sigmoid(a[0]) * np.tanh(a[2])
        return c, sigmoid(a[3]) * np.tanh(c)

    return step


@with_each_sigmoid("lstm_step_backward")
def back_through_the_lstm(sigmoid):
    def back(d_c, d_h, x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
        both = np.concatenate((x, h_prev), axis=1)
        a_i, a_j, a_f, a_o = np.array_split(np.matmul(both, kernel) + bias, 4, axis=1)
        i, j, f, o = sigmoid(a_i), np.tanh(a_j), sigmoid(a_f + forget_bias), sigmoid(a_o)
        shown = np.tanh(f * c_prev + i * j)
        d_c = d_c + d_h * o * (1 - shown**2)
        slopes = d_c * j * i * (1 - i), d_c * i * (1 - j**2), d_c * c_prev * f * (1 - f), d_h * shown * o * (1 - o)
        d_a = np.concatenate(slopes, axis=1)
        d_x, d_h_prev = np.split(np.einsum("bg,kg->bk", d_a, kernel), [x.shape[1]], axis=1)
        return d_x, d_c * f, d_h_prev, np.einsum("bk,bg->kg", both, d_a), d_a.sum(0)

    return back


@with_each_sigmoid("gru_step_backward")
def back_through_the_gru(sigmoid):
    def back(d_h, x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
        D = x.shape[1]
        both = np.concatenate((x, h_prev), axis=1)
        r, u = np.split(sigmoid(np.matmul(both, gate_kernel) + gate_bias), 2, axis=1)
        seen = np.concatenate((x, r * h_prev), axis=1)
        c = np.tanh(np.matmul(seen, candidate_kernel) + candidate_bias)
        d_a = d_h * (1 - u) * (1 - c**2)
        d_seen = np.matmul(d_a, candidate_kernel.T)
        d_r, d_u = d_seen[:, D:] * h_prev * r * (1 - r), d_h * (h_prev - c) * u * (1 - u)
        d_gates = np.concatenate((d_r, d_u), axis=1)
        d_both = np.matmul(d_gates, gate_kernel.T)
        d_h_prev = d_both[:, D:] + d_h * u + d_seen[:, D:] * r
        return d_both[:, :D] + d_seen[:, :D], d_h_prev, both.T @ d_gates, d_gates.sum(0), seen.T @ d_a, d_a.sum(0)

    return back
