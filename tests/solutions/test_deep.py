"""Does a stack compute what TensorFlow 1, Keras 3 and finite differences say?"""

from typing import NamedTuple

import keras
import numpy as np
import pytest
import tensorflow as tf

from solutions import (
    BasicLSTMCell,
    BasicRNNCell,
    LSTMStateTuple,
    MultiRNNCell,
    bptt,
    dynamic_rnn,
    make_layers,
    rnn_step,
    stack_loss,
    stack_parameters,
    stack_to_keras,
    stacked_step,
    stacked_step_backward,
    static_rnn,
    unroll,
    unroll_by_layers,
)
from tests import oracles
from tests.solutions.examples import DIFFERENT, LENGTHS, Sizes, assert_all_close, every_length, every_size


class Kind(NamedTuple):
    """A kind of cell in NumPy and in TensorFlow 1, with the size of its state and kernel."""

    in_numpy: type
    in_tensorflow1: type
    states: int
    blocks: int


KINDS = {
    "rnn": Kind(BasicRNNCell, oracles.rnn_cell.BasicRNNCell, states=1, blocks=1),
    "lstm": Kind(BasicLSTMCell, oracles.rnn_cell.BasicLSTMCell, states=2, blocks=4),
}
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
every_depth = pytest.mark.parametrize("units", [(5,), (5, 5), (4, 2, 5)], ids=str)


class Stacked(NamedTuple):
    """What a stack runs on, and the derivatives of some loss by its outputs and by its final state; lists by layer."""

    inputs: np.ndarray
    states: list
    weights: list  # kernel and bias of the first layer, kernel and bias of the second, ...
    d_outputs: np.ndarray
    d_states: list

    def initial_states(self, kind):
        """The states, one for each layer."""
        return self.states if kind.states == 1 else list(zip(self.states[::2], self.states[1::2], strict=True))

    @property
    def kernels_and_biases(self):
        return self.weights[::2], self.weights[1::2]


def stacked_example(units, sizes: Sizes = DIFFERENT, kind: Kind = KINDS["rnn"]) -> Stacked:
    B, T, D, _ = sizes
    normal = np.random.default_rng(0).normal
    state_sizes = [(B, H) for H in units for _ in range(kind.states)]
    weights = []
    for inputs, H in zip((D, *units), units, strict=False):
        weights += [normal(size=(inputs + H, kind.blocks * H)), normal(size=kind.blocks * H)]
    return Stacked(
        inputs=normal(size=(B, T, D)),
        states=[normal(size=size) for size in state_sizes],
        weights=weights,
        d_outputs=normal(size=(B, T, units[-1])),
        d_states=[normal(size=size) for size in state_sizes],
    )


def cell_of(kind, units, one):
    """A MultiRNNCell with the weights of an example."""
    cells = [kind.in_numpy(H) for H in units]
    for cell, kernel, bias in zip(cells, *one.kernels_and_biases, strict=True):
        cell.kernel, cell.bias = kernel, bias
    return MultiRNNCell(cells)


def in_tensorflow1(kind, units, one, run, d_results=None):
    """What TensorFlow 1's MultiRNNCell makes of an example."""
    return oracles.tensorflow1(
        lambda: oracles.rnn_cell.MultiRNNCell([kind.in_tensorflow1(H, dtype="float64") for H in units]),
        run,
        one.inputs,
        one.states,
        one.weights,
        d_results or [one.d_outputs, *one.d_states],
    )


@every_kind
@every_depth
def test_does_a_stack_give_the_values_of_tensorflow_1(kind, units):
    one = stacked_example(units, kind=kind)
    results, _ = in_tensorflow1(kind, units, one, oracles.dynamic_rnn())
    outputs, state = dynamic_rnn(cell_of(kind, units, one), one.inputs, initial_state=one.initial_states(kind))
    assert_all_close([outputs, *tf.nest.flatten(state)], results)


@every_kind
@every_length
def test_do_rows_of_different_lengths_end_in_every_layer_as_in_tensorflow_1(kind, length):
    units = (4, 2, 5)
    one = stacked_example(units, kind=kind)
    results, _ = in_tensorflow1(kind, units, one, oracles.dynamic_rnn(sequence_length=length))
    outputs, state = dynamic_rnn(cell_of(kind, units, one), one.inputs, length, one.initial_states(kind))
    assert_all_close([outputs, *tf.nest.flatten(state)], results)


