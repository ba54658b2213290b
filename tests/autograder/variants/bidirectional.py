"""Right answers to the exercises on bidirectional networks."""

import functools

import numpy as np

from solutions.recurrence import dynamic_unroll
from tests.autograder.variants import right_for


@right_for("both_ways")
def three_loops(x_1, x_2, x_3, w, u):
    def last(*xs):
        h = 0
        for x in xs:
            h = x * w + h * u
        return h

    return [last(x_1, x_2, x_3), last(x_3, x_2, x_1), last(x_3)]


@right_for("both_ways")
def as_products(x_1, x_2, x_3, w, u):
    powers = w * np.array([1, u, u * u])
    return powers @ [x_3, x_2, x_1], powers @ [x_1, x_2, x_3], powers @ [x_3, 0, 0]


@right_for("both_ways")
def multiplied_out_by_name(x_1, x_2, x_3, w, u):
    return {
        "g_3": w * x_3,
        "h_3": w * x_3 + u * w * x_2 + u * u * w * x_1,
        "g_1": [w * x_1 + u * (w * x_2 + u * w * x_3)],
    }


@right_for("reverse_sequence")
def row_by_row(inputs, sequence_length):
    turned = np.array(inputs)
    for b, n in enumerate(sequence_length):
        turned[b, :n] = inputs[b, :n][::-1]
    return turned


@right_for("reverse_sequence")
def one_number_at_a_time(inputs, sequence_length):
    B, _, D = inputs.shape
    turned = inputs.tolist()
    for b in range(B):
        for t in range(int(sequence_length[b])):
            for d in range(D):
                turned[b][t][d] = float(inputs[b, sequence_length[b] - 1 - t, d])
    return turned


@right_for("reverse_sequence")
def rows_in_two_parts(inputs, sequence_length):
    return [np.concatenate((row[:n][::-1], row[n:])) for row, n in zip(inputs, sequence_length, strict=True)]


@right_for("reverse_sequence")
def by_index(inputs, sequence_length):
    columns = [[*reversed(range(n)), *range(n, inputs.shape[1])] for n in sequence_length]
    return inputs[np.arange(len(inputs))[:, None], np.array(columns)]


@right_for("reverse_sequence")
def with_tensorflow(inputs, sequence_length):
    import tensorflow as tf

    return tf.reverse_sequence(inputs, sequence_length, seq_axis=1, batch_axis=0)


@right_for("reverse_sequence")
def permutation_matrices(inputs, sequence_length, dtype=np.float32):
    T = inputs.shape[1]
    places = np.array([np.r_[np.arange(n)[::-1], np.arange(n, T)] for n in sequence_length])
    return np.einsum("bts,bsd->btd", np.eye(T, dtype=dtype)[places], inputs.astype(dtype))


@right_for("bidirectional")
def loops_of_their_own(step_fw, step_bw, inputs, initial_state_fw, initial_state_bw, sequence_length):
    sequence_length = np.array(sequence_length)

    def held(running, new, old):
        if isinstance(old, tuple | list):
            return [held(running, one, other) for one, other in zip(new, old, strict=True)]
        return np.where(running, new, old)

    def run(step, state, times):
        outputs = [None] * inputs.shape[1]
        for t in times:
            running = (t < sequence_length)[:, None]
            output, new = step(inputs[:, t], state)
            outputs[t], state = output * running, held(running, new, state)
        return np.stack(outputs, axis=1), state

    # backwards in time a row begins where its padding ends: no reversing is needed
    times = range(inputs.shape[1])
    outputs_fw, state_fw = run(step_fw, initial_state_fw, times)
    outputs_bw, state_bw = run(step_bw, initial_state_bw, reversed(times))
    return [outputs_fw, outputs_bw], [state_fw, state_bw]


@right_for("bidirectional")
def turned_row_by_row(step_fw, step_bw, inputs, initial_state_fw, initial_state_bw, sequence_length):
    fw, state_fw = dynamic_unroll(step_fw, inputs, initial_state_fw, sequence_length)
    turned = row_by_row(inputs, sequence_length)
    bw, state_bw = dynamic_unroll(step_bw, turned, initial_state_bw, sequence_length)
    return {"states": (state_fw, state_bw), "outputs": (fw, row_by_row(bw, sequence_length))}


@right_for("bidirectional")
def each_row_alone(step_fw, step_bw, inputs, initial_state_fw, initial_state_bw, sequence_length):
    B, T, _ = inputs.shape

    def row_of(state, b):
        return [row_of(part, b) for part in state] if isinstance(state, tuple | list) else state[b : b + 1]

    def joined(states):
        if isinstance(states[0], tuple | list):
            return tuple(joined(parts) for parts in zip(*states, strict=True))
        return np.concatenate(states)

    def run(step, initial_state, backwards):
        H = step(inputs[:, 0], initial_state)[0].shape[1]
        outputs, states = np.zeros((B, T, H)), []
        for b in range(B):
            state, times = row_of(initial_state, b), list(range(sequence_length[b]))
            for t in times[::-1] if backwards else times:
                output, state = step(inputs[b : b + 1, t], state)
                outputs[b, t] = output[0]
            states.append(state)
        return outputs, joined(states)

    outputs_fw, state_fw = run(step_fw, initial_state_fw, backwards=False)
    outputs_bw, state_bw = run(step_bw, initial_state_bw, backwards=True)
    return (outputs_fw, outputs_bw), (state_fw, state_bw)


