"""Right answers to the exercises on stacks."""

from functools import cache, reduce

import numpy as np

from tests.autograder.variants import right_for


@right_for("stacked_step")
def by_index(x, states, layers):
    new_states = [None] * len(layers)
    for i in range(len(layers)):
        x, new_states[i] = layers[i](x, states[i])
    return x, new_states


@right_for("stacked_step")
def folded(x, states, layers):
    def up(below, layer_and_state):
        output, new_states = below
        layer, state = layer_and_state
        output, state = layer(output, state)
        return output, (*new_states, state)

    return reduce(up, zip(layers, states, strict=True), (x, ()))


@right_for("stacked_step")
def recursive(x, states, layers, *, show=False):
    if not layers:
        return x, ()
    y, first = layers[0](x, states[0])
    output, others = recursive(y, states[1:], layers[1:])
    if show:
        print(output)
    return output, (first, *others)


@right_for("stacked_step")
def by_name(x, states, layers):
    output, new_states = by_index(x, states, layers)
    return {"states": tuple(new_states), "output": output}


@right_for("stacked_step")
def in_float32_and_lists(x, states, layers):
    output, new_states = by_index(np.float32(x), states, layers)
    return [np.float32(output).tolist(), new_states]


@right_for("stack_parameters")
def one_layer_after_the_other(input_size, layer_sizes):
    total = 0
    for units in layer_sizes:
        total += 4 * (input_size * units + units * units + units)
        input_size = units
    return total


@right_for("stack_parameters")
def counted_in_arrays(input_size, layer_sizes):
    sizes = np.append(input_size, layer_sizes)
    below, units = sizes[:-1], sizes[1:]
    return (below + units) @ (4 * units) + 4 * units.sum()


@right_for("stack_parameters")
def counted_one_by_one(input_size, layer_sizes):
    arrays = []
    for below, units in zip([input_size, *layer_sizes], layer_sizes, strict=False):
        arrays += [np.zeros((below + units, 4 * units)), np.zeros(4 * units)]
    return float(sum(array.size for array in arrays))


@right_for("stack_parameters")
def asked_of_keras(input_size, layer_sizes):
    import keras

    model = keras.Sequential([keras.layers.LSTM(units, return_sequences=True) for units in layer_sizes])
    model.build((None, None, input_size))
    return model.count_params()


@right_for("unroll_by_layers")
def two_loops(layers, inputs, initial_states):
    final = []
    for layer, state in zip(layers, initial_states, strict=True):
        outputs = []
        for t in range(inputs.shape[1]):
            output, state = layer(inputs[:, t], state)
            outputs.append(output)
        inputs = np.array(outputs).transpose(1, 0, 2)
        final.append(state)
    return inputs, final


@right_for("unroll_by_layers")
def step_by_step(layers, inputs, initial_states):
    outputs, states = [], initial_states
    for x in np.moveaxis(inputs, 1, 0):
        x, states = by_index(x, states, layers)
        outputs.append(x)
    return np.stack(outputs, axis=1), tuple(states)


@right_for("unroll_by_layers")
def preallocated(layers, inputs, initial_states):
    y, states = inputs, list(initial_states)
    for i, layer in enumerate(layers):
        outputs = None
        for t in range(y.shape[1]):
            output, states[i] = layer(y[:, t, :], states[i])
            if outputs is None:
                outputs = np.empty((len(y), y.shape[1], output.shape[1]), np.float32)
            outputs[:, t] = output
        y = outputs
    return {"outputs": y, "states": states}


@right_for("unroll_by_layers")
def from_the_top(layers, inputs, initial_states):
    *lower, top = layers
    *states_below, state = initial_states
    below, final = (inputs, []) if not lower else from_the_top(lower, inputs, states_below)
    outputs = []
    for t in range(inputs.shape[1]):
        output, state = top(below[:, t], state)
        outputs.append(output)
    return np.stack(outputs, 1), [*final, state]


