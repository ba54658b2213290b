"""Every call of the tutorial three times: in TensorFlow 1, in this course, in Keras 3, on the same numbers.

The page shows the bodies of these functions and a table of all of them; what they return must agree.
"""

import ast
import html
import inspect
import re
import textwrap
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from IPython.display import HTML, Markdown, display

from experiments.tensorflow1 import compute, tf1
from solutions.bidirectional import bidirectional_dynamic_rnn, sequence_summary, static_bidirectional_rnn
from solutions.deep import MultiRNNCell
from solutions.dropout import DropoutWrapper
from solutions.gru import GRUCell, gru_to_keras
from solutions.lstm import BasicLSTMCell, lstm_loss, lstm_step, lstm_to_keras
from solutions.recurrence import BasicRNNCell, dynamic_rnn, static_rnn

TOLERANCE = 1e-10  # all of it is computed in double precision

# What the calls are given: B rows, T steps, D inputs, H units, K outputs.
B, T, D, H, K = 4, 6, 3, 5, 2
normal = np.random.default_rng(1).normal
x = normal(size=(B, T, D))
lengths = [6, 4, 1, 0]
real = np.arange(T) < np.array(lengths)[:, np.newaxis]  # a mask, as Keras wants it
targets = normal(size=(B, T, K))
kernel, bias = normal(size=(D + H, 4 * H)), normal(size=4 * H)
rnn_kernel, rnn_bias = normal(size=(D + H, H)), normal(size=H)
output_kernel, output_bias = normal(size=(H, K)), normal(size=K)
readout_kernel = normal(size=(2 * H, K))
upper_kernel, upper_bias = normal(size=(H + H, 4 * H)), normal(size=4 * H)  # of a second layer
backward_kernel, backward_bias = normal(size=(D + H, 4 * H)), normal(size=4 * H)
gate_kernel, gate_bias = normal(size=(D + H, 2 * H)), normal(size=2 * H)
candidate_kernel, candidate_bias = normal(size=(D + H, H)), normal(size=H)
h0 = normal(size=(B, H))

ROWS: list[type["Row"]] = []


class Row:
    """One call of the tutorial: how it is written in each of the three, and code around it that can be run."""

    section: str  # the heading on the page under which it is explained
    tutorial: str
    course: str
    keras: str
    variables: tuple[np.ndarray, ...] = ()  # the values of TensorFlow 1's variables, in the order of their making

    def __init_subclass__(cls) -> None:
        ROWS.append(cls)

    @staticmethod
    def in_tensorflow_1() -> Any: ...

    @staticmethod
    def in_this_course() -> Any: ...

    @staticmethod
    def in_keras_3() -> Any: ...

    @staticmethod
    def compared(results: Any) -> Any:
        """Of the results, that which must agree."""
        return results

    @classmethod
    def differences(cls) -> tuple[float, float]:
        """How far this course and Keras 3 are at most from TensorFlow 1; an AssertionError if that is not rounding."""
        wanted = cls.compared(compute(cls.in_tensorflow_1, cls.variables))
        course, keras_3 = (_difference(wanted, cls.compared(run())) for run in (cls.in_this_course, cls.in_keras_3))
        assert max(course, keras_3) < TOLERANCE, f"{cls.__name__}: {course} and {keras_3} from TensorFlow 1"
        return course, keras_3


def _difference(wanted: Any, given: Any) -> float:
    wanted, given = ([np.asarray(leaf) for leaf in tf.nest.flatten(each)] for each in (wanted, given))
    assert [leaf.shape for leaf in wanted] == [leaf.shape for leaf in given]
    return max(np.abs(one - other).max() for one, other in zip(wanted, given, strict=True))


def show(row: type[Row]) -> None:
    """The call's three versions, one below the other, and how far apart their results are."""
    versions = {
        "TensorFlow 1": row.in_tensorflow_1,
        "this course": row.in_this_course,
        "Keras 3": row.in_keras_3,
    }
    code = "\n\n".join(f"# {name}\n{_body(version)}" for name, version in versions.items())
    course, keras_3 = row.differences()
    display(
        Markdown(
            f"```python\n{code}\n```\n\nCompared: `{_returned(row.in_this_course)}`. "
            f"From TensorFlow 1 at most {_rounded(course)} (this course), {_rounded(keras_3)} (Keras 3)."
        )
    )


