"""The exercises with Keras: do honest networks of any kind earn their points, and those that spared the trouble not?"""

import keras
import numpy as np
import pytest

from autograder import verify
from autograder.exercise import find
from solutions.bidirectional_keras import summary_in_keras, train_gap_filler
from tests.autograder.variants.gap_fillers import CHEAP, HALF, HONEST, PADDED, SUMMARIES, WRONG, padding_spoken_of

NAME = "bidirectional/train_gap_filler"


@pytest.mark.parametrize("answer", [train_gap_filler, *HONEST])
def test_does_an_honest_network_earn_full_marks(answer):
    keras.utils.set_random_seed(1)
    verdict = verify(NAME, answer, seed=1)
    assert verdict.passed, str(verdict)
    assert verdict.score == 1


@pytest.mark.parametrize("answer", HALF)
def test_does_one_direction_alone_earn_a_part(answer):
    keras.utils.set_random_seed(1)
    verdict = verify(NAME, answer, seed=1)
    assert verdict.points <= 2
    assert "from the past alone" in verdict.message


@pytest.mark.parametrize("answer", PADDED)
def test_does_a_network_without_a_mask_fall_short(answer):
    keras.utils.set_random_seed(1)
    verdict = verify(NAME, answer, seed=1)
    assert verdict.points <= 2
    assert "from the past alone" in verdict.message


def test_do_predictions_past_the_end_cost_their_points():
    keras.utils.set_random_seed(1)
    verdict = verify(NAME, padding_spoken_of, seed=1)
    assert verdict.points == verdict.maximum - 0.5
    assert "zeros past the end" in verdict.message


@pytest.mark.parametrize("answer", CHEAP)
def test_does_a_network_that_learned_nothing_earn_nothing(answer):
    keras.utils.set_random_seed(1)
    verdict = verify(NAME, answer, seed=1)
    assert verdict.score == 0
    assert "the mean squared error is" in verdict.message


@pytest.mark.parametrize("seed", range(20))
def test_is_there_little_to_earn_without_a_network(seed):
    for mistake in find(NAME).mistakes:
        verdict = verify(NAME, mistake, seed)
        assert verdict.mistake == mistake.__name__
        assert verdict.points <= (2 if mistake.__name__ in {"past_alone", "future_alone"} else 0)


@pytest.mark.parametrize("seed", range(20))
def test_are_lengths_of_all_kinds_drawn_and_only_expected_values_zero_past_the_end(seed):
    [case] = find(NAME).cases(str(seed))
    inputs, length, targets, new_inputs, new_length = case.arguments
    assert {length.min(), length.max()} == {4, inputs.shape[1]}
    for rows, lengths, wanted in ((inputs, length, targets), (new_inputs, new_length, case.expected)):
        past = np.arange(rows.shape[1]) >= lengths[:, np.newaxis]
        assert rows[past].all(axis=1).any(), "the padding should hold something"
        assert wanted[past].all() if wanted is targets else not wanted[past].any()


def test_are_the_rows_drawn_afresh_for_each_seed():
    first, second = (find(NAME).cases(seed)[0] for seed in ("1", "2"))
    assert not np.isin(first.arguments[0][..., 0], second.arguments[0][..., 0]).any()


@pytest.mark.parametrize("answer", [summary_in_keras, *SUMMARIES])
def test_is_a_summary_right_however_keras_is_asked_for_it(answer):
    for seed in range(2):
        verdict = verify("summary_in_keras", answer, seed)
        assert verdict.passed, str(verdict)


@pytest.mark.parametrize(("answer", "mistake"), WRONG.items())
def test_is_a_wrong_use_of_keras_known(answer, mistake):
    verdict = verify("summary_in_keras", answer, seed=0)
    assert verdict.mistake == mistake, str(verdict)
