"""Forms that a right answer may have, whatever it computes: each makes another right answer of one to any exercise.

`RETURNED` change each array or number that is returned, `NESTED` and `NAMED` how they are put together, `TAKEN` what is
made of the lengths of sequences first, and `WRITTEN` the function around it all.
"""

import logging
import sys
import types
import warnings
from collections import OrderedDict, namedtuple
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

import numpy as np

from autograder.exercise import Exercise

Form = Callable[[Any], Any]
RETURNED: list[Form] = []
NESTED: list[Form] = []
NAMED: list[Callable[[tuple, Any], Any]] = []
TAKEN: list[Form] = []
WRITTEN: list[Form] = []


def one_of(forms: list) -> Callable[[Callable], Callable]:
    """Register a form; its name says what is special about it."""

    def register(form: Callable) -> Callable:
        forms.append(form)
        return form

    return register


def forms_of(exercise: Exercise) -> list[tuple[str, Callable]]:
    """All forms of the reference of an exercise, by the name of the form."""
    answer = exercise.function
    lengths = [place for place, name in enumerate(exercise.argument_names) if "sequence_length" in name]
    formed = [(form, _returning(partial(_each, form), answer)) for form in RETURNED]
    formed += [(form, _returning(form, answer)) for form in NESTED]
    formed += [(form, _taking(form, lengths, answer)) for form in TAKEN if lengths]
    formed += [(form, form(answer)) for form in WRITTEN]
    if len(exercise.results) > 1:
        formed += [(form, _returning(partial(form, exercise.results), answer)) for form in NAMED]
    return [(form.__name__, made) for form, made in formed]


def _returning(change: Callable, answer: Callable) -> Callable:
    return lambda *arguments: change(answer(*arguments))


def _taking(change: Callable, places: list[int], answer: Callable) -> Callable:
    return lambda *arguments: answer(*(change(one) if n in places else one for n, one in enumerate(arguments)))


def _each(change: Callable, result: Any) -> Any:
    """The change made to each array and number; cells stay what they are."""
    if isinstance(result, tuple | list):
        return type(result)(_each(change, item) for item in result)
    return change(result) if isinstance(result, np.ndarray | np.generic | bool | int | float) else result


# Arrays and numbers.


@one_of(RETURNED)
def a_tensor(array):
    import tensorflow as tf

    return tf.constant(array)


@one_of(RETURNED)
def a_variable(array):
    import tensorflow as tf

    return tf.Variable(array)


@one_of(RETURNED)
def in_single_precision(array):
    return np.asarray(array, np.float32)


@one_of(RETURNED)
def in_extended_precision(array):
    return np.asarray(array, np.longdouble)


@one_of(RETURNED)
def in_the_other_byte_order(array):
    array = np.asarray(array)
    return array.astype(array.dtype.newbyteorder())


@one_of(RETURNED)
def whole_numbers_where_they_are_exact(array):
    whole = np.asarray(array).astype(int)
    return whole if np.array_equal(whole, array) else array


@one_of(RETURNED)
def nested_lists(array):
    return np.asarray(array).tolist()  # a number becomes one of Python's


@one_of(RETURNED)
def a_list_of_rows(array):
    return list(array) if np.ndim(array) else array


@one_of(RETURNED)
def a_tuple_of_tensors(array):
    import tensorflow as tf

    return tuple(tf.unstack(array)) if np.ndim(array) else tf.constant(array)


@one_of(RETURNED)
class ArrayLike:
    """Another library's array, that is all that can be known of it: NumPy can read it."""

    def __init__(self, values):
        self._values = values

    def __array__(self, dtype=None, copy=None):
        return np.array(self._values, dtype)


class Named(np.ndarray):
    """An array with a name, as students of NumPy's manual write it."""

    name = ""


@one_of(RETURNED)
def of_a_class_of_its_own(array):
    return np.asarray(array).view(Named)


@one_of(RETURNED)
def a_masked_array(array):
    return np.ma.masked_array(array)


@one_of(RETURNED)
def a_matrix(array):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # NumPy advises against it, and students find it in old answers
        return np.asmatrix(array) if np.ndim(array) == 2 else array


@one_of(RETURNED)
def in_fortran_order(array):
    return np.asfortranarray(array) if np.ndim(array) else array


@one_of(RETURNED)
def every_other_number_of_a_larger_array(array):
    return np.repeat(array, 2, axis=-1)[..., ::2] if np.ndim(array) else array


@one_of(RETURNED)
def turned_round_twice(array):
    return np.flip(np.flip(array).copy())


@one_of(RETURNED)
def read_only(array):
    array = np.array(array)
    array.flags.writeable = False
    return array


@one_of(RETURNED)
def broadcast_along_nothing(array):
    return np.broadcast_to(array, np.shape(array))


@one_of(RETURNED)
def minus_zero_for_zero(array):
    return np.where(np.equal(array, 0), -0.0, array)


@one_of(RETURNED)
def rounded_to_seven_digits(array):
    return np.round(array, 7)


@one_of(RETURNED)
def a_number_in_an_array_of_no_axes(array):
    return np.array(array)