def table(rows: list[type[Row]]) -> None:
    """Each call in a row, with a link to its section and the largest differences."""
    lines = [
        f'<tr><td><a href="#{_slug(row.section)}">{_code(row.tutorial)}</a></td>'
        f"<td>{_code(row.course)}</td><td>{_code(row.keras)}</td>"
        f"<td>{_rounded(course)}<br>{_rounded(keras_3)}</td></tr>"
        for row in rows
        for course, keras_3 in [row.differences()]
    ]
    head = "".join(f"<th>{title}</th>" for title in ("The tutorial", "This course", "Keras 3", "Apart"))
    display(HTML(f'<table class="table calls"><thead><tr>{head}</tr></thead><tbody>{"".join(lines)}</tbody></table>'))


def _body(function) -> str:
    """The lines of a function without its head and its return."""
    source = textwrap.dedent(inspect.getsource(function))
    lines = [line for line in source.splitlines() if not line.startswith(("@", "def", "    return"))]
    return textwrap.dedent("\n".join(lines))


def _returned(function) -> str:
    """What stands after a function's return."""
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    return ast.unparse(definition.body[-1]).removeprefix("return ").strip("()")


def _code(calls: str) -> str:
    """Calls as HTML, each on a line of its own, and with places where a narrow column may break it."""
    lines = (re.sub(r"(?<=[._(,\[])(?=\w)", "<wbr>", html.escape(call, quote=False)) for call in calls.split("; "))
    return "<br>".join(f"<code>{line}</code>" for line in lines)


def _rounded(difference: float) -> str:
    return f"{difference:.0e}" if difference else "0"


def _slug(heading: str) -> str:
    return heading.lower().replace(" ", "-")


class LSTMStep(Row):
    section = "The LSTM cell"
    tutorial = "tf.nn.rnn_cell.BasicLSTMCell(num_units, forget_bias=1.0)"
    course = "BasicLSTMCell(num_units, forget_bias=1.0)"
    keras = "keras.layers.LSTMCell(num_units)"
    variables = kernel, bias

    @staticmethod
    def in_tensorflow_1():
        cell = tf1.nn.rnn_cell.BasicLSTMCell(H, forget_bias=1.0)
        state = cell.zero_state(B, tf.float64)
        output, (c, h) = cell(x[:, 0], state)
        return output, c, h

    @staticmethod
    def in_this_course():
        cell = BasicLSTMCell(H, forget_bias=1.0)
        cell.kernel, cell.bias = kernel, bias
        state = cell.zero_state(B)
        output, (c, h) = cell(x[:, 0], state)
        return output, c, h

    @staticmethod
    def in_keras_3():
        cell = keras.layers.LSTMCell(H, dtype="float64")
        cell.build((B, D))
        cell.set_weights(lstm_to_keras(kernel, bias, D, forget_bias=1.0))
        state = cell.get_initial_state(batch_size=B)
        output, (h, c) = cell(x[:, 0], state)
        return output, c, h


class ZeroState(Row):
    section = "The LSTM cell"
    tutorial = "lstm_cell.zero_state(batch_size, tf.float32)"
    course = "cell.zero_state(batch_size)"
    keras = "cell.get_initial_state(batch_size)"

    @staticmethod
    def in_tensorflow_1():
        cell = tf1.nn.rnn_cell.BasicLSTMCell(H)
        c, h = cell.zero_state(B, tf.float64)
        return c, h

    @staticmethod
    def in_this_course():
        cell = BasicLSTMCell(H)
        c, h = cell.zero_state(B)
        return c, h

    @staticmethod
    def in_keras_3():
        cell = keras.layers.LSTMCell(H, dtype="float64")
        h, c = cell.get_initial_state(batch_size=B)
        return c, h


