"""The README's table: what each call of the tutorial has become.

python -m docs.tutorial_calls
"""

from typing import NamedTuple


class Call(NamedTuple):
    """A call of the tutorial, and where the course has it: names, each of which exists (tests/test_readme.py)."""

    names: tuple[str, ...]  # in the tutorial
    chapter: str
    functions: tuple[str, ...]  # of solutions/<chapter>.py
    exercises: tuple[str, ...]  # of the assignment <chapter>


CALLS = (
    Call(("BasicRNNCell",), "recurrence", ("BasicRNNCell", "rnn_step"), ("rnn_step", "bptt")),
    Call(("static_rnn",), "recurrence", ("static_rnn", "unroll"), ("unroll",)),
    Call(("dynamic_rnn",), "recurrence", ("dynamic_rnn", "dynamic_unroll"), ("dynamic_unroll", "last_output")),
    Call(
        ("BasicLSTMCell", "tf.contrib.rnn"),
        "lstm",
        ("BasicLSTMCell", "lstm_step"),
        ("lstm_step", "lstm_step_backward", "lstm_to_keras"),
    ),
    Call(
        ("zero_state", "state_is_tuple", "input_size", "activation"),
        "lstm",
        ("BasicLSTMCell", "LSTMStateTuple"),
        ("lstm_step",),
    ),
    Call(("lstm_cell(current_input, state)", "reuse_variables"), "recurrence", ("unroll",), ("unroll", "bptt")),
    Call(("calc_loss", "fully_connected"), "lstm", ("lstm_loss",), ("lstm_loss",)),
    Call(("MultiRNNCell",), "deep", ("MultiRNNCell", "stacked_step", "make_layers"), ("stacked_step", "make_layers")),
    Call(
        ("DropoutWrapper",),
        "dropout",
        ("DropoutWrapper", "dropout_step"),
        ("dropout", "dropout_mask", "dropout_step"),
    ),
    Call(("GRUCell",), "gru", ("GRUCell", "gru_step"), ("gru_step", "gru_step_reset_after")),
    Call(
        ("bidirectional_dynamic_rnn",),
        "bidirectional",
        ("bidirectional_dynamic_rnn", "bidirectional", "reverse_sequence"),
        ("reverse_sequence", "bidirectional"),
    ),
    Call(("bidirectional_rnn", "tf.split"), "bidirectional", ("static_bidirectional_rnn",), ("bidirectional",)),
    Call(("BiRNN",), "bidirectional", ("birnn", "sequence_summary"), ("birnn", "sequence_summary")),
)


def compared_in(call: Call) -> str:
    """Where the reference is compared with TensorFlow 1, Keras 3 and finite differences."""
    return f"tests/solutions/test_{call.chapter}.py"


def table() -> str:
    """All calls, as the README shows them."""
    lines = [
        "| In the tutorial | Chapter | In `solutions` | Exercises | Compared with the original in |",
        "|---|---|---|---|---|",
    ]
    for call in CALLS:
        chapter = f"[{call.chapter}](chapters/{call.chapter}.md)"
        tests = f"[{compared_in(call).rpartition('/')[2]}]({compared_in(call)})"
        cells = [_code(call.names), chapter, _code(call.functions), _code(call.exercises), tests]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _code(names) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    print(table())
