"""The chapter on recurrence: does what its sentences and figures say follow from its own functions, seed by seed?"""

import ast
import multiprocessing
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest

from autograder.book.page import parse
from autograder.course import CHAPTERS
from solutions.recurrence import BasicRNNCell, dynamic_rnn, unroll

SEEDS = range(5)
SURNAMES = (CHAPTERS / "data" / "surnames.txt").read_text().split()
TRAIN, HELD_OUT, TEST = SURNAMES[:-4000], SURNAMES[-4000:-2000], SURNAMES[-2000:]


class Page:
    """What the chapter's cells define: functions, classes and constants, without what they compute and show."""

    def __init__(self):
        names = {"train": TRAIN}
        for cell in parse((CHAPTERS / "recurrence.md").read_text()).cells:
            if cell.cell_type == "code" and "from figures import" not in cell.source:
                tree = ast.parse(cell.source)
                tree.body = [node for node in tree.body if _defines(node)]
                exec(compile(tree, "recurrence.md", "exec"), names)
        vars(self).update(names)


def _defines(node):
    if isinstance(node, ast.Assign):
        return all(name.id.isupper() for name in ast.walk(node.targets[0]) if isinstance(name, ast.Name))
    return isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom)


page = Page()


def perplexity_and_inventions(seed):
    """A network trained as on the page: its perplexity on the test names, and the share of names it did not make up."""
    network = page.train_model(page.Adam(0.01, clip_norm=0.5), seed, epochs=10)
    invented = page.invent(network, 1000, seed=1)
    return np.exp(page.cross_entropy(network, TEST)), np.isin(invented, TRAIN).mean()


def cross_entropy_and_saturation(seed, clip_norm):
    """Plain gradient descent as on the page: cross-entropy on names held out, share of the states beyond 0.99."""
    trained = page.train_model(page.descent(4.0, clip_norm), seed, epochs=1)
    h, _ = page.forward(trained, page.ONE_HOT[page.encode(HELD_OUT)[0]])
    return page.cross_entropy(trained, HELD_OUT), np.mean(abs(h) > 0.99)