class StateIsTuple(Row):
    section = "The LSTM cell"
    tutorial = "state_is_tuple=False"
    course = "np.concatenate(state, axis=1)"
    keras = "keras.ops.concatenate([c, h], axis=1)"
    variables = kernel, bias

    @staticmethod
    def in_tensorflow_1():
        cell = tf1.nn.rnn_cell.BasicLSTMCell(H, state_is_tuple=False)
        state = cell.zero_state(B, tf.float64)
        output, state = cell(x[:, 0], state)
        return state

    @staticmethod
    def in_this_course():
        cell = BasicLSTMCell(H)
        cell.kernel, cell.bias = kernel, bias
        output, state = cell(x[:, 0], cell.zero_state(B))
        state = np.concatenate(state, axis=1)
        return state

    @staticmethod
    def in_keras_3():
        cell = keras.layers.LSTMCell(H, dtype="float64")
        cell.build((B, D))
        cell.set_weights(lstm_to_keras(kernel, bias, D))
        output, (h, c) = cell(x[:, 0], cell.get_initial_state(B))
        state = keras.ops.concatenate([c, h], axis=1)
        return state


class Activation(Row):
    section = "The LSTM cell"
    tutorial = "activation=tf.tanh"
    course = "np.tanh"
    keras = 'activation="tanh"'
    variables = kernel, bias

    @staticmethod
    def in_tensorflow_1():
        cell = tf1.nn.rnn_cell.BasicLSTMCell(H, activation=tf.tanh)
        output, state = cell(x[:, 0], cell.zero_state(B, tf.float64))
        return output

    @staticmethod
    def in_this_course():
        c = h = np.zeros((B, H))
        c, output = lstm_step(x[:, 0], c, h, kernel, bias)
        return output

    @staticmethod
    def in_keras_3():
        cell = keras.layers.LSTMCell(H, activation="tanh", dtype="float64")
        cell.build((B, D))
        cell.set_weights(lstm_to_keras(kernel, bias, D))
        output, state = cell(x[:, 0], cell.get_initial_state(B))
        return output


class InputSize(Row):
    section = "The LSTM cell"
    tutorial = "input_size=..."
    course = "cell.build(input_size)"
    keras = "cell.build((batch_size, input_size))"

    @staticmethod
    def in_tensorflow_1():
        cell = tf1.nn.rnn_cell.BasicLSTMCell(H)
        cell.build([B, D])
        parameters = cell.count_params()
        return parameters

    @staticmethod
    def in_this_course():
        cell = BasicLSTMCell(H)
        cell.build(D)
        parameters = cell.kernel.size + cell.bias.size
        return parameters

    @staticmethod
    def in_keras_3():
        cell = keras.layers.LSTMCell(H)
        cell.build((B, D))
        parameters = cell.count_params()
        return parameters


class Loop(Row):
    section = "The loop over time"
    tutorial = (
        "for i in range(num_steps):; if i > 0: tf.get_variable_scope().reuse_variables(); "
        "output, state = lstm_cell(current_input, state)"
    )
    course = "for t in range(T):; output, state = cell(inputs[:, t], state)"
    keras = "keras.layers.LSTM(num_units, return_state=True)"
    variables = kernel, bias

    @staticmethod
    def in_tensorflow_1():
        cell = tf1.nn.rnn_cell.BasicLSTMCell(H)
        state = cell.zero_state(B, tf.float64)
        for t in range(T):
            if t > 0:
                tf1.get_variable_scope().reuse_variables()
            output, state = cell(x[:, t], state)
        return output, state.c, state.h

    @staticmethod
    def in_this_course():
        cell = BasicLSTMCell(H)
        cell.kernel, cell.bias = kernel, bias
        state = cell.zero_state(B)
        for t in range(T):
            output, state = cell(x[:, t], state)
        return output, state.c, state.h

    @staticmethod
    def in_keras_3():
        layer = keras.layers.LSTM(H, return_state=True, dtype="float64")
        layer.build(x.shape)
        layer.set_weights(lstm_to_keras(kernel, bias, D))
        output, h, c = layer(x)
        return output, c, h


