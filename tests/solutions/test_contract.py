"""What holds for every function of the reference: shapes are checked, precision and arguments kept."""

import subprocess
import sys

import numpy as np
import pytest

import solutions

LAYERS = [solutions.BasicLSTMCell(5), solutions.BasicRNNCell(4)]
STATES_OF_LAYERS = [[(2, 5), (2, 5)], (2, 4)]

# B=2, T=4, D=3, H=5; K or V=6
GRU_WEIGHTS = {"gate_kernel": (8, 10), "gate_bias": (10,), "candidate_kernel": (8, 5), "candidate_bias": (5,)}
CALLS = {
    "rnn_step": {"x": (2, 3), "h_prev": (2, 5), "kernel": (8, 5), "bias": (5,)},
    "bptt": {"d_outputs": (2, 4, 5), "inputs": (2, 4, 3), "initial_state": (2, 5), "kernel": (8, 5), "bias": (5,)},
    "last_output": {"outputs": (2, 4, 5), "sequence_length": (2,)},
    "sequence_cross_entropy": {"logits": (2, 4, 6), "targets": (2, 4), "sequence_length": (2,)},
    "lstm_step": {"x": (2, 3), "c_prev": (2, 5), "h_prev": (2, 5), "kernel": (8, 20), "bias": (20,)},
    "lstm_step_backward": {"d_c": (2, 5), "d_h": (2, 5), "x": (2, 3), "c_prev": (2, 5), "h_prev": (2, 5)}
    | {"kernel": (8, 20), "bias": (20,)},
    "lstm_bptt": {"d_outputs": (2, 4, 5), "inputs": (2, 4, 3), "initial_c": (2, 5), "initial_h": (2, 5)}
    | {"kernel": (8, 20), "bias": (20,)},
    "lstm_loss": {"inputs": (2, 4, 3), "targets": (2, 4, 6), "kernel": (8, 20), "bias": (20,)}
    | {"output_kernel": (5, 6), "output_bias": (6,)},
    "gru_step": {"x": (2, 3), "h_prev": (2, 5)} | GRU_WEIGHTS,
    "gru_step_backward": {"d_h": (2, 5), "x": (2, 3), "h_prev": (2, 5)} | GRU_WEIGHTS,
    "gru_step_reset_after": {"x": (2, 3), "h_prev": (2, 5), "kernel": (3, 15), "recurrent_kernel": (5, 15)}
    | {"bias": (2, 15)},
    "gru_outputs": {"inputs": (2, 4, 3), "initial_state": (2, 5)} | GRU_WEIGHTS,
    "gru_last_state": {"inputs": (2, 4, 3), "sequence_length": (2,)} | GRU_WEIGHTS,
    "gru_to_keras": GRU_WEIGHTS | {"input_size": 3},
    "turn_update_gate": {"gate_kernel": (8, 10), "gate_bias": (10,)},
    "unroll": {"step": solutions.BasicLSTMCell(5), "inputs": (2, 4, 3), "initial_state": [(2, 5), (2, 5)]},
    "dynamic_unroll": {"step": solutions.BasicLSTMCell(5), "inputs": (2, 4, 3), "initial_state": [(2, 5), (2, 5)]}
    | {"sequence_length": (2,)},
    "clip_by_global_norm": {"gradients": [(2, 3), (5,), (1, 2, 3)], "clip_norm": 0.1},
    "lstm_to_keras": {"kernel": (8, 20), "bias": (20,), "input_size": 3},
    "rnn_to_keras": {"kernel": (8, 5), "bias": (5,), "output_kernel": (5, 6), "output_bias": (6,)},
    "training_step": {"inputs": (2, 4, 3), "targets": (2, 4, 6), "kernel": (8, 5), "bias": (5,)}
    | {"output_kernel": (5, 6), "output_bias": (6,), "rate": 0.1, "clip_norm": 0.5},
    "two_steps": {"x_1": (2,), "x_2": (2,), "h_0": (2,), "w_x": 0.5, "w_h": -0.7, "b": 0.2},
    "leaky_memory": {"c_0": (5,), "written": (5,), "f": (5,), "n": 3},
    "stacked_step": {"x": (2, 3), "states": STATES_OF_LAYERS, "layers": LAYERS},
    "unroll_by_layers": {"layers": LAYERS, "inputs": (2, 4, 3), "initial_states": STATES_OF_LAYERS},
    "stack_loss": {"inputs": (2, 4, 3), "targets": (2, 4, 6), "kernels": [(8, 5), (10, 5)], "biases": [(5,), (5,)]}
    | {"output_kernel": (5, 6), "output_bias": (6,)},
    "stacked_step_backward": {"d_output": (2, 4), "d_states": [(2, 5), (2, 4)], "x": (2, 3)}
    | {"states": [(2, 5), (2, 4)], "kernels": [(8, 5), (9, 4)], "biases": [(5,), (4,)]},
    "stack_to_keras": {"kernels": [(8, 5), (9, 4)], "biases": [(5,), (4,)], "input_size": 3},
    "reverse_sequence": {"inputs": (2, 4, 3), "sequence_length": (2,)},
    "bidirectional": {"step_fw": solutions.BasicLSTMCell(5), "step_bw": solutions.BasicLSTMCell(5)}
    | {"inputs": (2, 4, 3), "initial_state_fw": [(2, 5), (2, 5)], "initial_state_bw": [(2, 5), (2, 5)]}
    | {"sequence_length": (2,)},
    "sequence_summary": {"outputs_fw": (2, 4, 5), "outputs_bw": (2, 4, 5), "sequence_length": (2,)},
    "sequence_summary_backward": {"d_summary": (2, 10), "sequence_length": (2,), "max_time": 4},
    "birnn": {"inputs": (2, 4, 3), "sequence_length": (2,)}
    | {"step_fw": solutions.BasicLSTMCell(5), "step_bw": solutions.BasicLSTMCell(5)}
    | {"initial_state_fw": [(2, 5), (2, 5)], "initial_state_bw": [(2, 5), (2, 5)]}
    | {"output_kernel": (10, 6), "output_bias": (6,)},
    "standardise": {"inputs": (2, 4, 3), "sequence_length": (2,), "new_inputs": (5, 4, 3), "new_sequence_length": (5,)},
    "nearest_neighbour": {"inputs": (2, 4, 3), "labels": (2,), "new_inputs": (5, 4, 3)},
    "dropout": {"x": (2, 4, 5), "keep_mask": (2, 1, 5), "keep_prob": 0.7},
    "dropped_sum_moments": {"x": (2, 3), "weights": (3,), "keep_prob": 0.7},
    "dropout_step": {"step": solutions.BasicLSTMCell(5), "x": (2, 3), "state": [(2, 5), (2, 5)]}
    | {"input_mask": (2, 3), "output_mask": (2, 5), "input_keep_prob": 0.7, "output_keep_prob": 0.6},
    "dropout_step_backward": {"d_output": (2, 5), "d_h": (2, 5), "x": (2, 3), "h_prev": (2, 5), "kernel": (8, 5)}
    | {"bias": (5,), "input_mask": (2, 3), "output_mask": (2, 5), "input_keep_prob": 0.7, "output_keep_prob": 0.6},
    "outputs_dropped": {"step": solutions.BasicLSTMCell(5), "inputs": (2, 4, 3), "initial_state": [(2, 5), (2, 5)]}
    | {"masks": (2, 4, 5), "drop_prob": 0.3, "training": True},
    "variational_unroll": {"step": solutions.BasicLSTMCell(5), "inputs": (2, 4, 3), "initial_state": [(2, 5), (2, 5)]}
    | {"input_mask": (2, 3), "output_mask": (2, 5), "state_mask": (2, 5)}
    | {"input_keep_prob": 0.7, "output_keep_prob": 0.6, "state_keep_prob": 0.8},
    "keras_lstm_step": {"x": (2, 3), "c_prev": (2, 5), "h_prev": (2, 5), "kernel": (3, 20), "recurrent_kernel": (5, 20)}
    | {"bias": (20,), "input_masks": (4, 2, 3), "state_masks": (4, 2, 5), "rate": 0.3, "recurrent_rate": 0.4},
}
ANY_SHAPE = {"dropout": {"x", "keep_mask"}, "dropout_step": {"x", "input_mask", "output_mask"}}
WHOLE_NUMBERS = {("sequence_cross_entropy", "targets"), "sequence_length", "new_sequence_length", "labels"}
every_function = pytest.mark.parametrize("name", CALLS)


