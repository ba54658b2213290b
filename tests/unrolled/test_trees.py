"""What crosses the boundary: does it arrive as it was sent, and does no bytes that anyone sends do harm?"""

import contextlib
import io
import json
import tracemalloc
from collections import namedtuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

from unrolled import trees
from unrolled.trees import Function, NotATree, as_tree, leaves

State = namedtuple("State", "c h")

arrays = st_numpy.arrays(
    st.one_of(
        st_numpy.boolean_dtypes(),
        st_numpy.integer_dtypes(endianness="="),
        st_numpy.unsigned_integer_dtypes(endianness="="),
        st_numpy.floating_dtypes(endianness="="),
    ),
    st_numpy.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=3),
)
plain = st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(allow_nan=False) | st.text(max_size=5)
all_trees = st.recursive(
    arrays | plain,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
        | st.builds(Function, st.text(max_size=5), st.lists(inner, max_size=2).map(tuple))
    ),
    max_leaves=8,
)


def written(tree):
    stream = io.BytesIO()
    trees.write(tree, stream)
    return stream.getvalue()


def read(content, **limits):
    return trees.read(io.BytesIO(content), **limits)


def assert_same(one, other):
    assert type(one) is type(other)
    if isinstance(one, np.ndarray):
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other)
    elif isinstance(one, tuple | list):
        assert len(one) == len(other)
        for first, second in zip(one, other, strict=True):
            assert_same(first, second)
    elif isinstance(one, dict):
        assert list(one) == list(other)
        assert_same(list(one.values()), list(other.values()))
    elif isinstance(one, Function):
        assert one.name == other.name
        assert_same(one.arguments, other.arguments)
    else:
        assert one == other


@settings(deadline=None)  # how long it takes is not the question
@given(all_trees)
def test_does_a_tree_arrive_as_it_was_sent(tree):
    assert_same(tree, read(written(tree)))


@pytest.mark.parametrize(
    "array",
    [np.arange(6.0).reshape(2, 3).T, np.asfortranarray(np.ones((3, 2))), np.arange(8)[::-2], np.array(2.5)],
    ids=["transposed", "Fortran order", "every other, backwards", "no axis"],
)
def test_does_an_array_arrive_however_it_lies_in_memory(array):
    assert_same(np.array(array), read(written(array)))


def test_are_several_trees_read_one_after_the_other():
    stream = io.BytesIO(written({"a": 1}) + written([np.ones(3)]))
    assert trees.read(stream) == {"a": 1}
    assert_same([np.ones(3)], trees.read(stream))
    with pytest.raises(EOFError):
        trees.read(stream)


def test_is_an_array_that_arrived_ones_own_to_change():
    array = read(written(np.zeros(3)))
    array[0] = 1
    assert array.flags.writeable
    assert array.flags.owndata


# What a stranger may send.


@pytest.mark.filterwarnings("ignore")  # NumPy reads a header as Python, which warns of odd text
@settings(max_examples=300, deadline=None)
@given(st.data())
def test_is_damaged_content_refused_and_nothing_worse(data):
    content = bytearray(written({"result": (np.arange(4.0), [np.ones((2, 2)), None]), "error": "no"}))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(NotATree, EOFError):  # the two ways to refuse
        read(bytes(content), maximum_bytes=10_000)


@settings(deadline=None)
@given(st.integers(0, 500))
def test_is_content_that_stops_early_noticed(length):
    content = written({"result": (np.arange(4.0), [np.ones((2, 2))])})
    if length < len(content):
        with pytest.raises(EOFError):
            read(content[:length])


def block(content):
    return len(content).to_bytes(8, "big") + content


def message(tree, count=0, *blocks):
    return block(json.dumps({"tree": tree, "arrays": count}).encode()) + b"".join(block(one) for one in blocks)


def npy(header, values=b""):
    text = header.encode()
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + values


HEADER = "{'descr': %r, 'fortran_order': %s, 'shape': %s, }\n"
ONE = {"array": 0}
DEEP = b'{"tree": ' + b'{"list": [' * 5000 + b"]}" * 5000 + b', "arrays": 0}'

