"""Find the fault: the code as it is handed out, mended step by step by hand. Is what is left called by its name?"""

from itertools import combinations

import numpy as np
import pytest

from autograder import verify
from autograder.exercise import find
from autograder.release.written_out import stub
from solutions.dropout import dropout
from solutions.lstm import lstm_step, sigmoid

PREDICTION = "    final_output = h @ output_kernel + output_bias\n"
STEP = "        h, c = lstm_step(inputs[:, t], c, h, kernel, bias)\n"
MENDS = {
    "count the steps": lambda code: code.replace("range(len(inputs))", "range(inputs.shape[1])"),
    "unpack the state": lambda code: code.replace("h, c = lstm_step", "c, h = lstm_step"),
    "predict in the loop": lambda code: code.replace(PREDICTION, "").replace(STEP, f"{STEP}    {PREDICTION}"),
}
LEFT = {
    (): "loop_of_the_tutorial",
    ("count the steps",): "prediction_before_the_loop",
    ("unpack the state",): "loop_of_the_tutorial",
    ("predict in the loop",): "steps_counted_in_rows_and_state_unpacked",
    ("count the steps", "unpack the state"): "prediction_before_the_loop",
    ("predict in the loop", "count the steps"): "state_unpacked_in_the_wrong_order",
    ("predict in the loop", "unpack the state"): "steps_counted_in_rows",
    ("predict in the loop", "count the steps", "unpack the state"): None,
}


def handed_out(name):
    exercise = find(name)
    return stub(exercise.function, exercise.given)


def defined(name, code):
    """The function that a student's cell defines, in a notebook that has NumPy and what the chapter defined before."""
    notebook = {"np": np, "sigmoid": sigmoid, "lstm_step": lstm_step, "dropout": dropout}
    exec(code, notebook)
    return notebook[name]


@pytest.mark.parametrize(("mends", "left"), LEFT.items(), ids=map(" and ".join, LEFT))
def test_which_fault_of_the_loop_is_left(mends, left):
    code = handed_out("lstm_loss")
    for mend in mends:
        assert MENDS[mend](code) != code
        code = MENDS[mend](code)
    verdict = verify("lstm_loss", defined("lstm_loss", code), seed=0)
    assert verdict.mistake == left
    assert verdict.passed == (left is None)


# The deep loop. A layer's state is also its output, so that whoever hands the output up writes it into current_input.
MENDS_OF_THE_STACK = {
    "weights of its own": lambda code: code.replace(
        "[(kernels[0], biases[0])] * number_of_layers", "list(zip(kernels, biases))"
    ),
    "read the layer below": lambda code: code.replace("+ bias)\n", "+ bias)\n            current_input = state\n", 1),
    "state of its own": lambda code: (
        code.replace("state = np.zeros((batch_size, num_units))", "states = [np.zeros((batch_size, num_units))] * 9")
        .replace("for kernel, bias in layers:", "for n, (kernel, bias) in enumerate(layers):")
        .replace("[current_input, state]", "[current_input, states[n]]")
        .replace("+ bias)\n", "+ bias)\n            states[n] = state\n", 1)
    ),
}
LEFT_OF_THE_STACK = {
    (): "loop_of_the_tutorial",
    ("weights of its own",): "input_and_one_state_for_all_layers",
    ("read the layer below",): "weights_shared_and_one_state",
    ("state of its own",): "first_layer_predicts",
    ("weights of its own", "read the layer below"): "one_state_for_all_layers",
    ("weights of its own", "state of its own"): "input_for_every_layer",
    ("read the layer below", "state of its own"): "weights_shared",
    ("weights of its own", "read the layer below", "state of its own"): None,
}


@pytest.mark.parametrize(("mends", "left"), LEFT_OF_THE_STACK.items(), ids=map(" and ".join, LEFT_OF_THE_STACK))
def test_which_fault_of_the_stack_is_left(mends, left):
    code = handed_out("stack_loss")
    for mend in mends:
        assert MENDS_OF_THE_STACK[mend](code) != code
        code = MENDS_OF_THE_STACK[mend](code)
    verdict = verify("stack_loss", defined("stack_loss", code), seed=0)
    assert verdict.mistake == left
    assert verdict.passed == (left is None)


def test_does_the_stack_as_handed_out_run_and_ignore_the_weights_of_the_second_layer():
    loop = defined("stack_loss", handed_out("stack_loss"))
    inputs, targets, output_weights = np.ones((2, 5, 3)), np.ones((2, 5, 1)), (np.ones((4, 1)), np.zeros(1))
    first, second = (np.ones((7, 4)), np.ones(4)), (np.ones((8, 4)), np.ones(4))
    losses = [
        loop(inputs, targets, *map(list, zip(first, [factor * one for one in second], strict=True)), *output_weights)
        for factor in (0, 1)
    ]
    assert losses[0] == losses[1]


