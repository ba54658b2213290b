"""The appendix for those who come from TensorFlow 1: is every call of the tutorial there, and does each claim hold?"""

import contextlib
import inspect
import re

import keras
import numpy as np
import pytest
from experiments import tutorial_calls as calls
from experiments.tensorflow1 import compute, says, tf1

from autograder.book.page import parse
from autograder.course import CHAPTERS
from docs.tutorial_calls import CALLS
from solutions.bidirectional import bidirectional_dynamic_rnn
from solutions.lstm import BasicLSTMCell, lstm_to_keras

TEXT = (CHAPTERS / "from_tensorflow_1.md").read_text()
# every function, class and argument that the tutorial's listings name
IN_THE_TUTORIAL = re.findall(
    r"\S+",
    """
    BasicLSTMCell num_units forget_bias input_size state_is_tuple activation zero_state batch_size num_steps
    get_variable_scope reuse_variables lstm_cell current_input calc_loss expected_output
    MultiRNNCell number_of_layers fully_connected final_output DropoutWrapper input_keep_prob output_keep_prob GRUCell
    bidirectional_dynamic_rnn cell_fw cell_bw sequence_length initial_state_fw initial_state_bw dtype
    parallel_iterations swap_memory time_major scope
    BiRNN tf.transpose tf.reshape tf.split tf.nn.bidirectional_rnn tf.matmul outputs[-1]
    BasicRNNCell static_rnn dynamic_rnn tf.contrib.rnn
    """,
)
# what each of the tutorial's faults is about
FAULTS = {
    "misspelt arguments": ("state_is_tupe", "Flase", "activation=tanh"),
    "an argument that is gone": ("input_size=[B, T, D]",),
    "a constant taken for a variable": ("偏执", "偏置"),
    "when variables appear": ("after the constructor", "after the first call"),
    "the last output is not always h": ("with lengths", "with dropout"),
    "a comment without its sign": ("says(SyntaxError)", "lacks its `#`"),
    "a cap on the steps against explosion": ("num_steps", "pascanu2013"),
    "reuse one step too late": ("if i > 1", "`i > 0`"),
    "misspelt functions": ("get_variables_scope", "resuse_variable"),
    "a prediction that is never computed": ("finial_output",),
    "the length of a number": ("range(len(num_steps))",),
    "one cell for all layers": ("[rnn_cell.BasicLSTMCell(H)] * 2", "DropoutWrapper(cell"),
    "figures confused": ("figure 1", "figure 2", "figure 3"),
    "keep or drop": ("tf1.nn.dropout", "feed 1.0"),
    "the state under dropout": ("state_keep_prob", "zaremba2014", "variational"),
    "the state of a deep network": ("One entry for each layer",),
    "arguments of an LSTM for a GRU": ("GRUCell(H, forget_bias=1.0)",),
    "what a bidirectional network returns": ("(outputs_fw, outputs_bw), (state_fw, state_bw)",),
    "the order of split's arguments": ("tf.split(0, T, time_major)",),
    "a function renamed": ("tf1.nn.bidirectional_rnn", "static_bidirectional_rnn"),
    "the summary of both directions": ("outputs[-1]", "concat(state_fw.h, state_bw.h)"),
    "lengths for static_rnn": ("sequence_length=calls.lengths", "Both take"),
    "a module that is gone": ("tf.contrib.rnn.LSTMCell",),
}
every_row = pytest.mark.parametrize("row", calls.ROWS, ids=lambda row: row.__name__)


@pytest.fixture(scope="module")
def said():
    """What the page's cells print and display, as one text."""
    lines: list[str] = []

    def show(output):
        lines.append(output.data)

    namespace = {"print": lambda *words: lines.append(" ".join(map(str, words)))}
    with contextlib.chdir(CHAPTERS), pytest.MonkeyPatch.context() as patch:
        patch.setattr(calls, "display", show)
        patch.setattr("builtins.print", namespace["print"])
        for cell in parse(TEXT).cells:
            if cell.cell_type == "code":
                exec(cell.source, namespace)
    return "\n".join(lines)