HOSTILE = {
    "a length beyond any memory": b"\xff" * 8,
    "not JSON": block(b"{'tree': 1"),
    "JSON of another kind": block(b"[1, 2]"),
    "JSON in no encoding": block(b"\xff\xfe\xff"),
    "nothing": block(b""),
    "nested too deep for JSON": block(DEEP),
    "nested too deep": block(b'{"tree": ' + b'{"list": [' * 50 + b"]}" * 50 + b', "arrays": 0}'),
    "a description of an unknown kind": message({"pickle": "x"}),
    "a list that is none": message({"list": "abc"}),
    "a value that is none": message({"value": [1]}),
    "an array that is not there": message(ONE),
    "one array in many places": message({"list": [ONE, ONE]}, 1, npy(HEADER % ("<f8", False, "()"), bytes(8))),
    "a description that is longer than it may be": block(b'{"tree": {"list": [' + b"[], " * 2**20 + b"[]]}}"),
    "an array counted from the end": message({"array": -1}, 1, npy(HEADER % ("<f8", False, "()"), bytes(8))),
    "a negative number of arrays": message({"value": 1}, -1),
    "too many arrays": message({"value": 1}, 10**9),
    "a number of arrays that is none": message({"value": 1}, "1"),
    "objects": message(ONE, 1, npy(HEADER % ("|O", False, "(1,)"), bytes(8))),
    "text": message(ONE, 1, npy(HEADER % ("<U4", False, "(1,)"), bytes(16))),
    "records": message(ONE, 1, npy(HEADER % ([("a", "<f8")], False, "(1,)"), bytes(8))),
    "complex numbers": message(ONE, 1, npy(HEADER % ("<c16", False, "(1,)"), bytes(16))),
    "dates": message(ONE, 1, npy(HEADER % ("<M8[s]", False, "(1,)"), bytes(8))),
    "a negative size": message(ONE, 1, npy(HEADER % ("<f8", False, "(-1,)"), bytes(8))),
    "two negative sizes": message(ONE, 1, npy(HEADER % ("<f8", False, "(-1, -1)"), bytes(8))),
    "more values than there are": message(ONE, 1, npy(HEADER % ("<f8", False, "(10**12,)"), bytes(8))),
    "a size beyond any memory": message(ONE, 1, npy(HEADER % ("<f8", False, "(1000000000000,)"), bytes(8))),
    "no value, of a size beyond any memory": message(ONE, 1, npy(HEADER % ("<f8", False, "(0, 10000000000000000000)"))),
    "more axes than there can be": message(ONE, 1, npy(HEADER % ("<f8", False, f"({'1, ' * 100})"), bytes(8))),
    "fewer values than there are": message(ONE, 1, npy(HEADER % ("<f8", False, "(1,)"), bytes(80))),
    "a header that runs code": message(ONE, 1, npy("__import__('os').abort()\n")),
    "a header that is endless": message(ONE, 1, npy("(" * 60000)),
    "no npy at all": message(ONE, 1, b"\x80\x04pickle"),
    "another version of npy": message(ONE, 1, b"\x93NUMPY\x03\x00" + bytes(20)),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_is_hostile_content_refused_without_taking_memory(content):
    tracemalloc.start()
    try:
        with pytest.raises(NotATree):
            read(content)
        assert tracemalloc.get_traced_memory()[1] < 10 * 2**20
    finally:
        tracemalloc.stop()


def test_does_a_promise_of_much_take_memory_only_as_it_is_kept():
    tracemalloc.start()
    try:
        with pytest.raises(EOFError):
            read((3 * 2**20).to_bytes(8, "big") + b"little")
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()


def test_is_a_tree_refused_that_is_larger_than_it_may_be():
    many = written([np.zeros(1000)] * 10)
    assert len(read(many)) == 10
    with pytest.raises(NotATree, match="larger than"):
        read(many, maximum_bytes=20_000)


@pytest.mark.parametrize("tree", [[0.0] * 20_000, [np.zeros(2**20)] * 10, "x" * 2**23], ids=["arrays", "bytes", "text"])
def test_is_nothing_written_that_would_be_refused(tree):
    stream = io.BytesIO()
    with pytest.raises(NotATree):
        trees.write(as_tree(tree), stream)
    assert stream.getvalue() == b""


# What an answer may return.


class Tensor:
    """Anything that can be read as an array."""

    def __init__(self, values):
        self.values = np.array(values)

    def __array__(self, dtype=None, copy=None):
        return self.values.astype(dtype)


class Noisy(np.ndarray):
    def __eq__(self, other):
        return np.ones(self.shape, bool)


@pytest.mark.parametrize(
    ("value", "tree"),
    [
        (Tensor([1.0, 2.0]), np.array([1.0, 2.0])),
        (State(np.ones(2), [3]), (np.ones(2), [np.array(3)])),
        ({"b": 1.5, 2: None}, {"b": np.array(1.5), "2": None}),
        (np.float32(2), np.array(2, np.float32)),
        (True, np.array(True)),
        (np.ones(2).view(Noisy), np.ones(2)),
        ("text", "text"),
    ],
    ids=["array-like", "named tuple", "dict", "scalar", "boolean", "subclass", "text"],
)
def test_what_does_a_result_become(value, tree):
    assert_same(tree, as_tree(value))


def self_containing():
    loop = []
    loop.append(loop)
    return loop


@pytest.mark.parametrize(
    "value",
    [
        (n for n in range(3)),
        {1, 2},
        1 + 2j,
        np.array([1, "a"], object),
        np.array(["a"]),
        np.datetime64("2000-01-01"),
        lambda x: x,
        object(),
        self_containing(),
        np.broadcast_to(1.0, (10**6, 10**6)),
        b"bytes",
    ],
    ids=["generator", "set", "complex", "objects", "text", "date", "function", "object", "loop", "huge", "bytes"],
)
def test_is_a_result_refused_that_is_no_tree_of_numbers(value):
    with pytest.raises(NotATree):
        as_tree(value)


def test_do_the_leaves_of_a_dict_come_in_the_order_of_its_names():
    assert leaves({"b": [1, (2, 3)], "a": 0}) == [0, 1, 2, 3]
