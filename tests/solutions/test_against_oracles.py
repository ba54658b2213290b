"""Whatever the sizes, lengths and precision: does the reference agree with code that it shares nothing with?"""

from types import SimpleNamespace

import keras
import numpy as np
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from solutions import (
    DropoutWrapper,
    bidirectional_dynamic_rnn,
    bptt,
    clip_by_global_norm,
    dropout_step_backward,
    dropped_sum_moments,
    dynamic_rnn,
    gru_last_state,
    gru_step,
    gru_step_backward,
    gru_step_reset_after,
    gru_to_keras,
    last_output,
    lstm_bptt,
    lstm_step,
    lstm_step_backward,
    lstm_to_keras,
    reverse_sequence,
    rnn_to_keras,
    sequence_cross_entropy,
    sequence_summary,
    sequence_summary_backward,
    stack_to_keras,
    stacked_step_backward,
    static_rnn,
)
from tests import oracles
from tests.solutions.drawn import SMALL, Layer, Network, examples, flat, layers, networks, sequences

keeping = st.sampled_from([0.25, 0.5, 0.8, 1.0])


@examples(20)
@given(sequences(), networks, st.booleans(), st.booleans())
def test_does_a_network_give_what_tensorflow_1_gives(rows, network, padded, static):
    length = rows.length if padded else None
    wanted, _ = in_tensorflow1(rows, network, oracles.dynamic_rnn(sequence_length=length))
    cell, state = network.in_numpy(rows)
    if static:
        outputs, state = static_rnn(cell, list(np.swapaxes(rows.inputs, 0, 1)), state, length)
        outputs = np.stack(outputs, axis=1)
    else:
        outputs, state = dynamic_rnn(cell, rows.inputs, length, state)
    rows.agree([outputs, *flat(state)], wanted)


def in_tensorflow1(rows, network, run, d_results=None):
    state = network.state(rows)
    none = [np.zeros((rows.B, rows.T, network.units), rows.dtype), *map(np.zeros_like, state)]
    return oracles.tensorflow1(
        lambda: network.in_tensorflow1(rows.dtype),
        run,
        rows.inputs,
        state,
        [array for weights in network.weights(rows) for array in weights.values()],
        d_results or none,
    )


@examples(10)
@given(sequences(), layers, layers)
def test_do_two_chains_give_what_tensorflow_1_gives(rows, fw, bw):
    chains = [Network([fw], "forward"), Network([bw], "backward")]
    weights = [array for chain in chains for array in chain.weights(rows)[0].values()]
    states = [chain.state(rows) for chain in chains]

    def both():
        cells = [chain.in_tensorflow1(rows.dtype) for chain in chains]
        for cell in cells:
            cell.build((None, rows.D))
        return SimpleNamespace(cells=cells, state_size=tuple(cell.state_size for cell in cells))

    def run(pair, inputs, state):
        return oracles.nn.bidirectional_dynamic_rnn(*pair.cells, inputs, rows.length, *state)

    none = [np.zeros((rows.B, rows.T, chain.units), rows.dtype) for chain in chains]
    none += [np.zeros_like(leaf) for leaf in flat(states)]
    wanted, _ = oracles.tensorflow1(both, run, rows.inputs, flat(states), weights, none)
    (cell_fw, state_fw), (cell_bw, state_bw) = (chain.in_numpy(rows) for chain in chains)
    rows.agree(flat(bidirectional_dynamic_rnn(cell_fw, cell_bw, rows.inputs, rows.length, state_fw, state_bw)), wanted)


@examples(10)
@given(sequences(dtypes=("float64",)), SMALL, st.sampled_from(["rnn", "lstm"]), st.sampled_from([0.0, 0.7, 1.0]))
def test_is_backpropagation_through_time_the_gradient_of_tensorflow_1(rows, units, kind, forget_bias):
    network = Network([Layer(kind, units, forget_bias)])
    d_outputs = rows.normal("gradient", rows.B, rows.T, units)
    d_results = [d_outputs, *map(np.zeros_like, network.state(rows))]
    _, wanted = in_tensorflow1(rows, network, oracles.dynamic_rnn(), d_results)
    [weights], state = network.weights(rows), network.state(rows)
    options = {"forget_bias": forget_bias} if kind == "lstm" else {}
    back = {"rnn": bptt, "lstm": lstm_bptt}[kind]
    rows.agree(list(back(d_outputs, rows.inputs, *state, *weights.values(), **options)), wanted)