@every_kind
@pytest.mark.parametrize("length", [None, LENGTHS["full, 1, 0 and between"]])
def test_does_static_rnn_return_what_tensorflow_1_returns(kind, length):
    units = (4, 5)
    one = stacked_example(units, kind=kind)
    d_results = [*one.d_outputs.swapaxes(0, 1), *one.d_states]
    results, _ = in_tensorflow1(kind, units, one, oracles.static_rnn(sequence_length=length), d_results)
    steps = list(one.inputs.swapaxes(0, 1))
    outputs, state = static_rnn(cell_of(kind, units, one), steps, one.initial_states(kind), length)
    assert_all_close([*outputs, *tf.nest.flatten(state)], results)


def backward_through_time(one):
    """`stacked_step_backward` from the last step of an example to its first."""
    kernels, biases = one.kernels_and_biases
    states = [one.states]
    for x in one.inputs.swapaxes(0, 1):
        above = []
        for state, kernel, bias in zip(states[-1], kernels, biases, strict=True):
            x = rnn_step(x, state, kernel, bias)
            above.append(x)
        states.append(above)
    d_inputs, d_weights, d_states = np.empty_like(one.inputs), [0] * len(one.weights), one.d_states
    for t in reversed(range(one.inputs.shape[1])):
        d_inputs[:, t], d_states, d_kernels, d_biases = stacked_step_backward(
            one.d_outputs[:, t], d_states, one.inputs[:, t], states[t], kernels, biases
        )
        shares = [share for pair in zip(d_kernels, d_biases, strict=True) for share in pair]
        d_weights = [total + share for total, share in zip(d_weights, shares, strict=True)]
    return [d_inputs, *d_states, *d_weights]


@every_depth
@every_size
def test_does_the_gradient_of_a_stack_agree_with_tensorflow_1(units, sizes):
    one = stacked_example(units, sizes)
    _, gradients = in_tensorflow1(KINDS["rnn"], units, one, oracles.dynamic_rnn())
    assert_all_close(backward_through_time(one), gradients)


@every_depth
@every_size
def test_does_the_backward_pass_agree_with_finite_differences(units, sizes):
    one = stacked_example(units, sizes)
    L = len(units)

    def step(x, *others):
        states = []
        for state, kernel, bias in zip(others[:L], others[L : 2 * L], others[2 * L :], strict=True):
            x = rnn_step(x, state, kernel, bias)
            states.append(x)
        return x, *states

    arguments = [one.inputs[:, 0], *one.states, *one.weights[::2], *one.weights[1::2]]
    d_output = one.d_outputs[:, 0]
    wanted = oracles.finite_differences(step, arguments, (d_output, *one.d_states))
    d_x, *others = stacked_step_backward(d_output, one.d_states, arguments[0], one.states, *one.kernels_and_biases)
    assert_all_close([d_x, *(array for each in others for array in each)], wanted, tolerance=1e-7)


@every_depth
def test_does_bptt_of_one_layer_after_the_other_give_the_same_gradient(units):
    one = stacked_example(units)
    one = one._replace(d_states=[np.zeros_like(d) for d in one.d_states])  # `bptt` is not asked about those
    layers = list(zip(one.states, *one.kernels_and_biases, strict=True))
    outputs = [one.inputs]
    for state, kernel, bias in layers:
        step = lambda x, h, kernel=kernel, bias=bias: (rnn_step(x, h, kernel, bias),) * 2  # noqa: E731
        outputs.append(unroll(step, outputs[-1], state)[0])
    d_outputs, d_states, d_weights = one.d_outputs, [], []
    for inputs, (state, kernel, bias) in reversed(list(zip(outputs, layers, strict=False))):
        d_outputs, d_state, *d_layer = bptt(d_outputs, inputs, state, kernel, bias)
        d_states, d_weights = [d_state, *d_states], [*d_layer, *d_weights]
    assert_all_close(backward_through_time(one), [d_outputs, *d_states, *d_weights])


