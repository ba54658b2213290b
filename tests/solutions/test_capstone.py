"""The project's signals, and the parts of an honest comparison: are they what their descriptions say?"""

import keras
import numpy as np
import pytest
import tensorflow as tf

from solutions.capstone import (
    confusion,
    draw_shapes,
    draw_signals,
    draw_task,
    nearest_neighbour,
    real_steps,
    signals_needed,
    standardise,
    stratified_split,
)
from solutions.capstone_keras import train_and_predict


@pytest.fixture
def rng():
    return np.random.default_rng(0)


@pytest.mark.parametrize("seed", range(3))
def test_are_the_shapes_of_a_task_equally_far_from_each_other(seed):
    mixtures = draw_shapes(np.random.default_rng(seed))
    np.testing.assert_allclose(mixtures @ mixtures.T, np.eye(3), atol=1e-12)


def test_are_all_lengths_and_classes_drawn_equally_often(rng):
    (_, sequence_length, labels), (new_inputs, _, _) = draw_task(rng, 5000, 2)
    assert set(sequence_length) == set(range(22, 49))
    assert new_inputs.shape == (2, 48, 1)
    shares = np.bincount(labels, minlength=9) / 5000
    assert np.all(abs(shares - 1 / 9) < 5 * np.sqrt(1 / 9 * 8 / 9 / 5000))


def test_does_the_label_say_which_shape_comes_first_and_which_last(rng):
    only_the_first_shows = np.array([[1000.0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
    inputs, sequence_length, labels = draw_signals(rng, only_the_first_shows, 1000)
    for signal, length, label in zip(inputs[..., 0], sequence_length, labels, strict=True):
        if length < 30:  # two shapes, neither of them shorter than 7 steps
            [shown] = np.nonzero(abs(signal[:length] - 50) > 200)
            first, last = divmod(label, 3)
            assert len(shown) > 0 or 0 not in (first, last)
            if (first == 0) != (last == 0):
                assert shown[-1] < length - 6 if first == 0 else shown[0] > 6


def test_stands_an_older_recording_past_the_end(rng):
    inputs, sequence_length, _ = draw_signals(rng, draw_shapes(rng), 500)
    real = real_steps(inputs, sequence_length)
    assert inputs.dtype == np.float32
    assert inputs[real].std() == pytest.approx(inputs[~real].std(), rel=0.1)


def test_is_each_task_new():
    one, other = (draw_task(np.random.default_rng(seed), 20, 20) for seed in (0, 1))
    again = draw_task(np.random.default_rng(0), 20, 20)
    assert not np.isin(one[1][0], other[1][0]).any()
    np.testing.assert_array_equal(one[1][0], again[1][0])


@pytest.mark.parametrize(("p", "q"), [(0.9, 0.2), (0.75, 0.7), (0.1, 0.12)])
def test_are_so_many_signals_enough_and_one_less_too_few(p, q):
    def deviation(M):
        return np.sqrt(p * (1 - p) / M + q * (1 - q) / M)

    M = signals_needed(p, q)
    assert deviation(M) * 2 <= abs(p - q) < deviation(M - 1) * 2
    assert signals_needed(q, p) == M


def test_does_an_experiment_agree_with_the_deviation_on_paper(rng):
    M = signals_needed(0.8, 0.7)
    measured = (rng.binomial(M, 0.8, 20_000) - rng.binomial(M, 0.7, 20_000)) / M
    assert 2 * measured.std() == pytest.approx(0.1, rel=0.03)


@pytest.mark.parametrize(("M", "K"), [(40, 5), (4, 4), (1, 2), (3, 7)])
def test_is_the_table_that_of_tensorflow_and_the_accuracy_that_of_keras(rng, M, K):
    labels, scores = rng.integers(K, size=M), rng.normal(size=(M, K))
    counts, accuracy = confusion(labels, scores)
    np.testing.assert_array_equal(counts, tf.math.confusion_matrix(labels, scores.argmax(axis=1), K))
    assert accuracy == pytest.approx(np.mean(keras.metrics.sparse_categorical_accuracy(labels, scores)))


@pytest.mark.parametrize("one_in", [1, 2, 3, 7, 100])
def test_is_every_example_on_one_side_and_every_class_held_back_in_proportion(rng, one_in):
    labels, order = rng.integers(4, size=60), rng.permutation(60)
    learn, held_back = stratified_split(labels, order, one_in)
    assert sorted([*learn, *held_back]) == list(range(60))
    for k in range(4):
        assert np.sum(labels[held_back] == k) == np.sum(labels == k) // one_in
        of_the_class = [index for index in order if labels[index] == k]
        assert set(of_the_class[: len(of_the_class) // one_in]) == set(held_back[labels[held_back] == k])
    place = np.argsort(order)
    assert np.all(np.diff(place[learn]) > 0)
    assert np.all(np.diff(place[held_back]) > 0)


@pytest.mark.parametrize("D", [1, 3])
def test_does_keras_standardise_real_steps_to_the_same_numbers(rng, D):
    inputs, new_inputs = rng.normal(5, 3, size=(6, 4, D)), rng.normal(5, 3, size=(2, 4, D))
    sequence_length, new_sequence_length = [4, 1, 0, 3, 2, 4], [3, 4]
    layer = keras.layers.Normalization(dtype="float64")
    layer.adapt(inputs[real_steps(inputs, sequence_length)])
    for result, signals, length in zip(
        standardise(inputs, sequence_length, new_inputs, new_sequence_length),
        (inputs, new_inputs),
        (sequence_length, new_sequence_length),
        strict=True,
    ):
        real = real_steps(signals, length)
        np.testing.assert_allclose(result[real], layer(signals[real]), atol=1e-6)
        assert np.all(result[~real] == 0)


def test_does_nothing_new_change_what_is_learned_from(rng):
    inputs, new_inputs = rng.normal(size=(2, 3, 5, 1))
    one, _ = standardise(inputs, [5, 2, 3], new_inputs, [1, 2, 5])
    other, _ = standardise(inputs, [5, 2, 3], 100 + new_inputs[:1], [4])
    np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_is_the_nearest_one_found_as_by_looking_at_all(rng, dtype):
    inputs, new_inputs = (rng.normal(size=(size, 4, 2)).astype(dtype) for size in (30, 50))
    labels = rng.permutation(np.arange(30) % 5)
    scores = nearest_neighbour(inputs, labels, new_inputs)
    for signal, row in zip(new_inputs, scores, strict=True):
        nearest = min(range(30), key=lambda n: np.linalg.norm(inputs[n] - signal))
        np.testing.assert_array_equal(row, np.arange(5) == labels[nearest])


def test_does_the_model_give_the_same_scores_twice_and_ignore_what_is_past_the_end(rng):
    known, (new_inputs, new_sequence_length, _) = draw_task(rng, 60, 20)
    scores = train_and_predict(*known, new_inputs, new_sequence_length)
    assert scores.shape == (20, 9)
    inputs, sequence_length, labels = known
    inputs[~real_steps(inputs, sequence_length)] = 0
    new_inputs[~real_steps(new_inputs, new_sequence_length)] = 1e6
    np.testing.assert_allclose(
        train_and_predict(inputs, sequence_length, labels, new_inputs, new_sequence_length), scores, rtol=1e-5
    )


def test_does_the_model_refuse_new_signals_of_another_length(rng):
    known, (new_inputs, new_sequence_length, _) = draw_task(rng, 10, 5)
    with pytest.raises(ValueError, match=r"new_inputs should have shape \[M, T, D\] = \[M, 48, 1\]"):
        train_and_predict(*known, new_inputs[:, 1:], new_sequence_length)
