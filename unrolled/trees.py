"""Values that cross a boundary: any nesting of tuples, lists and dicts with arrays, numbers and names at the leaves.

A tree is written as a small JSON description and a list of arrays in the npy format, never pickle: reading one
cannot run code. The reader trusts nothing: sizes, types and depth are checked before an array is made.
"""

import io
import json
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

MAXIMUM_BYTES = 64 * 2**20
MAXIMUM_LEAVES = 10_000
MAXIMUM_DESCRIPTION = 4 * 2**20  # parsed, JSON takes thirty times the space of its text
MAXIMUM_DEPTH = 16
PLAIN_KINDS = "biuf"  # booleans, integers and real numbers; no objects, text, dates or records


class NotATree(ValueError):
    """The value, or the bytes that should describe one, is not a tree of arrays; the message says why."""


@dataclass(frozen=True)
class Function:
    """A function among the arguments of an answer, described by a name and arrays: see `unrolled.functions`."""

    name: str
    arguments: tuple


def as_tree(value: Any, depth: int = 0) -> Any:
    """The value as plain tuples, lists, dicts and arrays: a tensor becomes an array, a named tuple a tuple."""
    if depth > MAXIMUM_DEPTH:
        raise NotATree(f"it is nested more than {MAXIMUM_DEPTH} deep")
    if value is None or isinstance(value, str | Function):
        return value
    if isinstance(value, dict):
        return {str(key): as_tree(item, depth + 1) for key, item in value.items()}
    if isinstance(value, tuple | list):
        kind = list if isinstance(value, list) else tuple
        return kind(as_tree(item, depth + 1) for item in value)
    try:
        array = np.asarray(value)
    except Exception as error:
        raise NotATree(f"a {type(value).__name__} cannot be read as an array ({error})") from error
    if array.dtype.kind not in PLAIN_KINDS:
        of_type = f" of {array.dtype.name} type" if isinstance(value, np.ndarray) else ""
        raise NotATree(f"a {type(value).__name__}{of_type} is not an array of real numbers")
    if array.nbytes > MAXIMUM_BYTES:
        raise NotATree(f"an array of shape {list(array.shape)} is too large")
    return np.array(array, subok=False)


def leaves(tree: Any) -> list:
    """The leaves from left to right; a dict in the order of its keys' names."""
    if isinstance(tree, tuple | list):
        return [leaf for item in tree for leaf in leaves(item)]
    if isinstance(tree, dict):
        return [leaf for key in sorted(tree) for leaf in leaves(tree[key])]
    return [tree]


def _describe(tree: Any, arrays: list[np.ndarray]) -> Any:
    """The JSON description of a tree whose arrays are appended to `arrays`."""
    if isinstance(tree, np.ndarray | np.generic):
        arrays.append(np.asarray(tree))
        return {"array": len(arrays) - 1}
    if isinstance(tree, Function):
        return {"function": tree.name, "of": _describe(tree.arguments, arrays)}
    if isinstance(tree, tuple | list):
        kind = "list" if isinstance(tree, list) else "tuple"
        return {kind: [_describe(item, arrays) for item in tree]}
    if isinstance(tree, dict):
        return {"dict": {str(key): _describe(item, arrays) for key, item in tree.items()}}
    if tree is None or isinstance(tree, bool | int | float | str):
        return {"value": tree}
    raise NotATree(f"a {type(tree).__name__} has no place in a tree")


def _rebuild(description: Any, arrays: list[np.ndarray | None], depth: int = 0) -> Any:
    if depth > MAXIMUM_DEPTH + 4:
        raise NotATree("it is nested too deep")
    match description:
        case {"array": int(index)} if 0 <= index < len(arrays) and arrays[index] is not None:
            array, arrays[index] = arrays[index], None  # each but once: a tree is no larger than its bytes
            return array
        case {"function": str(name), "of": of}:
            return Function(name, _rebuild(of, arrays, depth + 1))
        case {"tuple": list(items)}:
            return tuple(_rebuild(item, arrays, depth + 1) for item in items)
        case {"list": list(items)}:
            return [_rebuild(item, arrays, depth + 1) for item in items]
        case {"dict": dict(items)}:
            return {key: _rebuild(item, arrays, depth + 1) for key, item in items.items()}
        case {"value": None | bool() | int() | float() | str() as value}:
            return value
    raise NotATree("its description is not one that `write` makes")