@right_for("make_layers")
def appended(make_cell, number_of_layers):
    cells = []
    while len(cells) < number_of_layers:
        cells.append(make_cell())
    return cells


@right_for("make_layers")
def put_in_front(make_cell, number_of_layers):
    cells = []
    for _ in range(number_of_layers):
        cells.insert(0, make_cell())
    return cells


@right_for("make_layers")
def replaced_in_a_list(make_cell, number_of_layers):
    cells = [None] * number_of_layers
    for i in range(number_of_layers):
        cells[i] = make_cell()
    return tuple(cells)


@right_for("make_layers")
def called_by_a_generator(make_cell, number_of_layers):
    return [*iter_of_cells(make_cell, number_of_layers)]


def iter_of_cells(make_cell, left):
    if left:
        yield make_cell()
        yield from iter_of_cells(make_cell, left - 1)


@right_for("make_layers")
def tried_out(make_cell, number_of_layers):
    cells = [make_cell() for _ in range(number_of_layers)]
    for cell in cells:
        D, H = cell.kernel.shape
        output, state = cell(np.ones((2, D)), np.zeros((2, H)))
        print(output, state)
    return cells


@right_for("stack_loss")
def mended_in_place(inputs, targets, kernels, biases, output_kernel, output_bias):
    batch_size, num_units = len(inputs), len(output_kernel)
    number_of_layers = len(kernels)
    layers = list(zip(kernels, biases, strict=True))
    state = [np.zeros((batch_size, num_units)) for _ in range(number_of_layers)]
    loss = 0.0
    for t in range(inputs.shape[1]):
        current_input = inputs[:, t]
        for n, (kernel, bias) in enumerate(layers):
            state[n] = np.tanh(np.concatenate([current_input, state[n]], axis=1) @ kernel + bias)
            current_input = state[n]
        final_output = state[-1] @ output_kernel + output_bias
        loss += np.mean((final_output - targets[:, t]) ** 2)
    return loss


@right_for("stack_loss")
def all_outputs_of_a_layer_first(inputs, targets, kernels, biases, output_kernel, output_bias):
    y = inputs
    for kernel, bias in zip(kernels, biases, strict=True):
        D = y.shape[2]
        h, outputs = np.zeros((len(y), bias.size)), []
        for x in np.swapaxes(y @ kernel[:D] + bias, 0, 1):  # the inputs of all steps in one product
            h = np.tanh(x + h @ kernel[D:])
            outputs.append(h)
        y = np.stack(outputs, 1)
    return np.square(y @ output_kernel + output_bias - targets).mean(axis=(0, 2)).sum()


@right_for("stack_loss")
def states_in_one_array(inputs, targets, kernels, biases, output_kernel, output_bias):
    h = np.zeros((len(kernels), len(inputs), len(output_kernel)), np.float32)
    total = np.float32(0)
    for t in range(inputs.shape[1]):
        for layer in range(len(h)):
            below = h[layer - 1] if layer else inputs[:, t]
            h[layer] = np.tanh(np.hstack((below, h[layer])) @ kernels[layer] + biases[layer])
        total += np.square(h[-1] @ output_kernel + output_bias - targets[:, t]).mean()
    return np.array([total])


@right_for("stacked_step_backward")
def up_and_down(d_output, d_states, x, states, kernels, biases):
    read, made = [], []
    for h, W, b in zip(states, kernels, biases, strict=True):
        read.append(np.hstack((x, h)))
        x = np.tanh(read[-1] @ W + b)
        made.append(x)
    results = []
    for layer in range(len(kernels))[::-1]:
        d_h = d_output + d_states[layer]
        d_a = d_h - d_h * made[layer] ** 2
        d_both = d_a @ kernels[layer].T
        H = states[layer].shape[1]
        d_output = d_both[:, :-H]
        results.append((d_both[:, -H:], read[layer].T @ d_a, np.ones(len(d_a)) @ d_a))
    return d_output, *zip(*results[::-1], strict=True)


