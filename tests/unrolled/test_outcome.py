"""What is noticed of a call: its result, what it raised, what it did to its arguments, whether it repeats itself."""

import copy
import io

import numpy as np
import pytest

from unrolled import trees
from unrolled.functions import with_functions
from unrolled.outcome import Outcome, call, shapes
from unrolled.trees import Function, NotATree

STEP = Function("mixing_step", (np.eye(2), np.eye(2), np.ones((2, 3))))


def sent(outcome):
    """The outcome as it arrives at the other side of the boundary."""
    stream = io.BytesIO()
    trees.write(outcome.as_tree(), stream)
    stream.seek(0)
    return Outcome.from_tree(trees.read(stream))


def fill(x, state):
    x[...] = 7
    return x


def grow(x, state):
    state.append(x)
    return x


def remember(x, state, calls=[]):  # noqa: B006 - the very mistake
    calls.append(x)
    return x * len(calls)


@pytest.mark.parametrize("cross", [lambda outcome: outcome, sent], ids=["here", "sent"])
class TestACall:
    def test_are_arguments_left_as_they_were_by_an_answer_that_changes_none(self, cross):
        arguments = (STEP, np.ones(2), ([np.zeros((1, 2))], 3), [2, 1])
        outcome = cross(call(lambda step, x, state, lengths: step(x, state[0])[0], arguments))
        assert outcome.changed_arguments(arguments) == ()
        assert outcome.repeats()

    def test_which_arguments_did_it_change(self, cross):
        arguments = (np.ones(2), [np.zeros(2)])
        assert cross(call(fill, arguments)).changed_arguments(arguments) == (0,)
        assert cross(call(grow, arguments)).changed_arguments(arguments) == (1,)
        np.testing.assert_array_equal(arguments[0], 1)

    def test_does_it_give_the_same_again(self, cross):
        assert not cross(call(remember, (np.ones(2), None))).repeats()
        assert cross(call(remember, (np.ones(2), None), twice=False)).repeats()

    def test_what_did_it_raise(self, cross):
        outcome = cross(call(lambda x: x.nothing, (np.ones(2),)))
        assert outcome.error_kind == "AttributeError"
        assert outcome.error.startswith("AttributeError: 'numpy.ndarray' object")
        assert outcome.changed_arguments((np.ones(2),)) == ()


@pytest.mark.parametrize("raised", [RecursionError, SystemExit, NotImplementedError, AssertionError, MemoryError])
def test_does_an_exception_become_part_of_the_outcome(raised):
    def answer():
        raise raised("x" * 10_000)

    outcome = call(answer, ())
    assert outcome.error_kind == raised.__name__
    assert len(outcome.error) <= 500


def test_does_an_interruption_stop_the_call():
    def answer():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        call(answer, ())


@pytest.mark.parametrize(
    "tree",
    [
        None,
        [],
        {"result": 1},
        {"result": 1, "error": 3, "arguments_after": None, "again": None},
        {"result": 1, "error": None, "arguments_after": None, "again": None, "passed": True},
    ],
)
def test_is_something_else_in_place_of_an_outcome_refused(tree):
    with pytest.raises(NotATree):
        Outcome.from_tree(tree)


@pytest.mark.parametrize("after", [None, "nothing", 3, (), (np.ones(2), np.ones(2)), [np.ones(2)]])
def test_are_arguments_that_came_back_as_something_else_taken_as_changed(after):
    assert Outcome(result=1, arguments_after=after).changed_arguments((np.ones(2),)) == (0,)


def test_are_the_sizes_of_a_case_named():
    arguments = (STEP, np.ones((3, 2)), (np.ones((3, 4)), [np.ones((3, 5))]), 0.5)
    assert shapes(("step", "x", "state", "p"), arguments) == "x [3, 2], state ([3, 4], ([3, 5]))"


def test_can_a_described_step_run_on_any_nesting_of_states():
    step = with_functions(Function("mixing_step", (np.ones((2, 5)), np.ones((5, 5)), np.ones((5, 3)))))
    output, (first, [second]) = step(np.ones((4, 2)), (np.zeros((4, 2)), [np.zeros((4, 3))]))
    assert output.shape == (4, 3)
    assert (first.shape, second.shape) == ((4, 2), (4, 3))


MAKE_CELL = Function("make_cell", (np.zeros((2, 3)), np.ones((2, 3))))


def seen_of(answer):
    """How many cells an answer returned; whether the weights of column j change with those of row i; calls."""
    outcome = call(answer, (MAKE_CELL, 3))
    assert outcome.error is None, outcome.error
    number, kernels, made = outcome.result
    return int(number), kernels.mean(axis=(2, 3)).tolist(), int(made)


def test_which_cells_share_their_weights():
    def apart(make_cell, n):
        return [make_cell() for _ in range(n)]

    def one(make_cell, n):
        return [make_cell()] * n

    def shallow(make_cell, n):
        cell = make_cell()
        return [copy.copy(cell) for _ in range(n)]

    def deep(make_cell, n):
        cell = make_cell()
        return [copy.deepcopy(cell) for _ in range(n)]

    def last_two(make_cell, n):
        return [make_cell()] + [make_cell()] * 2

    own, shared = [[1, 0, 0], [0, 1, 0], [0, 0, 1]], [[1, 1, 1]] * 3
    assert seen_of(apart) == (3, own, 3)
    assert seen_of(one) == (3, shared, 1)
    assert seen_of(shallow) == (3, shared, 1)
    assert seen_of(deep) == (3, own, 1)
    assert seen_of(last_two) == (3, [[1, 0, 0], [0, 1, 1], [0, 1, 1]], 2)


def test_what_is_seen_of_a_list_without_cells():
    number, kernels, made = seen_of(lambda make_cell, n: [make_cell, 1.0, None])
    assert (number, made) == (3, 0)
    assert np.isnan(kernels).all()


def test_does_only_a_list_of_cells_cross_the_boundary():
    assert call(lambda make_cell, n: [make_cell()] * 10**6, (MAKE_CELL, 3)).result[0] == 10**6
    np.testing.assert_array_equal(call(lambda make_cell, n: np.ones(2), (MAKE_CELL, 3)).result, 1)
    assert "MixingCell is not an array" in call(lambda make_cell, n: make_cell(), (MAKE_CELL, 3)).error


def test_does_each_call_count_for_itself_and_leave_the_cells_as_they_were():
    cells = []

    def kept(make_cell, n):
        cells.extend(make_cell() for _ in range(n))
        return cells[-n:]

    outcome = call(kept, (MAKE_CELL, 3))
    assert outcome.repeats()
    assert outcome.changed_arguments((MAKE_CELL, 3)) == ()
    assert len(cells) == 6
    for cell in cells:
        np.testing.assert_array_equal(cell.kernel, 0)


def test_does_a_made_cell_work_as_a_cell_does():
    output, state = with_functions(MAKE_CELL)()(np.ones((4, 2)), np.ones((4, 3)))
    assert output.shape == state.shape == (4, 3)
    assert (output != state).all()


def test_has_each_call_arguments_of_its_own():
    array = np.ones(3)
    copies = with_functions((array, [array], {"a": array}))
    copies[0][0] = 5
    copies[1][0][1] = 5
    np.testing.assert_array_equal(array, 1)
