"""The original, still at work: TensorFlow 1's cells, through TensorFlow 2 and the package tf-keras.

tf-keras is found only if TF_USE_LEGACY_KERAS was 1 before TensorFlow was imported; `import keras` is Keras 3 all the
same.
"""

import contextlib
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import tensorflow as tf

tf1 = tf.compat.v1
tf.get_logger().setLevel("ERROR")  # it would say of each call that it is deprecated: the page does, once


@contextlib.contextmanager
def graph() -> Iterator[Any]:
    """A graph of its own, as a program of TensorFlow 1 had it, and a session in which its results are computed."""
    # the warnings: that all of this is deprecated, and why
    with tf.Graph().as_default(), tf1.Session() as session, warnings.catch_warnings(action="ignore"):
        tf1.set_random_seed(1)
        yield session


def compute(build: Callable, variables: Sequence[np.ndarray] = ()) -> Any:
    """The results of the graph that `build` draws, with these values in its variables, in the order of their making."""
    with graph() as session:
        results = tf.nest.map_structure(tf.convert_to_tensor, build())
        if variables:
            for variable, value in zip(tf1.trainable_variables(), variables, strict=True):
                variable.load(value, session)
        return session.run(results)


@contextlib.contextmanager
def says(error: type[Exception]) -> Iterator[None]:
    """Run the lines below in a graph of their own, and print what TensorFlow or Python says to them."""
    try:
        with graph():
            yield
    except error as raised:
        message, _, _of_a_node_in_the_graph = str(raised).partition(" for '{{")
        print(f"{error.__name__}: {message}")
    else:
        raise AssertionError(f"these lines were said to raise {error.__name__}, and raise nothing")
