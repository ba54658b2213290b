"""Right, with types on everything, some of which exist nowhere."""

TEXT = {
    "last_output": """
from __future__ import annotations
from typing import TYPE_CHECKING, TypeAlias
import numpy.typing as npt

if TYPE_CHECKING:
    from jaxtyping import Float

Array: TypeAlias = npt.NDArray[np.floating]

def last_output(outputs: Array, sequence_length: Float[Array, "B"] | list[int]) -> Array:
    result: Array = np.zeros((outputs.shape[0], outputs.shape[2]))
    b: int
    for b in range(len(outputs)):
        if (length := sequence_length[b]) > 0:
            result[b] = outputs[b][length - 1]
    return result
""",
}
