"""Wrong answers in the words of students: does the bank know them, though it was not copied from them?"""

import copy

import numpy as np
import pytest

from autograder import verify
from solutions.lstm import lstm_step_backward

WRONG = []


def known_as(exercise, mistake):
    """Register a wrong answer and the name under which the bank should know it."""

    def register(answer):
        WRONG.append(pytest.param(exercise, mistake, answer, id=f"{exercise}-{answer.__name__}"))
        return answer

    return register


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


@known_as("rnn_step", "input_rows_transposed")
def kernel_the_other_way_round(x, h_prev, kernel, bias):
    w, u = kernel[: x.shape[1]], kernel[x.shape[1] :]
    return np.tanh(np.dot(x, w.T) + np.dot(h_prev, u) + bias)


@known_as("rnn_step", "recurrent_rows_transposed")
def row_by_row(x, h_prev, kernel, bias):
    w, u = kernel[: x.shape[1]], kernel[x.shape[1] :]
    return np.array([np.tanh(x[b] @ w + u @ h_prev[b] + bias) for b in range(len(x))])


@known_as("rnn_step", "sigmoid_instead_of_tanh")
def logistic(x, h_prev, kernel, bias):
    return sigmoid(np.hstack((x, h_prev)) @ kernel + bias)


@known_as("rnn_step", "state_changed_in_place")
def everything_into_h_prev(x, h_prev, kernel, bias):
    np.tanh(np.hstack((x, h_prev)) @ kernel + bias, out=h_prev)
    return h_prev


@known_as("unroll", "rows_read_as_steps")
def first_axis(step, inputs, initial_state):
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        output, state = step(inputs[t], state)
        outputs.append(output)
    return np.stack(outputs, axis=1), state


@known_as("unroll", "outputs_time_major")
def stacked_in_front(step, inputs, initial_state):
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        output, state = step(inputs[:, t], state)
        outputs.append(output)
    return np.array(outputs), state


@known_as("unroll", "step_results_swapped")
def state_first(step, inputs, initial_state):
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        state, output = step(inputs[:, t], state)
        outputs.append(output)
    return np.stack(outputs, axis=1), state


@known_as("unroll", "first_step_left_out")
def from_one(step, inputs, initial_state):
    outputs, state = [], initial_state
    for t in range(1, inputs.shape[1]):
        output, state = step(inputs[:, t], state)
        outputs.append(output)
    return np.stack(outputs, axis=1), state


def held(live, new, old):
    if isinstance(old, tuple | list):
        return [held(live, n, o) for n, o in zip(new, old, strict=True)]
    return np.where(live, new, old)


@known_as("dynamic_unroll", "mask_one_step_too_long")
def up_to_and_with(step, inputs, initial_state, sequence_length):
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        live = (t <= np.array(sequence_length))[:, None]
        output, new = step(inputs[:, t], state)
        outputs.append(output * live)
        state = held(live, new, state)
    return np.stack(outputs, 1), state


@known_as("dynamic_unroll", "mask_across_units")
def mask_without_an_axis(step, inputs, initial_state, sequence_length):
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        live = t < np.array(sequence_length)
        output, new = step(inputs[:, t], state)
        outputs.append(output * live)
        state = held(live, new, state)
    return np.stack(outputs, 1), state


@known_as("dynamic_unroll", "state_forgotten_at_the_end")
def state_times_mask(step, inputs, initial_state, sequence_length):
    def masked(live, state):
        return [masked(live, part) for part in state] if isinstance(state, tuple | list) else state * live

    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        live = (t < np.array(sequence_length))[:, None]
        output, state = step(inputs[:, t], state)
        outputs.append(output * live)
        state = masked(live, state)
    return np.stack(outputs, 1), state


@known_as("dynamic_unroll", "outputs_not_zeroed")
def outputs_as_they_come(step, inputs, initial_state, sequence_length):
    outputs, state = [], initial_state
    for t in range(inputs.shape[1]):
        output, new = step(inputs[:, t], state)
        outputs.append(output)
        state = held((t < np.array(sequence_length))[:, None], new, state)
    return np.stack(outputs, 1), state


