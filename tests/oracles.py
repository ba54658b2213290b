"""Implementations and methods that share no code with the reference, for it to be compared with.

Each takes the derivatives of a loss by its results, and gives the derivatives of that loss by all that went in.
"""

from collections.abc import Callable, Sequence

import keras
import numpy as np
import tensorflow as tf

from chapters.experiments.tensorflow1 import compute, tf1
from solutions.recurrence import map_state

nn, rnn_cell = tf1.nn, tf1.nn.rnn_cell
Arrays = list[np.ndarray]


def dynamic_rnn(**options) -> Callable:
    """TensorFlow 1's dynamic_rnn, as `tensorflow1` wants it."""
    return lambda cell, inputs, state: nn.dynamic_rnn(cell, inputs, initial_state=state, **options)


def static_rnn(**options) -> Callable:
    """TensorFlow 1's static_rnn, as `tensorflow1` wants it; its results are T outputs and the state."""
    return lambda cell, inputs, state: nn.static_rnn(cell, tf.unstack(inputs, axis=1), state, **options)


def tensorflow1(cell: Callable, run: Callable, inputs, state: Arrays, weights: Arrays, d_results: Arrays):
    """`run(cell(), inputs, state)` in a graph and session of TensorFlow 1, the cell's weights being `weights`.

    Returns:
        results: outputs and the leaves of the state.
        gradients: by the inputs, by the leaves of the state, by the weights.
    """

    def build():
        layer = cell()
        source, leaves = tf.constant(inputs), [tf.constant(leaf) for leaf in state]
        results = tf.nest.flatten(run(layer, source, tf.nest.pack_sequence_as(layer.state_size, leaves)))
        loss = tf.add_n([tf.reduce_sum(result * d) for result, d in zip(results, d_results, strict=True)])
        sources = [source, *leaves, *tf1.trainable_variables()]
        return results, tf.gradients(loss, sources, unconnected_gradients="zero")

    return compute(build, weights)


def keras3(layer: keras.Layer, inputs, state: Arrays, weights: Arrays, d_results: Arrays, mask=None):
    """A recurrent layer of Keras 3 that returns its sequences and its state, its weights being `weights`.

    Returns:
        results: outputs and the leaves of the state.
        gradients: by the inputs, by the leaves of the state, by the weights.
    """
    inputs, state = tf.constant(inputs), [tf.constant(leaf) for leaf in state]
    layer.build(inputs.shape)
    layer.set_weights(weights)
    with tf.GradientTape() as tape:
        tape.watch([inputs, state])
        results = tf.nest.flatten(layer(inputs, initial_state=state, mask=mask))
        loss = tf.add_n([tf.reduce_sum(result * d) for result, d in zip(results, d_results, strict=True)])
    gradients = tape.gradient(loss, [inputs, *state, *(weight.value for weight in layer.trainable_weights)])
    return [np.asarray(each) for each in results], [np.asarray(each) for each in gradients]


def finite_differences(function: Callable, arguments: Sequence[np.ndarray], d_results, epsilon: float = 1e-5) -> Arrays:
    """The derivatives by each array in `arguments` of the sum of function(*arguments) times d_results."""

    def loss() -> float:
        products: list[float] = []
        map_state(lambda result, d: products.append(np.sum(result * d)), function(*arguments), d_results)
        return sum(products)

    arguments = [np.array(argument) for argument in arguments]
    gradients = [np.empty_like(argument) for argument in arguments]
    for argument, gradient in zip(arguments, gradients, strict=True):
        for index in np.ndindex(argument.shape):
            value = argument[index]
            argument[index] = value + epsilon
            above = loss()
            argument[index] = value - epsilon
            gradient[index] = (above - loss()) / (2 * epsilon)
            argument[index] = value
    return gradients
