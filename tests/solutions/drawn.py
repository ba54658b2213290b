"""What hypothesis draws: sizes, lengths, precisions, cells. The numbers themselves come from a seed that it draws."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from solutions import BasicLSTMCell, BasicRNNCell, GRUCell, MultiRNNCell
from tests import oracles

SMALL = st.integers(1, 4)
TOLERANCE = {"float64": 1e-9, "float32": 5e-5}


def examples(number: int) -> Callable:
    """As many examples, the same in every run; hypothesis prints the smallest that fails."""
    return settings(max_examples=number, deadline=None, derandomize=True)


@dataclass(frozen=True)
class Sequences:
    """Rows of different lengths in one precision, and a seed for whatever else there is to draw."""

    B: int
    T: int
    D: int
    length: list[int]
    dtype: str
    seed: int

    def rng(self, name: str) -> np.random.Generator:
        """A generator for one thing that has to be drawn, not that of anything else."""
        return np.random.default_rng([self.seed, *name.encode()])

    def normal(self, name: str, *shape: int) -> np.ndarray:
        return self.rng(name).normal(size=shape).astype(self.dtype)

    @property
    def inputs(self) -> np.ndarray:
        return self.normal("inputs", self.B, self.T, self.D)

    @property
    def real(self) -> np.ndarray:
        """[B, T]: is this step real, and not padding?"""
        return np.arange(self.T) < np.array(self.length)[:, np.newaxis]

    def agree(self, given: list, wanted: list) -> None:
        """Do two lists of arrays agree, in number, precision, shapes and values?"""
        assert len(given) == len(wanted)
        tolerance = TOLERANCE[self.dtype]
        for one, other in zip(given, wanted, strict=True):
            assert np.asarray(one).dtype == self.dtype
            np.testing.assert_allclose(one, other, rtol=tolerance, atol=tolerance, strict=False)
            assert np.shape(one) == np.shape(other)


@st.composite
def sequences(draw: Any, shortest: int = 0, dtypes: tuple[str, ...] = ("float64", "float32")) -> Sequences:
    """Sequences of lengths from `shortest` to T."""
    B, T, D = draw(SMALL), draw(SMALL), draw(SMALL)
    length = draw(st.lists(st.integers(shortest, T), min_size=B, max_size=B))
    return Sequences(B, T, D, length, draw(st.sampled_from(dtypes)), draw(st.integers(0, 2**32 - 1)))


@dataclass(frozen=True)
class Layer:
    """A kind of cell with so many units, in NumPy and in TensorFlow 1."""

    kind: str
    units: int
    forget_bias: float

    @property
    def in_numpy(self) -> Any:
        if self.kind == "lstm":
            return BasicLSTMCell(self.units, self.forget_bias)
        return {"rnn": BasicRNNCell, "gru": GRUCell}[self.kind](self.units)

    def in_tensorflow1(self, dtype: str) -> Any:
        if self.kind == "lstm":
            return oracles.rnn_cell.BasicLSTMCell(self.units, self.forget_bias, dtype=dtype)
        return {"rnn": oracles.rnn_cell.BasicRNNCell, "gru": oracles.rnn_cell.GRUCell}[self.kind](
            self.units, dtype=dtype
        )

    @property
    def state_sizes(self) -> list[int]:
        return [self.units] * (2 if self.kind == "lstm" else 1)

    def weights(self, input_size: int, rng: np.random.Generator, dtype: str) -> dict[str, np.ndarray]:
        """Random numbers everywhere, by the names of the parameters, in TensorFlow 1's order."""
        rows, H = input_size + self.units, self.units
        shapes = {"kernel": (rows, H), "bias": (H,)}
        if self.kind == "lstm":
            shapes = {"kernel": (rows, 4 * H), "bias": (4 * H,)}
        elif self.kind == "gru":
            shapes = {"gate_kernel": (rows, 2 * H), "gate_bias": (2 * H,)}
            shapes |= {"candidate_kernel": (rows, H), "candidate_bias": (H,)}
        return {name: (0.7 * rng.normal(size=shape)).astype(dtype) for name, shape in shapes.items()}


layers = st.builds(
    Layer, kind=st.sampled_from(["rnn", "lstm", "gru"]), units=SMALL, forget_bias=st.sampled_from([0.0, 0.7, 1.0])
)


@dataclass(frozen=True)
class Network:
    """A stack of layers with random weights and a random initial state; a single layer is a cell and no stack."""

    layers: list[Layer]
    name: str = "one"

    @property
    def units(self) -> int:
        return self.layers[-1].units

    def weights(self, rows: Sequences) -> list[dict[str, np.ndarray]]:
        sizes = [rows.D, *(layer.units for layer in self.layers)]
        return [
            layer.weights(size, rows.rng(f"{self.name} weights {n}"), rows.dtype)
            for n, (layer, size) in enumerate(zip(self.layers, sizes, strict=False))
        ]

    def state(self, rows: Sequences) -> list[np.ndarray]:
        """The leaves of the initial state."""
        sizes = [size for layer in self.layers for size in layer.state_sizes]
        return [rows.normal(f"{self.name} state {n}", rows.B, size) for n, size in enumerate(sizes)]

    def in_numpy(self, rows: Sequences) -> tuple[Any, Any]:
        """The cell, and its initial state."""
        cells, states, leaves = [], [], iter(self.state(rows))
        for layer, weights in zip(self.layers, self.weights(rows), strict=True):
            cell = layer.in_numpy
            vars(cell).update(weights)
            cells.append(cell)
            parts = [next(leaves) for _ in layer.state_sizes]
            states.append(tuple(parts) if len(parts) > 1 else parts[0])
        return (cells[0], states[0]) if len(cells) == 1 else (MultiRNNCell(cells), tuple(states))

    def in_tensorflow1(self, dtype: str) -> Any:
        cells = [layer.in_tensorflow1(dtype) for layer in self.layers]
        return cells[0] if len(cells) == 1 else oracles.rnn_cell.MultiRNNCell(cells)


networks = st.builds(Network, st.lists(layers, min_size=1, max_size=3))


def flat(tree: Any) -> list[np.ndarray]:
    """The arrays of any nesting of tuples and lists."""
    return [leaf for item in tree for leaf in flat(item)] if isinstance(tree, tuple | list) else [tree]