def back_through_time(d_outputs, inputs, h, kernel, bias, add=True, carry=True):
    D = inputs.shape[2]
    states = [h]
    for t in range(inputs.shape[1]):
        states.append(np.tanh(np.hstack((inputs[:, t], states[-1])) @ kernel + bias))
    d_inputs, d_kernel, d_bias, d_h = np.zeros_like(inputs), 0 * kernel, 0 * bias, 0 * h
    for t in range(inputs.shape[1] - 1, -1, -1):
        d_z = (d_outputs[:, t] + (d_h if carry else 0)) * (1 - states[t + 1] ** 2)
        d_kernel = add * d_kernel + np.hstack((inputs[:, t], states[t])).T @ d_z
        d_bias = add * d_bias + d_z.sum(0)
        d_inputs[:, t], d_h = d_z @ kernel[:D].T, d_z @ kernel[D:].T
    return d_inputs, d_h, d_kernel, d_bias


@known_as("bptt", "weight_gradients_overwritten")
def not_added(*arguments):
    return back_through_time(*arguments, add=False)


@known_as("bptt", "nothing_through_the_next_step")
def not_carried(*arguments):
    return back_through_time(*arguments, carry=False)


@known_as("clip_by_global_norm", "short_gradients_stretched")
def always_scaled(gradients, clip_norm):
    norm = np.sqrt(sum((gradient**2).sum() for gradient in gradients))
    return [gradient * clip_norm / norm for gradient in gradients], norm


@known_as("sequence_cross_entropy", "overflow")
def plain_softmax(logits, targets, sequence_length):
    p = np.exp(logits) / np.exp(logits).sum(-1, keepdims=True)
    total, count = 0.0, 0
    for b, n in enumerate(sequence_length):
        for t in range(n):
            total, count = total - np.log(p[b, t, targets[b, t]]), count + 1
    return total / count if count else 0.0


@known_as("sequence_cross_entropy", "nothing_divided_by_nothing")
def mean_of_nothing(logits, targets, sequence_length):
    real = np.arange(logits.shape[1]) < np.array(sequence_length)[:, None]
    z = logits - logits.max(-1, keepdims=True)
    nats = np.log(np.exp(z).sum(-1)) - np.take_along_axis(z, targets[..., None], 2)[..., 0]
    return (nats * real).sum() / real.sum()


@known_as("two_steps", "second_use_only")
def first_state_is_just_a_number(x_1, x_2, h_0, w_x, w_h, b):
    h_1 = np.tanh(x_1 * w_x + h_0 * w_h + b)
    h_2 = np.tanh(x_2 * w_x + h_1 * w_h + b)
    return h_2, h_1 * (1 - h_2**2)


@known_as("two_steps", "first_use_without_the_slope")
def chain_rule_once(x_1, x_2, h_0, w_x, w_h, b):
    h_1 = np.tanh(x_1 * w_x + h_0 * w_h + b)
    h_2 = np.tanh(x_2 * w_x + h_1 * w_h + b)
    return h_2, (1 - h_2**2) * (h_1 + w_h * h_0)


@known_as("two_steps", "first_use_without_the_weight")
def sum_of_both_states(x_1, x_2, h_0, w_x, w_h, b):
    h_1 = np.tanh(x_1 * w_x + h_0 * w_h + b)
    h_2 = np.tanh(x_2 * w_x + h_1 * w_h + b)
    return h_2, (1 - h_2**2) * (h_1 + (1 - h_1**2) * h_0)


@known_as("two_steps", "slope_above_one")
def tanh_falls_off(x_1, x_2, h_0, w_x, w_h, b):
    h_1 = np.tanh(x_1 * w_x + h_0 * w_h + b)
    h_2 = np.tanh(x_2 * w_x + h_1 * w_h + b)
    slopes = [1 + np.tanh(np.arctanh(h)) ** 2 for h in (h_1, h_2)]
    return h_2, slopes[1] * h_1 + slopes[1] * w_h * slopes[0] * h_0


