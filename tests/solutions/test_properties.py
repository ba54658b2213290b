"""What must hold of the reference, and of the comparison with it, whatever the sizes, lengths and precision."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from solutions import (
    bidirectional_dynamic_rnn,
    clip_by_global_norm,
    confusion,
    dropout,
    dynamic_rnn,
    gru_outputs,
    gru_step,
    leaky_memory,
    lstm_step,
    nearest_neighbour,
    reverse_sequence,
    sequence_cross_entropy,
    standardise,
    static_rnn,
    stratified_split,
    turn_update_gate,
    unroll_by_layers,
)
from solutions.recurrence import map_state
from tests.solutions.drawn import SMALL, Layer, Network, examples, flat, layers, networks, sequences
from unrolled.compare import TOLERANCE, difference, same
from unrolled.trees import as_tree

seeds = st.integers(0, 2**32 - 1)


def run(rows, network, inputs=None, length=None, state=None):
    """Outputs and the leaves of the final state; from the network's own initial state unless another is given."""
    cell, initial_state = network.in_numpy(rows)
    inputs = rows.inputs if inputs is None else inputs
    outputs, state = dynamic_rnn(cell, inputs, length, initial_state if state is None else state)
    return [outputs, *flat(state)]


@examples(40)
@given(sequences(), networks)
def test_does_what_stands_in_the_padding_make_no_difference(rows, network):
    other = np.where(rows.real[..., np.newaxis], rows.inputs, 1e3).astype(rows.dtype)
    for one, two in zip(run(rows, network, length=rows.length), run(rows, network, other, rows.length), strict=True):
        np.testing.assert_array_equal(one, two)


@examples(40)
@given(sequences(), layers, layers)
def test_does_padding_make_no_difference_in_two_directions(rows, fw, bw):
    def results(inputs):
        (cell_fw, state_fw), (cell_bw, state_bw) = (
            Network([layer], name).in_numpy(rows) for layer, name in ((fw, "forward"), (bw, "backward"))
        )
        return flat(bidirectional_dynamic_rnn(cell_fw, cell_bw, inputs, rows.length, state_fw, state_bw))

    other = np.where(rows.real[..., np.newaxis], rows.inputs, -7).astype(rows.dtype)
    for one, two in zip(results(rows.inputs), results(other), strict=True):
        np.testing.assert_array_equal(one, two)


@examples(40)
@given(sequences(), networks)
def test_are_outputs_zero_past_the_end_and_states_those_of_the_last_real_step(rows, network):
    outputs, *ends = run(rows, network, length=rows.length)
    assert not outputs[~rows.real].any()
    for b, n in enumerate(rows.length):
        state = map_state(lambda leaf, b=b: leaf[b : b + 1], network.in_numpy(rows)[1])
        if n == 0:
            alone = [np.zeros((1, 0, network.units), rows.dtype), *flat(state)]
        else:
            alone = run(rows, network, rows.inputs[b : b + 1, :n], state=state)
        rows.agree([outputs[b : b + 1, :n], *(end[b : b + 1] for end in ends)], alone)


@examples(40)
@given(sequences(), networks, st.data())
def test_are_some_steps_and_then_the_others_from_the_state_all_steps(rows, network, data):
    first = data.draw(st.integers(0, rows.T))
    cell, state = network.in_numpy(rows)
    parts = []
    for inputs in (rows.inputs[:, :first], rows.inputs[:, first:]):
        if inputs.shape[1]:
            outputs, state = dynamic_rnn(cell, inputs, None, state)
            parts.append(outputs)
    rows.agree([np.concatenate(parts, axis=1), *flat(state)], run(rows, network))


@examples(40)
@given(sequences(), networks)
def test_are_rows_in_another_order_the_same_rows(rows, network):
    order = rows.rng("order").permutation(rows.B)
    state = map_state(lambda leaf: leaf[order], network.in_numpy(rows)[1])
    permuted = run(rows, network, rows.inputs[order], np.array(rows.length)[order], state)
    rows.agree(permuted, [one[order] for one in run(rows, network, length=rows.length)])


@examples(40)
@given(sequences(), networks)
def test_is_it_the_same_with_time_first_in_a_list_and_with_all_lengths_given(rows, network):
    wanted = run(rows, network)
    cell, state = network.in_numpy(rows)
    time_first = np.swapaxes(rows.inputs, 0, 1)
    outputs, end = dynamic_rnn(cell, time_first, None, state, time_major=True)
    rows.agree([np.swapaxes(outputs, 0, 1), *flat(end)], wanted)
    outputs, end = static_rnn(cell, list(time_first), state)
    rows.agree([np.stack(outputs, axis=1), *flat(end)], wanted)
    rows.agree(run(rows, network, length=[rows.T] * rows.B), wanted)