class Loss(Row):
    section = "The loop over time"
    tutorial = "loss += calc_loss(fully_connected(output), expected_output)"
    course = "lstm_loss(inputs, targets, kernel, bias, output_kernel, output_bias)"
    keras = "keras.layers.Dense(number_of_outputs); keras.losses.MeanSquaredError()"
    variables = kernel, bias, output_kernel, output_bias

    @staticmethod
    def in_tensorflow_1():
        cell = tf1.nn.rnn_cell.BasicLSTMCell(H)
        state, loss = cell.zero_state(B, tf.float64), 0.0
        for t in range(T):
            if t > 0:
                tf1.get_variable_scope().reuse_variables()
            output, state = cell(x[:, t], state)
            U = tf1.get_variable("output_kernel", (H, K), tf.float64)
            v = tf1.get_variable("output_bias", K, tf.float64)
            final_output = tf.matmul(output, U) + v
            loss += tf.reduce_mean((final_output - targets[:, t]) ** 2)
        return loss

    @staticmethod
    def in_this_course():
        loss = lstm_loss(x, targets, kernel, bias, output_kernel, output_bias)
        return loss

    @staticmethod
    def in_keras_3():
        lstm = keras.layers.LSTM(H, return_sequences=True, dtype="float64")
        lstm.build(x.shape)
        lstm.set_weights(lstm_to_keras(kernel, bias, D))
        dense = keras.layers.Dense(K, dtype="float64")
        dense.build((B, T, H))
        dense.set_weights([output_kernel, output_bias])
        mse = keras.losses.MeanSquaredError(dtype="float64")
        loss = T * mse(targets, dense(lstm(x)))
        return loss


class SimpleStep(Row):
    section = "The simple cell"
    tutorial = "tf.nn.rnn_cell.BasicRNNCell(num_units)"
    course = "BasicRNNCell(num_units)"
    keras = "keras.layers.SimpleRNNCell(num_units)"
    variables = rnn_kernel, rnn_bias

    @staticmethod
    def in_tensorflow_1():
        cell = tf1.nn.rnn_cell.BasicRNNCell(H)
        output, state = cell(x[:, 0], cell.zero_state(B, tf.float64))
        return output, state

    @staticmethod
    def in_this_course():
        cell = BasicRNNCell(H)
        cell.kernel, cell.bias = rnn_kernel, rnn_bias
        output, state = cell(x[:, 0], cell.zero_state(B))
        return output, state

    @staticmethod
    def in_keras_3():
        cell = keras.layers.SimpleRNNCell(H, dtype="float64")
        cell.build((B, D))
        cell.set_weights([rnn_kernel[:D], rnn_kernel[D:], rnn_bias])
        output, state = cell(x[:, 0], cell.get_initial_state(B))
        return output, state


class StaticRNN(Row):
    section = "Whole sequences"
    tutorial = "tf.nn.static_rnn(cell, inputs, dtype=tf.float32)"
    course = "static_rnn(cell, inputs)"
    keras = "keras.layers.SimpleRNN(num_units, unroll=True, ...)"
    variables = rnn_kernel, rnn_bias

    @staticmethod
    def in_tensorflow_1():
        cell = tf1.nn.rnn_cell.BasicRNNCell(H)
        inputs = tf.unstack(x, axis=1)
        outputs, state = tf1.nn.static_rnn(cell, inputs, dtype=tf.float64)
        return outputs, state

    @staticmethod
    def in_this_course():
        cell = BasicRNNCell(H)
        cell.kernel, cell.bias = rnn_kernel, rnn_bias
        inputs = list(np.swapaxes(x, 0, 1))
        outputs, state = static_rnn(cell, inputs)
        return outputs, state

    @staticmethod
    def in_keras_3():
        options = {"return_sequences": True, "return_state": True}
        layer = keras.layers.SimpleRNN(H, unroll=True, dtype="float64", **options)
        layer.build(x.shape)
        layer.set_weights([rnn_kernel[:D], rnn_kernel[D:], rnn_bias])
        outputs, state = layer(x)
        outputs = keras.ops.unstack(outputs, axis=1)
        return outputs, state


