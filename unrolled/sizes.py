"""The sizes of a case, called by what they count, and what is true of them."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np

STEP, SEQUENCE = ("rows", "inputs"), ("rows", "steps", "inputs")
STATE, OUTPUTS = ("rows", "units"), ("rows", "steps", "units")
AXES = (
    dict.fromkeys(("x", "x_1"), STEP)
    | dict.fromkeys(("inputs", "new_inputs"), SEQUENCE)
    | dict.fromkeys(("outputs", "outputs_fw", "d_outputs"), OUTPUTS)
    | dict.fromkeys(("h_prev", "c_prev", "d_h", "d_c", "h", "initial_state", "initial_h", "initial_state_fw"), STATE)
    | {"logits": ("rows", "steps", "classes"), "scores": ("rows", "classes")}
)


def sizes(names: tuple[str, ...], arguments: tuple) -> dict[str, int]:
    """The sizes of a case: `{"the number of rows": 3, "the number of steps": 5}`; a whole number goes by its name."""
    found: dict[str, int] = {}
    for name, value in zip(names, arguments, strict=False):
        axes = AXES.get(name, ())
        if isinstance(value, np.ndarray) and value.ndim == len(axes) > 0:
            for what, size in zip(axes, value.shape, strict=True):
                found.setdefault(f"the number of {what}", size)
        elif _is_whole(value):
            found.setdefault(name, int(value))
    return found


def _is_whole(value: Any) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def facts(names: tuple[str, ...], arguments: tuple) -> Iterator[str]:
    """What is true of a case and need not be of another, a fact a sentence; those about one size come first."""
    counted = sizes(names, arguments)
    for what, size in counted.items():
        if size in (0, 1):
            yield f"{what} is {size}"
    steps = counted.get("the number of steps")
    for name, value in zip(names, arguments, strict=False):
        if name == "sequence_length":
            lengths = np.asarray(value)
            if steps is not None and (lengths < steps).any():
                yield "a row ends before the last step"
            if (lengths == 0).any():
                yield "a row has no steps at all"
    for (what, size), (other, its) in combinations(counted.items(), 2):
        if size == its:
            yield f"{what} and {other} are equal"
