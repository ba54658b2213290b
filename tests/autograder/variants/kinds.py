"""The kinds of right answers, each known by its source, and the families of exercises in which it makes sense.

A family is covered where one of its exercises has an answer of that kind. Forms that fit any exercise, such as tensors
and named tuples, are in `forms`.
"""

import inspect
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

FAMILIES = {
    "steps": "rnn_step lstm_step gru_step gru_step_reset_after keras_lstm_step",
    "stacks": "stacked_step unroll_by_layers",
    "loops over time": "unroll dynamic_unroll variational_unroll outputs_dropped gru_outputs unroll_by_layers",
    "gates": "lstm_step gru_step gru_step_reset_after keras_lstm_step",
    "update gates": "gru_step gru_step_reset_after",
    "forget gates": "lstm_step lstm_step_backward lstm_to_keras",
    "ways back": "bptt lstm_step_backward lstm_bptt gru_step_backward dropout_step_backward stacked_step_backward",
    "losses": "lstm_loss stack_loss training_step sequence_cross_entropy",
    "updates": "training_step clip_by_global_norm",
    "lengths": "dynamic_unroll gru_last_state bidirectional",
    "reading ends": "last_output sequence_summary",
    "reversing": "reverse_sequence",
    "dropout": "dropout dropout_step outputs_dropped",
    "masks drawn": "dropout_mask",
    "weights for Keras": "lstm_to_keras gru_to_keras rnn_to_keras stack_to_keras",
    "by hand": "two_steps leaky_memory gate_bias_to_keep signals_needed stack_parameters both_ways dropped_sum_moments",
    "data": "confusion stratified_split standardise nearest_neighbour",
}


class Kind(NamedTuple):
    """A pattern in the source of an answer, and the families that must have one."""

    pattern: str
    families: tuple[str, ...]


