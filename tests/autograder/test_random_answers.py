"""Answers that draw masks at random: is each judged by how its masks look, whatever it draws them with?"""

import copy

import numpy as np
import pytest

from autograder import verify
from autograder.exercise import find
from solutions.dropout import dropout_mask
from unrolled.functions import generator, generator_as_left
from unrolled.outcome import Outcome, call
from unrolled.trees import Function

NAME = "dropout/dropout_mask"


def from_nowhere(shape, keep_prob, rng):
    return np.random.binomial(1, keep_prob, shape)


def from_a_generator_of_its_own(shape, keep_prob, rng):
    return np.random.default_rng().binomial(1, keep_prob, shape)


def from_a_seed_of_its_own(shape, keep_prob, rng):
    return np.random.default_rng(42).binomial(1, keep_prob, shape)


def from_the_global_generator_seeded(shape, keep_prob, rng):
    return np.random.RandomState(7).random_sample(shape) < keep_prob


def from_a_copy_of_the_generator(shape, keep_prob, rng):
    return copy.deepcopy(rng).binomial(1, keep_prob, shape)


def keep_and_drop_swapped(shape, keep_prob, rng):
    return rng.binomial(1, 1 - keep_prob, shape)


def scaled(shape, keep_prob, rng):
    return rng.binomial(1, keep_prob, shape) / keep_prob


def minus_one_for_dropped(shape, keep_prob, rng):
    return 2 * rng.binomial(1, keep_prob, shape) - 1


def half(shape, keep_prob, rng):
    return rng.integers(2, size=shape)


def zeros(shape, keep_prob, rng):
    return np.zeros(shape)


def ones(shape, keep_prob, rng):
    return np.ones(shape)


def first_row_again_and_again(shape, keep_prob, rng):
    return np.stack([rng.binomial(1, keep_prob, shape[1:])] * shape[0])


def one_column_again_and_again(shape, keep_prob, rng):
    return np.repeat(rng.binomial(1, keep_prob, (*shape[:-1], 1)), shape[-1], axis=-1)


def dealt_out(shape, keep_prob, rng):
    size = int(np.prod(shape))
    kept = rng.choice(size, round(keep_prob * size), replace=False)
    return np.isin(np.arange(size), kept).reshape(shape)


def dealt_out_row_by_row(shape, keep_prob, rng):
    exact = np.broadcast_to(np.arange(shape[-1]) < round(keep_prob * shape[-1]), shape)
    return rng.permuted(exact, axis=-1)


def one_of_four_masks(shape, keep_prob, rng):
    return np.random.default_rng(rng.integers(4)).random(shape) < keep_prob


def second_half_as_the_first(shape, keep_prob, rng):
    half = rng.random((-(-shape[0] // 2), *shape[1:])) < keep_prob
    return np.concatenate((half, half))[: shape[0]]


def mirrored(shape, keep_prob, rng):
    half = rng.random((*shape[:-1], shape[-1] // 2)) < keep_prob
    return np.concatenate((half, half[..., ::-1]), axis=-1)


def one_in_twenty_too_few(shape, keep_prob, rng):
    return rng.random(shape) < keep_prob - 0.05


def flat(shape, keep_prob, rng):
    return rng.binomial(1, keep_prob, int(np.prod(shape)))


SAID = {
    from_nowhere: "nothing was drawn from the generator that is handed in",
    from_a_generator_of_its_own: "nothing was drawn from the generator that is handed in",
    from_a_seed_of_its_own: "nothing was drawn from the generator that is handed in",
    from_the_global_generator_seeded: "nothing was drawn from the generator that is handed in",
    from_a_copy_of_the_generator: "nothing was drawn from the generator that is handed in",
    keep_and_drop_swapped: "about as many as there should be zeros",
    scaled: "nothing but zeros and ones",
    minus_one_for_dropped: "nothing but zeros and ones",
    half: "it holds too",
    zeros: "it holds too few ones",
    ones: "it holds too many ones",
    first_row_again_and_again: "along axis 0 it repeats itself",
    one_column_again_and_again: "along axis 1 it repeats itself",
    dealt_out: "equally many ones in all masks",
    dealt_out_row_by_row: "equally many ones in all lines along axis 1",
    one_of_four_masks: "generators with other seeds should give other masks",
    second_half_as_the_first: "along axis 0 the same stands at two places",
    mirrored: "along axis 1",
    one_in_twenty_too_few: "it holds too few ones",
    flat: "its shape should be [24, 30], and is [720]",
}


@pytest.mark.parametrize("answer", SAID)
def test_is_a_wrong_mask_seen_whatever_draws_it(answer):
    for seed in range(10):
        verdict = verify(NAME, answer, seed)
        assert not verdict.passed
        assert SAID[answer] in verdict.message
        assert verdict.mistake is None, "nobody can know it by its values"


def test_is_a_source_that_is_not_the_generator_found_out_by_a_second_call():
    def partly_from_elsewhere(shape, keep_prob, rng):
        return (rng.random(shape) < keep_prob) & (np.random.default_rng().random(shape) < 0.999)

    verdict = verify(NAME, partly_from_elsewhere, seed=0)
    assert verdict.points == verdict.maximum - 1
    assert "a second call with the same arguments gives another result: the generator that is handed in" in (
        verdict.message
    )


def test_is_a_right_answer_right_for_many_students():
    for seed in range(100):
        assert verify(NAME, lambda shape, keep_prob, rng: rng.binomial(1, keep_prob, shape), seed).passed


def test_do_seeds_differ_from_case_to_case_and_from_student_to_student():
    seeds = [int(case.arguments[2].arguments[0]) for student in range(5) for case in find(NAME).cases(str(student))]
    assert len(set(seeds)) == len(seeds)


def test_is_the_state_of_numpys_own_generator_left_alone():
    np.random.seed(3)
    before = np.random.get_state()[1].copy()
    verify(NAME, dropout_mask, seed=0)
    assert np.array_equal(np.random.get_state()[1], before)


# The generator among the arguments.

GENERATOR = Function("generator", (np.array(5),))


def test_is_a_generator_rebuilt_at_its_beginning_for_each_call():
    outcome = call(lambda rng: rng.random(3), (GENERATOR,))
    np.testing.assert_array_equal(outcome.result, np.random.default_rng(5).random(3))
    assert outcome.repeats()


def test_does_a_draw_count_as_a_change_and_no_draw_as_none():
    drawn, untouched = (call(answer, (GENERATOR,)) for answer in (lambda rng: rng.random(), lambda rng: 0.0))
    assert drawn.changed_arguments((GENERATOR,)) == (0,)
    assert untouched.changed_arguments((GENERATOR,)) == ()
    assert generator_as_left(GENERATOR, generator(5)) is GENERATOR


def test_does_the_outcome_cross_the_boundary():
    import io

    from unrolled import trees

    stream = io.BytesIO()
    trees.write(call(lambda rng: rng.random(2), (GENERATOR,)).as_tree(), stream)
    stream.seek(0)
    outcome = Outcome.from_tree(trees.read(stream))
    assert outcome.changed_arguments((GENERATOR,)) == (0,)
    assert outcome.repeats()