@right_for("stacked_step_backward")
def recursive_backward(d_output, d_states, x, states, kernels, biases):
    if not kernels:
        return d_output, [], [], []
    D = x.shape[1]
    y = np.tanh(x @ kernels[0][:D] + states[0] @ kernels[0][D:] + biases[0])
    d_y, *above = recursive_backward(d_output, d_states[1:], y, states[1:], kernels[1:], biases[1:])
    d_a = (d_y + d_states[0]) * (1 - y) * (1 + y)
    own = d_a @ kernels[0][D:].T, np.concatenate((x, states[0]), axis=1).T @ d_a, d_a.sum(0)
    return d_a @ kernels[0][:D].T, *([one, *others] for one, others in zip(own, above, strict=True))


@right_for("stacked_step_backward")
def backward_by_name(*arguments):
    names = "d_x", "d_states_prev", "d_kernels", "d_biases"
    return dict(sorted(zip(names, up_and_down(*arguments), strict=True)))


@right_for("stacked_step_backward")
def backward_in_float32(d_output, d_states, x, *lists):
    single = [[np.float32(array) for array in each] for each in (d_states, *lists)]
    return recursive_backward(np.float32(d_output), single[0], np.float32(x), *single[1:])


@right_for("stacked_step_backward")
def backward_by_a_gradient_tape(d_output, d_states, x, states, kernels, biases):
    import tensorflow as tf

    x, states, kernels, biases = tf.nest.map_structure(tf.Variable, (x, states, kernels, biases))
    with tf.GradientTape() as tape:
        y, loss = x, 0.0
        for d, h, kernel, bias in zip(d_states, states, kernels, biases, strict=True):
            y = tf.tanh(tf.concat([y, h], 1) @ kernel + bias)
            loss += tf.reduce_sum(y * d)
        loss += tf.reduce_sum(y * d_output)
    return tape.gradient(loss, (x, states, kernels, biases))


@right_for("stack_to_keras")
def cut_from_below(kernels, biases, input_size):
    weights = []
    for kernel, bias in zip(kernels, biases, strict=True):
        units = len(bias)
        weights.extend((kernel[:-units], kernel[-units:], bias))
    return weights


@right_for("stack_to_keras")
def split_at_what_is_below(kernels, biases, input_size):
    sizes = [input_size, *(len(bias) for bias in biases)]
    parts = [(*np.split(kernels[i], [sizes[i]]), biases[i]) for i in range(len(kernels))]
    return [array for part in parts for array in part]


@right_for("stack_to_keras")
def in_float32(kernels, biases, input_size):
    return tuple(array.astype(np.float32) for array in cut_from_below(kernels, biases, input_size))


@cache
def keras_model(input_size, *sizes):
    import keras

    layers = [keras.layers.SimpleRNN(units, return_sequences=True) for units in sizes]
    return keras.Sequential([keras.Input((None, input_size)), *layers])


@right_for("stack_to_keras")
def read_from_a_keras_model(kernels, biases, input_size):
    model = keras_model(input_size, *map(len, biases))
    model.set_weights(cut_from_below(kernels, biases, input_size))
    return model.get_weights()


@right_for("stack_loss")
def the_sequence_through_one_layer_after_another(inputs, targets, kernels, biases, output_kernel, output_bias):
    sequence = list(np.moveaxis(inputs, 1, 0))
    for layer, bias in zip(kernels, biases, strict=True):
        h = np.zeros((len(inputs), len(bias)))
        for t in range(len(sequence)):
            h = sequence[t] = np.tanh(np.concatenate((sequence[t], h), axis=1) @ layer + bias)
    errors = np.stack(sequence, 1) @ output_kernel + output_bias - targets
    return (errors**2).mean((0, 2)).sum()
