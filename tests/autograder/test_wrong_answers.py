"""Wrong answers in the words of students: does the bank know them, though it was not copied from them?"""

import numpy as np
import pytest

from autograder import verify

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


@known_as("lstm_loss", "state_made_anew")
def zeros_in_the_loop(inputs, targets, kernel, bias, output_kernel, output_bias):
    loss = 0.0
    for t in range(inputs.shape[1]):
        zero = np.zeros((len(inputs), len(output_kernel)))
        _, h = lstm(inputs[:, t], zero, zero, kernel, bias, 1.0)
        loss += np.mean((h @ output_kernel + output_bias - targets[:, t]) ** 2)
    return loss


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