def differentiated(function, arguments, d_results):
    """TensorFlow's derivatives by each argument, of the sum of the products of function(*arguments) and d_results."""
    variables = tf.nest.map_structure(tf.Variable, list(arguments))
    with tf.GradientTape() as tape:
        results = tf.nest.flatten(function(*variables))
        loss = tf.add_n([tf.reduce_sum(one * d) for one, d in zip(results, d_results, strict=True)])
    gradients = tape.gradient(loss, variables, unconnected_gradients="zero")
    return [np.asarray(tf.convert_to_tensor(one)) for one in tf.nest.flatten(gradients)]


def lstm_in_tensorflow(x, c, h, kernel, bias, forget_bias):
    i, j, f, o = tf.split(tf.concat([x, h], 1) @ kernel + bias, 4, axis=1)
    c = tf.sigmoid(f + forget_bias) * c + tf.sigmoid(i) * tf.tanh(j)
    return c, tf.sigmoid(o) * tf.tanh(c)


@examples(25)
@given(sequences(), SMALL, st.floats(-2, 2))
def test_are_the_steps_of_an_lstm_and_its_backward_pass_those_of_tensorflow(rows, units, forget_bias):
    [weights] = Network([Layer("lstm", units, 0.0)]).weights(rows)
    c, h, d_c, d_h = rows.normal("states", 4, rows.B, units)
    arguments = [rows.inputs[:, 0], c, h, *weights.values()]
    rows.agree(list(lstm_step(*arguments, forget_bias)), list(lstm_in_tensorflow(*arguments, forget_bias)))
    wanted = differentiated(lambda *given: lstm_in_tensorflow(*given, forget_bias), arguments, [d_c, d_h])
    rows.agree(list(lstm_step_backward(d_c, d_h, *arguments, forget_bias)), wanted)