class Split(Row):
    section = "Whole sequences"
    tutorial = "x = tf.transpose(x, [1, 0, 2]); x = tf.reshape(x, [-1, n_input]); x = tf.split(x, n_steps, 0)"
    course = "list(np.swapaxes(x, 0, 1))"
    keras = "keras.ops.unstack(x, axis=1)"

    @staticmethod
    def in_tensorflow_1():
        inputs = tf.transpose(x, [1, 0, 2])
        inputs = tf.reshape(inputs, [-1, D])
        inputs = tf.split(inputs, T, 0)
        return inputs

    @staticmethod
    def in_this_course():
        inputs = list(np.swapaxes(x, 0, 1))
        return inputs

    @staticmethod
    def in_keras_3():
        inputs = keras.ops.unstack(x, axis=1)
        return inputs


class DynamicRNN(Row):
    section = "Whole sequences"
    tutorial = "tf.nn.dynamic_rnn(cell, inputs, sequence_length=lengths, dtype=tf.float32)"
    course = "dynamic_rnn(cell, inputs, sequence_length=lengths)"
    keras = "keras.layers.RNN(cell, zero_output_for_mask=True, ...)(inputs, mask=real)"
    variables = kernel, bias

    @staticmethod
    def in_tensorflow_1():
        cell = tf1.nn.rnn_cell.BasicLSTMCell(H)
        outputs, state = tf1.nn.dynamic_rnn(cell, x, sequence_length=lengths, dtype=tf.float64)
        return outputs, state.c, state.h

    @staticmethod
    def in_this_course():
        cell = BasicLSTMCell(H)
        cell.kernel, cell.bias = kernel, bias
        outputs, state = dynamic_rnn(cell, x, sequence_length=lengths)
        return outputs, state.c, state.h

    @staticmethod
    def in_keras_3():
        options = {"return_sequences": True, "return_state": True}
        layer = keras.layers.RNN(
            keras.layers.LSTMCell(H, dtype="float64"),
            zero_output_for_mask=True,
            dtype="float64",
            **options,
        )
        layer.build(x.shape)
        layer.set_weights(lstm_to_keras(kernel, bias, D))
        real = np.arange(T) < np.array(lengths)[:, np.newaxis]
        outputs, h, c = layer(x, mask=real)
        return outputs, c, h


class Deep(Row):
    section = "Layers"
    tutorial = "tf.nn.rnn_cell.MultiRNNCell([BasicLSTMCell(num_units) for _ in range(number_of_layers)])"
    course = "MultiRNNCell([BasicLSTMCell(num_units) for _ in range(number_of_layers)])"
    keras = "keras.layers.StackedRNNCells([LSTMCell(num_units) for _ in range(number_of_layers)])"
    variables = kernel, bias, upper_kernel, upper_bias

    @staticmethod
    def in_tensorflow_1():
        cells = [tf1.nn.rnn_cell.BasicLSTMCell(H) for _ in range(2)]
        stacked = tf1.nn.rnn_cell.MultiRNNCell(cells)
        states = stacked.zero_state(B, tf.float64)
        for t in range(T):
            output, states = stacked(x[:, t], states)
        lower, upper = states
        return output, lower.c, lower.h, upper.c, upper.h

    @staticmethod
    def in_this_course():
        cells = [BasicLSTMCell(H) for _ in range(2)]
        cells[0].kernel, cells[0].bias = kernel, bias
        cells[1].kernel, cells[1].bias = upper_kernel, upper_bias
        stacked = MultiRNNCell(cells)
        states = stacked.zero_state(B)
        for t in range(T):
            output, states = stacked(x[:, t], states)
        lower, upper = states
        return output, lower.c, lower.h, upper.c, upper.h

    @staticmethod
    def in_keras_3():
        cells = [keras.layers.LSTMCell(H, dtype="float64") for _ in range(2)]
        stacked = keras.layers.StackedRNNCells(cells, dtype="float64")
        stacked.build((B, D))
        cells[0].set_weights(lstm_to_keras(kernel, bias, D))
        cells[1].set_weights(lstm_to_keras(upper_kernel, upper_bias, H))
        states = stacked.get_initial_state(batch_size=B)
        for t in range(T):
            output, states = stacked(x[:, t], states)
        (lower_h, lower_c), (upper_h, upper_c) = states
        return output, lower_c, lower_h, upper_c, upper_h