@every_row
def test_do_the_three_agree(row):
    assert max(row.differences()) < 1e-12


@every_row
def test_does_the_page_show_the_call_and_lead_to_its_section(row, said):
    assert f"calls.show(calls.{row.__name__})" in TEXT
    assert f"\n## {row.section}\n" in TEXT
    assert f'href="#{calls._slug(row.section)}"' in said


@every_row
def test_is_what_the_table_names_what_was_run(row):
    for written, function in ((row.course, row.in_this_course), (row.keras, row.in_keras_3)):
        source = inspect.getsource(function)
        assert [name for name in re.findall(r"(\w+)\(", written) if name not in source and name != "range"] == []


@every_row
def test_fits_the_code_on_the_page(row):
    for function in (row.in_tensorflow_1, row.in_this_course, row.in_keras_3):
        assert max(map(len, calls._body(function).splitlines())) <= 88


@pytest.mark.parametrize("version", ["in_this_course", "in_keras_3"])
@pytest.mark.parametrize("row", [calls.LSTMStep, calls.Dropout], ids=lambda row: row.__name__)
def test_would_a_difference_stop_the_build(row, version, monkeypatch):
    right = getattr(row, version)

    def wrong():
        output, c, h = right()
        return output, c + 1e-6, h

    monkeypatch.setattr(row, version, staticmethod(wrong))
    with pytest.raises(AssertionError, match=f"{row.__name__}: .* from TensorFlow 1"):
        row.differences()


def test_does_it_not_pass_unnoticed_if_a_fault_runs():
    with pytest.raises(AssertionError, match="said to raise TypeError"), says(TypeError):
        tf1.nn.rnn_cell.BasicLSTMCell(5)


@pytest.mark.parametrize("name", IN_THE_TUTORIAL)
def test_is_each_name_of_the_tutorial_on_the_page(name, said):
    assert name in TEXT + said.replace("<wbr>", "")


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.names[0])
def test_does_the_page_have_each_call_of_the_readme(call, said):
    assert [name for name in call.names if name not in TEXT + said.replace("<wbr>", "")] == []


def faults():
    """The text of each fault, question and answer, by its number."""
    parts = re.split(r"\n\*\*(\d+)\. ", TEXT[TEXT.index("\n## Spot the fault") :])
    return {int(number): part for number, part in zip(parts[1::2], parts[2::2], strict=True)}


def test_is_there_a_folded_answer_for_each_of_the_23_faults():
    assert list(faults()) == list(range(1, 24))
    assert all(part.count(":::{dropdown} Answer\n") == 1 for part in faults().values())


@pytest.mark.parametrize("fault", FAULTS)
def test_has_each_fault_of_the_tutorial_its_own_entry(fault):
    found = [number for number, part in faults().items() if all(words in part for words in FAULTS[fault])]
    assert len(found) == 1


def test_has_no_two_faults_the_same_entry():
    parts = faults()
    entries = {n for n in parts for words in FAULTS.values() if all(word in parts[n] for word in words)}
    assert len(entries) == len(FAULTS) == 23