@examples(40)
@given(sequences(), networks)
def test_is_a_run_by_layers_a_run_step_by_step(rows, network):
    cell, state = network.in_numpy(rows)
    cells, states = (cell.cells, state) if len(network.layers) > 1 else ([cell], (state,))
    rows.agree(flat(unroll_by_layers(cells, rows.inputs, states)), run(rows, network))


@examples(40)
@given(sequences(), layers)
def test_is_the_backward_chain_a_forward_chain_on_rows_turned_round(rows, layer):
    cell, state = Network([layer]).in_numpy(rows)
    (_, backward), (_, end) = bidirectional_dynamic_rnn(cell, cell, rows.inputs, rows.length, state, state)
    turned, wanted_end = dynamic_rnn(cell, reverse_sequence(rows.inputs, rows.length), rows.length, state)
    rows.agree([reverse_sequence(backward, rows.length), *flat(end)], [turned, *flat(wanted_end)])


@examples(60)
@given(sequences())
def test_does_turning_twice_change_nothing_and_turning_once_only_real_steps(rows):
    turned = reverse_sequence(rows.inputs, rows.length)
    np.testing.assert_array_equal(reverse_sequence(turned, rows.length), rows.inputs)
    np.testing.assert_array_equal(turned[~rows.real], rows.inputs[~rows.real])
    assert sorted(turned.ravel()) == sorted(rows.inputs.ravel())


@examples(40)
@given(sequences(), SMALL, st.floats(-3, 3))
def test_may_the_forget_bias_be_a_part_of_the_bias(rows, units, forget_bias):
    [weights] = Network([Layer("lstm", units, 0.0)]).weights(rows)
    c, h = rows.normal("states", 2, rows.B, units)
    folded = weights["bias"].copy()
    folded[2 * units : 3 * units] += forget_bias
    given = lstm_step(rows.inputs[:, 0], c, h, *weights.values(), forget_bias)
    rows.agree(list(given), list(lstm_step(rows.inputs[:, 0], c, h, weights["kernel"], folded, 0)))


@examples(40)
@given(sequences(), SMALL)
def test_does_a_turned_update_gate_give_the_other_convention_and_turned_twice_the_first(rows, units):
    [weights] = Network([Layer("gru", units, 0.0)]).weights(rows)
    gates, candidate = list(weights.values())[:2], list(weights.values())[2:]
    for one, two in zip(turn_update_gate(*turn_update_gate(*gates)), gates, strict=True):
        np.testing.assert_array_equal(one, two)
    h = rows.normal("state", rows.B, units)
    closed, open_ = (np.array(gates[1]), np.array(gates[1]))
    closed[units:], open_[units:] = 50, -50  # u is 1, and 0
    x = rows.inputs[:, 0]
    rows.agree([gru_step(x, h, gates[0], closed, *candidate)], [h])
    new = gru_step(x, h, gates[0], open_, *candidate)
    mixed, other = gru_step(x, h, *gates, *candidate), gru_step(x, h, *turn_update_gate(*gates), *candidate)
    rows.agree([mixed + other], [h + new])  # u h + (1 - u) new, and (1 - u) h + u new


@examples(40)
@given(sequences(), SMALL)
def test_are_the_outputs_of_a_gru_those_of_its_steps(rows, units):
    network = Network([Layer("gru", units, 0.0)])
    [weights], state = network.weights(rows), network.state(rows)
    rows.agree([gru_outputs(rows.inputs, *state, *weights.values())], run(rows, network)[:1])


@examples(40)
@given(st.lists(st.floats(-5, 5), min_size=1, max_size=5), st.floats(-2, 2), st.floats(0.05, 0.95), st.integers(0, 30))
def test_is_the_leaky_memory_what_a_loop_says(start, written, f, n):
    c_0 = np.array(start)
    given, limit = leaky_memory(c_0, np.full_like(c_0, written), np.full_like(c_0, f), n)
    for _ in range(n):
        c_0 = f * c_0 + written
    np.testing.assert_allclose(given, c_0, atol=1e-9)
    np.testing.assert_allclose(f * limit + written, limit, atol=1e-9)


@examples(40)
@given(sequences(dtypes=("float64",)), st.floats(0.1, 1))
def test_is_the_mean_over_all_masks_what_went_in(rows, keep_prob):
    x = rows.inputs[:, 0]
    mean = 0
    for mask in np.ndindex(*[2] * rows.D):
        chance = np.prod([keep_prob if kept else 1 - keep_prob for kept in mask])
        mean = mean + chance * dropout(x, np.array(mask), keep_prob)
    rows.agree([mean], [x])


@examples(60)
@given(st.lists(st.lists(SMALL, max_size=3), min_size=1, max_size=4), st.floats(0.01, 10), seeds)
def test_is_a_clipped_gradient_as_long_as_allowed_and_of_the_same_direction(shapes, clip_norm, seed):
    rng = np.random.default_rng(seed)
    gradients = [rng.normal(size=shape) for shape in shapes]
    clipped, norm = clip_by_global_norm(gradients, clip_norm)
    one, two = (np.concatenate([np.ravel(each) for each in arrays]) for arrays in (gradients, clipped))
    assert norm == pytest.approx(np.linalg.norm(one))
    assert np.linalg.norm(two) == pytest.approx(min(norm, clip_norm))
    assert one @ two == pytest.approx(np.linalg.norm(one) * np.linalg.norm(two))