class Dropout(Row):
    section = "Dropout"
    tutorial = "tf.nn.rnn_cell.DropoutWrapper(lstm, output_keep_prob=0.5)"
    course = "DropoutWrapper(cell, output_keep_prob=0.5)"
    keras = "keras.layers.Dropout(rate=1 - 0.5)"
    variables = kernel, bias

    @staticmethod
    def in_tensorflow_1():
        lstm = tf1.nn.rnn_cell.BasicLSTMCell(H)
        cell = tf1.nn.rnn_cell.DropoutWrapper(lstm, output_keep_prob=0.5)
        output, (c, h) = cell(x[:, 0], cell.zero_state(B, tf.float64))
        return output, c, h

    @staticmethod
    def in_this_course():
        lstm = BasicLSTMCell(H)
        lstm.kernel, lstm.bias = kernel, bias
        cell = DropoutWrapper(lstm, output_keep_prob=0.5, rng=0)
        output, (c, h) = cell(x[:, 0], cell.zero_state(B))
        return output, c, h

    @staticmethod
    def in_keras_3():
        cell = keras.layers.LSTMCell(H, dtype="float64")
        cell.build((B, D))
        cell.set_weights(lstm_to_keras(kernel, bias, D))
        output, (h, c) = cell(x[:, 0], cell.get_initial_state(B))
        layer = keras.layers.Dropout(1 - 0.5, seed=0, dtype="float64")
        output = layer(output, training=True)
        return output, c, h

    @staticmethod
    def compared(results):
        """Each draws its own mask: the factors that occur, 0 and 1 / keep_prob, and the state, which is whole."""
        output, c, h = (np.asarray(array) for array in results)
        return np.unique(np.round(output / h, 12)), c, h


class DropoutInEachLayer(Row):
    section = "Dropout"
    tutorial = "MultiRNNCell([DropoutWrapper(BasicLSTMCell(num_units), ...) for _ in range(number_of_layers)])"
    course = "MultiRNNCell([DropoutWrapper(BasicLSTMCell(num_units), ...) for _ in range(number_of_layers)])"
    keras = "keras.layers.LSTM(...); keras.layers.Dropout(...); keras.layers.LSTM(...); keras.layers.Dropout(...)"
    variables = kernel, bias, upper_kernel, upper_bias

    @staticmethod
    def in_tensorflow_1():
        keep_prob = tf1.placeholder_with_default(tf.constant(1.0, tf.float64), ())

        def make_cell():
            lstm = tf1.nn.rnn_cell.BasicLSTMCell(H)
            return tf1.nn.rnn_cell.DropoutWrapper(lstm, output_keep_prob=keep_prob)

        stacked = tf1.nn.rnn_cell.MultiRNNCell([make_cell() for _ in range(2)])
        outputs, states = tf1.nn.dynamic_rnn(stacked, x, dtype=tf.float64)
        return outputs

    @staticmethod
    def in_this_course():
        cells = [BasicLSTMCell(H) for _ in range(2)]
        cells[0].kernel, cells[0].bias = kernel, bias
        cells[1].kernel, cells[1].bias = upper_kernel, upper_bias
        keep_prob = 1.0
        layers = [DropoutWrapper(cell, output_keep_prob=keep_prob) for cell in cells]
        stacked = MultiRNNCell(layers)
        outputs, states = dynamic_rnn(stacked, x)
        return outputs

    @staticmethod
    def in_keras_3():
        options = {"return_sequences": True, "dtype": "float64"}
        lower, upper = (keras.layers.LSTM(H, **options) for _ in range(2))
        lower.build(x.shape)
        upper.build((B, T, H))
        lower.set_weights(lstm_to_keras(kernel, bias, D))
        upper.set_weights(lstm_to_keras(upper_kernel, upper_bias, H))
        dropout = keras.layers.Dropout(0.5, dtype="float64")
        lower_outputs = dropout(lower(x), training=False)
        outputs = dropout(upper(lower_outputs), training=False)
        return outputs