@right_for("bidirectional")
def in_float32(step_fw, step_bw, inputs, *others):
    return turned_row_by_row(step_fw, step_bw, inputs.astype(np.float32), *others)


@right_for("sequence_summary")
def a_row_after_the_other(outputs_fw, outputs_bw, sequence_length):
    rows = []
    for fw, bw, n in zip(outputs_fw, outputs_bw, sequence_length, strict=True):
        rows.append([*fw[n - 1], *bw[0]])
    return rows


@right_for("sequence_summary")
def with_a_mask(outputs_fw, outputs_bw, sequence_length):
    last = np.arange(outputs_fw.shape[1]) == np.array(sequence_length)[:, None] - 1
    return np.hstack((np.einsum("bt,bth->bh", last, outputs_fw), outputs_bw[:, 0, :]))


@right_for("sequence_summary")
def taken_along_the_axis(outputs_fw, outputs_bw, sequence_length, *, show=False):
    where = np.asarray(sequence_length).reshape(-1, 1, 1) - 1
    if show:
        print(where)
    return np.concatenate((np.take_along_axis(outputs_fw, where, 1), outputs_bw[:, :1]), axis=-1)[:, 0]


@right_for("sequence_summary")
def summary_in_float32(outputs_fw, outputs_bw, sequence_length):
    return np.float32(with_a_mask(outputs_fw, outputs_bw, sequence_length))


@right_for("birnn")
def mended_line_by_line(inputs, sequence_length, step_fw, step_bw, state_fw, state_bw, kernel, bias):
    outputs_fw, _ = dynamic_unroll(step_fw, inputs, state_fw, sequence_length)
    backwards = row_by_row(inputs, sequence_length)
    outputs_bw, _ = dynamic_unroll(step_bw, backwards, state_bw, sequence_length)
    outputs_bw = row_by_row(outputs_bw, sequence_length)
    return a_row_after_the_other(outputs_fw, outputs_bw, sequence_length) @ kernel + bias


@right_for("birnn")
def never_put_back(inputs, sequence_length, step_fw, step_bw, state_fw, state_bw, kernel, bias):
    outputs_fw, _ = dynamic_unroll(step_fw, inputs, state_fw, sequence_length)
    outputs_bw, _ = dynamic_unroll(step_bw, row_by_row(inputs, sequence_length), state_bw, sequence_length)
    ends = np.arange(len(inputs)), np.array(sequence_length) - 1
    return np.column_stack((outputs_fw[ends], outputs_bw[ends])).dot(kernel) + bias


@right_for("birnn")
def each_half_by_itself(inputs, sequence_length, step_fw, step_bw, state_fw, state_bw, kernel, bias):
    outputs, _ = loops_of_their_own(step_fw, step_bw, inputs, state_fw, state_bw, sequence_length)
    upper, lower = np.split(kernel, 2)
    last = outputs[0][np.arange(len(inputs)), np.subtract(sequence_length, 1)]
    return (last @ upper + outputs[1][:, 0] @ lower + bias).tolist()


@right_for("birnn")
def scores_in_float32(inputs, *others):
    return np.float32(mended_line_by_line(np.float32(inputs), *others))


@right_for("sequence_summary_backward")
def put_in_row_by_row(d_summary, sequence_length, max_time):
    B, H = d_summary.shape[0], d_summary.shape[1] // 2
    fw, bw = np.zeros((B, max_time, H)), np.zeros((B, max_time, H))
    for b in range(B):
        fw[b, sequence_length[b] - 1] += d_summary[b, :H]
        bw[b, 0] += d_summary[b, H:]
    return {"d_outputs_bw": bw, "d_outputs_fw": fw}


@right_for("sequence_summary_backward")
def multiplied_by_masks(d_summary, sequence_length, max_time):
    d_fw, d_bw = np.hsplit(d_summary, 2)
    t = np.arange(max_time)
    last = (t == np.array(sequence_length)[:, None] - 1).astype(np.float32)
    return [last[..., None] * d_fw[:, None], np.einsum("t,bh->bth", t == 0, d_bw)]


@right_for("sequence_summary_backward")
def padded_lists(d_summary, sequence_length, max_time):
    H = d_summary.shape[1] // 2
    zero = [0.0] * H
    fw = [
        [zero] * (n - 1) + [list(row[:H])] + [zero] * (max_time - n)
        for row, n in zip(d_summary, sequence_length, strict=True)
    ]
    bw = [[list(row[H:])] + [zero] * (max_time - 1) for row in d_summary]
    return fw, bw


@right_for("sequence_summary_backward")
def by_a_gradient_tape(d_summary, sequence_length, max_time):
    import tensorflow as tf

    B, H = len(d_summary), d_summary.shape[1] // 2
    outputs = [tf.Variable(tf.zeros((B, max_time, H), tf.float64)) for _ in range(2)]
    last = tf.stack([tf.range(B), tf.constant(sequence_length, tf.int32) - 1], axis=1)
    with tf.GradientTape() as tape:
        summary = tf.concat([tf.gather_nd(outputs[0], last), outputs[1][:, 0]], axis=1)
        loss = tf.reduce_sum(summary * d_summary)
    return tuple(tf.convert_to_tensor(gradient) for gradient in tape.gradient(loss, outputs))


right_for("sequence_summary_backward")(functools.partial(put_in_row_by_row))