@every_kind
@every_depth
def test_is_a_run_by_layers_the_run_step_by_step(kind, units):
    one = stacked_example(units, kind=kind)
    layers, states = cell_of(kind, units, one).cells, one.initial_states(kind)
    by_layers = unroll_by_layers(layers, one.inputs, states)
    by_steps = unroll(lambda x, state: stacked_step(x, state, layers), one.inputs, states)
    assert isinstance(by_layers[1], tuple)
    assert_all_close(tf.nest.flatten(by_layers), tf.nest.flatten(by_steps), tolerance=0)


@every_depth
def test_do_the_weights_carried_over_to_keras_give_the_same_values_and_gradient(units):
    one = stacked_example(units)
    zero = one._replace(states=[np.zeros_like(state) for state in one.states])
    model = keras.Sequential([keras.layers.SimpleRNN(H, return_sequences=True, dtype="float64") for H in units])
    model.build(one.inputs.shape)
    weights = stack_to_keras(*one.kernels_and_biases, DIFFERENT.D)
    assert [array.shape for array in weights] == [array.shape for array in model.get_weights()]
    model.set_weights(weights)
    with tf.GradientTape() as tape:
        outputs = model(one.inputs)
        loss = tf.reduce_sum(outputs * one.d_outputs)
    gradients = tape.gradient(loss, [weight.value for weight in model.trainable_weights])
    cell = cell_of(KINDS["rnn"], units, one)
    assert_all_close([dynamic_rnn(cell, one.inputs)[0]], [outputs])
    zero = zero._replace(d_states=[np.zeros_like(d) for d in one.d_states])
    d_weights = backward_through_time(zero)[1 + len(units) :]
    assert_all_close(stack_to_keras(d_weights[::2], d_weights[1::2], DIFFERENT.D), gradients)


@every_depth
def test_is_the_loss_the_sum_over_time_of_the_mean_squared_error(units):
    one, K = stacked_example(units), 2
    rng = np.random.default_rng(1)
    output_kernel, output_bias = rng.normal(size=(units[-1], K)), rng.normal(size=K)
    targets = rng.normal(size=(DIFFERENT.B, DIFFERENT.T, K))
    from_zero = one._replace(states=[np.zeros_like(state) for state in one.states])
    (outputs, *_), _ = in_tensorflow1(KINDS["rnn"], units, from_zero, oracles.dynamic_rnn())
    wanted = tf.reduce_sum(tf.reduce_mean((outputs @ output_kernel + output_bias - targets) ** 2, axis=[0, 2]))
    given = stack_loss(one.inputs, targets, *one.kernels_and_biases, output_kernel, output_bias)
    assert_all_close([given], [wanted])


@pytest.mark.parametrize(("input_size", "layer_sizes"), [(3, [5]), (3, [5, 4]), (5, [5, 5, 5]), (1, [1])])
def test_are_as_many_parameters_counted_as_keras_makes(input_size, layer_sizes):
    layers = [keras.layers.LSTM(H, return_sequences=True) for H in layer_sizes]
    model = keras.Sequential([keras.Input((None, input_size)), *layers])
    assert stack_parameters(input_size, layer_sizes) == model.count_params()


# Layers of their own, and layers that are one and the same.


def variables_in_tensorflow1(make_cells, input_size):
    """The sizes of the variables of a MultiRNNCell."""
    with tf.Graph().as_default():
        cell = oracles.rnn_cell.MultiRNNCell(make_cells(oracles.rnn_cell.BasicLSTMCell))
        cell(tf.zeros([2, input_size]), cell.zero_state(2, tf.float32))
        return [tuple(variable.shape) for variable in tf.compat.v1.trainable_variables()]


def parameters_of(cells):
    """The sizes of the arrays of these cells, each array once."""
    arrays = {id(array): array for cell in cells for array in (cell.kernel, cell.bias)}
    return [array.shape for array in arrays.values()]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "make_cells", [lambda kind: [kind(5)] * 3, lambda kind: make_layers(lambda: kind(5), 3)], ids=["one", "three"]
)
def test_are_as_many_parameters_shared_as_in_tensorflow_1(make_cells):
    cell = MultiRNNCell(make_cells(BasicLSTMCell))
    cell(np.ones((2, 5)), cell.zero_state(2))
    assert parameters_of(cell.cells) == variables_in_tensorflow1(make_cells, input_size=5)