@pytest.mark.parametrize(
    "line",
    [
        "AttributeError: `BasicLSTMCell` is not available with Keras 3.",
        "keras is Keras 3",
        "the cell is from tf_keras",
        "TypeError: ('Keyword argument not understood:', 'state_is_tupe')",
        "NameError: name 'Flase' is not defined",
        "NameError: name 'tanh' is not defined",
        "TypeError: ('Keyword argument not understood:', 'input_size')",
        "SyntaxError: invalid syntax (listing, line 3)",
        "AttributeError: module 'tensorflow.compat.v1' has no attribute 'get_variables_scope'",
        "AttributeError: 'VariableScope' object has no attribute 'resuse_variable'",
        "ValueError: Variable output_kernel already exists",
        "TypeError: object of type 'int' has no len()",
        "NameError: name 'finial_output' is not defined",
        "TypeError: ('Keyword argument not understood:', 'forget_bias')",
        "AttributeError: module 'tensorflow._api.v2.compat.v1.nn' has no attribute 'bidirectional_rnn'",
        "AttributeError: module 'tensorflow' has no attribute 'contrib'",
        "ValueError: Dimensions must be equal, but are 10 and 8",
        "multiplied, D = H: [(10, 20), (20,)]",
        "wrapped, D = H:    [(10, 20), (20,)]",
        "tf1.nn.dropout(x, 0.8) drops 20%",
        "tf.nn.dropout(x, 0.8)  drops 80%",
        "forward half is the last forward h:   True",
        "backward half is the last backward h: False",
        "backward half is one step from zero:  True",
        "outputs: (4, 6, 5) (4, 6, 5)",
        "as it is      equal in rows [0 1 2 3] of 4",
        "with lengths  equal in rows [0 3] of 4",
        "with dropout  equal in rows [] of 4",
        "the bias starts with [0.]",
        "variables after the constructor: 0",
        "variables after the first call:  2",
        "20 steps: 1,048,576 times as long; after clipping 1",
        "tuple of LSTMStateTuple LSTMStateTuple LSTMStateTuple",
    ],
)
def test_does_the_page_say_what_its_answers_rest_on(line, said):
    assert line in said


def test_does_dropout_of_the_state_leave_c_whole(said):
    c, h = map(int, re.search(r"dropped: (\d+) of c, (\d+) of h", said).groups())
    assert c == 0 < h


def test_do_initial_states_of_both_directions_go_in_as_the_table_says():
    rng = np.random.default_rng(0)
    states = [rng.normal(size=(calls.B, calls.H)) for _ in range(4)]
    c_fw, h_fw, c_bw, h_bw = states
    weights = (calls.kernel, calls.bias), (calls.backward_kernel, calls.backward_bias)
    time_major = np.swapaxes(calls.x, 0, 1)

    def in_tensorflow_1():
        cells = [tf1.nn.rnn_cell.BasicLSTMCell(calls.H) for _ in range(2)]
        start = [tf1.nn.rnn_cell.LSTMStateTuple(*map(tf1.constant, pair)) for pair in ((c_fw, h_fw), (c_bw, h_bw))]
        outputs, _ = tf1.nn.bidirectional_dynamic_rnn(
            *cells,
            tf1.constant(time_major),
            initial_state_fw=start[0],
            initial_state_bw=start[1],
            time_major=True,
        )
        return outputs

    cells = [BasicLSTMCell(calls.H) for _ in range(2)]
    for cell, (kernel, bias) in zip(cells, weights, strict=True):
        cell.kernel, cell.bias = kernel, bias
    here, _ = bidirectional_dynamic_rnn(
        *cells, time_major, initial_state_fw=(c_fw, h_fw), initial_state_bw=(c_bw, h_bw), time_major=True
    )

    lstm = keras.layers.LSTM(calls.H, return_sequences=True, dtype="float64")
    layer = keras.layers.Bidirectional(lstm, merge_mode=None, dtype="float64")
    layer.build(calls.x.shape)
    layer.set_weights([array for each in weights for array in lstm_to_keras(*each, calls.D)])
    in_keras = layer(calls.x, initial_state=[h_fw, c_fw, h_bw, c_bw])

    wanted = compute(in_tensorflow_1, (*weights[0], *weights[1]))
    for original, ours, theirs in zip(wanted, here, in_keras, strict=True):
        np.testing.assert_allclose(ours, original, atol=1e-12)
        np.testing.assert_allclose(np.swapaxes(theirs, 0, 1), original, atol=1e-12)