@one_of(RETURNED)
def a_number_in_an_array_of_one(array):
    return np.reshape(array, (1,)) if np.ndim(array) == 0 else array


@one_of(RETURNED)
def a_number_of_python(array):
    return np.asarray(array).item() if np.ndim(array) == 0 else array


@one_of(RETURNED)
def a_number_of_numpy(array):
    return np.float64(array) if np.ndim(array) == 0 else array


# How results are put together.


@one_of(NESTED)
def lists_for_tuples(result):
    return [lists_for_tuples(item) for item in result] if isinstance(result, tuple | list) else result


@one_of(NESTED)
def tuples_for_lists(result):
    return tuple(tuples_for_lists(item) for item in result) if isinstance(result, tuple | list) else result


@one_of(NESTED)
def named_tuples(result):
    if not isinstance(result, tuple):
        return result
    return namedtuple("Results", [f"r{n}" for n in range(len(result))])(*map(named_tuples, result))


@one_of(NESTED)
def one_array_for_results_of_one_shape(result):
    """(c, h) as an array [2, B, H]."""
    alike = isinstance(result, tuple) and all(isinstance(one, np.ndarray | float) for one in result)
    return np.stack(result) if alike and len(set(map(np.shape, result))) == 1 else result


@one_of(NAMED)
def by_name(names, result):
    return dict(zip(names, result, strict=True))


@one_of(NAMED)
def by_name_in_another_order(names, result):
    return OrderedDict(reversed(by_name(names, result).items()))


# Lengths.


@one_of(TAKEN)
def lengths_as_a_list(lengths):
    return [int(length) for length in lengths]


@one_of(TAKEN)
def lengths_of_32_bits(lengths):
    return np.asarray(lengths, np.int32)


@one_of(TAKEN)
def lengths_of_64_bits(lengths):
    return np.array(lengths, dtype="int64")


# The function around it.


@one_of(WRITTEN)
def a_lambda(answer):
    return lambda *a, **k: answer(*a, **k)


@one_of(WRITTEN)
def a_partial_function(answer):
    return partial(answer)


@one_of(WRITTEN)
def an_object_that_can_be_called(answer):
    class Answer:
        def __call__(self, *arguments):
            return answer(*arguments)

    return Answer()


@one_of(WRITTEN)
def a_method(answer):
    class Model:
        def __init__(self):
            self.calls = 0

        def forward(self, *arguments):
            self.calls += 1
            return answer(*arguments)

    return Model().forward


@one_of(WRITTEN)
def a_static_method(answer):
    return types.SimpleNamespace(answer=staticmethod(answer)).answer


@one_of(WRITTEN)
def decorated(answer):
    def logged(function):
        @wraps(function)
        def inner(*arguments, **options):
            logging.getLogger("student").warning("called with %d arguments", len(arguments))
            return function(*arguments, **options)

        return inner

    return logged(answer)


@one_of(WRITTEN)
def with_options_of_its_own(answer):
    def with_options(*arguments, verbose=True, file=None, **others):
        if verbose:
            print(len(arguments), others, file=file or sys.stderr)
        return answer(*arguments)

    return with_options


@one_of(WRITTEN)
def printing_and_warning(answer):
    def talkative(*arguments):
        print("\x1b[31m", arguments, "\N{SNOWMAN}")
        warnings.warn("overflow encountered in exp", RuntimeWarning, stacklevel=2)
        return answer(*arguments)

    return talkative


@one_of(WRITTEN)
def a_generator_run_to_its_end(answer):
    def steps(*arguments):
        yield None
        yield answer(*arguments)

    return lambda *arguments: list(steps(*arguments))[-1]


@one_of(WRITTEN)
def tried_again_after_an_error(answer):
    def retrying(*arguments):
        try:
            raise ValueError("operands could not be broadcast together")
        except ValueError:
            return answer(*arguments)

    return retrying


@one_of(WRITTEN)
def counting_its_calls_in_a_global_table(answer, seen={}):  # noqa: B006
    def counting(*arguments):
        key = tuple(map(np.shape, filter(lambda one: isinstance(one, np.ndarray), arguments)))
        seen[key] = seen.get(key, 0) + 1
        return answer(*arguments)

    return counting


@one_of(WRITTEN)
def the_same_arrays_at_each_call(answer, kept={}):  # noqa: B006
    """Results go into arrays that were made at the first call with such shapes, and are overwritten by the next."""

    def kept_in(key, result):
        if isinstance(result, tuple | list):
            return type(result)(kept_in((*key, n), item) for n, item in enumerate(result))
        if not isinstance(result, np.ndarray):
            return result
        buffer = kept.setdefault((key, result.shape, result.dtype), np.empty_like(result))
        buffer[...] = result
        return buffer

    return lambda *arguments: kept_in((id(answer),), answer(*arguments))


@one_of(WRITTEN)
def seeding_numpys_own_generator(answer):
    def seeded(*arguments):
        np.random.seed(0)
        np.random.normal(size=3)
        return answer(*arguments)

    return seeded


@one_of(WRITTEN)
def strict_about_its_numbers(answer):
    def strict(*arguments):
        with np.errstate(divide="raise"):
            return answer(*arguments)

    return strict