class GRUStep(Row):
    section = "The GRU"
    tutorial = "tf.nn.rnn_cell.GRUCell(num_units)"
    course = "GRUCell(num_units)"
    keras = "keras.layers.GRUCell(num_units, reset_after=False)"
    variables = gate_kernel, gate_bias, candidate_kernel, candidate_bias

    @staticmethod
    def in_tensorflow_1():
        cell = tf1.nn.rnn_cell.GRUCell(H)
        output, state = cell(x[:, 0], tf.constant(h0))
        return output, state

    @staticmethod
    def in_this_course():
        cell = GRUCell(H)
        cell.gate_kernel, cell.gate_bias = gate_kernel, gate_bias
        cell.candidate_kernel, cell.candidate_bias = candidate_kernel, candidate_bias
        output, state = cell(x[:, 0], h0)
        return output, state

    @staticmethod
    def in_keras_3():
        cell = keras.layers.GRUCell(H, reset_after=False, dtype="float64")
        cell.build((B, D))
        gates, candidate = (gate_kernel, gate_bias), (candidate_kernel, candidate_bias)
        cell.set_weights(gru_to_keras(*gates, *candidate, D))
        output, state = cell(x[:, 0], h0)
        return output, state


class BidirectionalDynamic(Row):
    section = "Both directions"
    tutorial = "bidirectional_dynamic_rnn(cell_fw, cell_bw, inputs, sequence_length=lengths, dtype=tf.float32)"
    course = "bidirectional_dynamic_rnn(cell_fw, cell_bw, inputs, sequence_length=lengths)"
    keras = "keras.layers.Bidirectional(layer, merge_mode=None)(inputs, mask=real)"
    variables = kernel, bias, backward_kernel, backward_bias

    @staticmethod
    def in_tensorflow_1():
        cell_fw, cell_bw = (tf1.nn.rnn_cell.BasicLSTMCell(H) for _ in range(2))
        options = {"sequence_length": lengths, "dtype": tf.float64}
        outputs, states = tf1.nn.bidirectional_dynamic_rnn(cell_fw, cell_bw, x, **options)
        (outputs_fw, outputs_bw), (state_fw, state_bw) = outputs, states
        return outputs_fw, outputs_bw, state_fw.c, state_fw.h, state_bw.c, state_bw.h

    @staticmethod
    def in_this_course():
        cell_fw, cell_bw = (BasicLSTMCell(H) for _ in range(2))
        cell_fw.kernel, cell_fw.bias = kernel, bias
        cell_bw.kernel, cell_bw.bias = backward_kernel, backward_bias
        options = {"sequence_length": lengths}
        outputs, states = bidirectional_dynamic_rnn(cell_fw, cell_bw, x, **options)
        (outputs_fw, outputs_bw), (state_fw, state_bw) = outputs, states
        return outputs_fw, outputs_bw, state_fw.c, state_fw.h, state_bw.c, state_bw.h

    @staticmethod
    def in_keras_3():
        cell = keras.layers.LSTMCell(H, dtype="float64")
        options = {"return_sequences": True, "return_state": True}
        layer = keras.layers.Bidirectional(
            keras.layers.RNN(cell, zero_output_for_mask=True, dtype="float64", **options),
            merge_mode=None,
            dtype="float64",
        )
        layer.build(x.shape)
        forward = lstm_to_keras(kernel, bias, D)
        backward = lstm_to_keras(backward_kernel, backward_bias, D)
        layer.set_weights([*forward, *backward])
        outputs_fw, outputs_bw, h_fw, c_fw, h_bw, c_bw = layer(x, mask=real)
        return outputs_fw, outputs_bw, c_fw, h_fw, c_bw, h_bw