@pytest.mark.parametrize(("mends", "left"), [(MENDS, LEFT), (MENDS_OF_THE_STACK, LEFT_OF_THE_STACK)])
def test_are_all_ways_to_mend_a_part_looked_at(mends, left):
    subsets = {frozenset(some) for count in range(len(mends) + 1) for some in combinations(mends, count)}
    assert set(map(frozenset, left)) == subsets


def test_does_the_loop_as_handed_out_run_and_ignore_the_cell():
    loop = defined("lstm_loss", handed_out("lstm_loss"))
    inputs, targets, kernel = np.ones((2, 5, 3)), np.ones((2, 5, 1)), np.ones((7, 16))
    rest = np.zeros(16), np.ones((4, 1)), np.zeros(1)
    assert loop(inputs, targets, kernel, *rest) == loop(inputs, targets, 0 * kernel, *rest)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("outputs[:, -1]", "last_column_read"),
        ("outputs[range(len(outputs)), np.array(sequence_length) - 1]", "empty_rows_read_from_the_end"),
        ("outputs[:, np.array(sequence_length) - 1]", "every_row_at_every_length"),
        ("outputs[:, max(sequence_length) - 1]", "column_of_the_longest"),
        ("outputs[range(len(outputs)), np.maximum(sequence_length, 1) - 1]", "empty_rows_read_from_the_start"),
        ("np.array([row[n - 1] if n else 0 * row[0] for row, n in zip(outputs, sequence_length)])", None),
    ],
)
def test_which_fault_of_the_last_output_is_left(line, left):
    code = handed_out("last_output").replace("outputs[:, -1]", line)
    verdict = verify("last_output", defined("last_output", code), seed=0)
    assert verdict.mistake == left
    assert verdict.passed == (left is None)


MENDS_OF_THE_PAPER = {
    "order": lambda code: code.replace("z, r = np.split", "r, z = np.split"),
    "reset": lambda code: code.replace("r * (h @ candidate_kernel[D:])", "(r * h) @ candidate_kernel[D:]"),
    "update": lambda code: code.replace("(1 - z) * h + z * candidate", "z * h + (1 - z) * candidate"),
}
LEFT_OF_THE_PAPER = {
    (): "translated_from_a_paper",
    ("order",): "only_the_order_mended",
    ("reset",): "only_the_reset_mended",
    ("update",): "only_the_update_mended",
    ("order", "reset"): "update_gate_for_the_new_part",
    ("order", "update"): "reset_after_product",
    ("reset", "update"): "gates_in_the_order_of_the_paper",
    ("order", "reset", "update"): None,
}


@pytest.mark.parametrize(("mends", "left"), LEFT_OF_THE_PAPER.items(), ids=map(" and ".join, LEFT_OF_THE_PAPER))
def test_which_fault_of_the_translation_is_left(mends, left):
    code = handed_out("gru_outputs")
    for mend in mends:
        assert MENDS_OF_THE_PAPER[mend](code) != code
        code = MENDS_OF_THE_PAPER[mend](code)
    verdict = verify("gru_outputs", defined("gru_outputs", code), seed=0)
    assert verdict.mistake == left
    assert verdict.passed == (left is None)


KEEP = "drop_prob)\n"
IN_TRAINING = {
    "the output": ("        output = dropout(output", "        if training:\n            output = dropout(output"),
    "the state": ("        state = dropout(state", "        if training:\n            state = dropout(state"),
}
DROPOUT_MENDS = {
    "leave the state alone": lambda code: "".join(
        line for line in code.splitlines(keepends=True) if "state = dropout(state" not in line
    ),
    "take what is kept": lambda code: code.replace(KEEP, f"1 - {KEEP}"),
    "look at training": lambda code: code.replace(*IN_TRAINING["the output"]).replace(*IN_TRAINING["the state"]),
}
DROPOUT_LEFT = {
    (): "code_of_others",
    ("leave the state alone",): "wrong_probability_and_always",
    ("take what is kept",): "along_time_and_always",
    ("look at training",): "wrong_probability_along_time",
    ("leave the state alone", "take what is kept"): "always",
    ("leave the state alone", "look at training"): "wrong_probability",
    ("take what is kept", "look at training"): "along_time",
    ("leave the state alone", "take what is kept", "look at training"): None,
}


@pytest.mark.parametrize(("mends", "left"), DROPOUT_LEFT.items(), ids=map(" and ".join, DROPOUT_LEFT))
def test_which_fault_of_the_dropped_outputs_is_left(mends, left):
    code = handed_out("outputs_dropped")
    for mend in mends:
        assert DROPOUT_MENDS[mend](code) != code
        code = DROPOUT_MENDS[mend](code)
    for seed in range(3):
        verdict = verify("outputs_dropped", defined("outputs_dropped", code), seed)
        assert verdict.mistake == left
        assert verdict.passed == (left is None)


def test_are_all_ways_to_mend_the_dropped_outputs_looked_at():
    subsets = {frozenset(some) for n in range(len(DROPOUT_MENDS) + 1) for some in combinations(DROPOUT_MENDS, n)}
    assert set(map(frozenset, DROPOUT_LEFT)) == subsets
