"""Random sequences and weights, at sizes that tell mistakes apart."""

from typing import NamedTuple

import numpy as np
import pytest


class Sizes(NamedTuple):
    """Rows in the batch, steps of time, inputs, units."""

    B: int
    T: int
    D: int
    H: int


SIZES = {
    "all different": Sizes(B=4, T=6, D=3, H=5),
    "B = H": Sizes(B=5, T=4, D=3, H=5),
    "D = H": Sizes(B=3, T=4, D=5, H=5),
    "B = T": Sizes(B=4, T=4, D=2, H=3),
    "T = 1": Sizes(B=4, T=1, D=3, H=2),
    "all 1": Sizes(B=1, T=1, D=1, H=1),
}
every_size = pytest.mark.parametrize("sizes", SIZES.values(), ids=SIZES.keys())

DIFFERENT = SIZES["all different"]
LENGTHS = {
    "full, 1, 0 and between": [6, 1, 0, 4],
    "all below T": [5, 2, 3, 1],
    "all 0": [0, 0, 0, 0],
    "all T": [6, 6, 6, 6],
}
every_length = pytest.mark.parametrize("length", LENGTHS.values(), ids=LENGTHS.keys())


class Example(NamedTuple):
    """What a recurrent network runs on, and the derivatives of some loss by its outputs and by its final state."""

    inputs: np.ndarray
    state: list[np.ndarray]
    kernel: np.ndarray
    bias: np.ndarray
    d_outputs: np.ndarray
    d_state: list[np.ndarray]


def example(sizes: Sizes, states: int = 1, blocks: int = 1, seed: int = 0) -> Example:
    """Random numbers everywhere, zeros nowhere: `states` arrays to a state, `blocks` of H columns in the kernel."""
    B, T, D, H = sizes
    normal = np.random.default_rng(seed).normal
    return Example(
        inputs=normal(size=(B, T, D)),
        state=[normal(size=(B, H)) for _ in range(states)],
        kernel=normal(size=(D + H, blocks * H)),
        bias=normal(size=blocks * H),
        d_outputs=normal(size=(B, T, H)),
        d_state=[normal(size=(B, H)) for _ in range(states)],
    )


def assert_all_close(given, wanted, tolerance: float = 1e-10) -> None:
    """Two lists of arrays agree, in number, shapes and values."""
    assert len(given) == len(wanted)
    for one, other in zip(given, wanted, strict=True):
        assert np.shape(one) == np.shape(other)
        np.testing.assert_allclose(one, other, rtol=tolerance, atol=tolerance)