def gru_in_tensorflow(x, h, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    r, u = tf.split(tf.sigmoid(tf.concat([x, h], 1) @ gate_kernel + gate_bias), 2, axis=1)
    return u * h + (1 - u) * tf.tanh(tf.concat([x, r * h], 1) @ candidate_kernel + candidate_bias)


@examples(25)
@given(sequences(), SMALL)
def test_are_the_steps_of_a_gru_and_its_backward_pass_those_of_tensorflow(rows, units):
    [weights] = Network([Layer("gru", units, 0.0)]).weights(rows)
    h, d_h = rows.normal("states", 2, rows.B, units)
    arguments = [rows.inputs[:, 0], h, *weights.values()]
    rows.agree([gru_step(*arguments)], [gru_in_tensorflow(*arguments)])
    rows.agree(list(gru_step_backward(d_h, *arguments)), differentiated(gru_in_tensorflow, arguments, [d_h]))


@examples(20)
@given(sequences(), st.lists(SMALL, min_size=1, max_size=4))
def test_is_the_backward_pass_of_a_stack_that_of_tensorflow(rows, units):
    stack = Network([Layer("rnn", H, 0.0) for H in units])
    kernels, biases = zip(*(weights.values() for weights in stack.weights(rows)), strict=True)
    states, d_states = stack.state(rows), [0.5 * state + 1 for state in stack.state(rows)]
    d_output = states[-1] - 1

    def forward(x, states, kernels, biases):
        new = []
        for state, kernel, bias in zip(states, kernels, biases, strict=True):
            x = tf.tanh(tf.concat([x, state], 1) @ kernel + bias)
            new.append(x)
        return x, new

    arguments = [rows.inputs[:, 0], states, list(kernels), list(biases)]
    wanted = differentiated(forward, arguments, [d_output, *d_states])
    rows.agree(flat(stacked_step_backward(d_output, d_states, *arguments)), wanted)


def dropped(array, mask, keep_prob):
    """Dropout with TensorFlow's operations: the survivors are scaled up, the others cut off."""
    return tf.where(mask > 0, array / keep_prob, tf.zeros_like(array))


@examples(20)
@given(sequences(), SMALL, keeping, keeping)
def test_is_the_backward_pass_of_a_dropped_step_that_of_tensorflow(rows, units, input_keep_prob, output_keep_prob):
    [weights] = Network([Layer("rnn", units, 0.0)]).weights(rows)
    h, d_output, d_h = rows.normal("states", 3, rows.B, units)
    input_mask, output_mask = (
        rows.rng(f"mask of {size}").binomial(1, 0.5, (rows.B, size)).astype(rows.dtype) for size in (rows.D, units)
    )
    last = input_mask, output_mask, input_keep_prob, output_keep_prob

    def forward(x, h, kernel, bias):
        h = tf.tanh(tf.concat([dropped(x, input_mask, input_keep_prob), h], 1) @ kernel + bias)
        return dropped(h, output_mask, output_keep_prob), h

    arguments = [rows.inputs[:, 0], h, *weights.values()]
    wanted = differentiated(forward, arguments, [d_output, d_h])
    rows.agree(list(dropout_step_backward(d_output, d_h, *arguments, *last)), wanted)


class Recorder:
    """A generator that remembers what it has drawn."""

    def __init__(self, rng):
        self.rng, self.drawn = rng, []

    def random(self, shape):
        self.drawn.append(self.rng.random(shape))
        return self.drawn[-1]


@examples(20)
@given(sequences(dtypes=("float64",)), SMALL, keeping, keeping, keeping, st.booleans())
def test_does_a_wrapper_drop_as_tensorflow_does_under_the_masks_that_it_drew(
    rows, units, input_keep_prob, output_keep_prob, state_keep_prob, variational
):
    network = Network([Layer("lstm", units, 1.0)])
    cell, state = network.in_numpy(rows)
    keep_probs = input_keep_prob, output_keep_prob, state_keep_prob
    wrapper = DropoutWrapper(cell, *keep_probs, variational_recurrent=variational)
    wrapper.rng = recorder = Recorder(rows.rng("masks"))
    given = flat(dynamic_rnn(wrapper, rows.inputs, None, state))

    steps = iter(recorder.drawn)
    places = dict(zip(("input", "state", "output"), (input_keep_prob, state_keep_prob, output_keep_prob), strict=True))
    drawn = {}  # the numbers below which a place keeps, in the order in which the reference draws them

    def at(place, array):
        if places[place] == 1:
            return array
        if not variational or place not in drawn:
            drawn[place] = next(steps)
        return dropped(array, (drawn[place] < places[place]).astype(float), places[place])

    [weights], (c, h) = network.weights(rows), network.state(rows)
    outputs = []
    for x in np.swapaxes(rows.inputs, 0, 1):
        c, output = lstm_in_tensorflow(at("input", tf.constant(x)), c, h, *weights.values(), 1.0)
        h = at("state", output)
        outputs.append(at("output", output))
    rows.agree(given, [tf.stack(outputs, axis=1), c, h])
    assert not list(steps), "every mask that was drawn is used"


@examples(20)
@given(sequences(), SMALL, st.floats(-2, 2), st.sampled_from(["rnn", "lstm", "gru"]))
def test_does_a_layer_of_keras_with_the_converted_weights_end_where_the_reference_ends(rows, units, forget_bias, kind):
    network = Network([Layer(kind, units, forget_bias)])
    [weights], state = network.weights(rows), network.state(rows)
    if kind == "rnn":
        kind_of_layer, options = keras.layers.SimpleRNN, {}
        converted = rnn_to_keras(*weights.values(), np.zeros((units, 1)), np.zeros(1))[:3]
    elif kind == "lstm":
        kind_of_layer, options, state = keras.layers.LSTM, {}, state[::-1]  # Keras has h before c
        converted = lstm_to_keras(*weights.values(), rows.D, forget_bias)
    else:
        kind_of_layer, options = keras.layers.GRU, {"reset_after": False}
        converted = gru_to_keras(*weights.values(), rows.D)
    layer = kind_of_layer(units, return_sequences=True, return_state=True, dtype=rows.dtype, **options)
    layer.build((None, None, rows.D))
    layer.set_weights(converted)
    mask = tf.constant(rows.real)
    outputs, *ends = layer(rows.inputs, initial_state=[tf.constant(leaf) for leaf in state], mask=mask)

    cell, state = network.in_numpy(rows)
    given, end = dynamic_rnn(cell, rows.inputs, rows.length, state)
    rows.agree([given[rows.real]], [np.asarray(outputs)[rows.real]])
    rows.agree(flat(end), ends[::-1])


@examples(10)
@given(sequences(), st.lists(SMALL, min_size=1, max_size=3))
def test_does_a_model_of_keras_with_the_converted_weights_of_a_stack_say_the_same(rows, units):
    stack = Network([Layer("rnn", H, 0.0) for H in units])
    kernels, biases = zip(*(weights.values() for weights in stack.weights(rows)), strict=True)
    made = [keras.layers.SimpleRNN(H, return_sequences=True, dtype=rows.dtype) for H in units]
    model = keras.Sequential([keras.Input((None, rows.D), dtype=rows.dtype), *made])
    model.set_weights(stack_to_keras(list(kernels), list(biases), rows.D))
    cell, _ = stack.in_numpy(rows)
    outputs, _ = dynamic_rnn(cell, rows.inputs)
    rows.agree([outputs], [model(rows.inputs)])


@examples(20)
@given(sequences(), SMALL)
def test_is_the_step_that_resets_after_the_product_that_of_keras(rows, units):
    shapes = {"kernel": (rows.D, 3 * units), "recurrent_kernel": (units, 3 * units), "bias": (2, 3 * units)}
    weights = [rows.normal(name, *shape) for name, shape in shapes.items()]
    h = rows.normal("state", rows.B, units)
    cell = keras.layers.GRUCell(units, dtype=rows.dtype)
    cell.build((None, rows.D))
    cell.set_weights(weights)
    rows.agree([gru_step_reset_after(rows.inputs[:, 0], h, *weights)], [cell(rows.inputs[:, 0], [h])[0]])


@examples(50)
@given(sequences())
def test_are_rows_turned_round_as_tensorflow_turns_them(rows):
    wanted = tf.reverse_sequence(rows.inputs, rows.length, seq_axis=1)
    np.testing.assert_array_equal(reverse_sequence(rows.inputs, rows.length), wanted)


@examples(30)
@given(sequences(shortest=1))
def test_is_a_summary_what_a_loop_picks_and_its_backward_pass_what_tensorflow_says(rows):
    bw = rows.inputs[..., ::-1] + 1
    wanted = [np.append(row[n - 1], other[0]) for row, other, n in zip(rows.inputs, bw, rows.length, strict=True)]
    summary = sequence_summary(rows.inputs, bw, rows.length)
    rows.agree([summary], [wanted])

    def picked(fw, bw):
        last = tf.gather(fw, tf.constant(rows.length) - 1, axis=1, batch_dims=1)
        return tf.concat([last, bw[:, 0]], axis=1)

    wanted = differentiated(picked, [rows.inputs, bw], [summary])
    rows.agree(list(sequence_summary_backward(summary, rows.length, rows.T)), wanted)


@examples(30)
@given(sequences())
def test_is_the_last_output_what_a_loop_picks(rows):
    wanted = [row[n - 1] if n else 0 * row[0] for row, n in zip(rows.inputs, rows.length, strict=True)]
    rows.agree([last_output(rows.inputs, rows.length)], [wanted])


@examples(30)
@given(sequences(), st.floats(0.1, 100))
def test_is_the_cross_entropy_that_of_tensorflow_however_large_the_logits(rows, scale):
    logits = rows.inputs * np.asarray(scale, rows.dtype)
    targets = rows.rng("targets").integers(rows.D, size=(rows.B, rows.T))
    nats = tf.nn.sparse_softmax_cross_entropy_with_logits(targets, logits)
    wanted = np.sum(nats * rows.real) / max(sum(rows.length), 1)
    np.testing.assert_allclose(sequence_cross_entropy(logits, targets, rows.length), wanted, rtol=1e-5, atol=1e-5)


@examples(30)
@given(st.lists(st.lists(SMALL, max_size=3), min_size=1, max_size=4), st.floats(0.01, 10), st.integers(0, 2**32 - 1))
def test_is_a_gradient_clipped_as_tensorflow_clips_it(shapes, clip_norm, seed):
    rng = np.random.default_rng(seed)
    gradients = [rng.normal(size=shape) for shape in shapes]
    wanted, norm = tf.clip_by_global_norm(gradients, clip_norm)
    clipped, global_norm = clip_by_global_norm(gradients, clip_norm)
    for one, other in zip([*clipped, global_norm], [*wanted, norm], strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-10)


@examples(30)
@given(sequences(dtypes=("float64",)), keeping)
def test_are_the_moments_those_over_all_masks(rows, keep_prob):
    x, weights = rows.inputs[:, 0], rows.normal("weights", rows.D)
    masks = np.array(list(np.ndindex(*[2] * rows.D)))
    chance = (keep_prob**masks * (1 - keep_prob) ** (1 - masks)).prod(axis=1)
    sums = np.einsum("bd,md,d->bm", x, masks / keep_prob, weights)
    mean = sums @ chance
    rows.agree(list(dropped_sum_moments(x, weights, keep_prob)), [mean, (sums - mean[:, None]) ** 2 @ chance])


@examples(20)
@given(sequences(), SMALL)
def test_is_the_last_state_of_a_gru_that_of_tensorflow_row_by_row(rows, units):
    [weights] = Network([Layer("gru", units, 0.0)]).weights(rows)
    ends = []
    for row, n in zip(rows.inputs, rows.length, strict=True):
        h = tf.zeros((1, units), rows.dtype)
        for x in row[:n]:
            h = gru_in_tensorflow(x[np.newaxis], h, *weights.values())
        ends.append(h[0])
    rows.agree([gru_last_state(rows.inputs, rows.length, *weights.values())], [tf.stack(ends)])
