"""Functions among the arguments of an answer, rebuilt from arrays: the `step` of `unroll`, for one.

They are made for checking only. None is a cell of the course, so that none gives an exercise away; in each, the output
differs from the state and from the input in size and value, so that no two can be mistaken for one another.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from unrolled.trees import Function, leaves


def mixing_step(w_x: np.ndarray, w_s: np.ndarray, w_o: np.ndarray) -> Callable:
    """A step whose state may be any nesting of arrays: new state = tanh(x w_x + state w_s), output = new state w_o."""

    def step(x: Any, state: Any) -> tuple[np.ndarray, Any]:
        parts = [np.asarray(part) for part in leaves(state)]
        mixed = np.tanh(np.asarray(x) @ w_x + np.concatenate(parts, axis=-1) @ w_s)
        ends = np.cumsum([part.shape[-1] for part in parts])[:-1]
        return mixed @ w_o, _nested_as(state, iter(np.split(mixed, ends, axis=-1)))

    return step


def _nested_as(state: Any, parts: Any) -> Any:
    if not isinstance(state, tuple | list):
        return next(parts)
    items = [_nested_as(item, parts) for item in state]
    return type(state)(*items) if hasattr(state, "_fields") else type(state)(items)


def generator(seed: np.ndarray) -> np.random.Generator:
    """A generator of random numbers, always at its beginning: an answer that draws from it alone can be repeated."""
    return np.random.default_rng(int(seed))


def is_generator(described: Any) -> bool:
    """Does this argument stand for a generator?"""
    return isinstance(described, Function) and described.name == "generator"


def generator_as_left(described: Function, now: np.random.Generator) -> Function:
    """The description of a generator after a call: another one if numbers, or generators, were drawn from it."""
    drawn = _draws(now) != _draws(generator(*described.arguments))
    return Function(described.name, (*described.arguments, "after a draw")) if drawn else described


def _draws(rng: np.random.Generator) -> tuple:
    """What changes when numbers are drawn, and what changes when generators are, by `spawn`."""
    return rng.bit_generator.state, rng.bit_generator.seed_seq.n_children_spawned  # type: ignore[attr-defined]


MOST_CELLS = 16  # that are looked into: an answer may return a list of any length


class MixingCell:
    """What `MakeCell` makes: a cell, output, new state = cell(x, state), with a kernel of its own."""

    def __init__(self, kernel: np.ndarray) -> None:
        self.kernel = kernel

    def __call__(self, x: Any, state: Any) -> tuple[np.ndarray, np.ndarray]:
        new_state = np.tanh(np.asarray(x) @ self.kernel + state)
        return 1 - new_state, new_state


class MakeCell:
    """A function that makes a new cell at each call, all of them with the same numbers in a kernel of their own.

    A cell cannot cross the boundary. So the client asks the function that made the cells to probe what was returned.
    """

    def __init__(self, kernel: np.ndarray, change: np.ndarray) -> None:
        self.kernel, self.change, self.made = kernel, change, 0

    def __call__(self) -> MixingCell:
        self.made += 1
        return MixingCell(self.kernel.copy())

    def probe(self, cells: Any) -> Any:
        """Arrays in place of a list of cells: their number; all kernels, after that of each has changed; the calls.

        In row i of the second array the kernel of cell i has grown by `change`, and whatever shares it. What is no
        cell has a kernel of NaN; what is no list of anything stays what it is.
        """
        if not isinstance(cells, tuple | list):
            return cells
        nothing = np.full_like(self.kernel, np.nan)
        kernels = [cell.kernel if self._could_make(cell) else nothing for cell in cells[:MOST_CELLS]]
        after_each = []
        for kernel in kernels:
            kernel += self.change
            after_each.append(np.array(kernels))
            kernel -= self.change
        return len(cells), np.array(after_each), self.made

    def _could_make(self, cell: Any) -> bool:
        """Is it a cell, and not one that was kept from a call with another function?"""
        return isinstance(cell, MixingCell) and cell.kernel.shape == self.kernel.shape


FUNCTIONS: dict[str, Callable] = {"mixing_step": mixing_step, "generator": generator, "make_cell": MakeCell}


def probed(result: Any, arguments: Any) -> Any:
    """The result of a call with these arguments: as arrays, where a function among them made objects for it."""
    makers = [argument for argument in arguments if isinstance(argument, MakeCell)]
    return makers[0].probe(result) if makers else result


def with_functions(tree: Any) -> Any:
    """The tree with each described function replaced by one that can be called, each array by a copy of its own."""
    if isinstance(tree, Function):
        return FUNCTIONS[tree.name](*tree.arguments)
    if isinstance(tree, tuple | list):
        return type(tree)(with_functions(item) for item in tree)
    if isinstance(tree, dict):
        return {key: with_functions(item) for key, item in tree.items()}
    return np.array(tree) if isinstance(tree, np.ndarray) else tree