@examples(40)
@given(sequences(), st.floats(-100, 100))
def test_does_the_cross_entropy_not_change_with_all_logits_or_the_padding(rows, shift):
    targets = rows.rng("targets").integers(rows.D, size=(rows.B, rows.T))
    one = sequence_cross_entropy(rows.inputs, targets, rows.length)
    logits = np.where(rows.real[..., np.newaxis], rows.inputs + np.asarray(shift, rows.dtype), 99)
    other = sequence_cross_entropy(logits, np.where(rows.real, targets, -1), rows.length)
    np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-4)
    assert one >= 0


@examples(40)
@given(st.integers(1, 40), st.integers(2, 5), seeds)
def test_does_a_table_of_confusion_count_everything_once(how_many, classes, seed):
    rng = np.random.default_rng(seed)
    labels, scores = rng.integers(classes, size=how_many), rng.normal(size=(how_many, classes))
    counts, accuracy = confusion(labels, scores)
    np.testing.assert_array_equal(np.sum(counts, axis=1), np.bincount(labels, minlength=classes))
    np.testing.assert_array_equal(np.sum(counts, axis=0), np.bincount(scores.argmax(1), minlength=classes))
    assert accuracy == pytest.approx(np.trace(counts) / how_many)


@examples(40)
@given(st.integers(1, 40), st.integers(1, 5), st.integers(1, 6), seeds)
def test_does_a_stratified_split_hold_back_its_share_of_every_class(how_many, classes, one_in, seed):
    rng = np.random.default_rng(seed)
    labels, order = rng.integers(classes, size=how_many), rng.permutation(how_many)
    learn, held_back = stratified_split(labels, order, one_in)
    assert sorted([*learn, *held_back]) == list(range(how_many))
    shares = np.bincount(labels, minlength=classes) // one_in
    np.testing.assert_array_equal(np.bincount(labels[held_back], minlength=classes), shares)


@examples(40)
@given(sequences(shortest=1, dtypes=("float64",)))
def test_have_standardised_values_mean_0_and_variance_1_over_real_steps(rows):
    assume(sum(rows.length) > 1)  # a single step has no variance
    inputs, same_again = standardise(rows.inputs, rows.length, rows.inputs, rows.length)
    np.testing.assert_array_equal(inputs, same_again)
    assert not inputs[~rows.real].any()
    np.testing.assert_allclose(inputs[rows.real].mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(inputs[rows.real].std(axis=0), 1)


@examples(40)
@given(sequences(), st.integers(1, 3))
def test_is_every_signal_its_own_nearest_neighbour(rows, classes):
    labels = rows.rng("labels").integers(classes, size=rows.B)
    scores = nearest_neighbour(rows.inputs, labels, rows.inputs)
    np.testing.assert_array_equal(np.argmax(scores, axis=1), labels)


# The comparison.


@examples(60)
@given(sequences(dtypes=("float64",)), st.floats(-6, 6))
def test_is_an_answer_rounded_to_float32_the_same_at_any_scale(rows, magnitude):
    expected = rows.inputs * 10**magnitude
    assert difference(expected, expected.astype(np.float32), TOLERANCE) is None
    assert difference(expected, as_tree(expected.tolist()), TOLERANCE) is None
    assert difference(expected, list(expected), TOLERANCE) is None
    assert same(expected, np.asfortranarray(expected[::-1])[::-1], TOLERANCE)


@examples(60)
@given(sequences(dtypes=("float64",)), st.sampled_from([1.01, 0.99, -1.0, 0.0, np.nan, np.inf]), st.data())
def test_is_one_number_seen_that_is_off_by_a_hundredth_of_the_largest(rows, factor, data):
    expected = rows.inputs
    at = np.unravel_index(np.abs(expected).argmax(), expected.shape)
    given = expected.copy()
    given[at] *= factor
    assert difference(expected, given, TOLERANCE) is not None
    shorter = data.draw(st.integers(0, 2))
    assert difference(expected, np.delete(expected, 0, axis=shorter), TOLERANCE) is not None


@examples(60)
@given(sequences(dtypes=("float64",)), networks)
def test_does_the_nesting_of_a_state_not_matter_and_its_order_does(rows, network):
    state = network.in_numpy(rows)[1]
    leaves = flat(state)
    assume(len(leaves) > 1)
    assert same(state, leaves, TOLERANCE)
    assert same(state, [leaves[0], tuple(leaf.astype(np.float32) for leaf in leaves[1:])], TOLERANCE)
    assert not same(state, leaves[::-1], TOLERANCE)
    assert not same(state, leaves[:-1], TOLERANCE)