@pytest.mark.filterwarnings("ignore")
def test_does_one_cell_in_every_layer_give_the_values_of_tensorflow_1():
    kind, sizes = KINDS["lstm"], Sizes(B=4, T=6, D=5, H=5)
    one = stacked_example((5, 5), sizes, kind)
    kernel, bias = one.weights[:2]

    def shared(kind):
        return [kind(5)] * 2

    results, _ = oracles.tensorflow1(
        lambda: oracles.rnn_cell.MultiRNNCell(shared(lambda H: kind.in_tensorflow1(H, dtype="float64"))),
        oracles.dynamic_rnn(),
        one.inputs,
        one.states,
        [kernel, bias],  # there is one kernel, and both layers use it
        [one.d_outputs, *one.d_states],
    )
    cell = MultiRNNCell(shared(BasicLSTMCell))
    cell.cells[0].kernel, cell.cells[0].bias = kernel, bias
    outputs, state = dynamic_rnn(cell, one.inputs, initial_state=one.initial_states(kind))
    assert_all_close([outputs, *tf.nest.flatten(state)], results)


@pytest.mark.filterwarnings("ignore")
def test_is_one_cell_for_inputs_and_outputs_of_different_sizes_an_error_as_in_tensorflow_1():
    with pytest.raises(ValueError, match="Dimensions must be equal"):
        variables_in_tensorflow1(lambda kind: [kind(5)] * 2, input_size=3)
    cell = MultiRNNCell([BasicLSTMCell(5)] * 2)
    with pytest.raises(ValueError, match="kernel should have shape"):
        cell(np.ones((2, 3)), cell.zero_state(2))


def test_has_the_state_one_entry_for_each_layer_whatever_its_kind():
    cell = MultiRNNCell([BasicLSTMCell(5), BasicRNNCell(4), BasicLSTMCell(2)])
    assert cell.state_size == (LSTMStateTuple(5, 5), 4, LSTMStateTuple(2, 2))
    assert cell.output_size == 2
    output, state = cell(np.ones((3, 6)), cell.zero_state(3))
    assert isinstance(state, tuple)
    assert [type(each) for each in state] == [LSTMStateTuple, np.ndarray, LSTMStateTuple]
    np.testing.assert_array_equal(output, state[-1].h)
    assert [cell.kernel.shape for cell in cell.cells] == [(11, 20), (9, 4), (6, 8)]


def test_is_a_stack_in_a_stack_a_stack():
    lower, upper = BasicLSTMCell(5, rng=0), [BasicRNNCell(4, rng=1), BasicLSTMCell(2, rng=2)]
    nested, flat = MultiRNNCell([lower, MultiRNNCell(upper)]), MultiRNNCell([lower, *upper])
    inputs = np.random.default_rng(0).normal(size=(3, 4, 6))
    assert_all_close(*(tf.nest.flatten(dynamic_rnn(cell, inputs, [4, 0, 2])) for cell in (nested, flat)), tolerance=0)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_is_the_precision_of_the_inputs_kept_in_every_layer(dtype):
    cell = MultiRNNCell([BasicLSTMCell(5), BasicRNNCell(4)])
    results = tf.nest.flatten(dynamic_rnn(cell, np.ones((2, 3, 6), dtype), [3, 1]))
    assert {array.dtype for array in results} == {np.dtype(dtype)}
    assert cell.cells[1].kernel.dtype == dtype


def test_is_a_stack_of_nothing_refused():
    with pytest.raises(ValueError, match="at least one cell"):
        MultiRNNCell([])


@pytest.mark.parametrize("states", [1, 3])
def test_must_there_be_a_state_for_each_layer(states):
    cell = MultiRNNCell([BasicRNNCell(4), BasicRNNCell(4)])
    for run in (cell, lambda x, state: unroll_by_layers(cell.cells, x[:, np.newaxis], state)):
        with pytest.raises(ValueError, match="zip"):
            run(np.ones((2, 3)), (np.zeros((2, 4)),) * states)