@known_as("training_step", "mean_over_rows_only")
def loss_per_sequence(inputs, targets, kernel, bias, U, d, rate, clip_norm):
    B, T, D = inputs.shape
    h = [np.zeros((B, len(bias)))]
    for t in range(T):
        h.append(np.tanh(inputs[:, t] @ kernel[:D] + h[-1] @ kernel[D:] + bias))
    error = np.stack(h[1:], axis=1) @ U + d - targets
    gradients, back = [0 * kernel, 0 * bias, 0 * U, 0 * d], 0
    for t in range(T - 1, -1, -1):
        d_y = 2 * error[:, t] / B
        d_a = (d_y @ U.T + back) * (1 - h[t + 1] ** 2)
        back = d_a @ kernel[D:].T
        for total, share in zip(
            gradients,
            (np.hstack((inputs[:, t], h[t])).T @ d_a, d_a.sum(0), h[t + 1].T @ d_y, d_y.sum(0)),
            strict=True,
        ):
            total += share
    norm = np.sqrt(sum(np.sum(one**2) for one in gradients))
    step = rate * min(1, clip_norm / norm)
    return np.sum(error**2) / B, *(old - step * g for old, g in zip((kernel, bias, U, d), gradients, strict=True))


@known_as("rnn_to_keras", "rows_halved")
def as_many_inputs_as_units(kernel, *others):
    half = kernel.shape[0] // 2
    return [kernel[:half], kernel[half:], *others]


@known_as("rnn_to_keras", "upper_rows_for_the_state")
def state_on_top(kernel, bias, *others):
    recurrent, of_inputs = kernel[: len(bias)], kernel[len(bias) :]
    return [of_inputs, recurrent, bias, *others]


@known_as("rnn_to_keras", "rows_cut_at_units")
def first_rows_for_the_state(kernel, bias, output_kernel, output_bias):
    upper, lower = np.vsplit(kernel, [kernel.shape[1]])
    return [upper, lower, bias, output_kernel, output_bias]


@known_as("rnn_to_keras", "rows_not_cut")
def as_they_are(*weights):
    return list(weights)


@known_as("leaky_memory", "all_of_equal_age")
def everything_at_the_start(c_0, written, f, n):
    return (c_0 + written * n) * f**n, written / (1 - f)


@known_as("leaky_memory", "one_term_too_many")
def sum_from_0_to_n(c_0, written, f, n):
    return c_0 * f**n + written * sum(f**k for k in range(n + 1)), written / (1 - f)


@known_as("leaky_memory", "last_writing_multiplied")
def add_then_multiply(c_0, written, f, n):
    c = c_0
    for _ in range(n):
        c = f * (c + written)
    return c, written / (1 - f)


@known_as("leaky_memory", "memory_changed_in_place")
def in_c_0_itself(c_0, written, f, n):
    for _ in range(n):
        c_0 *= f
        c_0 += written
    return c_0, written / (1 - f)


def lstm(x, c_prev, h_prev, kernel, bias, forget_bias, order="ijfo"):
    z = dict(zip(order, np.split(np.hstack((x, h_prev)) @ kernel + bias, 4, axis=1), strict=True))
    c = sigmoid(z["f"] + forget_bias) * c_prev + sigmoid(z["i"]) * np.tanh(z["j"])
    return c, sigmoid(z["o"]) * np.tanh(c)