MATRICES = "steps", "ways back"
KINDS = {
    "loops over single numbers": Kind(r"ndindex|in range\(H\)|\.tolist\(\)|zip\(.*row", (*MATRICES, "dropout", "data")),
    "a product with @": Kind(r"\w\)? @ ", (*MATRICES, "losses")),
    "a product with dot": Kind(r"\.dot\(", MATRICES),
    "a product with matmul": Kind(r"matmul\(", MATRICES),
    "a product with einsum": Kind(r"einsum\(", (*MATRICES, "dropout", "data")),
    "slices of one kernel": Kind(r"kernel\[D:|kernel\[:D|w, u = kernel", MATRICES),
    "a kernel for each gate": Kind(r"\[n \* H : \(n \+ 1\) \* H\]|slice\(n \* H|kernel\[:D, :H\]", ("gates",)),
    "gates as an axis": Kind(r"reshape\([^)]*[234], ", ("gates",)),
    "split, hsplit, array_split": Kind(r"split\(", (*MATRICES, "weights for Keras")),
    "computed in float32": Kind(
        r"float32",
        ("steps", "loops over time", "ways back", "losses", "lengths", "dropout", "weights for Keras", "data"),
    ),
    "a sigmoid that may overflow": Kind(r"1 / \(1 \+ np\.exp\(-a\)\)", ("gates", "ways back")),
    "a sigmoid from tanh": Kind(r"0\.5 \* \(1 \+ np\.tanh\(a / 2\)\)", ("gates", "ways back")),
    "a stable sigmoid by cases": Kind(r"np\.where\(a >= 0", ("gates", "ways back")),
    "a sigmoid from logaddexp": Kind(r"np\.exp\(-np\.logaddexp\(0, -a\)\)", ("gates", "ways back")),
    "a sigmoid of clipped numbers": Kind(r"np\.exp\(-np\.clip\(", ("gates", "ways back")),
    "a sigmoid number by number": Kind(r"np\.vectorize\(", ("gates", "ways back")),
    "preallocated": Kind(r"np\.(zeros|empty)\(", ("loops over time", "lengths", "reading ends", "stacks", "data")),
    "stacked": Kind(r"np\.stack\(", ("loops over time", "lengths", "stacks")),
    "concatenated step after step": Kind(r"np\.concatenate\(\(outputs, ", ("loops over time",)),
    "time as the first axis": Kind(r"moveaxis|swapaxes|transpose\(1, 0, 2\)", ("loops over time", "losses", "lengths")),
    "layer after layer": Kind(r"for .*layer.*:\n.*\n\s+for ", ("stacks", "losses")),
    "time after time": Kind(r"for t in .*\n(.*\n)*\s+for .*layer|by_index\(x, states", ("stacks", "losses")),
    "recursion": Kind(r"def (\w+)\((.*\n)*.*[ (-]\1\(", ("loops over time", "ways back", "losses", "stacks")),
    "a fold with reduce": Kind(r"reduce\(", ("loops over time", "stacks")),
    "a generator": Kind(r"yield ", ("loops over time", "lengths")),
    "where": Kind(r"np\.where\(", ("lengths", "dropout", "reading ends", "masks drawn")),
    "a multiplied mask": Kind(r"\* \w*(mask|live|running)|(mask|live) \*", ("lengths", "dropout", "losses")),
    "early exit and zero fill": Kind(r"range\((max\(|longest)", ("lengths",)),
    "row by row": Kind(
        r"for \w+, \w+ in (enumerate|zip)\(|for b in range", ("lengths", "reading ends", "reversing", "data")
    ),
    "gathered afterwards": Kind(r"states\)\[|\)\[length, |take_along_axis|gather", ("lengths", "reading ends")),
    "the live rows alone": Kind(r"\[live\]|\[live, t\]", ("lengths",)),
    "the forget bias folded into a copy of the bias": Kind(r"bias\[[^]]*\] \+= forget_bias", ("forget gates",)),
    "c + u * (h - c)": Kind(r"\+ \w \* \(h_prev - ", ("update gates",)),
    "h + (1 - u) * (c - h)": Kind(r"\+ \(1 - u\) \* \(\w+ - h_prev\)", ("update gates",)),
    "masks from random": Kind(r"rng\.random\(", ("masks drawn",)),
    "masks from uniform": Kind(r"rng\.uniform\(", ("masks drawn",)),
    "masks from binomial": Kind(r"rng\.binomial\(", ("masks drawn",)),
    "masks from choice": Kind(r"rng\.choice\(", ("masks drawn",)),
    "masks from integers": Kind(r"rng\.integers\(", ("masks drawn",)),
    "masks from another distribution": Kind(r"rng\.(normal|standard_exponential|exponential)\(size", ("masks drawn",)),
    "masks row by row": Kind(r"for _ in range\(shape\[0\]\)", ("masks drawn",)),
    "masks number by number": Kind(r"ndindex\(\*shape", ("masks drawn",)),
    "masks from the last to the first": Kind(r"\[::-1\]", ("masks drawn",)),
    "masks from TensorFlow, seeded by the generator": Kind(r"tf\.random", ("masks drawn",)),
    "masks from Keras, seeded by the generator": Kind(r"keras\.random", ("masks drawn",)),
    "masks from a generator made of the generator": Kind(r"rng\.spawn\(|default_rng\(rng", ("masks drawn",)),
    "masks from Python's generator, seeded by the generator": Kind(r"random\.Random\(", ("masks drawn",)),
    "reversed by flips": Kind(r"\[::-1\]|np\.flip\(", ("reversing",)),
    "reversed by gathering": Kind(r"np\.arange\(len\(inputs\)\)\[:, None\]|take_along_axis", ("reversing",)),
    "reversed by reverse_sequence": Kind(r"tf\.reverse_sequence", ("reversing",)),
    "reversed by a matrix": Kind(r"np\.eye\(", ("reversing",)),
    "reversed in place, in a copy": Kind(r"\[b, :n\] = ", ("reversing",)),
    "clipped with a small epsilon": Kind(r"norm \+ 1e-", ("updates",)),
    "clipped in a condition": Kind(r"if norm >=? ?clip_norm|if norm > clip_norm", ("updates",)),
    "gradients by name": Kind(r"dict\(|return \{", ("ways back", "updates")),
    "lengths as a list": Kind(r"list\(sequence_length|sequence_length\]", ("lengths", "reading ends")),
    "lengths of 32 bits": Kind(r"int32", ("lengths", "reading ends")),
    "helper functions": Kind(r"\n    def ", ("gates", "ways back", "losses", "lengths")),
    "keyword arguments of its own": Kind(
        r", \*, \w+=|\*\*\w+\):|, \w+=[^)]*\):", (*MATRICES, "by hand", "dropout", "data")
    ),
    "minus zero": Kind(r"-\(-", ("lengths", "dropout")),
    "not contiguous": Kind(r"# not contiguous|swapaxes\(outputs|transpose\(1, 0, 2\), ", ("steps", "loops over time")),
    "printing": Kind(r"print\(", ("steps", "losses", "reading ends", "stacks")),
    "warnings": Kind(r"warnings\.warn", ("steps",)),
    "plotting": Kind(r"matplotlib", ("steps",)),
    "a gradient tape": Kind(r"GradientTape", ("ways back", "updates")),
    "central differences": Kind(r"\(2 \* eps\)|/ 2e-5", ("ways back", "by hand")),
    "TensorFlow": Kind(
        r"import tensorflow", ("steps", "loops over time", "lengths", "reading ends", "losses", "dropout")
    ),
    "Keras": Kind(r"import keras", ("steps", "weights for Keras", "by hand")),
    "apply_along_axis": Kind(r"apply_along_axis", ("steps", "data")),
    "a class": Kind(r"class \w+", ("steps",)),
    "a dataclass": Kind(r"@dataclass", ("gates",)),
    "a named tuple": Kind(r"State\(|namedtuple", ("gates",)),
    "a cache": Kind(r"cache", ("ways back",)),
    "Python's math": Kind(r"math\.", ("steps", "by hand", "losses")),
}


def kinds_of(answer: Callable) -> set[str]:
    """The kinds of an answer, by its source and that of the helpers it names."""
    source = "\n".join(_sources(answer, set()))
    return {name for name, kind in KINDS.items() if re.search(kind.pattern, source)}


def _sources(answer: Callable, seen: set) -> Iterator[str]:
    answer = getattr(answer, "func", answer)  # a partial function's own
    function = answer if inspect.isfunction(answer) else type(answer).__call__
    if function in seen:
        return
    seen.add(function)
    yield inspect.getsource(answer if function is answer else type(answer))
    used = inspect.getclosurevars(function)
    for helper in {**used.nonlocals, **used.globals}.values():
        helper = inspect.unwrap(helper) if callable(helper) else helper  # one with a cache around it, for one
        if inspect.isfunction(helper) and helper.__module__.startswith(__package__):
            yield from _sources(helper, seen)