def arguments_of(name: str, dtype=np.float64) -> dict:
    """Random arguments of the shapes above."""
    rng = np.random.default_rng(0)

    def drawn(argument, shape):
        if isinstance(shape, list):
            return [drawn(argument, each) for each in shape]
        if not isinstance(shape, tuple):
            return shape
        return (
            rng.integers(1, 5, shape)
            if {argument, (name, argument)} & WHOLE_NUMBERS
            else rng.normal(size=shape).astype(dtype)
        )

    return {argument: drawn(argument, shape) for argument, shape in CALLS[name].items()}


def arrays_in(tree) -> list[np.ndarray]:
    if isinstance(tree, dict):
        return arrays_in(list(tree.values()))
    if isinstance(tree, tuple | list):
        return [array for item in tree for array in arrays_in(item)]
    return [tree] if isinstance(tree, np.ndarray | np.generic) else []


@pytest.mark.parametrize(
    ("name", "argument"),
    [
        (name, argument)
        for name, call in CALLS.items()
        for argument in call
        if isinstance(call[argument], tuple) and argument not in ANY_SHAPE.get(name, ())
    ],
)
def test_is_an_argument_of_another_rank_refused_by_name(name, argument):
    arguments = arguments_of(name)
    arguments[argument] = arguments[argument][np.newaxis]
    with pytest.raises(ValueError, match=rf"{name}: {argument} should have shape .*, and has \[1, "):
        getattr(solutions, name)(**arguments)


@every_function
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_is_the_precision_of_the_inputs_kept(name, dtype):
    result = arrays_in([getattr(solutions, name)(**arguments_of(name, dtype))])
    assert result
    assert {array.dtype for array in result} == {np.dtype(dtype)}


@every_function
def test_do_the_arguments_stay_unchanged_and_is_a_second_call_equal(name):
    arguments, untouched = arguments_of(name), arguments_of(name)
    first = arrays_in([getattr(solutions, name)(**arguments)])
    kept = [array.copy() for array in first]
    second = arrays_in([getattr(solutions, name)(**arguments)])
    for one, other in zip(arrays_in(arguments) + kept, arrays_in(untouched) + second, strict=True):
        np.testing.assert_array_equal(one, other)


def test_does_the_reference_come_without_tensorflow():
    imported = "import sys, solutions; print('tensorflow' in sys.modules or 'keras' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", imported], capture_output=True, text=True, check=True).stdout == "False\n"
    )