class BidirectionalStatic(Row):
    section = "Both directions"
    tutorial = "outputs, _, _ = tf.nn.bidirectional_rnn(lstm_fw_cell, lstm_bw_cell, x, dtype=tf.float32)"
    course = "outputs, _, _ = static_bidirectional_rnn(cell_fw, cell_bw, inputs)"
    keras = "keras.layers.Bidirectional(keras.layers.LSTM(num_units, return_sequences=True))"
    variables = kernel, bias, backward_kernel, backward_bias

    @staticmethod
    def in_tensorflow_1():
        cell_fw, cell_bw = (tf1.nn.rnn_cell.BasicLSTMCell(H) for _ in range(2))
        inputs = tf.unstack(x, axis=1)
        results = tf1.nn.static_bidirectional_rnn(cell_fw, cell_bw, inputs, dtype=tf.float64)
        outputs, _, _ = results
        return outputs

    @staticmethod
    def in_this_course():
        cell_fw, cell_bw = (BasicLSTMCell(H) for _ in range(2))
        cell_fw.kernel, cell_fw.bias = kernel, bias
        cell_bw.kernel, cell_bw.bias = backward_kernel, backward_bias
        inputs = list(np.swapaxes(x, 0, 1))
        outputs, _, _ = static_bidirectional_rnn(cell_fw, cell_bw, inputs)
        return outputs

    @staticmethod
    def in_keras_3():
        lstm = keras.layers.LSTM(H, return_sequences=True, dtype="float64")
        layer = keras.layers.Bidirectional(lstm, dtype="float64")
        layer.build(x.shape)
        forward = lstm_to_keras(kernel, bias, D)
        backward = lstm_to_keras(backward_kernel, backward_bias, D)
        layer.set_weights([*forward, *backward])
        outputs = keras.ops.unstack(layer(x), axis=1)
        return outputs


class Summary(Row):
    section = "Both directions"
    tutorial = "tf.matmul(..., weights['out']) + biases['out']"
    course = "sequence_summary(outputs_fw, outputs_bw, lengths) @ output_kernel + output_bias"
    keras = "keras.layers.Bidirectional(keras.layers.LSTM(num_units)); keras.layers.Dense(number_of_outputs)"
    variables = kernel, bias, backward_kernel, backward_bias

    @staticmethod
    def in_tensorflow_1():
        cell_fw, cell_bw = (tf1.nn.rnn_cell.BasicLSTMCell(H) for _ in range(2))
        options = {"sequence_length": lengths[:3], "dtype": tf.float64}
        outputs, states = tf1.nn.bidirectional_dynamic_rnn(cell_fw, cell_bw, x[:3], **options)
        state_fw, state_bw = states
        summary = tf.concat([state_fw.h, state_bw.h], axis=1)
        answer = tf.matmul(summary, readout_kernel) + output_bias
        return answer

    @staticmethod
    def in_this_course():
        cell_fw, cell_bw = (BasicLSTMCell(H) for _ in range(2))
        cell_fw.kernel, cell_fw.bias = kernel, bias
        cell_bw.kernel, cell_bw.bias = backward_kernel, backward_bias
        outputs, states = bidirectional_dynamic_rnn(cell_fw, cell_bw, x[:3], lengths[:3])
        summary = sequence_summary(*outputs, lengths[:3])
        answer = summary @ readout_kernel + output_bias
        return answer

    @staticmethod
    def in_keras_3():
        lstm = keras.layers.LSTM(H, dtype="float64")
        layer = keras.layers.Bidirectional(lstm, dtype="float64")
        layer.build((3, T, D))
        forward = lstm_to_keras(kernel, bias, D)
        backward = lstm_to_keras(backward_kernel, backward_bias, D)
        layer.set_weights([*forward, *backward])
        dense = keras.layers.Dense(K, dtype="float64")
        dense.build((3, 2 * H))
        dense.set_weights([readout_kernel, output_bias])
        answer = dense(layer(x[:3], mask=real[:3]))
        return answer


class Contrib(Row):
    section = "Names that are gone"
    tutorial = "tf.contrib.rnn.LSTMCell(num_units)"
    course = "BasicLSTMCell(num_units)"
    keras = "keras.layers.LSTMCell(num_units)"
    variables = kernel, bias

    @staticmethod
    def in_tensorflow_1():
        cell = tf1.nn.rnn_cell.LSTMCell(H)  # the same class
        output, state = cell(x[:, 0], cell.zero_state(B, tf.float64))
        return output

    @staticmethod
    def in_this_course():
        cell = BasicLSTMCell(H)
        cell.kernel, cell.bias = kernel, bias
        output, state = cell(x[:, 0], cell.zero_state(B))
        return output

    @staticmethod
    def in_keras_3():
        cell = keras.layers.LSTMCell(H, dtype="float64")
        cell.build((B, D))
        cell.set_weights(lstm_to_keras(kernel, bias, D))
        output, state = cell(x[:, 0], cell.get_initial_state(B))
        return output