@pytest.fixture(scope="module")
def run():
    """Call a function of this module for many arguments, in two processes with one thread each, as the page has it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENBLAS_NUM_THREADS", "1")
        with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
            yield lambda function, *arguments: np.array(list(pool.map(function, *arguments)))


@pytest.fixture(scope="module")
def n_grams():
    """The perplexity of each n-gram model on the test names, its discount chosen on the names held out."""
    found = {}
    for n in range(1, 6):
        models = [page.kneser_ney(TRAIN, n, discount) for discount in (0.5, 0.7, 0.9)]
        best = min(models, key=lambda model, n=n: page.perplexity(model, HELD_OUT, n))
        found[n] = page.perplexity(best, TEST, n)
    return found


@pytest.mark.parametrize(("pair", "likeliest"), [("mo", "r"), ("ho", "l")])
def test_is_the_letter_named_in_the_opening_the_likeliest(pair, likeliest):
    followers = Counter(name[2:3] for name in SURNAMES if name.startswith(pair))
    assert followers.most_common(1)[0][0] == likeliest


@pytest.mark.parametrize("k", [1, 2, 4, 8])
def test_does_a_window_do_no_better_than_a_coin(k):
    scores = [page.window_accuracy(k, seed) for seed in SEEDS]
    assert np.all(np.abs(np.subtract(scores, 0.5)) < 0.02)


@pytest.mark.parametrize("seed", SEEDS)
def test_do_two_units_keep_the_lamp(seed):
    presses = np.random.default_rng(seed).integers(0, 2, (1000, 200))
    cell = BasicRNNCell(2)
    cell.kernel, cell.bias = page.LAMP_KERNEL, page.LAMP_BIAS
    outputs, _ = unroll(cell, presses[:, :, np.newaxis], cell.zero_state(1000))
    says_on = (outputs[:, :, 0] - outputs[:, :, 1]) / 2 > 0.5
    assert np.array_equal(says_on, presses.cumsum(axis=1) % 2)


@pytest.mark.parametrize("seed", SEEDS)
def test_does_padding_change_the_state_unless_the_length_is_told(seed):
    tokens, length = page.padded(["garcia", "li", "young"])
    inputs, cell = np.eye(27)[tokens], BasicRNNCell(8, seed)
    _, alone = dynamic_rnn(cell, inputs[1:2, :2])
    _, untold = dynamic_rnn(cell, inputs)
    _, told = dynamic_rnn(cell, inputs, length)
    assert abs(untold[1] - alone[0]).max() > 0.1
    np.testing.assert_allclose(told[1], alone[0], atol=1e-12)


def test_did_tensorflow_1_want_reuse_from_the_second_step_on():
    import tensorflow as tf  # here and below: the processes that train import this module, and need no TensorFlow

    def loop(first_reuse):
        with tf.Graph().as_default():
            for i in range(3):
                if i >= first_reuse:
                    tf.compat.v1.get_variable_scope().reuse_variables()
                tf.compat.v1.get_variable("kernel", (2, 2))

    loop(first_reuse=1)
    with pytest.raises(ValueError, match="already exists"):
        loop(first_reuse=2)


def test_does_the_gradient_check_need_double_precision():
    assert page.largest_difference(np.float64, 1e-5) < 1e-8
    assert page.largest_difference(np.float32, 1e-5) > 1e-2


@pytest.fixture(scope="module")
def lengths():
    """[seed, distance] after 20, 40 and 60 steps, for each spectral radius and size of the inputs."""
    return {
        (radius, size): np.array([page.gradient_lengths(radius, size, [20, 40, 60], seed) for seed in SEEDS])
        for radius in (0.5, 0.9, 1.0, 1.5, 2.0)
        for size in (0.0, 0.5)
    }


@pytest.mark.parametrize("radius", [0.5, 0.9, 1.0, 1.5, 2.0])
def test_is_the_factor_of_a_step_the_spectral_radius_where_nothing_comes_in(lengths, radius):
    after_20, _, after_60 = lengths[radius, 0.0].T
    np.testing.assert_allclose((after_60 / after_20) ** (1 / 40), radius, rtol=0.05)


@pytest.mark.parametrize("radius", [0.5, 0.9, 1.0, 1.5, 2.0])
def test_do_inputs_make_the_gradient_shorter_in_every_seed(lengths, radius):
    assert np.all(lengths[radius, 0.5] < lengths[radius, 0.0])


def test_is_the_gradient_as_long_as_the_text_says(lengths):
    assert np.all(lengths[0.5, 0.0][:, 1] < 1e-9)
    assert np.all(lengths[2.0, 0.0][:, 0] > 1e5)
    assert 300 < np.median(lengths[1.5, 0.0][:, 0]) < 3000
    assert np.median(lengths[0.9, 0.0][:, 2]) < 1e-3


def test_with_inputs_does_only_the_largest_radius_still_explode(lengths):
    growth = {radius: after[:, 2] / after[:, 0] for (radius, size), after in lengths.items() if size}
    assert np.all(growth.pop(2.0) > 1)
    assert all(np.all(each < 1) for each in growth.values())


def test_do_the_last_ten_of_sixty_steps_make_up_nearly_all_of_the_gradient():
    assert max(page.missing_share(10, seed) for seed in SEEDS) < 0.1
    assert min(page.missing_share(1, seed) for seed in SEEDS) > 0.3


def test_is_the_cliff_a_thousand_times_steeper_than_the_plateau():
    _, slopes = page.loss_and_gradient(np.linspace(-0.4, 0.1, 2001))
    assert abs(slopes).max() > 1000 * abs(slopes[400])


@pytest.mark.parametrize("shift", [0, 0.0007, 0.0013])
def test_does_every_clipped_descent_arrive_and_not_every_other(shift):
    starts = np.linspace(-0.4, -0.3, 41) + shift
    as_it_is, clipped = page.descend(starts, 1e9), page.descend(starts, 1.0)
    best = -0.181
    assert np.all(abs(clipped[-1] - best) < 0.01)
    assert clipped.max() < 0
    assert np.sum(abs(as_it_is[-1] - best) < 0.01) < 35
    assert np.sum(as_it_is.max(axis=0) > 0.5) >= 5


def test_does_global_clipnorm_keep_the_direction_in_keras_and_clipnorm_turn_it():
    import keras

    def step(**clipping):
        variables = [keras.Variable([0.0]), keras.Variable([0.0])]
        keras.optimizers.SGD(1.0, **clipping).apply([keras.ops.array([10.0]), keras.ops.array([1.0])], variables)
        return -np.concatenate([variable.numpy() for variable in variables])

    np.testing.assert_allclose(step(global_clipnorm=1.0), np.array([10, 1]) / np.sqrt(101), rtol=1e-5)
    np.testing.assert_allclose(step(clipnorm=1.0), [1, 1], rtol=1e-5)


def lamp_answers(seed):
    """The loss at the beginning, from update 200, at the end; the shares of right answers after 10 and 400 presses."""
    parameters, losses = page.train_lamp(seed)
    windows = losses[:100], losses[200:300], losses[-100:]
    return *map(np.mean, windows), *(page.right_answers(parameters, T) for T in (10, 400))


def test_does_a_network_find_the_lamp_in_every_seed_and_in_most_the_rule(run):
    at_first, soon, at_last, after_10, after_400 = run(lamp_answers, SEEDS).T
    assert np.all(abs(at_first - 0.25) < 0.05)
    assert 0.15 < soon.min() < soon.max() < 0.25
    assert at_last.max() < 0.05
    assert after_10.min() > 0.9
    assert np.sum(after_400 > 0.99) >= 3


def loss_of_two_units(seed):
    """The loss at the end of training, with no more units than a lamp needs."""
    return np.mean(page.train_lamp(seed, H=2)[1][-100:])


def test_do_two_units_find_the_lamp_from_some_starts_only(run):
    at_last = run(loss_of_two_units, SEEDS)
    assert at_last.min() < 0.05
    assert at_last.max() > 0.15


@pytest.mark.parametrize("n", [1, 2, 4])
@pytest.mark.parametrize("before", ["", "sm", "qqqq"])
def test_do_the_probabilities_of_an_n_gram_add_up_to_one(n, before):
    context = ("...." + before)[-(n - 1) :] if n > 1 else ""
    model = page.kneser_ney(TRAIN, n, 0.7)
    assert sum(model(character, context) for character in page.ALPHABET) == pytest.approx(1)
    assert all(model(character, context) > 0 for character in page.ALPHABET)


def test_does_a_longer_memory_help_each_n_gram(n_grams):
    assert n_grams[1] > n_grams[2] > n_grams[3] > n_grams[4] > n_grams[5]


def test_is_the_gradient_of_the_character_model_right():
    rng = np.random.default_rng(0)
    parameters = [rng.normal(size=shape) for shape in ((27 + 5, 5), 5, (5, 27), 27)]
    inputs, targets, length = page.encode(["li", "garcia", "young"])
    x = np.eye(27)[inputs]

    def loss():
        return page.sequence_cross_entropy(page.forward(parameters, x)[1], targets, length)

    for parameter, gradient in zip(parameters, page.gradients(parameters, x, targets, length), strict=True):
        for place in [tuple(rng.integers(parameter.shape)) for _ in range(10)]:
            value, losses = parameter[place], []
            for moved in (value + 1e-5, value - 1e-5):
                parameter[place] = moved
                losses.append(loss())
            parameter[place] = value
            assert gradient[place] == pytest.approx((losses[0] - losses[1]) / 2e-5, abs=1e-8)


def test_does_plain_descent_fail_without_clipping_in_every_seed(run):
    seeds = range(3)
    clipped = run(cross_entropy_and_saturation, seeds, [0.5] * 3)
    as_it_is = run(cross_entropy_and_saturation, seeds, [1e9] * 3)
    assert clipped[:, 0].max() < 2.4 < as_it_is[:, 0].min()
    assert clipped[:, 1].max() < 0.1
    assert as_it_is[:, 1].min() > 0.8


def test_is_the_network_between_the_4_gram_and_the_5_gram_in_every_seed(run, n_grams):
    perplexity, known = run(perplexity_and_inventions, range(3)).T
    assert n_grams[5] < perplexity.min()
    assert perplexity.max() < n_grams[4]
    assert perplexity.std(ddof=1) < 0.1
    assert known.max() < 0.2


def test_does_a_keras_model_with_the_same_weights_say_the_same_of_padded_names():
    import keras

    parameters = page.initial_parameters(seed=0, H=6)
    layers = [keras.layers.SimpleRNN(6, return_sequences=True), keras.layers.Dense(27)]
    model = keras.Sequential([keras.Input((None, 27)), *layers])
    model.set_weights(page.rnn_to_keras(*parameters))
    x = page.ONE_HOT[page.encode(["garcia", "li", "young"])[0]]
    np.testing.assert_allclose(model.predict(x, verbose=0), page.forward(parameters, x)[1], atol=1e-5)


@pytest.mark.parametrize("seed", range(3))
def test_does_keras_repeat_the_last_output_past_the_end(seed):
    import keras

    cell = BasicRNNCell(6, seed)
    tokens, length = page.padded(["garcia", "li", "young"])
    x = page.ONE_HOT[tokens]
    outputs, state = dynamic_rnn(cell, x, length)
    layer = keras.layers.SimpleRNN(6, return_sequences=True, return_state=True)
    layer.build((None, None, 27))
    layer.set_weights([cell.kernel[:27], cell.kernel[27:], cell.bias])
    real = np.arange(6) < length[:, np.newaxis]
    keras_outputs, keras_state = map(np.array, layer(x, mask=real))
    np.testing.assert_allclose(keras_state, state, atol=1e-5)
    np.testing.assert_allclose(keras_outputs[real], outputs[real], atol=1e-5)
    np.testing.assert_allclose(keras_outputs[:, -1], state, atol=1e-5)