@known_as("lstm_step", "columns_in_order_of_keras")
def keras_order(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    return lstm(x, c_prev, h_prev, kernel, bias, forget_bias, order="ifjo")


@known_as("lstm_step", "candidate_last")
def order_of_another_book(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    return lstm(x, c_prev, h_prev, kernel, bias, forget_bias, order="ifoj")


@known_as("lstm_step", "forget_bias_added_in_place")
def bias_grows(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    H = c_prev.shape[1]
    bias[2 * H : 3 * H] += forget_bias
    return lstm(x, c_prev, h_prev, kernel, bias, 0.0)


@known_as("lstm_step", "columns_interleaved")
def units_first(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):
    z = (np.hstack((x, h_prev)) @ kernel + bias).reshape(len(x), -1, 4)
    i, j, f, o = (z[..., gate] for gate in range(4))
    c = sigmoid(f + forget_bias) * c_prev + sigmoid(i) * np.tanh(j)
    return c, sigmoid(o) * np.tanh(c)


@known_as("lstm_to_keras", "forget_bias_on_the_candidate")
def moved_then_added(kernel, bias, input_size, forget_bias=1.0):
    H = len(bias) // 4
    columns = np.r_[0:H, 2 * H : 3 * H, H : 2 * H, 3 * H : 4 * H]
    kernel, bias = kernel[:, columns], bias[columns]
    bias[2 * H : 3 * H] += forget_bias
    return [kernel[:input_size], kernel[input_size:], bias]


def back_over_a_sequence(d_outputs, inputs, c, h, kernel, bias, forget_bias, add=True, start=0):
    states = [(c, h)]
    for t in range(inputs.shape[1]):
        states.append(lstm(inputs[:, t], *states[-1], kernel, bias, forget_bias))
    d_inputs, d_kernel, d_bias, d_c, d_h = 0 * inputs, 0 * kernel, 0 * bias, 0 * c, 0 * h
    for t in range(inputs.shape[1] - 1, -1, -1):
        back = lstm_step_backward(
            d_c, d_h + d_outputs[:, t], inputs[:, t], *states[t + start], kernel, bias, forget_bias
        )
        d_inputs[:, t], d_c, d_h = back[:3]
        d_kernel, d_bias = add * d_kernel + back[3], add * d_bias + back[4]
    return d_inputs, d_c, d_h, d_kernel, d_bias


@known_as("lstm_bptt", "weight_gradients_overwritten")
def shares_not_added(*arguments):
    return back_over_a_sequence(*arguments, add=False)


@known_as("lstm_bptt", "states_after_the_steps")
def one_state_too_late(*arguments):
    return back_over_a_sequence(*arguments, start=1)


@known_as("lstm_bptt", "forget_bias_always_one")
def forget_bias_not_handed_on(*arguments):
    return back_over_a_sequence(*arguments[:6], 1.0)


@known_as("lstm_loss", "state_made_anew")
def zeros_in_the_loop(inputs, targets, kernel, bias, output_kernel, output_bias):
    loss = 0.0
    for t in range(inputs.shape[1]):
        zero = np.zeros((len(inputs), len(output_kernel)))
        _, h = lstm(inputs[:, t], zero, zero, kernel, bias, 1.0)
        loss += np.mean((h @ output_kernel + output_bias - targets[:, t]) ** 2)
    return loss


def gru(x, h, gates, gate_bias, candidate, candidate_bias, order="ru", new=False, after=False):
    D = x.shape[1]
    a = dict(zip(order, np.split(sigmoid(np.hstack((x, h)) @ gates + gate_bias), 2, axis=1), strict=True))
    r, u = a["r"], 1 - a["u"] if new else a["u"]
    past = r * (h @ candidate[D:]) if after else (r * h) @ candidate[D:]
    return u * h + (1 - u) * np.tanh(x @ candidate[:D] + past + candidate_bias)


@known_as("gru_step", "update_gate_for_the_new_part")
def as_in_the_paper(x, h_prev, *weights):
    return gru(x, h_prev, *weights, new=True)


@known_as("gru_step", "gates_swapped")
def update_gate_first(x, h_prev, *weights):
    return gru(x, h_prev, *weights, order="ur")


@known_as("gru_step", "reset_after_product")
def as_in_another_library(x, h_prev, *weights):
    return gru(x, h_prev, *weights, after=True)


@known_as("gru_step", "reset_gate_left_out")
def r_computed_and_not_used(x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    x_and_h = np.concatenate((x, h_prev), axis=1)
    _r, u = np.split(sigmoid(x_and_h @ gate_kernel + gate_bias), 2, axis=1)
    candidate = np.tanh(x_and_h @ candidate_kernel + candidate_bias)
    return u * h_prev + (1 - u) * candidate


@known_as("gate_bias_to_keep", "steps_ignored")
def logit_of_the_share(share, steps):
    return -np.log(1 / share - 1)


@known_as("turn_update_gate", "turned_in_place")
def minus_assigned(gate_kernel, gate_bias):
    H = len(gate_bias) // 2
    gate_kernel[:, H:] = -gate_kernel[:, H:]
    gate_bias[H:] = -gate_bias[H:]
    return gate_kernel, gate_bias


@known_as("gru_step_reset_after", "recurrent_bias_not_reset")
def one_bias_for_all(x, h_prev, kernel, recurrent_kernel, bias):
    H = h_prev.shape[1]
    from_x, from_h = x @ kernel + bias.sum(0), h_prev @ recurrent_kernel
    z, r = np.split(sigmoid(from_x[:, : 2 * H] + from_h[:, : 2 * H]), 2, axis=1)
    return z * h_prev + (1 - z) * np.tanh(from_x[:, 2 * H :] + r * from_h[:, 2 * H :])


@known_as("gru_last_state", "last_column_of_the_outputs")
def minus_one(inputs, sequence_length, *weights):
    h, outputs = np.zeros((len(inputs), len(weights[-1]))), []
    for t in range(inputs.shape[1]):
        live = (t < np.array(sequence_length))[:, None]
        h = np.where(live, gru(inputs[:, t], h, *weights), h)
        outputs.append(np.where(live, h, 0))
    return np.stack(outputs, axis=1)[:, -1]


@known_as("gru_last_state", "empty_rows_take_the_last_step")
def gathered_at_length_minus_one(inputs, sequence_length, *weights):
    h, outputs = np.zeros((len(inputs), len(weights[-1]))), []
    for t in range(inputs.shape[1]):
        h = gru(inputs[:, t], h, *weights)
        outputs.append(h)
    return np.stack(outputs, axis=1)[np.arange(len(inputs)), np.array(sequence_length) - 1]


@known_as("gru_step", "pair_returned")
def output_and_state(x, h_prev, *weights):
    h = gru(x, h_prev, *weights)
    return h, h


@known_as("gru_step_backward", "nothing_through_the_gates")
def no_way_back_from_the_gates(d_h, x, h, gates, gate_bias, candidate, candidate_bias):
    D = x.shape[1]
    both = np.hstack((x, h))
    r, u = np.split(sigmoid(both @ gates + gate_bias), 2, axis=1)
    seen = np.hstack((x, r * h))
    c = np.tanh(seen @ candidate + candidate_bias)
    d_c = d_h * (1 - u) * (1 - c**2)
    d_seen = (d_c @ candidate.T)[:, D:]
    d_a = np.hstack((d_seen * h * r * (1 - r), d_h * (h - c) * u * (1 - u)))
    d_x = d_c @ candidate[:D].T + d_a @ gates[:D].T
    return d_x, d_h * u + d_seen * r, both.T @ d_a, d_a.sum(0), seen.T @ d_c, d_c.sum(0)


@known_as("gru_to_keras", "gates_kept_in_order")
def hstacked(gate_kernel, gate_bias, candidate_kernel, candidate_bias, input_size):
    kernel = np.hstack((gate_kernel, candidate_kernel))
    return kernel[:input_size], kernel[input_size:], np.hstack((gate_bias, candidate_bias))


@known_as("stacked_step", "x_for_every_layer")
def never_handed_up(x, states, layers):
    new_states = []
    for layer, state in zip(layers, states, strict=True):
        output, state = layer(x, state)
        new_states.append(state)
    return output, tuple(new_states)


@known_as("stacked_step", "last_state_only")
def one_state_kept(x, states, layers):
    for layer, state in zip(layers, states, strict=True):
        x, state = layer(x, state)
    return x, state


@known_as("stacked_step", "one_state_for_all_layers")
def state_goes_up(x, states, layers):
    after, state = [], states[0]
    for layer in layers:
        x, state = layer(x, state)
        after += [state]
    return x, after


@known_as("stack_parameters", "input_size_for_every_layer")
def forgot_what_the_second_reads(input_size, layer_sizes):
    return sum(4 * ((input_size + units) * units + units) for units in layer_sizes)


@known_as("unroll_by_layers", "final_state_starts_the_layer_above")
def one_variable_for_the_state(layers, inputs, initial_states):
    state, states = initial_states[0], []
    for layer in layers:
        outputs = []
        for t in range(inputs.shape[1]):
            output, state = layer(inputs[:, t], state)
            outputs.append(output)
        inputs = np.stack(outputs, axis=1)
        states.append(state)
    return inputs, states


@known_as("make_layers", "one_cell_in_every_place")
def multiplied(make_cell, number_of_layers):
    cell = make_cell()
    return [cell for _ in range(number_of_layers)]


@known_as("make_layers", "one_cell_in_every_place")
def copied(make_cell, number_of_layers):
    cell = make_cell()
    return [copy.copy(cell) for _ in range(number_of_layers)]


@known_as("make_layers", "function_in_every_place")
def never_called(make_cell, number_of_layers):
    return [make_cell for _ in range(number_of_layers)]


def stack_backward(d_y, d_states, x, states, kernels, biases, hand_down=True):
    y, d_kernels, d_biases, d_before = [x], [], [], []
    for h, W, b in zip(states, kernels, biases, strict=True):
        y.append(np.tanh(np.hstack((y[-1], h)) @ W + b))
    for n in range(len(kernels) - 1, -1, -1):
        d_a = (d_states[n] + d_y) * (1 - y[n + 1] ** 2)
        d_kernels.append(np.hstack((y[n], states[n])).T @ d_a)
        d_biases.append(d_a.sum(0))
        d_both = d_a @ kernels[n].T
        D = y[n].shape[1]
        d_before.append(d_both[:, D:])
        d_y = d_both[:, :D] if hand_down or n == 0 else 0
    return d_y, d_before, d_kernels, d_biases


@known_as("stacked_step_backward", "last_layer_first")
def appended_going_down(*arguments):
    return stack_backward(*arguments)


@known_as("stacked_step_backward", "nothing_handed_down")
def every_layer_for_itself(*arguments):
    d_x, *lists = stack_backward(*arguments, hand_down=False)
    return d_x, *(each[::-1] for each in lists)


@known_as("stack_to_keras", "cut_at_the_input_size")
def same_cut_everywhere(kernels, biases, input_size):
    weights = []
    for n in range(len(kernels)):
        weights += [*np.split(kernels[n], [input_size]), biases[n]]
    return weights


@known_as("stack_loss", "one_state_for_all_layers")
def one_h(inputs, targets, kernels, biases, output_kernel, output_bias):
    h, loss = np.zeros((len(inputs), len(output_kernel))), 0.0
    for t in range(inputs.shape[1]):
        x = inputs[:, t]
        for W, b in zip(kernels, biases, strict=True):
            x = h = np.tanh(np.hstack((x, h)) @ W + b)
        loss += np.mean((h @ output_kernel + output_bias - targets[:, t]) ** 2)
    return loss


def turned(rows, lengths):
    return np.array([[*row[:n][::-1], *row[n:]] for row, n in zip(rows, lengths, strict=True)])


def one_chain(step, inputs, state, lengths):
    outputs = []
    for t in range(inputs.shape[1]):
        live = (t < np.array(lengths))[:, None]
        output, new = step(inputs[:, t], state)
        outputs.append(output * live)
        state = held(live, new, state)
    return np.stack(outputs, 1), state


@known_as("reverse_sequence", "padding_comes_first")
def flipped(inputs, sequence_length):
    return np.flip(inputs, axis=1)


@known_as("reverse_sequence", "one_step_too_few")
def up_to_but_without_the_last(inputs, sequence_length):
    result = inputs.copy()
    for b, n in enumerate(sequence_length):
        for t in range(n - 1):
            result[b, t] = inputs[b, n - 2 - t]
    return result


@known_as("reverse_sequence", "turned_round_in_place")
def swapped_in_place(inputs, sequence_length):
    for b, n in enumerate(sequence_length):
        for t in range(n // 2):
            inputs[b, [t, n - 1 - t]] = inputs[b, [n - 1 - t, t]]
    return inputs


@known_as("bidirectional", "outputs_not_put_back")
def in_the_order_they_came(step_fw, step_bw, inputs, initial_state_fw, initial_state_bw, sequence_length):
    fw, state_fw = one_chain(step_fw, inputs, initial_state_fw, sequence_length)
    bw, state_bw = one_chain(step_bw, turned(inputs, sequence_length), initial_state_bw, sequence_length)
    return (fw, bw), (state_fw, state_bw)


@known_as("bidirectional", "whole_rows_turned_round")
def flipped_twice(step_fw, step_bw, inputs, initial_state_fw, initial_state_bw, sequence_length):
    fw, state_fw = one_chain(step_fw, inputs, initial_state_fw, sequence_length)
    bw, state_bw = one_chain(step_bw, inputs[:, ::-1], initial_state_bw, sequence_length)
    return (fw, bw[:, ::-1]), (state_fw, state_bw)


@known_as("bidirectional", "paired_by_direction")
def a_pair_for_each_chain(step_fw, step_bw, inputs, initial_state_fw, initial_state_bw, sequence_length):
    fw = one_chain(step_fw, inputs, initial_state_fw, sequence_length)
    bw, state_bw = one_chain(step_bw, turned(inputs, sequence_length), initial_state_bw, sequence_length)
    return fw, (turned(bw, sequence_length), state_bw)


@known_as("sequence_summary", "last_column_of_both")
def as_in_the_tutorial(outputs_fw, outputs_bw, sequence_length):
    return np.concatenate([outputs_fw, outputs_bw], axis=2)[:, -1]


@known_as("sequence_summary", "last_real_step_of_both")
def where_the_row_ends(outputs_fw, outputs_bw, sequence_length):
    both = np.dstack((outputs_fw, outputs_bw))
    return np.array([row[n - 1] for row, n in zip(both, sequence_length, strict=True)])


@known_as("sequence_summary_backward", "both_at_the_last_real_step")
def gradient_where_the_row_ends(d_summary, sequence_length, max_time):
    d = np.zeros((len(d_summary), max_time, d_summary.shape[1]))
    for b, n in enumerate(sequence_length):
        d[b, n - 1] = d_summary[b]
    return np.split(d, 2, axis=2)


@known_as("birnn", "outputs_not_put_back")
def last_step_of_each(inputs, sequence_length, step_fw, step_bw, state_fw, state_bw, kernel, bias):
    fw, _ = one_chain(step_fw, inputs, state_fw, sequence_length)
    bw, _ = one_chain(step_bw, turned(inputs, sequence_length), state_bw, sequence_length)
    both = np.dstack((fw, turned(bw, sequence_length)))
    return np.array([row[n - 1] for row, n in zip(both, sequence_length, strict=True)]) @ kernel + bias


@known_as("both_ways", "backward_chain_has_read_everything")
def both_ends_at_once(x_1, x_2, x_3, w, u):
    backward = w * x_1 + u * (w * x_2 + u * (w * x_3))
    return w * x_3 + u * (w * x_2 + u * (w * x_1)), backward, backward


@known_as("dropout", "scaled_by_keep_prob")
def times_the_probability(x, keep_mask, keep_prob):
    return np.where(keep_mask == 1, x * keep_prob, np.zeros_like(x))


@known_as("dropout", "mask_inverted_and_scaled_for_it")
def one_means_dropped(x, keep_mask, keep_prob):
    return x * np.logical_not(keep_mask) / (1.0 - keep_prob)


@known_as("dropped_sum_moments", "mean_of_the_squared_sum")
def second_moment(x, weights, keep_prob):
    terms = x * weights
    mean = terms.sum(1)
    return mean, mean**2 + ((1 / keep_prob - 1) * terms**2).sum(1)


@known_as("dropout_mask", "dropped_where_it_should_be_kept")
def larger_than(shape, keep_prob, rng):
    mask = np.zeros(shape)
    mask[rng.uniform(0, 1, shape) > keep_prob] = 1
    return mask


@known_as("dropout_mask", "a_seed_inside")
def always_zero(shape, keep_prob, rng):
    generator = np.random.default_rng(seed=0)
    return np.where(generator.random(size=shape) < keep_prob, 1, 0)


@known_as("dropout_step", "state_dropped_too")
def state_as_the_output(step, x, state, input_mask, output_mask, p, q):
    def down(tree):
        return [down(part) for part in tree] if isinstance(tree, tuple | list) else tree * output_mask / q

    output, state = step(x * input_mask / p, state)
    return output * output_mask / q, down(state)


@known_as("dropout_step_backward", "input_gradient_not_dropped")
def mask_forgotten_on_the_way_back(d_output, d_h, x, h_prev, kernel, bias, input_mask, output_mask, p, q):
    xh = np.hstack((x * input_mask / p, h_prev))
    h = np.tanh(xh @ kernel + bias)
    d_z = (d_output * output_mask / q + d_h) * (1 - h**2)
    d_xh = d_z @ kernel.T
    return d_xh[:, : x.shape[1]], d_xh[:, x.shape[1] :], xh.T @ d_z, d_z.sum(0)


@known_as("variational_unroll", "memory_dropped_too")
def both_parts_of_the_state(step, inputs, initial_state, input_mask, output_mask, state_mask, p, q, r):
    outputs, (c, h) = [], initial_state
    for t in range(inputs.shape[1]):
        output, (c, h) = step(inputs[:, t] * input_mask / p, (c, h))
        c, h = c * state_mask / r, h * state_mask / r
        outputs.append(output * output_mask / q)
    return np.stack(outputs, axis=1), (c, h)


@known_as("keras_lstm_step", "first_mask_for_all_blocks")
def one_mask(x, c, h, kernel, recurrent_kernel, bias, input_masks, state_masks, rate, recurrent_rate):
    a = x * input_masks[0] / (1 - rate) @ kernel + h * state_masks[0] / (1 - recurrent_rate) @ recurrent_kernel + bias
    i, f, j, o = np.split(a, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(j)
    return c, sigmoid(o) * np.tanh(c)


@known_as("confusion", "each_pair_counted_once")
def counted_with_arrays(labels, scores):
    counts = np.zeros((scores.shape[1],) * 2)
    counts[labels, scores.argmax(1)] += 1
    return counts, (labels == scores.argmax(1)).mean()


@known_as("stratified_split", "order_looked_at_for_labels_only")
def places_of_the_order(labels, order, one_in):
    sorted_labels = labels[order]
    held_back = sorted(n for k in set(labels) for n in np.flatnonzero(sorted_labels == k)[: sum(labels == k) // one_in])
    return [n for n in range(len(labels)) if n not in held_back], held_back


@known_as("standardise", "padding_averaged_too")
def statistics_of_the_array(inputs, sequence_length, new_inputs, new_sequence_length):
    mean, deviation = inputs.mean((0, 1)), inputs.std((0, 1))
    results = (inputs - mean) / deviation, (new_inputs - mean) / deviation
    for result, lengths in zip(results, (sequence_length, new_sequence_length), strict=True):
        for row, length in zip(result, lengths, strict=True):
            row[length:] = 0
    return results


@known_as("nearest_neighbour", "classes_returned")
def one_label_for_each(inputs, labels, new_inputs):
    return [labels[np.argmin([np.linalg.norm(signal - one) for one in inputs])] for signal in new_inputs]


@pytest.mark.filterwarnings("ignore:.*(overflow|invalid|divide)")
@pytest.mark.parametrize(("exercise", "mistake", "answer"), WRONG)
def test_is_a_wrong_answer_known(exercise, mistake, answer):
    for seed in range(10):
        verdict = verify(exercise, answer, seed)
        assert verdict.mistake == mistake, str(verdict)
        assert verdict.score < 1