def write(tree: Any, stream: io.BufferedIOBase) -> None:
    """Write one tree: the length of its description, the description, then each array with its length before it.

    NotATree, before anything is written, for what `read` would refuse.
    """
    arrays: list[np.ndarray] = []
    description = _describe(tree, arrays)
    if len(arrays) > MAXIMUM_LEAVES:
        raise NotATree(f"it has more than {MAXIMUM_LEAVES} arrays")
    blocks = [json.dumps({"tree": description, "arrays": len(arrays)}).encode(), *map(_block_of, arrays)]
    if len(blocks[0]) > MAXIMUM_DESCRIPTION:
        raise NotATree("the text and the nesting in it are too much")
    if sum(map(len, blocks)) > MAXIMUM_BYTES:
        raise NotATree(f"it is larger than {MAXIMUM_BYTES} bytes")
    for block in blocks:
        stream.write(len(block).to_bytes(8, "big") + block)
    stream.flush()


def _block_of(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, np.ascontiguousarray(array).reshape(array.shape), allow_pickle=False)
    return buffer.getvalue()


def read(stream: io.BufferedIOBase, maximum_bytes: int = MAXIMUM_BYTES) -> Any:
    """Read one tree; EOFError where the stream ends, NotATree where the bytes are not those of a tree."""
    header = _read_block(stream, min(maximum_bytes, MAXIMUM_DESCRIPTION))
    left = maximum_bytes - len(header)
    try:
        described = json.loads(header)
        count = described["arrays"]
        description = described["tree"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotATree("its description is not JSON") from error
    if not isinstance(count, int) or not 0 <= count <= MAXIMUM_LEAVES:
        raise NotATree(f"it has more than {MAXIMUM_LEAVES} arrays")
    arrays: list[np.ndarray | None] = []
    for _ in range(count):
        block = _read_block(stream, left)
        left -= len(block)
        arrays.append(_array_of(block))
    return _rebuild(description, arrays)


def _read_block(stream: io.BufferedIOBase, maximum_bytes: int) -> bytes:
    length = int.from_bytes(_read_exactly(stream, 8), "big")
    if length > maximum_bytes:
        raise NotATree(f"it is larger than {maximum_bytes} bytes")
    return _read_exactly(stream, length)


def _read_exactly(stream: io.BufferedIOBase, length: int) -> bytes:
    chunks = []
    while length > 0:
        chunk = stream.read(min(length, 2**20))
        if not chunk:
            raise EOFError("the other side closed the connection")
        chunks.append(chunk)
        length -= len(chunk)
    return b"".join(chunks)


def _array_of(block: bytes) -> np.ndarray:
    buffer = io.BytesIO(block)
    try:
        if np.lib.format.read_magic(buffer) != (1, 0):
            raise ValueError("an unknown version of the npy format")
        shape, fortran_order, dtype = np.lib.format.read_array_header_1_0(buffer)
        if dtype.kind not in PLAIN_KINDS or len(shape) > MAXIMUM_DEPTH or min(shape, default=0) < 0:
            raise ValueError("not an array of numbers")
        size = math.prod(shape)
        if size * dtype.itemsize != len(block) - buffer.tell():
            raise ValueError("its header promises another size")
        values = np.frombuffer(block, dtype, offset=buffer.tell(), count=size)
        return values.reshape(shape, order="F" if fortran_order else "C").copy()
    except Exception as error:  # whatever NumPy raises on a malformed header
        raise NotATree(f"an array in it cannot be read ({error})") from error
